// SPDX-License-Identifier: BSL-1.0
// Where a day stands in the roll from the first VIX future to the second.
#pragma once
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/vix_futures.hpp>

#include <chrono>

namespace smirk::inline SMIRK_ABI::signals {

/// Trading days of a roll period: from one VIX settlement day up to the eve of the next.
struct roll_days {
    int remaining; ///< dr: after this day
    int total;     ///< dt

    /// Share of the contracts in the first future after the close of this day: 0 on the eve of a settlement.
    [[nodiscard]] double first_weight() const { return first_future_weight(remaining, total); }
};

/// Position of a day in its roll period.
///
///     dt = trading days from the last settlement day (with) to the next (without)
///     dr = trading days after this day before the next settlement day
///
/// day      a trading day; on a settlement day the first future is the next contract
/// source   S&P VIX Futures Indices methodology
template <class Calendar = us_options_exchange>
[[nodiscard]] roll_days vix_roll(std::chrono::year_month_day day, const Calendar& calendar = {})
{
    using namespace std::chrono;
    const sys_days today = day;
    const sys_days next = next_vix_expiry(today + days(1), calendar);
    const year_month_day settlement = next;
    const sys_days last = vix_expiry(settlement.year() / settlement.month() - months(1), calendar);
    return {trading_days_between(today, next, calendar) - 1, trading_days_between(last, next, calendar)};
}

} // namespace smirk::inline SMIRK_ABI::signals
