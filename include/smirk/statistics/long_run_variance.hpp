// SPDX-License-Identifier: BSL-1.0
// Variance of the mean of a series whose values depend on each other (Newey and West).
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace smirk::inline SMIRK_ABI::statistics {

/// Number of lags by the rule of thumb of Newey and West (1994): floor(4 (n / 100)^(2/9)). Forecasts over h
/// overlapping periods need h - 1 at least.
[[nodiscard]] inline std::size_t newey_west_lags(std::size_t n)
{
    return static_cast<std::size_t>(4 * std::pow(static_cast<double>(n) / 100, 2.0 / 9));
}

/// Bartlett weight of a lag: 1 - l / (L + 1). It keeps the variance from becoming negative.
[[nodiscard]] inline double bartlett_weight(std::size_t lag, std::size_t lags)
{
    return 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
}

/// Long-run variance: n times the variance of the mean.
///
///     V = g_0 + 2 sum_{l=1}^{L} (1 - l / (L + 1)) g_l,   g_l = 1/n sum_t (x_t - xbar)(x_{t-l} - xbar)
///
/// x        one value a row, at least one
/// lags     L; 0 gives the variance with divisor n
/// returns  NaN if x is empty or holds a NaN
/// cost     n (L + 2)
/// source   Newey and West, Econometrica 55(3), 1987, 703-708
[[nodiscard]] inline double long_run_variance(strided<double> x, std::size_t lags)
{
    const auto n = static_cast<double>(x.size());
    double mean = 0;
    for (const double v : x) mean += v / n;
    double variance = x.empty() ? std::numeric_limits<double>::quiet_NaN() : 0;
    for (std::size_t l = 0; l <= lags && l < std::max<std::size_t>(x.size(), 1); ++l) {
        double g = 0;
        for (std::size_t t = l; t < x.size(); ++t) g += (x[t] - mean) * (x[t - l] - mean);
        variance += (l == 0 ? 1 : 2 * bartlett_weight(l, lags)) * g / n;
    }
    return variance;
}

} // namespace smirk::inline SMIRK_ABI::statistics
