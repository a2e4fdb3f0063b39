// SPDX-License-Identifier: BSL-1.0
// The days on which US option exchanges are closed, by rule.
#pragma once
#include <smirk/config.hpp>

#include <chrono>

namespace smirk::inline SMIRK_ABI::replication {

/// Easter Sunday of a Gregorian year, by the anonymous algorithm of 1876.
[[nodiscard]] constexpr std::chrono::local_days easter_sunday(std::chrono::year year) noexcept
{
    const int y = static_cast<int>(year);
    const int a = y % 19, b = y / 100, c = y % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return std::chrono::local_days{year / (n / 31) / (n % 31 + 1)};
}

/// Whether US option exchanges are closed on a weekday for a holiday: New Year, Martin Luther King, Presidents' Day,
/// Good Friday, Memorial Day, Juneteenth (since 2022), Independence Day, Labor Day, Thanksgiving, Christmas. A fixed
/// date on a Sunday is kept on Monday, one on a Saturday on Friday, but for New Year, which is then not kept.
///
/// date     a day since 1998; closures for a storm, a funeral or an attack follow no rule and are not known here
/// returns  false on the other days, among them Saturdays and Sundays
/// source   NYSE Rule 7.2
[[nodiscard]] constexpr bool is_us_holiday(std::chrono::local_days date) noexcept
{
    using namespace std::chrono;
    const year_month_day ymd{date};
    const weekday day{date};
    if (day == Saturday || day == Sunday) return false;
    const auto is = [&](year_month_weekday rule) { return date == local_days{rule}; };
    const auto kept = [&](local_days holiday) {
        const weekday falls_on{holiday};
        if (falls_on == Sunday) return date == holiday + days{1};
        if (falls_on == Saturday) return date == holiday - days{1};
        return date == holiday;
    };
    const year y = ymd.year();
    const local_days new_year{y / January / 1};
    return date == new_year || (day == Monday && date == new_year + days{1}) || is(y / January / Monday[3]) ||
           is(y / February / Monday[3]) || date == easter_sunday(y) - days{2} ||
           date == local_days{y / May / Monday[last]} || (y >= year{2022} && kept(local_days{y / June / 19})) ||
           kept(local_days{y / July / 4}) || is(y / September / Monday[1]) || is(y / November / Thursday[4]) ||
           kept(local_days{y / December / 25});
}

/// Whether US option exchanges trade on a day, by rule: no Saturday, no Sunday, no is_us_holiday().
[[nodiscard]] constexpr bool is_us_business_day(std::chrono::local_days date) noexcept
{
    const std::chrono::weekday day{date};
    return day != std::chrono::Saturday && day != std::chrono::Sunday && !is_us_holiday(date);
}

} // namespace smirk::inline SMIRK_ABI::replication
