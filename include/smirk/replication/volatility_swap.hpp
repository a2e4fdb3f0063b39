// SPDX-License-Identifier: BSL-1.0
// The fair strike of a volatility swap from the options of one expiry, by the synthetic volatility swap of Carr and
// Lee.
#pragma once
#include <smirk/replication/expected_payoff.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Fair volatility of a smile.
///
/// volatility  annualised
/// straddle    the part of it that the straddle at the forward is worth; the other options correct it
/// error       estimate of the error of the quadrature
struct [[nodiscard]] fair_volatility_result {
    double volatility = std::numeric_limits<double>::quiet_NaN();
    double straddle = std::numeric_limits<double>::quiet_NaN();
    double error = std::numeric_limits<double>::quiet_NaN();
    integral_status status = integral_status::invalid_smile;
    explicit operator bool() const noexcept { return status == integral_status::converged; }
};

namespace detail {

/// I_0(x) + I_1(x), modified Bessel functions, by their series. For x < 0 it is I_0 - I_1 of |x|, where about |x|
/// digits in e cancel in the sum: good to 1e-16 e^{2 |x|}, relative.
[[nodiscard]] inline double bessel_i0_plus_i1(double x)
{
    const double quarter = x * x / 4;
    double term = 1, sum = 1 + x / 2; // I_0 = sum (x^2/4)^m / m!^2; the terms of I_1 are x / (2 (m + 1)) times those
    for (int m = 1; term > 1e-17 * std::fabs(sum); ++m) {
        term *= quarter / (m * static_cast<double>(m));
        sum += term * (1 + x / (2.0 * (m + 1)));
    }
    return sum;
}

} // namespace detail

/// Fair strike of a volatility swap from a smile: exact where vol moves independently of the price, and right to first
/// order in the correlation otherwise. Needs no model of the vol, but paths without jumps.
///
///     K_vol sqrt(T) = sqrt(pi/2) (P(F) + C(F)) / F + int_{K<F} a(K) P(K) dK - int_{K>F} a(K) C(K) dK,
///     a(K) = sqrt(pi / (8 K^3 F)) |I_1(x) - I_0(x)|,   x = ln sqrt(K/F)
///
/// P and C are forward prices, I_0 and I_1 modified Bessel functions. The straddle alone is the old rule that the
/// at-the-money vol is the fair vol.
///
/// curve    total variance at k: a smile, or any function of k
/// years    T
/// returns  fair_volatility_result; with open_tail, volatility is what was reached
/// throws   std::invalid_argument if years or tolerance is not positive
/// cost     some hundreds of Black prices and Bessel functions
/// source   Carr and Lee, Robust replication of volatility derivatives, 2009 (the synthetic volatility swap)
template <variance_curve S>
[[nodiscard]] fair_volatility_result fair_volatility(const S& curve, double years,
                                                     const smile_integral_options& options = {})
{
    if (!(years > 0) || !std::isfinite(years) || !(options.tolerance > 0))
        throw std::invalid_argument("smirk::replication::fair_volatility: expected years and tolerance > 0, got " +
                                    std::to_string(years) + " and " + std::to_string(options.tolerance));
    const winged wing(curve, options.wings);
    const auto w = [&](double k) { return wing.total_variance(k); };
    const double scale = std::sqrt(std::numbers::pi / 8), width = std::sqrt(w(0)), root = std::sqrt(years);
    fair_volatility_result result;
    if (!(width > 0) || !std::isfinite(width)) return result;
    const auto weight = [&](double k) { // F = 1, dK = e^k dk
        return (k < 0 ? scale : -scale) * std::exp(-k / 2) * detail::bessel_i0_plus_i1(-k / 2);
    };
    const auto side = [&](option_type type, double limit, double quoted) {
        return integrate_side(
            type, w, weight,
            {.limit = limit, .quoted = quoted, .kinks = options.kinks, .width = width, .tolerance = options.tolerance});
    };
    const auto puts = side(option_type::put, wing.put_limit(), wing.first_k());
    const auto calls = side(option_type::call, wing.call_limit(), wing.last_k());
    result.straddle = std::sqrt(std::numbers::pi / 2) * 2 * out_of_the_money_price(0, w(0)) / root;
    result.volatility = result.straddle + (puts.inside + puts.tail + calls.inside + calls.tail) / root;
    result.error = std::max((puts.error + calls.error) / root, options.tolerance * result.volatility);
    if (!std::isfinite(result.volatility)) return result;
    result.status = !(puts.died_out && calls.died_out)   ? integral_status::open_tail
                    : !(puts.resolved && calls.resolved) ? integral_status::rough
                                                         : integral_status::converged;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
