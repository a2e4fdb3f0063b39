// SPDX-License-Identifier: BSL-1.0
// Volatility cones: how the volatility of n periods has been distributed, for several n.
#pragma once
#include <smirk/realized/rolling.hpp>

#include <algorithm>

namespace smirk::inline SMIRK_ABI::realized {

/// One horizon of a cone. Volatilities are annualised; quantiles interpolate linearly between order statistics.
struct cone_slice {
    std::size_t periods;                                             ///< n, the horizon
    std::size_t windows;                                             ///< rolling windows with a value
    double minimum, lower_quartile, median, upper_quartile, maximum; ///< of the rolling volatility
    double latest;                                                   ///< the last of them
    double mean_variance;                                            ///< mean of the squared rolling volatilities
    double variance_deviation; ///< their standard deviation, corrected for the overlap of the windows
};

/// What overlap takes off the variance of rolling variances: divide the variance with divisor n by this.
///
///     1 / m = 1 - h / n + (h^2 - 1) / (3 n^2),  n = T - h + 1
///
/// Exact for independent returns. It corrects the variance of the rolling variances; the rolling variance itself is
/// unbiased as it is, overlap or not.
///
/// h        periods in a window
/// n        windows, h at least
/// returns  1 / m, between 1/3 and 1; NaN if n < h
/// source   Hodges, Tompkins, Volatility Cones and Their Sampling Properties, Journal of Derivatives 10(1), 2002, 27-42
[[nodiscard]] inline double overlap_shrinkage(std::size_t h, std::size_t n)
{
    if (h == 0 || n < h) return std::numeric_limits<double>::quiet_NaN();
    const double ratio = static_cast<double>(h) / static_cast<double>(n), one = 1 / static_cast<double>(n);
    return 1 - ratio + (ratio * ratio - one * one) / 3;
}

/// The value below which a share q of the sorted values lies: x_j + (q (n - 1) - j) (x_{j+1} - x_j).
[[nodiscard]] inline double sorted_quantile(std::span<const double> sorted, double q)
{
    if (sorted.empty() || !(q >= 0 && q <= 1)) return std::numeric_limits<double>::quiet_NaN();
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto j = static_cast<std::size_t>(at);
    const double next = sorted[std::min(j + 1, sorted.size() - 1)];
    return sorted[j] + (at - static_cast<double>(j)) * (next - sorted[j]);
}

/// A volatility cone: the distribution of an estimator over rolling windows of several lengths.
///
/// estimator  any of this folder
/// bars       what it takes
/// horizons   window lengths in periods, each as rolling() takes it
/// returns    one slice a horizon, in their order; windows without a value (NaN) are left out and not counted, `latest`
///            is that of the last row as it is. No window at all gives windows = 0 and NaN
/// throws     std::invalid_argument as rolling()
/// cost       rolling() and a sort a horizon
/// source     Burghardt, Lane, How to Tell if Options are Cheap, Journal of Portfolio Management 16(2), 1990, 72-78;
///            the correction: Hodges, Tompkins, Journal of Derivatives 10(1), 2002, 27-42
template <class D, class Bars>
    requires bars_for<Bars, D>
[[nodiscard]] std::vector<cone_slice> cone(const estimator<D>& estimator, const Bars& bars,
                                           std::span<const std::size_t> horizons,
                                           const typename D::options& options = {})
{
    std::vector<cone_slice> slices;
    for (const std::size_t h : horizons) {
        auto vol = rolling(estimator, bars, h, options);
        const double latest = vol.empty() ? std::numeric_limits<double>::quiet_NaN() : vol.back();
        vol.erase(std::remove_if(vol.begin(), vol.end(), [](double v) { return std::isnan(v); }), vol.end());
        std::sort(vol.begin(), vol.end());
        const double n = static_cast<double>(vol.size());
        double mean = 0, squares = 0;
        for (const double v : vol) mean += v * v / n;
        for (const double v : vol) squares += (v * v - mean) * (v * v - mean) / n;
        if (vol.empty()) mean = std::numeric_limits<double>::quiet_NaN();
        slices.push_back({.periods = h,
                          .windows = vol.size(),
                          .minimum = sorted_quantile(vol, 0),
                          .lower_quartile = sorted_quantile(vol, 0.25),
                          .median = sorted_quantile(vol, 0.5),
                          .upper_quartile = sorted_quantile(vol, 0.75),
                          .maximum = sorted_quantile(vol, 1),
                          .latest = latest,
                          .mean_variance = mean,
                          .variance_deviation = std::sqrt(squares / overlap_shrinkage(h, vol.size()))});
    }
    return slices;
}

} // namespace smirk::inline SMIRK_ABI::realized
