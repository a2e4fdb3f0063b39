// SPDX-License-Identifier: BSL-1.0
// Mean, variance, skewness and kurtosis of a sample, each with a standard error.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::garch {

/// A number and its standard error.
struct estimate {
    double value = std::numeric_limits<double>::quiet_NaN();
    double error = std::numeric_limits<double>::quiet_NaN();
};

struct sample_moments {
    estimate mean, variance, skewness, kurtosis; // kurtosis: 3 for a normal law
    std::size_t observations = 0;
};

/// Moments of independent observations, with errors that assume no law.
///
///     u = (x - mean) / sd,   S = mean u^3,   K = mean u^4
///     influence of one observation: u, u^2 - 1, u^3 - 3u - 3/2 S (u^2 - 1) - S, u^4 - 4 S u - 2 K (u^2 - 1) - K
///     error = sqrt(mean influence^2 / n), that of mean times sd, that of variance times sd^2
///
/// x        such as standardised residuals or the log returns of simulated paths; NaN are left out
/// returns  NaN where fewer than two values differ. The error of the kurtosis needs eight moments of x: of fat tails it
///          says too little
/// cost     two passes
/// source   Hampel, Ronchetti, Rousseeuw and Stahel, Robust Statistics, 1986, 2.1 (influence functions)
[[nodiscard]] inline sample_moments moments_of(strided<double> x)
{
    sample_moments r;
    double mean = 0, count = 0;
    for (const double v : x)
        if (!std::isnan(v)) {
            mean += v;
            count += 1;
        }
    mean /= count;
    double m2 = 0, m3 = 0, m4 = 0;
    for (const double v : x)
        if (!std::isnan(v)) {
            const double d = v - mean;
            m2 += d * d / count;
            m3 += d * d * d / count;
            m4 += d * d * d * d / count;
        }
    r.observations = static_cast<std::size_t>(count);
    if (!(m2 > 0)) return r;
    const double sd = std::sqrt(m2), s = m3 / (m2 * sd), k = m4 / (m2 * m2);
    double of_mean = 0, of_variance = 0, of_skewness = 0, of_kurtosis = 0;
    for (const double v : x)
        if (!std::isnan(v)) {
            const double u = (v - mean) / sd, w = u * u - 1;
            const double i3 = u * u * u - 3 * u - 1.5 * s * w - s, i4 = u * u * u * u - 4 * s * u - 2 * k * w - k;
            of_mean += u * u;
            of_variance += w * w;
            of_skewness += i3 * i3;
            of_kurtosis += i4 * i4;
        }
    r.mean = {mean, sd * std::sqrt(of_mean) / count};
    r.variance = {m2, m2 * std::sqrt(of_variance) / count};
    r.skewness = {s, std::sqrt(of_skewness) / count};
    r.kurtosis = {k, std::sqrt(of_kurtosis) / count};
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
