// SPDX-License-Identifier: BSL-1.0
// Lowest and highest value of every window, in a time that does not depend on the window.
#pragma once
#include <smirk/statistics/rolling_window.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

namespace detail {

/// Calls use(i, low, high, valid) for every row i that ends a full window x[i - window + 1] ... x[i], with the extremes
/// of the values that are not NaN and their number.
///
/// The series is cut into blocks as long as the window (van Herk 1992; Gil and Werman 1993). A window is the end of one
/// block and the beginning of the next, so it needs one comparison of a backward and a forward running extreme.
template <class Use>
void for_each_extremes(strided<double> x, std::size_t window, Use use)
{
    if (window > x.size()) return;
    constexpr double inf = std::numeric_limits<double>::infinity();
    std::vector<double> tail_low(window + 1, inf), tail_high(window + 1, -inf); // of the previous block, from j on
    std::size_t valid = 0;
    for (std::size_t block = 0; block < x.size(); block += window) {
        const std::size_t length = std::min(window, x.size() - block);
        double low = inf, high = -inf;
        for (std::size_t j = 0; j < length; ++j) {
            const double v = x[block + j];
            low = v < low ? v : low; // a NaN never wins
            high = v > high ? v : high;
            valid += !std::isnan(v);
            if (block > 0) valid -= !std::isnan(x[block + j - window]);
            if (block > 0 || j + 1 == window) {
                const double before_low = tail_low[j + 1], before_high = tail_high[j + 1];
                use(block + j, before_low < low ? before_low : low, before_high > high ? before_high : high, valid);
            }
        }
        low = inf, high = -inf;
        for (std::size_t j = length; j-- > 0;) {
            const double v = x[block + j];
            tail_low[j] = low = v < low ? v : low;
            tail_high[j] = high = v > high ? v : high;
        }
    }
}

} // namespace detail

struct rolling_extremes_options {
    std::size_t min_valid = whole_window;
};

/// Lowest value of each window: out[t] = min(x[t - window + 1], ..., x[t]).
///
/// x          one value a row
/// window     number of rows, today's included
/// out        as long as x; NaN until the first full window, and where fewer than min_valid values are not NaN
/// min_valid  how many values of a window must not be NaN; all by default
/// throws     std::invalid_argument if window or min_valid is 0, the lengths differ, or out overlaps x
/// cost       three comparisons a value whatever the window; two buffers of window + 1 values
/// source     van Herk, Pattern Recognition Letters 13, 1992, 517-521
inline void rolling_minimum_into(strided<double> x, std::size_t window, std::span<double> out,
                                 rolling_extremes_options options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t needed = detail::check_window("smirk::statistics::rolling_minimum", window, options.min_valid);
    detail::check_output("smirk::statistics::rolling_minimum", x, out);
    std::fill_n(out.begin(), std::min(window - 1, out.size()), none);
    detail::for_each_extremes(x, window, [&](std::size_t i, double low, double, std::size_t valid) {
        out[i] = valid >= needed ? low : none;
    });
}

/// Highest value of each window; everything else as rolling_minimum_into.
inline void rolling_maximum_into(strided<double> x, std::size_t window, std::span<double> out,
                                 rolling_extremes_options options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t needed = detail::check_window("smirk::statistics::rolling_maximum", window, options.min_valid);
    detail::check_output("smirk::statistics::rolling_maximum", x, out);
    std::fill_n(out.begin(), std::min(window - 1, out.size()), none);
    detail::for_each_extremes(x, window, [&](std::size_t i, double, double high, std::size_t valid) {
        out[i] = valid >= needed ? high : none;
    });
}

/// As rolling_minimum_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_minimum(strided<double> x, std::size_t window,
                                                         rolling_extremes_options options = {})
{
    std::vector<double> out(x.size());
    rolling_minimum_into(x, window, out, options);
    return out;
}

/// As rolling_maximum_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_maximum(strided<double> x, std::size_t window,
                                                         rolling_extremes_options options = {})
{
    std::vector<double> out(x.size());
    rolling_maximum_into(x, window, out, options);
    return out;
}

} // namespace smirk::inline SMIRK_ABI::statistics
