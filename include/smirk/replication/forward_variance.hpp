// SPDX-License-Identifier: BSL-1.0
// What two expiries imply between them: a variance, a rate.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

enum class forward_variance_status {
    ok,
    negative,      ///< total variance falls between the expiries: a calendar arbitrage, or an error in the quotes
    invalid_input, ///< a variance is NaN or negative
};

/// Variance between two expiries.
///
/// variance    annualised, as computed: negative where total variance falls
/// volatility  sqrt(variance); NaN where that is negative
struct [[nodiscard]] forward_variance_result {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double volatility = std::numeric_limits<double>::quiet_NaN();
    forward_variance_status status = forward_variance_status::invalid_input;
    explicit operator bool() const noexcept { return status == forward_variance_status::ok; }
};

/// Variance between two expiries, from the variances to each.
///
///     v = (v2 T2 - v1 T1) / (T2 - T1)
///
/// near_variance, next_variance  annualised: fair variances, or squared vols (then at one and the same log-moneyness)
/// near_years, next_years        0 <= T1 < T2
/// returns  forward_variance_result; where v is negative it says so and gives no volatility
/// throws   std::invalid_argument if the expiries do not ascend
[[nodiscard]] inline forward_variance_result forward_variance(double near_variance, double near_years,
                                                              double next_variance, double next_years)
{
    if (!(near_years >= 0 && near_years < next_years) || std::isinf(next_years))
        throw std::invalid_argument("smirk::replication::forward_variance: expected 0 <= near < next years, got " +
                                    std::to_string(near_years) + " and " + std::to_string(next_years));
    if (!(near_variance >= 0 && next_variance >= 0)) return {};
    const double v = (next_variance * next_years - near_variance * near_years) / (next_years - near_years);
    if (v < 0) return {v, std::numeric_limits<double>::quiet_NaN(), forward_variance_status::negative};
    return {v, std::sqrt(v), forward_variance_status::ok};
}

/// Rate between two dates, from the continuously compounded rates to each.
///
///     r = (r2 t2 - r1 t1) / (t2 - t1)
///
/// near_years, next_years  0 <= t1 < t2
/// returns  r; NaN if a rate is
/// throws   std::invalid_argument if the dates do not ascend
[[nodiscard]] inline double forward_rate(double near_rate, double near_years, double next_rate, double next_years)
{
    if (!(near_years >= 0 && near_years < next_years) || std::isinf(next_years))
        throw std::invalid_argument("smirk::replication::forward_rate: expected 0 <= near < next years, got " +
                                    std::to_string(near_years) + " and " + std::to_string(next_years));
    return (next_rate * next_years - near_rate * near_years) / (next_years - near_years);
}

} // namespace smirk::inline SMIRK_ABI::replication
