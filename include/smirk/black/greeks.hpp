// SPDX-License-Identifier: BSL-1.0
// Black greeks of one option, first order to third.
#pragma once
#include <smirk/black/normal.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/black_core.hpp>
#include <smirk/detail/real.hpp>
#include <smirk/option_type.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::black {

/// Derivatives of the discounted price P(F, K, T, sigma, D). Time runs forward: what carries "per year" is the change
/// as a year of calendar time passes, -d/dT at fixed F and r = -ln(D) / T.
template <class Real>
struct greeks_result {
    Real price;
    Real delta;      ///< dP/dF
    Real spot_delta; ///< dP/dS of an asset without yield, S = D F; times e^(-q T) with a yield q
    Real gamma;      ///< d2P/dF2
    Real vega;       ///< dP/dsigma, per unit of vol (1.00, not one point)
    Real theta;      ///< per year
    Real rho;        ///< dP/dr at fixed F, per unit of r
    Real vanna;      ///< d2P/dF dsigma
    Real volga;      ///< d2P/dsigma2
    Real charm;      ///< delta, per year
    Real speed;      ///< d3P/dF3
    Real zomma;      ///< dgamma/dsigma
    Real color;      ///< gamma, per year
    Real veta;       ///< vega, per year
    Real dual_delta; ///< dP/dK
    Real dual_gamma; ///< d2P/dK2
};

/// Black price and greeks of a call (theta = 1) or put (theta = -1).
///
///     delta = D theta N(theta d1)               dual_delta = -D theta N(theta d2)
///     gamma = D n(d1) / (F s)                   dual_gamma = D n(d2) / (K s)
///     vega  = D F n(d1) sqrt(T)                 rho        = -T P
///     theta = r P - vega sigma / (2 T)          charm      = r delta + D n(d1) d2 / (2 T)
///     vanna = -D n(d1) d2 / sigma               volga      = vega d1 d2 / sigma
///     speed = -gamma (1 + d1 / s) / F           zomma      = gamma (d1 d2 - 1) / sigma
///     color = gamma (r + (1 - d1 d2) / (2 T))   veta       = vega (r - (1 + d1 d2) / (2 T))
///
///     d1 = ln(F/K) / s + s/2,   d2 = d1 - s,   s = sigma sqrt(T),   r = -ln(D) / T
///
/// type      option_type::call or put
/// forward, strike, years, vol, discount   positive; vol decimal, annualised; discount 1 if left out
/// returns   a greeks_result; all NaN if an argument is NaN or not positive
/// source    Black, Journal of Financial Economics 3, 1976, 167-179; Haug, The complete guide to option pricing
///           formulas, 2nd ed. 2007, chapter 2, with time signs as stated
template <class F, class K, class T, class S, class D = F>
[[nodiscard]] auto greeks(option_type type, const F& forward, const K& strike, const T& years, const S& vol,
                          const D& discount = D(1))
{
    using Result = detail::promoted_t<F, K, T, S, D>;
    using Real = detail::working_t<Result>;
    using std::exp;
    using std::log;
    using std::sqrt;
    const Real f = forward, k = strike, t = years, sigma = vol, df = discount, theta = sign(type);
    if (!(f > 0 && k > 0 && t > 0 && sigma > 0 && df > 0)) {
        const Result nan = std::numeric_limits<Result>::quiet_NaN();
        return greeks_result<Result>{nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan};
    }
    const Real h = detail::log_moneyness(f, k), root = sqrt(t), s = sigma * root, r = -log(df) / t;
    const Real d1 = (f < k ? Real(-h) : h) / s + s / 2, d2 = d1 - s;
    const Real n1 = df * normal_pdf(d1), n2 = df * normal_pdf(d2);
    const Real price = black::price<Real, Real, Real, Real, Real>(type, f, k, t, sigma, df);
    const Real spot_delta = theta * normal_cdf(Real(theta * d1)), delta = df * spot_delta;
    const Real gamma = n1 / (f * s), vega = f * n1 * root, d12 = d1 * d2;
    const auto as = [](const Real& x) { return static_cast<Result>(x); };
    return greeks_result<Result>{
        .price = as(price),
        .delta = as(delta),
        .spot_delta = as(spot_delta),
        .gamma = as(gamma),
        .vega = as(vega),
        .theta = as(r * price - vega * sigma / (2 * t)),
        .rho = as(-t * price),
        .vanna = as(-n1 * d2 / sigma),
        .volga = as(vega * d12 / sigma),
        .charm = as(r * delta + n1 * d2 / (2 * t)),
        .speed = as(-gamma * (1 + d1 / s) / f),
        .zomma = as(gamma * (d12 - 1) / sigma),
        .color = as(gamma * (r + (1 - d12) / (2 * t))),
        .veta = as(vega * (r - (1 + d12) / (2 * t))),
        .dual_delta = as(-df * theta * normal_cdf(Real(theta * d2))),
        .dual_gamma = as(n2 / (k * s)),
    };
}

} // namespace smirk::inline SMIRK_ABI::black
