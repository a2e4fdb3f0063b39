// SPDX-License-Identifier: BSL-1.0
// Rank and percentile over a span of the calendar, such as 365 days, instead of a number of rows.
#pragma once
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Rows [first, last) of a window; empty where the history does not reach back to its beginning.
struct row_range {
    std::size_t first, last;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return last - first; }
};

/// The window of calendar days that belongs to each row.
///
///     rows i <= t (i < t for window_end::yesterday) with day_t - length < day_i
///
/// day      one a row, ascending
/// length   calendar days: 365 for a year
/// returns  a range a row; empty until day_0 <= day_t - length + 1, so that each window covers its whole length
/// throws   std::invalid_argument if length is not positive or the days do not ascend
/// cost     O(1) a row
[[nodiscard]] inline std::vector<row_range> calendar_windows(std::span<const std::chrono::year_month_day> day,
                                                             std::chrono::days length,
                                                             window_end end = window_end::today)
{
    using std::chrono::sys_days;
    if (length.count() <= 0)
        throw std::invalid_argument("smirk::signals::calendar_windows: expected a day or more, got " +
                                    std::to_string(length.count()));
    std::vector<row_range> windows(day.size(), row_range{0, 0});
    std::size_t first = 0;
    for (std::size_t t = 0; t < day.size(); ++t) {
        const sys_days today = day[t];
        if (t > 0 && today <= sys_days(day[t - 1]))
            throw std::invalid_argument("smirk::signals::calendar_windows: expected days that ascend, row " +
                                        std::to_string(t) + " does not");
        while (sys_days(day[first]) <= today - length) ++first;
        const bool reaches_back = sys_days(day[0]) <= today - length + std::chrono::days(1);
        if (reaches_back) windows[t] = {first, end == window_end::today ? t + 1 : t};
    }
    return windows;
}

namespace detail {

/// Calls use(t, values, valid) for each row with the values of its window and the number of those that are not NaN;
/// out[t] is what it returns, NaN where too few values are known.
template <class Use>
std::vector<double> over_calendar_windows(const char* function, strided<double> x,
                                          std::span<const std::chrono::year_month_day> day, std::chrono::days length,
                                          window_end end, std::size_t min_valid, Use use)
{
    if (x.size() != day.size() || min_valid == 0)
        throw std::invalid_argument(std::string(function) +
                                    ": expected a day a value and min_valid of 1 or more, got " +
                                    std::to_string(x.size()) + " values, " + std::to_string(day.size()) +
                                    " days, min_valid " + std::to_string(min_valid));
    std::vector<double> out(x.size(), std::numeric_limits<double>::quiet_NaN());
    const std::vector<row_range> windows = calendar_windows(day, length, end);
    for (std::size_t t = 0; t < x.size(); ++t) {
        const row_range& w = windows[t];
        if (w.first >= w.last || std::isnan(x[t])) continue;
        const strided<double> values = x.slice(w.first, w.size());
        const auto valid = static_cast<std::size_t>(
            std::count_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); }));
        if (valid >= std::min(min_valid, w.size())) out[t] = use(x[t], values, static_cast<double>(valid));
    }
    return out;
}

} // namespace detail

/// IV rank of every day between the extremes of a span of the calendar.
///
///     IVR_t = 100 (IV_t - min IV) / (max IV - min IV)   over day_t - length < day_i <= day_t
///
/// iv       one implied vol a day, oldest first
/// day      of each, ascending
/// length   365 days for a year: 250 to 254 trading days
/// options  as rolling_iv_rank; min_valid counts the rows that the window happens to have
/// returns  as long as iv; NaN until the history reaches back
/// throws   std::invalid_argument if the lengths differ, length or min_valid is not positive, or days do not ascend
/// cost     two comparisons a row of the window
[[nodiscard]] inline std::vector<double> rolling_iv_rank(strided<double> iv,
                                                         std::span<const std::chrono::year_month_day> day,
                                                         std::chrono::days length, iv_rank_options options = {})
{
    return detail::over_calendar_windows("smirk::signals::rolling_iv_rank", iv, day, length, options.window,
                                         options.min_valid, [&](double today, strided<double> values, double) {
                                             double low = std::numeric_limits<double>::infinity(), high = -low;
                                             for (const double v : values) { // a NaN never wins
                                                 low = v < low ? v : low;
                                                 high = v > high ? v : high;
                                             }
                                             const double rank = iv_rank(today, low, high);
                                             return options.clamp ? (rank < 0 ? 0 : rank > 100 ? 100 : rank) : rank;
                                         });
}

/// IV percentile of every day within a span of the calendar.
///
///     IVP_t = 100 #{i : IV_i < IV_t} / #{i}   over day_t - length < day_i < day_t
///
/// options  as rolling_iv_percentile, all its conventions
/// returns, throws, and the rest as rolling_iv_rank over days
/// cost     two comparisons a row of the window
[[nodiscard]] inline std::vector<double> rolling_iv_percentile(strided<double> iv,
                                                               std::span<const std::chrono::year_month_day> day,
                                                               std::chrono::days length,
                                                               iv_percentile_options options = {})
{
    return detail::over_calendar_windows("smirk::signals::rolling_iv_percentile", iv, day, length, options.window,
                                         options.min_valid, [&](double today, strided<double> values, double valid) {
                                             double below = 0, at_or_below = 0;
                                             for (const double v : values) {
                                                 below += v < today;
                                                 at_or_below += v <= today;
                                             }
                                             const double count = options.ties == ties::below ? below
                                                                  : options.ties == ties::at_or_below
                                                                      ? at_or_below
                                                                      : (below + at_or_below) / 2;
                                             return 100 * count / valid;
                                         });
}

} // namespace smirk::inline SMIRK_ABI::signals
