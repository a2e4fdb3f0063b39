// SPDX-License-Identifier: BSL-1.0
// IV rank: where today's implied vol stands between the lowest and the highest of the past year.
#pragma once
#include <smirk/statistics/rolling_rank.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

using statistics::window_end;

/// Which extremes, and what to do beyond them. The default is the common one: today is in the window, so the rank lies
/// in [0, 100]. With window_end::yesterday it can leave that interval unless clamped.
using iv_rank_options = statistics::rank_options;

/// IV rank from the extremes of the past: those of the closes, or of the intraday lows and highs.
///
///     IVR = 100 (IV - low) / (high - low)
///
/// iv, low, high  implied vol in one unit
/// returns        0 to 100 within the extremes; NaN unless low < high
[[nodiscard]] inline double iv_rank(double iv, double low, double high)
{
    return statistics::rank_between(iv, low, high);
}

/// IV rank of the last value of a series; the whole series is the window.
///
///     IVR = 100 (IV_t - min IV) / (max IV - min IV)
///
/// iv       implied vols, oldest first, today's last
/// returns  0 to 100; NaN where all are equal, where one is NaN (see min_valid), and for one value alone
/// throws   std::invalid_argument if iv is empty
/// note     some platforms print this number under the name "IV percentile"
[[nodiscard]] inline double iv_rank(strided<double> iv, iv_rank_options options = {})
{
    if (iv.empty()) throw std::invalid_argument("smirk::signals::iv_rank: expected one value or more, got none");
    const std::size_t window = options.window == statistics::window_end::today ? iv.size() : iv.size() - 1;
    if (window == 0) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> rank(iv.size());
    statistics::rolling_rank_into(iv, window, rank, options);
    return rank.back();
}

/// IV rank of every day, over the window that belongs to it.
///
/// iv       one implied vol a day, oldest first
/// window   number of days, 252 for a year
/// out      as long as iv; NaN until the first full window; see statistics::rolling_rank_into
/// throws   std::invalid_argument if window is 0 or the lengths differ
/// cost     O(1) a day whatever the window
inline void rolling_iv_rank_into(strided<double> iv, std::size_t window, std::span<double> out,
                                 iv_rank_options options = {})
{
    statistics::rolling_rank_into(iv, window, out, options);
}

/// As rolling_iv_rank_into, with memory of its own.
[[nodiscard]] inline std::vector<double> rolling_iv_rank(strided<double> iv, std::size_t window,
                                                         iv_rank_options options = {})
{
    return statistics::rolling_rank(iv, window, options);
}

/// IV rank of the close of every day between the intraday extremes of the window.
///
///     IVR_t = 100 (close_t - min low) / (max high - min low)
///
/// bars     implied vol, one row a day; needs col::high, col::low, col::close
/// window   number of days, today's included
/// returns  as long as bars; NaN until the first full window, where it is flat or holds a NaN
/// throws   std::invalid_argument if window is 0
template <class Bars>
    requires range_bars<Bars> && close_bars<Bars>
[[nodiscard]] std::vector<double> rolling_iv_rank(const Bars& bars, std::size_t window)
{
    std::vector<double> rank = statistics::rolling_minimum(bars[col::low], window);
    const std::vector<double> high = statistics::rolling_maximum(bars[col::high], window);
    for (std::size_t t = 0; t < rank.size(); ++t) rank[t] = iv_rank(bars[col::close][t], rank[t], high[t]);
    return rank;
}

} // namespace smirk::inline SMIRK_ABI::signals
