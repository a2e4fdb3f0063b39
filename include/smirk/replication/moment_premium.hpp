// SPDX-License-Identifier: BSL-1.0
// What option prices pay for the shape of a return: implied moments against those of a history or a model.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/replication/moments.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Moments of the return over `horizon` periods from a history of one-period log returns that are independent.
///
///     mean = h m,   variance = h v,   skewness = s / sqrt(h),   kurtosis = 3 + (k - 3) / h
///
/// m, v, s, k are the sample moments, v with the divisor n - 1 and s, k with n. Clustered volatility lets real kurtosis
/// fade more slowly than 1/h: returns of the full horizon, horizon = 1, are the plainer estimate where they are many.
///
/// log_returns  one a period; a NaN makes every moment NaN
/// horizon      h, the number of periods that the option has to live
/// returns      implied_moments, of the historical law; NaN where the returns do not vary
/// throws       std::invalid_argument for fewer than four returns, or a horizon that is not positive
/// cost         two passes
[[nodiscard]] inline implied_moments historical_moments(strided<double> log_returns, double horizon = 1)
{
    const std::size_t count = log_returns.size();
    if (count < 4 || !(horizon > 0))
        throw std::invalid_argument("smirk::replication::historical_moments: expected four returns or more and a "
                                    "horizon > 0, got " +
                                    std::to_string(count) + " and " + std::to_string(horizon));
    const double n = static_cast<double>(count);
    double sum = 0;
    for (const double r : log_returns) sum += r;
    const double mean = sum / n;
    double m2 = 0, m3 = 0, m4 = 0;
    for (const double r : log_returns) {
        const double d = r - mean;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
    }
    implied_moments moments{horizon * mean, horizon * m2 / (n - 1)};
    const double v = m2 / n, rounding = 4 * std::numeric_limits<double>::epsilon() * mean;
    if (!(v > rounding * rounding)) return moments; // no two returns differ
    moments.skewness = m3 / n / (v * std::sqrt(v)) / std::sqrt(horizon);
    moments.kurtosis = 3 + (m4 / n / (v * v) - 3) / horizon;
    return moments;
}

/// Implied less reference. Annualised variance in decimals, the others as they are.
///
/// variance   what a variance swap on the log return costs above the reference; positive in most equity markets
/// skewness   negative: options pay for falls beyond those of the reference
/// kurtosis   positive: options pay for tails beyond those of the reference
struct [[nodiscard]] moment_premium_result {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double skewness = std::numeric_limits<double>::quiet_NaN();
    double kurtosis = std::numeric_limits<double>::quiet_NaN();
    explicit operator bool() const noexcept { return kurtosis == kurtosis; }
};

/// Premium of the moments that options imply over those of a history or a model, over the same horizon.
///
///     variance: (V_implied - V_reference) / T,   skewness and kurtosis: implied - reference
///
/// implied    from moments(strip) or moments(curve)
/// reference  from historical_moments, or of a model: a GARCH simulation's, {mean, variance, skewness, kurtosis}
/// years      T, of both
/// returns    moment_premium_result; NaN where a moment is missing
/// throws     std::invalid_argument if years is not positive
[[nodiscard]] inline moment_premium_result moment_premium(const implied_moments& implied,
                                                          const implied_moments& reference, double years)
{
    if (!(years > 0))
        throw std::invalid_argument("smirk::replication::moment_premium: expected years > 0, got " +
                                    std::to_string(years));
    return {(implied.variance - reference.variance) / years, implied.skewness - reference.skewness,
            implied.kurtosis - reference.kurtosis};
}

} // namespace smirk::inline SMIRK_ABI::replication
