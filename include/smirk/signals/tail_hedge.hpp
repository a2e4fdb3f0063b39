// SPDX-License-Identifier: BSL-1.0
// A hedge against the tail in buckets: what it costs to carry, what it pays in a crash, how often one must come.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>
#include <smirk/signals/structures.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// The three buckets of a tail hedge, each with the day it pays on. A jump of vol alone (5 February 2018) pays the
/// first only; a fall with rising vol (autumn of 2018) the second. The third is cheap where vol is 5 to 10 points and
/// pays when it is repriced.
[[nodiscard]] inline decision_table tail_hedge_buckets()
{
    namespace q = quantity;
    return {{"variance", "calls on the VIX, variance swaps", {{q::vix_change_z, 2, unbounded}}},
            {"index puts",
             "puts out of the money on the index",
             {{q::spot_return, -unbounded, 0}, {q::vix_change, above_zero, unbounded}}},
            {"cross-asset",
             "puts on quiet sectors, vol of commodities: bought from 5 to 10 points of vol",
             {{q::cross_asset_vol, 0.05, 0.10}}}};
}

/// Who needs one: a portfolio with leverage, or an account that is short options. One without either and with time can
/// sit out a fall, and buys in it.
[[nodiscard]] inline decision_table tail_hedge_needs()
{
    namespace q = quantity;
    return {
        {"yes: leverage", "a tail event can take all capital", {{q::leverage, std::nextafter(1.0, 2.0), unbounded}}},
        {"yes: short options", "short vol is short the tail", {{q::short_vega, above_zero, unbounded}}},
        {"often not",
         "a fall can be waited out",
         {{q::leverage, 0, std::nextafter(1.0, 2.0)}, {q::short_vega, -unbounded, above_zero}}}};
}

/// A bucket: one option structure on one underlying, bought again whenever it expires.
struct hedge_bucket {
    std::string name;
    structure hedge;       ///< of one unit, with its premiums
    double units;          ///< of it for one unit of the portfolio's value
    double rolls_per_year; ///< 12 where it expires after a month
};

namespace detail {

/// Sum of term(bucket, P&L of one unit of it at its level).
template <class Term>
double sum_over_buckets(const char* function, std::span<const hedge_bucket> buckets, strided<double> levels, Term term)
{
    if (levels.size() != buckets.size())
        throw std::invalid_argument(std::string(function) + ": expected " + std::to_string(buckets.size()) +
                                    " levels, got " + std::to_string(levels.size()));
    double sum = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i)
        sum += term(buckets[i], profit_at_expiry(buckets[i].hedge, levels[i]));
    return sum;
}

} // namespace detail

/// Profit of all buckets at their expiries.
///
///     sum u P&L(S)
///
/// levels   of the underlying of each bucket: an index for puts, the VIX settlement for its calls
/// returns  in units of the portfolio's value; premiums paid are in it
/// throws   std::invalid_argument if there are not as many levels as buckets
[[nodiscard]] inline double hedge_profit(std::span<const hedge_bucket> buckets, strided<double> levels)
{
    return detail::sum_over_buckets("smirk::signals::hedge_profit", buckets, levels,
                                    [](const hedge_bucket& b, double profit) { return b.units * profit; });
}

/// Carry of a year in which nothing happens: every roll of every bucket ends at the same level.
///
///     carry = sum u rolls P&L(S)
///
/// levels   where the underlyings stay
/// returns  in units of the portfolio's value, negative where the hedge costs
/// throws   as hedge_profit()
[[nodiscard]] inline double hedge_carry(std::span<const hedge_bucket> buckets, strided<double> levels)
{
    return detail::sum_over_buckets(
        "smirk::signals::hedge_carry", buckets, levels,
        [](const hedge_bucket& b, double profit) { return b.units * b.rolls_per_year * profit; });
}

/// Years between crashes at which a hedge pays for itself.
///
///     n = -gain / carry,   gain = profit in the crash - profit of the same expiry without it
///
/// calm, crash  levels of the underlyings
/// returns      more years than that between two such crashes and the hedge loses; infinite where carry is not
///              negative; NaN where the crash brings no gain
/// throws       as hedge_profit()
[[nodiscard]] inline double break_even_years(std::span<const hedge_bucket> buckets, strided<double> calm,
                                             strided<double> crash)
{
    const double gain = hedge_profit(buckets, crash) - hedge_profit(buckets, calm);
    const double carry = hedge_carry(buckets, calm);
    if (!(gain > 0)) return std::numeric_limits<double>::quiet_NaN();
    return carry < 0 ? -gain / carry : std::numeric_limits<double>::infinity();
}

} // namespace smirk::inline SMIRK_ABI::signals
