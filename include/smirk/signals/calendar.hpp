// SPDX-License-Identifier: BSL-1.0
// Dates that options run on: exchange holidays, monthly option expiry, VIX settlement, and where a day stands in the
// cycle.
#pragma once
#include <smirk/replication/us_holidays.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Days since 1985 on which the stock and option exchanges of the United States stayed closed out of the ordinary.
inline constexpr std::array special_closures{
    std::chrono::year(1985) / 9 / 27, // hurricane Gloria
    std::chrono::year(1994) / 4 / 27, // funeral of President Nixon
    std::chrono::year(2001) / 9 / 11, // attacks of September 11
    std::chrono::year(2001) / 9 / 12,  std::chrono::year(2001) / 9 / 13, std::chrono::year(2001) / 9 / 14,
    std::chrono::year(2004) / 6 / 11,  // President Reagan
    std::chrono::year(2007) / 1 / 2,   // President Ford
    std::chrono::year(2012) / 10 / 29, // hurricane Sandy
    std::chrono::year(2012) / 10 / 30,
    std::chrono::year(2018) / 12 / 5, // President Bush
    std::chrono::year(2025) / 1 / 9,  // President Carter
};

/// The calendar of the option exchanges of the United States: weekends, the holidays of replication::is_us_holiday(),
/// special_closures. For another market, or to add a closure, pass a class with a `closed` of its own.
struct us_options_exchange {
    [[nodiscard]] static constexpr bool closed(std::chrono::sys_days day)
    {
        if (!replication::is_us_business_day(std::chrono::local_days{day.time_since_epoch()})) return true;
        for (const auto& closure : special_closures)
            if (closure == std::chrono::year_month_day(day)) return true;
        return false;
    }
};

/// The last trading day on or before `day`.
template <class Calendar = us_options_exchange>
[[nodiscard]] std::chrono::year_month_day trading_day_on_or_before(std::chrono::sys_days day,
                                                                   const Calendar& calendar = {})
{
    while (calendar.closed(day)) day -= std::chrono::days(1);
    return day;
}

/// Number of trading days after `from` up to and with `to`; negative where `to` is earlier.
template <class Calendar = us_options_exchange>
[[nodiscard]] int trading_days_between(std::chrono::sys_days from, std::chrono::sys_days to,
                                       const Calendar& calendar = {})
{
    if (to < from) return -trading_days_between(to, from, calendar);
    int count = 0;
    for (auto day = from + std::chrono::days(1); day <= to; day += std::chrono::days(1)) count += !calendar.closed(day);
    return count;
}

/// Last trading day of the monthly options: the third Friday, the day before where that is a holiday.
///
/// month    e.g. 2024y / January
/// returns  the date (before February 2015 the contracts named the Saturday after it)
template <class Calendar = us_options_exchange>
[[nodiscard]] std::chrono::year_month_day option_expiry(std::chrono::year_month month, const Calendar& calendar = {})
{
    return trading_day_on_or_before(month / std::chrono::Friday[3], calendar);
}

/// Settlement day of the VIX futures and options of a month.
///
/// The Wednesday thirty days before the third Friday of the following month; the trading day before where that
/// Wednesday or that Friday is a holiday.
///
/// month   e.g. 2024y / June
/// source  Cboe Futures Exchange, contract specification of VX; settlement is on a special opening quotation (VRO),
///         not on the index
template <class Calendar = us_options_exchange>
[[nodiscard]] std::chrono::year_month_day vix_expiry(std::chrono::year_month month, const Calendar& calendar = {})
{
    using namespace std::chrono;
    const sys_days friday = (month + months(1)) / Friday[3];
    const sys_days wednesday = friday - days(30);
    return trading_day_on_or_before(calendar.closed(friday) ? wednesday - days(1) : wednesday, calendar);
}

/// The first monthly option expiry on or after a day.
template <class Calendar = us_options_exchange>
[[nodiscard]] std::chrono::year_month_day next_option_expiry(std::chrono::year_month_day day,
                                                             const Calendar& calendar = {})
{
    const std::chrono::year_month month = day.year() / day.month();
    const auto expiry = option_expiry(month, calendar);
    return expiry >= day ? expiry : option_expiry(month + std::chrono::months(1), calendar);
}

/// The first VIX settlement day on or after a day: that of the front contract, which on its settlement morning is
/// still this one.
template <class Calendar = us_options_exchange>
[[nodiscard]] std::chrono::year_month_day next_vix_expiry(std::chrono::year_month_day day,
                                                          const Calendar& calendar = {})
{
    const std::chrono::year_month month = day.year() / day.month();
    const auto expiry = vix_expiry(month, calendar);
    return expiry >= day ? expiry : vix_expiry(month + std::chrono::months(1), calendar);
}

/// Where a day stands in the monthly cycle.
enum class expiry_phase {
    before, ///< the week up to the expiry: pinning, charm and vanna dampen
    at,     ///< the expiry itself
    after,  ///< the week after: the hedging flows are gone
    between ///< neither
};

/// Trading days since the last monthly expiry (0 on the day itself) and until the next.
struct expiry_distance {
    int since, until;
};

template <class Calendar = us_options_exchange>
[[nodiscard]] expiry_distance distance_to_expiry(std::chrono::year_month_day day, const Calendar& calendar = {})
{
    const auto next = next_option_expiry(day, calendar);
    if (next == day) return {0, 0};
    const auto previous = option_expiry(next.year() / next.month() - std::chrono::months(1), calendar);
    return {trading_days_between(previous, day, calendar), trading_days_between(day, next, calendar)};
}

/// Trading days since the last monthly expiry, for every day of a history: 0 on the day itself.
///
/// day      ascending
/// throws   std::invalid_argument if the days do not ascend
/// cost     one look at the calendar for each day that passes
template <class Calendar = us_options_exchange>
[[nodiscard]] std::vector<double> days_since_expiry(std::span<const std::chrono::year_month_day> day,
                                                    const Calendar& calendar = {})
{
    std::vector<double> since(day.size());
    std::chrono::year_month_day next{};
    for (std::size_t t = 0; t < day.size(); ++t) {
        if (t > 0 && !(day[t - 1] < day[t]))
            throw std::invalid_argument("smirk::signals::days_since_expiry: days must ascend, day[" +
                                        std::to_string(t) + "] does not follow the one before");
        if (t > 0 && day[t] < next) {
            since[t] = since[t - 1] + trading_days_between(day[t - 1], day[t], calendar);
        } else {
            since[t] = distance_to_expiry(day[t], calendar).since;
            next = next_option_expiry(std::chrono::sys_days(day[t]) + std::chrono::days(since[t] == 0), calendar);
        }
    }
    return since;
}

/// Phase of a day; `week` trading days before and after count.
template <class Calendar = us_options_exchange>
[[nodiscard]] expiry_phase phase_of(std::chrono::year_month_day day, int week = 5, const Calendar& calendar = {})
{
    const auto [since, until] = distance_to_expiry(day, calendar);
    if (until == 0) return expiry_phase::at;
    if (since <= week) return expiry_phase::after;
    return until <= week ? expiry_phase::before : expiry_phase::between;
}

} // namespace smirk::inline SMIRK_ABI::signals
