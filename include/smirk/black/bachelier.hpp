// SPDX-License-Identifier: BSL-1.0
// Bachelier's (normal) model: price, greeks and implied vol, with the calls of Black's. Forward and strike may be
// negative or zero; the vol is in units of the forward, a year.
#pragma once
#include <smirk/black/greeks.hpp>
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/normal.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/normal_tail.hpp>
#include <smirk/detail/real.hpp>
#include <smirk/option_type.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// Undiscounted time value at distance h = |F - K| and s = sigma sqrt(T): s n(z) - h N(-z), z = h / s, without the
/// difference: s e^(-z^2/2) (n(0) - z Q(z)), Q(z) = e^(z^2/2) N(-z).
template <class Real>
[[nodiscard]] Real bachelier_time_value(const Real& h, const Real& s)
{
    using std::exp;
    if (s == 0) return Real(0);
    const Real z = h / s;
    const Real gaussian = exp(-z * z / 2);
    return gaussian > 0 ? Real(s * gaussian * scaled_tail_slope(z)) : Real(0);
}

/// s from the time value p > 0 at distance h >= 0. With r = h / p, solves for l = ln z
///
///     f(l) = ln(r q(z) / (sqrt(2 pi) z)) - z^2 / 2 = 0,   q(z) = 1 - z R(z),   R the Mills ratio
///
/// by steps of fourth order: f' = -1/q, f'' = m/q^2, f''' = m'/q^2 - 2 m^2/q^3, m = (z^2 + 1) q - 1 = dq/dl. The start
/// is a rational function of a = ln(1 + r) within 6e-5 (tests/reference/black/derive_bachelier.py), so that double
/// needs one step.
template <class Real>
[[nodiscard]] Real bachelier_total_vol(const Real& h, const Real& p)
{
    using std::exp;
    using std::log;
    using std::log1p;
    using std::sqrt;
    const Real root_two_pi = sqrt(2 * pi<Real>()), ratio = h / p;
    if (ratio < std::numeric_limits<Real>::epsilon()) return (p + h / 2) * root_two_pi; // z -> 0
    const bool far = !(ratio < 1e100); // p may be subnormal, and h / p no number
    const Real log_far = far ? Real(log(h) - log(p)) : Real(0), near = far ? Real(1) : ratio;
    const Real a = far ? log_far : Real(log1p(ratio));
    const Real above = 1 + a * (0.175203503297 + a * (0.0230428161373 + a * 8.34502188717e-05));
    const Real below =
        2 * pi<Real>() + a * (1.10502064517 + a * (0.185385843744 + a * (0.0120662830634 + a * 4.17416526248e-05)));
    Real z = a * sqrt(above / below);
    for (int step = 0; step < 20; ++step) {
        const Real zz = z * z, q = root_two_pi * scaled_tail_slope(z), m = (zz + 1) * q - 1;
        const Real f = log(near * q / (root_two_pi * z)) + (log_far - zz / 2);
        const Real bend = q * (2 * zz * q + (zz + 1) * m) - 2 * m * m; // q^3 f'''
        const Real delta = f * q * (1 - f * m / 2) / (1 - f * (m + f * bend / 6));
        z *= exp(delta);
        if (!(delta * delta * delta * delta > std::numeric_limits<Real>::epsilon())) break;
    }
    return h / z;
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black::bachelier {

/// Undiscounted time value: the price of the out-of-the-money option of the strike, call or put.
///
///     p = s n(z) - |F - K| N(-z),   z = |F - K| / s,   s = sigma sqrt(T)
///
/// forward, strike   any numbers
/// years, vol        not negative; vol in units of the forward, annualised
/// returns  the time value in the unit of the forward; NaN if an argument is NaN or out of its range
/// cost     one exponential and a polynomial; no difference of two terms
/// source   Bachelier, Theorie de la speculation, 1900
template <class F, class K, class T, class S>
[[nodiscard]] auto time_value(const F& forward, const K& strike, const T& years, const S& vol)
{
    using Result = detail::promoted_t<F, K, T, S>;
    using Real = detail::working_t<Result>;
    using std::sqrt;
    const Real f = forward, k = strike, t = years, sigma = vol, h = f < k ? Real(k - f) : Real(f - k);
    if (!(detail::finite(h) && t >= 0 && sigma >= 0)) return std::numeric_limits<Result>::quiet_NaN();
    return static_cast<Result>(detail::bachelier_time_value<Real>(h, sigma * sqrt(t)));
}

/// Bachelier price of a call (theta = 1) or put (theta = -1).
///
///     P = D (theta (F - K) N(theta d) + s n(d)),   d = (F - K) / s,   s = sigma sqrt(T)
///
/// type      option_type::call or put
/// forward, strike   any numbers
/// years, vol        not negative; vol in units of the forward, annualised
/// discount  factor to the payment date, 1 if left out
/// returns   the price in the unit of the forward; NaN if an argument is NaN or out of its range
/// cost      as time_value(); computed as intrinsic plus time value
/// source    Bachelier, Theorie de la speculation, 1900
template <class F, class K, class T, class S, class D = F>
[[nodiscard]] auto price(option_type type, const F& forward, const K& strike, const T& years, const S& vol,
                         const D& discount = D(1))
{
    using Result = detail::promoted_t<F, K, T, S, D>;
    using Real = detail::working_t<Result>;
    const Real intrinsic = sign(type) * (Real(forward) - Real(strike));
    const Real time = bachelier::time_value<Real, Real, Real, Real>(forward, strike, years, vol);
    return static_cast<Result>(Real(discount) * (intrinsic > 0 ? Real(intrinsic + time) : time));
}

/// Bachelier price and greeks, with the signs and units of black::greeks(). Delta is in the forward.
///
///     delta = D theta N(theta d)              dual_delta = -delta
///     gamma = D n(d) / s                      dual_gamma = gamma
///     vega  = D n(d) sqrt(T)                  rho        = -T P
///     theta = r P - vega sigma / (2 T)        charm      = r delta + D n(d) d / (2 T)
///     vanna = -D n(d) d / sigma               volga      = vega d^2 / sigma
///     speed = -gamma d / s                    zomma      = gamma (d^2 - 1) / sigma
///     color = gamma (r + (1 - d^2) / (2 T))   veta       = vega (r - (1 + d^2) / (2 T))
///
/// type      option_type::call or put
/// forward, strike   any numbers
/// years, vol, discount   positive; vol in units of the forward, annualised; discount 1 if left out
/// returns   a greeks_result; all NaN if an argument is NaN or out of its range
/// source    derivatives of price()
template <class F, class K, class T, class S, class D = F>
[[nodiscard]] auto greeks(option_type type, const F& forward, const K& strike, const T& years, const S& vol,
                          const D& discount = D(1))
{
    using Result = detail::promoted_t<F, K, T, S, D>;
    using Real = detail::working_t<Result>;
    using std::log;
    using std::sqrt;
    const Real f = forward, k = strike, t = years, sigma = vol, df = discount, theta = sign(type);
    if (!(detail::finite(Real(f - k)) && t > 0 && sigma > 0 && df > 0)) {
        const Result nan = std::numeric_limits<Result>::quiet_NaN();
        return greeks_result<Result>{nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan};
    }
    const Real root = sqrt(t), s = sigma * root, r = -log(df) / t, d = (f - k) / s, n = df * normal_pdf(d), dd = d * d;
    const Real price = bachelier::price<Real, Real, Real, Real, Real>(type, f, k, t, sigma, df);
    const Real spot_delta = theta * normal_cdf(Real(theta * d)), delta = df * spot_delta;
    const Real gamma = n / s, vega = n * root;
    const auto as = [](const Real& x) { return static_cast<Result>(x); };
    return greeks_result<Result>{
        .price = as(price),
        .delta = as(delta),
        .spot_delta = as(spot_delta),
        .gamma = as(gamma),
        .vega = as(vega),
        .theta = as(r * price - vega * sigma / (2 * t)),
        .rho = as(-t * price),
        .vanna = as(-n * d / sigma),
        .volga = as(vega * dd / sigma),
        .charm = as(r * delta + n * d / (2 * t)),
        .speed = as(-gamma * d / s),
        .zomma = as(gamma * (dd - 1) / sigma),
        .color = as(gamma * (r + (1 - dd) / (2 * t))),
        .veta = as(vega * (r - (1 + dd) / (2 * t))),
        .dual_delta = as(-delta),
        .dual_gamma = as(gamma),
    };
}

/// Bachelier implied vol from the time value, the price of the out-of-the-money option of the strike.
///
///     time value = D (s n(z) - |F - K| N(-z))   solved for sigma = s / sqrt(T)
///
/// time_value        discounted, in the unit of the forward; the price less D |F - K| for an option in the money
/// forward, strike   any numbers
/// years, discount   positive; discount 1 if left out
/// returns  {vol, status}: in units of the forward, annualised; there is no maximum, so never above_maximum
/// cost     two logarithms, an exponential and a polynomial for double: one step of fourth order
/// error    within 4 epsilon for double, down to subnormal prices; other real types iterate to their precision
/// source   f and its derivatives as above; the coordinate ln(1 + |F - K| / p) is that of Choi, Kim and Kwak, Applied
///          Mathematical Finance 16(3), 2009, 261-268; see also Jaeckel, Implied normal volatility, Wilmott 2017(90)
template <class P, class F, class K, class T, class D = F>
[[nodiscard]] auto implied_vol_from_time_value(const P& time_value, const F& forward, const K& strike, const T& years,
                                               const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, K, T, D>;
    using Real = detail::working_t<Result>;
    using result = implied_vol_result<Result>;
    using std::sqrt;
    const Result nan = std::numeric_limits<Result>::quiet_NaN();
    const Real f = forward, k = strike, t = years, df = discount, h = f < k ? Real(k - f) : Real(f - k);
    if (!(detail::finite(Real(time_value)) && detail::finite(h) && detail::positive_and_finite(t) &&
          detail::positive_and_finite(df)))
        return result{nan, implied_vol_status::invalid_input};
    const Real p = time_value / df;
    if (p < 0) return result{nan, implied_vol_status::below_intrinsic};
    if (p == 0) return result{Result(0), implied_vol_status::at_intrinsic};
    return result{static_cast<Result>(detail::bachelier_total_vol<Real>(h, p) / sqrt(t)),
                  implied_vol_status::converged};
}

/// Bachelier implied vol of a call or put.
///
///     price = bachelier::price(type, F, K, T, sigma, D)   solved for sigma
///
/// type      option_type::call or put; in the money the intrinsic value is taken off first
/// price     discounted, in the unit of the forward
/// forward, strike   any numbers
/// years, discount   positive; discount 1 if left out
/// returns   {vol, status}; saturated where what exceeds intrinsic is below the rounding of the price
/// cost, error, source   implied_vol_from_time_value()
template <class P, class F, class K, class T, class D = F>
[[nodiscard]] auto implied_vol(option_type type, const P& price, const F& forward, const K& strike, const T& years,
                               const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, K, T, D>;
    using Real = detail::working_t<Result>;
    using result = implied_vol_result<Result>;
    const Real p = price, f = forward, k = strike, t = years, df = discount, intrinsic = sign(type) * (f - k);
    const auto as_result = [](const implied_vol_result<Real>& r) {
        return result{static_cast<Result>(r.vol), r.status};
    };
    if (!(intrinsic > 0) || !detail::positive_and_finite(df))
        return as_result(implied_vol_from_time_value<Real, Real, Real, Real, Real>(p, f, k, t, df));
    const Real undiscounted = p / df, time = p == df * intrinsic ? Real(0) : Real(undiscounted - intrinsic);
    const auto r = implied_vol_from_time_value<Real, Real, Real, Real, Real>(time, f, k, t, Real(1));
    if (r && time > 0 && time < undiscounted * std::numeric_limits<Real>::epsilon())
        return result{std::numeric_limits<Result>::quiet_NaN(), implied_vol_status::saturated};
    return as_result(r);
}

} // namespace smirk::inline SMIRK_ABI::black::bachelier
