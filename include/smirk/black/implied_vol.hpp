// SPDX-License-Identifier: BSL-1.0
// Implied vol of one option, with a status that says what kind of number it is.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/implied_vol_core.hpp>
#include <smirk/detail/real.hpp>
#include <smirk/option_type.hpp>

namespace smirk::inline SMIRK_ABI::black {

enum class implied_vol_status : unsigned char {
    converged,       ///< the vol that reproduces the price
    at_intrinsic,    ///< the price is exactly intrinsic: the vol is 0
    saturated,       ///< in the money, and what exceeds intrinsic is below the rounding of the price: NaN
    below_intrinsic, ///< no vol gives so low a price: NaN
    above_maximum,   ///< at or above the forward (call) or the strike (put), discounted: NaN
    invalid_input    ///< NaN, infinite, or a forward, strike, years or discount not positive: NaN
};

/// The status carries a usable number.
[[nodiscard]] constexpr bool usable(implied_vol_status status) noexcept
{
    return status == implied_vol_status::converged || status == implied_vol_status::at_intrinsic;
}

template <class Real>
struct [[nodiscard]] implied_vol_result {
    Real vol;
    implied_vol_status status;
    constexpr explicit operator bool() const noexcept { return usable(status); }
};

} // namespace smirk::inline SMIRK_ABI::black

namespace smirk::inline SMIRK_ABI::detail {

/// black::implied_vol_from_time_value() in one real type.
template <class Real>
[[nodiscard]] black::implied_vol_result<Real> solved_implied_vol(const Real& time_value, const Real& forward,
                                                                 const Real& strike, const Real& years,
                                                                 const Real& discount)
{
    using black::implied_vol_status;
    using std::log;
    using std::log1p;
    using std::sqrt;
    const Real nan = std::numeric_limits<Real>::quiet_NaN();
    if (!(finite(time_value) && positive_and_finite(forward) && positive_and_finite(strike) &&
          positive_and_finite(years) && positive_and_finite(discount)))
        return {nan, implied_vol_status::invalid_input};
    const bool upward = forward < strike;
    const Real p = time_value / discount, smaller = upward ? forward : strike;
    const Real distance = upward ? Real(strike - forward) : Real(forward - strike);
    if (p < 0) return {nan, implied_vol_status::below_intrinsic};
    if (p == 0) return {Real(0), implied_vol_status::at_intrinsic};
    if (!(p < smaller)) return {nan, implied_vol_status::above_maximum};

    const Real c = p / smaller, h = log_moneyness(forward, strike), ratio = distance / p;
    const bool tiny = c < std::numeric_limits<Real>::min() * 1e20; // c has lost digits, its logarithm need not
    const Real log_c = tiny ? Real(log(p) - log(smaller)) : Real(log(c));
    const Real a = finite(ratio) ? Real(log1p(ratio)) : Real(log(distance) - log(p));
    return {Real(total_vol<Real>(h, a, c, log_c) / sqrt(years)), implied_vol_status::converged};
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// Black implied vol from the time value, the price of the out-of-the-money option of the strike. An in-the-money price
/// has lost the digits of its time value already; where the time value is known, this keeps them all.
///
///     time value = D min(F, K) c(h, sigma sqrt(T))   solved for sigma (black::time_value is c min(F, K))
///
/// time_value        discounted, in the unit of the forward; the price less D |F - K| for an option in the money
/// forward, strike, years, discount   positive; discount 1 if left out
/// returns  {vol, status}: decimal, annualised
/// cost     near the money and in the wings two logarithms and polynomials, no iteration; two steps elsewhere
/// error    within 6 units of max(1, c / (s c'(s))) epsilon for double; other real types iterate to their precision
/// source   the coordinates of volfi (https://github.com/wol-fi/volfi), which follows "An Explicit Solution to
///          Black-Scholes Implied Volatility"; Householder steps in the logarithm of the price
///          as in Jaeckel, Let's be rational, Wilmott 2015(75), 40-53
template <class P, class F, class K, class T, class D = F>
[[nodiscard]] auto implied_vol_from_time_value(const P& time_value, const F& forward, const K& strike, const T& years,
                                               const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, K, T, D>;
    using Real = detail::working_t<Result>;
    const auto r = detail::solved_implied_vol<Real>(time_value, forward, strike, years, discount);
    return implied_vol_result<Result>{static_cast<Result>(r.vol), r.status};
}

/// Black implied vol of a call or put.
///
///     price = black::price(type, F, K, T, sigma, D)   solved for sigma
///
/// type      option_type::call or put; in the money the intrinsic value is taken off first
/// price     discounted, in the unit of the forward
/// forward, strike, years, discount   positive; discount 1 if left out
/// returns   {vol, status}: decimal, annualised; NaN where the status carries no number
/// cost, error, source   implied_vol_from_time_value()
template <class P, class F, class K, class T, class D = F>
[[nodiscard]] auto implied_vol(option_type type, const P& price, const F& forward, const K& strike, const T& years,
                               const D& discount = D(1))
{
    using Result = detail::promoted_t<P, F, K, T, D>;
    using Real = detail::working_t<Result>;
    using result = implied_vol_result<Result>;
    const Real p = price, f = forward, k = strike, y = years, df = discount;
    const Real intrinsic = sign(type) * (f - k);
    if (!(intrinsic > 0)) {
        const auto r = detail::solved_implied_vol<Real>(p, f, k, y, df);
        return result{static_cast<Result>(r.vol), r.status};
    }
    if (!detail::positive_and_finite(df))
        return result{std::numeric_limits<Result>::quiet_NaN(), implied_vol_status::invalid_input};
    const Real undiscounted = p / df, time = p == df * intrinsic ? Real(0) : Real(undiscounted - intrinsic);
    const auto r = detail::solved_implied_vol<Real>(time, f, k, y, Real(1));
    if (r.status == implied_vol_status::converged && time < undiscounted * std::numeric_limits<Real>::epsilon())
        return result{std::numeric_limits<Result>::quiet_NaN(), implied_vol_status::saturated};
    return result{static_cast<Result>(r.vol), r.status};
}

/// Total vol s = sigma sqrt(T) from the normalised price b = P / (D sqrt(F K)) at x = ln(F/K).
///
///     b = black::normalised_price(type, x, s)   solved for s
///
/// returns  {total vol, status}; statuses as for implied_vol()
/// source   Jaeckel, By implication, Wilmott 2006(11), 60-66
template <class B, class X>
[[nodiscard]] auto normalised_implied_vol(option_type type, const B& price, const X& x)
{
    using Result = detail::promoted_t<B, X>;
    using Real = detail::working_t<Result>;
    using result = implied_vol_result<Result>;
    using std::exp;
    using std::expm1;
    using std::log;
    using std::log1p;
    using std::sinh;
    const Result nan = std::numeric_limits<Result>::quiet_NaN();
    const Real b = price, in_the_money = sign(type) * Real(x),
               h = in_the_money > 0 ? in_the_money : Real(-in_the_money);
    if (!detail::finite(b) || !detail::finite(h)) return result{nan, implied_vol_status::invalid_input};
    const Real intrinsic = in_the_money > 0 ? Real(2 * sinh(h / 2)) : Real(0), time = b - intrinsic;
    if (time < 0) return result{nan, implied_vol_status::below_intrinsic};
    if (time == 0) return result{Result(0), implied_vol_status::at_intrinsic};
    if (in_the_money > 0 && time < b * std::numeric_limits<Real>::epsilon())
        return result{nan, implied_vol_status::saturated};
    const Real c = time * exp(h / 2);
    if (!(c < 1)) return result{nan, implied_vol_status::above_maximum};
    const Real log_c = log(time) + h / 2, ratio = expm1(h) / c;
    const Real a = detail::finite(ratio) ? Real(log1p(ratio)) : Real(h - log_c);
    return result{static_cast<Result>(detail::total_vol<Real>(h, a, c, log_c)), implied_vol_status::converged};
}

} // namespace smirk::inline SMIRK_ABI::black
