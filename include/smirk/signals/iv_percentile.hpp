// SPDX-License-Identifier: BSL-1.0
// IV percentile: on what share of the days of the past year implied vol was below today's.
#pragma once
#include <smirk/statistics/rolling_percentile.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

using statistics::ties;
using statistics::window_end;

/// The conventions in use, over W days (they differ by 2 / W at most unless values repeat):
///
///     earlier days, strictly below, / W         the default
///     earlier days, at or below, / W            {.ties = ties::at_or_below}
///     earlier days, equal days count half, / W  {.ties = ties::half}
///     with today, strictly below, / W           {.window = window_end::today}
///     with today, at or below, / W              {.window = window_end::today, .ties = ties::at_or_below}
///     with today, equal days count half, / W    {.window = window_end::today, .ties = ties::half}
///     with today, strictly below, / (W - 1)     the default, over W - 1 days
///
/// The divisor is the number of days that have a value: W, unless min_valid allows some to be missing.
using iv_percentile_options = statistics::percentile_options;

/// IV percentile of the last value of a series; the whole series is the window.
///
///     IVP = 100 #{i < t : IV_i < IV_t} / #{i < t}
///
/// iv       implied vols, oldest first, today's last
/// returns  0 to 100; NaN where one is NaN (see min_valid), and for one value alone
/// throws   std::invalid_argument if iv is empty
[[nodiscard]] inline double iv_percentile(strided<double> iv, iv_percentile_options options = {})
{
    if (iv.empty()) throw std::invalid_argument("smirk::signals::iv_percentile: expected one value or more, got none");
    const std::size_t window = options.window == statistics::window_end::today ? iv.size() : iv.size() - 1;
    if (window == 0) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> percentile(iv.size());
    statistics::rolling_percentile_into(iv, window, percentile, options);
    return percentile.back();
}

/// IV percentile of every day, over the window that belongs to it.
///
/// iv       one implied vol a day, oldest first
/// window   number of days, 252 for a year
/// out      as long as iv; by default first known on row `window`, one after the rank, since today is not in the window
/// throws   std::invalid_argument if window is 0 or the lengths differ
/// cost     see statistics::rolling_percentile_into
inline void rolling_iv_percentile_into(strided<double> iv, std::size_t window, std::span<double> out,
                                       iv_percentile_options options = {})
{
    statistics::rolling_percentile_into(iv, window, out, options);
}

/// As rolling_iv_percentile_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_iv_percentile(strided<double> iv, std::size_t window,
                                                               iv_percentile_options options = {})
{
    return statistics::rolling_percentile(iv, window, options);
}

} // namespace smirk::inline SMIRK_ABI::signals
