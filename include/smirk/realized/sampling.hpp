// SPDX-License-Identifier: BSL-1.0
// From ticks to a regular grid, and from prices to log returns.
#pragma once
#include <smirk/realized/detail/intraday.hpp>
#include <smirk/realized/ln_ratio.hpp>

#include <limits>
#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

template <class V>
concept timed_prices = has_column<V, col::time_t> && has_column<V, col::price_t>;

/// The price at each time of a regular grid, by the previous tick, written to `out`.
///
///     out_j = price of the last tick at or before first + j step
///
/// ticks   col::time, any arithmetic type, ascending (equal times: the last one counts), and col::price
/// first   time of the first grid point
/// step    distance of the grid points
/// out     one place a grid point; NaN where no tick has come yet. Prices are passed on as they are, NaN included
/// throws  std::invalid_argument if step is not positive or the times descend
/// cost    O(ticks + grid), no allocation
template <timed_prices Ticks, class Time>
void previous_tick_into(const Ticks& ticks, Time first, Time step, std::span<double> out)
{
    if (!(step > 0))
        throw std::invalid_argument("smirk::realized::previous_tick: expected a positive step, got " +
                                    std::to_string(step));
    const auto time = ticks[col::time];
    const auto price = ticks[col::price];
    std::size_t next = 0; // the first tick after the grid point
    for (std::size_t j = 0; j < out.size(); ++j) {
        const Time at = first + static_cast<Time>(j) * step;
        for (; next < time.size() && !(static_cast<Time>(time[next]) > at); ++next)
            if (next > 0 && !(time[next] >= time[next - 1]))
                throw std::invalid_argument("smirk::realized::previous_tick: times must ascend, time[" +
                                            std::to_string(next) + "] = " + std::to_string(time[next]) + " follows " +
                                            std::to_string(time[next - 1]));
        out[j] = next == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(price[next - 1]);
    }
}

/// The price at each of n times of a regular grid: previous_tick_into() with a vector of its own.
template <timed_prices Ticks, class Time>
[[nodiscard]] std::vector<double> previous_tick(const Ticks& ticks, Time first, Time step, std::size_t n)
{
    std::vector<double> out(n);
    previous_tick_into(ticks, first, step, out);
    return out;
}

/// Log returns of a series of prices.
///
///     r_i = ln(P_i / P_{i-1})
///
/// prices   oldest first
/// returns  one fewer than there are prices, each within 2 units in the last place; NaN where a price is NaN or not
///          positive; empty for fewer than 2 prices
[[nodiscard]] inline std::vector<double> log_returns(strided<double> prices)
{
    std::vector<double> r;
    if (prices.size() < 2) return r;
    r.reserve(prices.size() - 1);
    for (std::size_t i = 1; i < prices.size(); ++i)
        r.push_back(prices[i] > 0 && prices[i - 1] > 0 ? ln_ratio(prices[i], prices[i - 1])
                                                       : std::numeric_limits<double>::quiet_NaN());
    return r;
}

} // namespace smirk::inline SMIRK_ABI::realized
