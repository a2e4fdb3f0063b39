// SPDX-License-Identifier: BSL-1.0
// How many standard deviations a value lies from the mean of its window.
#pragma once
#include <smirk/statistics/joint_moments.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

struct zscore_options {
    window_end window = window_end::yesterday;
    std::size_t min_valid = whole_window;
};

/// Z-score of each value in its window.
///
///     z_t = (x_t - mean) / s,   s^2 = sum (x_i - mean)^2 / (n - 1) over the window of t
///
/// x        one value a row
/// window   number of rows, 2 or more; ends with yesterday's by default, so that a jump does not dampen itself
/// returns  as long as x; NaN until the first full window, where x_t is NaN, where the window is flat, and where fewer
///          than min_valid values of it are known
/// throws   std::invalid_argument if window or min_valid is 0
/// cost     O(1) a value whatever the window
[[nodiscard]] inline std::vector<double> rolling_zscore(strided<double> x, std::size_t window,
                                                        zscore_options options = {})
{
    const std::size_t needed = detail::check_window("smirk::statistics::rolling_zscore", window, options.min_valid);
    std::vector<double> z(x.size(), std::numeric_limits<double>::quiet_NaN());
    const std::size_t ahead = options.window == window_end::yesterday ? 1 : 0;
    if (x.size() <= ahead) return z;
    detail::for_each_joint_moments(x.slice(0, x.size() - ahead), x.slice(0, x.size() - ahead), window,
                                   [&](std::size_t i, const joint_moments& m) {
                                       if (m.n < static_cast<double>(needed) || !(m.xx > 0)) return;
                                       z[i + ahead] = (x[i + ahead] - m.mean_x) / std::sqrt(m.xx / (m.n - 1));
                                   });
    return z;
}

} // namespace smirk::inline SMIRK_ABI::statistics
