// SPDX-License-Identifier: BSL-1.0
// What share of a window lies below a value, 0 to 100.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/statistics/rolling_window.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

/// What counts as below.
enum class ties {
    below,       ///< strictly below
    at_or_below, ///< equal values count as well
    half         ///< equal values count one half (mid-rank)
};

struct percentile_options {
    window_end window = window_end::yesterday;
    statistics::ties ties = statistics::ties::below;
    std::size_t min_valid = whole_window;
    lane_width width = lane_width::widest; ///< the result does not depend on it
};

namespace detail {

/// Adds to out[t] how many of x[t - first] ... x[t - first + window - 1] are < x[t] (ties::below), <= x[t]
/// (ties::at_or_below), or the sum of both numbers (ties::half), for t = first ... n - 1. A NaN is never counted.
/// Neighbouring t share an instruction: lane i compares the window of t + i.
struct count_below {
    template <class V, bool Equal>
    SMIRK_LANE_INLINE static auto in(const V& window, const V& today)
    {
        if constexpr (Equal)
            return window <= today;
        else
            return window < today;
    }

    template <class V, bool Equal>
    SMIRK_LANE_INLINE static void add(const double* x, std::size_t window, std::size_t first, std::size_t n,
                                      double* out)
    {
        constexpr std::size_t width = V::width;
        std::size_t t = first;
        for (; t + 2 * width <= n; t += 2 * width) {
            const double* const begin = x + (t - first);
            const V a = V::load(x + t), b = V::load(x + t + width);
            auto count_a = in<V, Equal>(V(0.), V(-1.)), count_b = count_a; // zero
            for (std::size_t j = 0; j < window; ++j) {
                count_a = count_a - in<V, Equal>(V::load(begin + j), a); // a lane that holds is -1
                count_b = count_b - in<V, Equal>(V::load(begin + j + width), b);
            }
            (V::load(out + t) + to_double(count_a)).store(out + t);
            (V::load(out + t + width) + to_double(count_b)).store(out + t + width);
        }
        for (; t < n; ++t) {
            std::size_t count = 0;
            for (std::size_t j = 0; j < window; ++j) count += in<double, Equal>(x[t - first + j], x[t]);
            out[t] += static_cast<double>(count);
        }
    }

    template <class V>
    SMIRK_LANE_INLINE void operator()(const double* x, std::size_t window, std::size_t first, std::size_t n, ties rule,
                                      double* out) const
    {
        if (rule != ties::at_or_below) add<V, false>(x, window, first, n, out);
        if (rule != ties::below) add<V, true>(x, window, first, n, out);
    }
};

} // namespace detail

/// Share of the window that lies below each value.
///
///     percentile_t = 100 #{i in the window of t : x_i < x_t} / #{i in the window of t : x_i is not NaN}
///
/// x          one value a row
/// window     number of rows; ends with yesterday's, or with today's (options.window)
/// out        as long as x; NaN until the first full window, where x_t is NaN, and where fewer than min_valid values
///            of the window are not NaN
/// ties       whether values equal to x_t count; where today is in the window it is equal to itself
/// throws     std::invalid_argument if window or min_valid is 0, the lengths differ, or out overlaps x
/// cost       window comparisons a value, four to eight at a time; this beats a sorted copy of the window up to some
///            thousand values. A copy of x where it is not contiguous
inline void rolling_percentile_into(strided<double> x, std::size_t window, std::span<double> out,
                                    percentile_options options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t needed = detail::check_window("smirk::statistics::rolling_percentile", window, options.min_valid);
    detail::check_output("smirk::statistics::rolling_percentile", x, out);
    const std::size_t ahead = options.window == window_end::yesterday ? 1 : 0;
    const std::size_t first = window - 1 + ahead;
    std::fill_n(out.begin(), std::min(first, out.size()), none);
    if (first >= x.size()) return;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), 0.0);
    std::vector<double> copy;
    if (!x.contiguous()) copy.assign(x.begin(), x.end());
    const double* const values = copy.empty() ? x.data() : copy.data();
    smirk::detail::dispatch(options.width, detail::count_below{}, values, window, first, x.size(), options.ties,
                            out.data());

    const double share = options.ties == ties::half ? 50 : 100;
    std::size_t valid = 0;
    for (std::size_t i = 0; i + 1 < window; ++i) valid += !std::isnan(values[i]);
    for (std::size_t t = first; t < x.size(); ++t) {
        valid += !std::isnan(values[t - ahead]);
        const bool known = valid >= needed && !std::isnan(values[t]);
        out[t] = known ? share * out[t] / static_cast<double>(valid) : none;
        valid -= !std::isnan(values[t - first]);
    }
}

/// As rolling_percentile_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_percentile(strided<double> x, std::size_t window,
                                                            percentile_options options = {})
{
    std::vector<double> out(x.size());
    rolling_percentile_into(x, window, out, options);
    return out;
}

} // namespace smirk::inline SMIRK_ABI::statistics
