// SPDX-License-Identifier: BSL-1.0
// The at-the-money straddle: its price from a vol, and the vol from its price, exactly and by the rule of 0.798.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/real.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// The z with erf(z) = p, 0 <= p < 1: Winitzki's approximation, within 2e-3, then Halley's steps on f = erf(z) - p, by
/// erfc where p is closer to one than to zero.
template <class Real>
[[nodiscard]] Real inverse_erf(const Real& p)
{
    using std::erf;
    using std::erfc;
    using std::exp;
    using std::log1p;
    using std::sqrt;
    if (p == 0) return Real(0);
    const Real a = 0.147, l = log1p(-p * p), b = 2 / (pi<Real>() * a) + l / 2;
    Real z = sqrt(max(Real(0), Real(sqrt(b * b - l / a) - b)));
    if (z == 0) z = p;
    for (int step = 0; step < 20; ++step) {
        const Real f = p < Real(0.5) ? Real(erf(z) - p) : Real((1 - p) - erfc(z));
        const Real newton = f * sqrt(pi<Real>()) / 2 * exp(z * z), delta = newton / (1 + z * newton);
        z -= delta;
        const Real size = (delta < 0 ? Real(-delta) : delta) / z;
        if (!(size * size * size > std::numeric_limits<Real>::epsilon())) break;
    }
    return z;
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// Price of the straddle struck at the forward: call plus put.
///
///     V = 2 D F (2 N(s / 2) - 1) = 2 D F erf(s / (2 sqrt 2)),   s = vol sqrt(T)
///
/// forward   F > 0
/// years     T >= 0
/// vol       decimal, annualised
/// discount  D, 1 if left out
/// returns   the price in the unit of F; NaN for arguments outside those ranges
/// cost      one erf
/// source    Brenner and Subrahmanyam, Financial Analysts Journal 44(5), 1988, 80-83
template <class F, class T, class S, class D = F>
[[nodiscard]] auto straddle_price(const F& forward, const T& years, const S& vol, const D& discount = D(1))
{
    using Result = detail::promoted_t<F, T, S, D>;
    using Real = detail::working_t<Result>;
    using std::erf;
    using std::sqrt;
    const Real f = forward, t = years, sigma = vol, df = discount;
    if (!(f > 0 && t >= 0 && sigma >= 0 && df > 0)) return std::numeric_limits<Result>::quiet_NaN();
    return static_cast<Result>(2 * df * f * erf(sigma * sqrt(t) / sqrt(Real(8))));
}

/// Vol of the straddle struck at the forward, exactly.
///
///     vol = 2 N^-1((1 + V / (2 D F)) / 2) / sqrt(T) = 2 sqrt 2 erf^-1(V / (2 D F)) / sqrt(T)
///
/// price     V, call plus put, 0 <= V < 2 D F
/// forward   F > 0, the strike of the straddle
/// years     T > 0
/// discount  D, 1 if left out
/// returns   vol, decimal, annualised; NaN for arguments outside those ranges
/// cost      two erf and exp
/// source    the inverse of straddle_price()
template <class P, class F, class T, class D = F>
[[nodiscard]] auto straddle_vol(const P& price, const F& forward, const T& years, const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, T, D>;
    using Real = detail::working_t<Result>;
    using std::sqrt;
    const Real f = forward, t = years, df = discount, p = Real(price) / (2 * df * f);
    if (!(f > 0 && t > 0 && df > 0 && p >= 0 && p < 1)) return std::numeric_limits<Result>::quiet_NaN();
    return static_cast<Result>(sqrt(8 / t) * detail::inverse_erf(p));
}

/// Vol of the straddle struck at the forward, by the rule of 0.798.
///
///     vol = sqrt(pi / 2) V / (D F sqrt(T)),   sqrt(pi / 2) = 1.2533 = 1 / 0.7979
///
/// The factor 1.25 multiplies; "straddle / (1.25 S)" is too small by pi / 2. The first term of the exact answer: too
/// low by vol^2 T / 24 of itself, 1.4e-4 for 20 % and a month.
///
/// price     V, call plus put
/// forward   F > 0, the strike of the straddle
/// years     T > 0; one trading day is 1 / 252, a straddle of D days D / 252
/// discount  D, 1 if left out
/// returns   vol, decimal, annualised; NaN for arguments outside those ranges
/// cost      two square roots
/// source    Brenner and Subrahmanyam, Financial Analysts Journal 44(5), 1988, 80-83
template <class P, class F, class T, class D = F>
[[nodiscard]] auto straddle_vol_rule(const P& price, const F& forward, const T& years, const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, T, D>;
    using Real = detail::working_t<Result>;
    using std::sqrt;
    const Real v = price, f = forward, t = years, df = discount;
    if (!(v >= 0 && f > 0 && t > 0 && df > 0)) return std::numeric_limits<Result>::quiet_NaN();
    return static_cast<Result>(sqrt(detail::pi<Real>() / (2 * t)) * v / (df * f));
}

} // namespace smirk::inline SMIRK_ABI::black
