// SPDX-License-Identifier: BSL-1.0
// Where a value stands between the lowest and the highest of a window: 0 at the low, 100 at the high.
#pragma once
#include <smirk/statistics/rolling_extremes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

/// Position of x between two extremes.
///
///     rank = 100 (x - low) / (high - low)
///
/// returns  0 at low, 100 at high, outside [0, 100] beyond them; NaN unless low < high
[[nodiscard]] inline double rank_between(double x, double low, double high)
{
    return low < high ? 100 * ((x - low) / (high - low)) : std::numeric_limits<double>::quiet_NaN();
}

struct rank_options {
    window_end window = window_end::today;
    bool clamp = false; ///< where today is not in its window, keep the rank within [0, 100]
    std::size_t min_valid = whole_window;
};

/// Position of each value between the extremes of its window.
///
///     rank_t = 100 (x_t - min) / (max - min), extremes over the window of t
///
/// x          one value a row
/// window     number of rows; ends with today's, or with yesterday's (options.window)
/// out        as long as x; NaN until the first full window, where the window is flat, where x_t is NaN, and where
///            fewer than min_valid values of the window are not NaN
/// throws     std::invalid_argument if window or min_valid is 0, the lengths differ, or out overlaps x
/// cost       O(1) a value whatever the window; two buffers of window + 1 values
inline void rolling_rank_into(strided<double> x, std::size_t window, std::span<double> out, rank_options options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t needed = detail::check_window("smirk::statistics::rolling_rank", window, options.min_valid);
    detail::check_output("smirk::statistics::rolling_rank", x, out);
    const std::size_t ahead = options.window == window_end::yesterday ? 1 : 0;
    std::fill_n(out.begin(), std::min(window - 1 + ahead, out.size()), none);
    if (out.size() <= ahead) return;
    detail::for_each_extremes(x.slice(0, x.size() - ahead), window,
                              [&](std::size_t i, double low, double high, std::size_t valid) {
                                  const double rank = rank_between(x[i + ahead], low, high);
                                  out[i + ahead] = valid >= needed ? rank : none;
                              });
    if (options.clamp)
        for (double& rank : out) rank = rank < 0 ? 0 : rank > 100 ? 100 : rank;
}

/// As rolling_rank_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_rank(strided<double> x, std::size_t window, rank_options options = {})
{
    std::vector<double> out(x.size());
    rolling_rank_into(x, window, out, options);
    return out;
}

} // namespace smirk::inline SMIRK_ABI::statistics
