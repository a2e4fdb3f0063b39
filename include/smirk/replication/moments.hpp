// SPDX-License-Identifier: BSL-1.0
// Moments of the log return to expiry that option prices imply.
#pragma once
#include <smirk/replication/expected_payoff.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::replication {

/// Moments of ln(S/F) under the forward measure.
///
/// mean, variance  of the whole period, not annualised; sqrt(variance / years) is a volatility
/// skewness        third central moment over variance^(3/2)
/// kurtosis        fourth central moment over variance^2: 3 for a normal law
struct [[nodiscard]] implied_moments {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double variance = std::numeric_limits<double>::quiet_NaN();
    double skewness = std::numeric_limits<double>::quiet_NaN();
    double kurtosis = std::numeric_limits<double>::quiet_NaN();
    explicit operator bool() const noexcept { return variance > 0 && kurtosis >= 1; }
};

/// Central moments from raw moments about zero.
///
///     V = m2 - m1^2,   skewness = (m3 - 3 m1 m2 + 2 m1^3) / V^{3/2},
///     kurtosis = (m4 - 4 m1 m3 + 6 m1^2 m2 - 3 m1^4) / V^2
///
/// returns  implied_moments; skewness and kurtosis are NaN where V is not positive
[[nodiscard]] inline implied_moments central_moments(double m1, double m2, double m3, double m4)
{
    const double v = m2 - m1 * m1;
    implied_moments moments{m1, v};
    if (!(v > 0)) return moments;
    moments.skewness = (m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1) / (v * std::sqrt(v));
    moments.kurtosis = (m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * m1 * m1 * m1 * m1) / (v * v);
    return moments;
}

/// Moments implied by a strip: the first four powers of ln(S/F), each replicated by options.
///
/// strip    from cboe_strip
/// returns  implied_moments; all NaN where there is no strip
/// source   Bakshi, Kapadia and Madan, Review of Financial Studies 16(1), 2003, 101-143; here with the exact mean
[[nodiscard]] inline implied_moments moments(const option_strip& strip)
{
    const auto m = [&](int power) { return expected_payoff(strip, log_return_power{power}).value; };
    return central_moments(m(1), m(2), m(3), m(4));
}

/// Moments implied by a smile, wings included.
///
/// curve    total variance at k: a smile, or any function of k
/// returns  implied_moments; all NaN where an integral does not converge (higher moments need thinner wings)
template <variance_curve S>
[[nodiscard]] implied_moments moments(const S& curve, const smile_integral_options& options = {})
{
    const auto m = [&](int power) {
        const auto v = expected_payoff(curve, log_return_power{power}, options);
        return v ? v.value : std::numeric_limits<double>::quiet_NaN();
    };
    return central_moments(m(1), m(2), m(3), m(4));
}

} // namespace smirk::inline SMIRK_ABI::replication
