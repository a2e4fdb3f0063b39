// SPDX-License-Identifier: BSL-1.0
// Black (1976) price of a call or put, exact to the rounding of its inputs, wings included.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/black_core.hpp>
#include <smirk/detail/real.hpp>
#include <smirk/option_type.hpp>

namespace smirk::inline SMIRK_ABI::black {

/// Undiscounted time value: the price of the out-of-the-money option of the strike, call or put.
///
///     p = min(F, K) c,   c = N(-h/s + s/2) - e^h N(-h/s - s/2),   h = |ln(F/K)|,   s = sigma sqrt(T)
///
/// forward, strike   positive
/// years, vol        not negative; vol decimal, annualised
/// returns  the time value in the unit of the forward; NaN if an argument is NaN or out of its range
/// cost     two elementary functions and one or two polynomials; no difference of two normal terms, so that the
///          error stays within 3 units of max(1, s c'/c) epsilon for prices from 1e-300 to the forward
/// source   Black, Journal of Financial Economics 3, 1976, 167-179; scaled as in Jaeckel, Let's be rational,
///          Wilmott 2015(75), 40-53
template <class F, class K, class T, class S>
[[nodiscard]] auto time_value(const F& forward, const K& strike, const T& years, const S& vol)
{
    using Result = detail::promoted_t<F, K, T, S>;
    using Real = detail::working_t<Result>;
    using std::sqrt;
    const Real f = forward, k = strike, y = years, sigma = vol;
    if (!(f > 0 && k > 0 && y >= 0 && sigma >= 0)) return std::numeric_limits<Result>::quiet_NaN();
    const Real c = detail::out_of_the_money<Real>(detail::log_moneyness(f, k), sigma * sqrt(y));
    return static_cast<Result>(c * (f < k ? f : k));
}

/// Black price of a call or put.
///
///     P = D (F N(d1) - K N(d2)) for a call,   D (K N(-d2) - F N(-d1)) for a put,
///     d1 = ln(F/K) / s + s/2,   d2 = d1 - s,   s = sigma sqrt(T)
///
/// type      option_type::call or put
/// forward, strike   positive
/// years, vol        not negative; vol decimal, annualised
/// discount  factor to the payment date, 1 if left out
/// returns   the price in the unit of the forward; NaN if an argument is NaN or out of its range
/// cost      as time_value(); computed as intrinsic plus time value
/// source    Black, Journal of Financial Economics 3, 1976, 167-179
template <class F, class K, class T, class S, class D = F>
[[nodiscard]] auto price(option_type type, const F& forward, const K& strike, const T& years, const S& vol,
                         const D& discount = D(1))
{
    using Result = detail::promoted_t<F, K, T, S, D>;
    using Real = detail::working_t<Result>;
    const Real intrinsic = sign(type) * (Real(forward) - Real(strike));
    const Real time = time_value<Real, Real, Real, Real>(forward, strike, years, vol);
    return static_cast<Result>(Real(discount) * (intrinsic > 0 ? Real(intrinsic + time) : time));
}

/// Normalised price b = P / (D sqrt(F K)) at x = ln(F/K) and total vol s = sigma sqrt(T).
///
///     b = e^(x/2) N(x/s + s/2) - e^(-x/2) N(x/s - s/2) for a call,   b(-x) for a put
///
/// returns  NaN if s is negative or an argument NaN
/// source   Jaeckel, By implication, Wilmott 2006(11), 60-66
template <class X, class S>
[[nodiscard]] auto normalised_price(option_type type, const X& x, const S& total_vol)
{
    using Result = detail::promoted_t<X, S>;
    using Real = detail::working_t<Result>;
    using std::exp;
    using std::sinh;
    const Real in_the_money = sign(type) * Real(x), h = in_the_money > 0 ? in_the_money : Real(-in_the_money);
    const Real time = exp(-h / 2) * detail::out_of_the_money<Real>(h, total_vol);
    return static_cast<Result>(in_the_money > 0 ? Real(2 * sinh(h / 2) + time) : time);
}

} // namespace smirk::inline SMIRK_ABI::black
