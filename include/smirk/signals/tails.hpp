// SPDX-License-Identifier: BSL-1.0
// Tails of returns: kurtosis, how often k standard deviations are exceeded, and what options charge for it.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace smirk::inline SMIRK_ABI::signals {

/// Moments of a sample. Kurtosis is 3 for a normal law; it measures tails, not the peak.
struct tail_moments {
    std::size_t n;
    double mean, stdev;           ///< stdev with divisor n
    double skewness;              ///< m3 / m2^(3/2)
    double kurtosis;              ///< m4 / m2^2
    double excess_kurtosis;       ///< m4 / m2^2 - 3
    double unbiased_excess;       ///< G2 = (n - 1) ((n + 1) g2 + 6) / ((n - 2)(n - 3)), unbiased for a normal law
    double excess_kurtosis_error; ///< sqrt(24 / n), if returns were normal and independent
};

/// Sample moments of the values that are not NaN.
///
///     m_k = 1/n sum (x - xbar)^k,   skewness = m3 / m2^(3/2),   kurtosis = m4 / m2^2
///
/// x        returns
/// returns  NaN moments where fewer than two values are known or none differs; the error of the kurtosis is too small
///          for returns whose vol clusters
/// cost     two passes
[[nodiscard]] inline tail_moments moments(strided<double> x)
{
    double n = 0, mean = 0;
    for (const double v : x)
        if (!std::isnan(v)) n += 1, mean += (v - mean) / n;
    double m2 = 0, m3 = 0, m4 = 0;
    for (const double v : x) {
        if (std::isnan(v)) continue;
        const double d = v - mean;
        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
    }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const bool varies = m2 > 0;
    const double skewness = varies ? m3 / (m2 * std::sqrt(m2)) : none, g2 = varies ? m4 / (m2 * m2) - 3 : none;
    return {static_cast<std::size_t>(n),
            n > 0 ? mean : none,
            n > 0 ? std::sqrt(m2) : none,
            skewness,
            g2 + 3,
            g2,
            n > 3 ? (n - 1) * ((n + 1) * g2 + 6) / ((n - 2) * (n - 3)) : none,
            std::sqrt(24 / n)};
}

enum class tail_class { platykurtic, mesokurtic, leptokurtic, unknown };

/// Thin, normal or fat tails: excess kurtosis beyond `errors` of its standard errors.
[[nodiscard]] inline tail_class classify_tails(const tail_moments& m, double errors = 2)
{
    if (std::isnan(m.excess_kurtosis)) return tail_class::unknown;
    const double band = errors * m.excess_kurtosis_error;
    return m.excess_kurtosis > band    ? tail_class::leptokurtic
           : m.excess_kurtosis < -band ? tail_class::platykurtic
                                       : tail_class::mesokurtic;
}

/// Probability of a normal variable beyond k standard deviations, both sides: erfc(k / sqrt 2). 0.27 % at 3, 6.3e-5
/// at 4; 0.03 % is 3.6.
[[nodiscard]] inline double normal_exceedance(double k) { return std::erfc(k / std::numbers::sqrt2); }

/// How often returns lie beyond k standard deviations of their mean.
struct exceedance {
    std::size_t count, n;
    double frequency; ///< count / n
    double ratio;     ///< frequency / normal_exceedance(k)
};

/// Count of |x - mean| > k stdev among the values that are not NaN.
///
/// k        number of standard deviations of the sample itself
/// returns  frequency and ratio NaN where nothing is known
[[nodiscard]] inline exceedance exceedances(strided<double> x, double k)
{
    const tail_moments m = moments(x);
    std::size_t count = 0;
    for (const double v : x) count += std::abs(v - m.mean) > k * m.stdev;
    const double frequency = static_cast<double>(count) / static_cast<double>(m.n);
    return {count, m.n, frequency, frequency / normal_exceedance(k)};
}

/// What the market charges for a tail above a model: market / model - 1. The model price comes from simulated GARCH
/// paths or from history, not from a lognormal law.
[[nodiscard]] inline double kurtosis_premium(double market_price, double model_price)
{
    return market_price / model_price - 1;
}

} // namespace smirk::inline SMIRK_ABI::signals
