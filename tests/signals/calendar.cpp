// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/calendar.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <chrono>
#include <cstdio>
#include <string>

using namespace smirk;
using namespace std::chrono;

namespace {
std::string iso(year_month_day d)
{
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                  static_cast<unsigned>(d.day()));
    return text;
}
} // namespace

TEST_CASE("monthly expiry: third Friday, or the Thursday before a holiday")
{
    REQUIRE(signals::option_expiry(2024y / January) == 2024y / January / 19d);
    REQUIRE(signals::option_expiry(2014y / April) == 2014y / April / 17d); // Good Friday
    REQUIRE(signals::option_expiry(2008y / March) == 2008y / March / 20d); // Good Friday in March
    REQUIRE(signals::option_expiry(2026y / June) == 2026y / June / 18d);   // Juneteenth
    REQUIRE(signals::option_expiry(2027y / June) == 2027y / June / 17d);   // Juneteenth on a Saturday, kept on Friday
    REQUIRE(signals::option_expiry(2021y / June) == 2021y / June / 18d);   // not yet kept
}

TEST_CASE("VIX settlement: thirty days before the next third Friday, earlier around a holiday of either day")
{
    REQUIRE(signals::vix_expiry(2024y / January) == 2024y / January / 17d);
    REQUIRE(signals::vix_expiry(2024y / June) == 2024y / June / 18d);         // Juneteenth is the Wednesday
    REQUIRE(signals::vix_expiry(2014y / March) == 2014y / March / 18d);       // Good Friday is the Friday of April
    REQUIRE(signals::vix_expiry(2023y / December) == 2023y / December / 20d); // the year turns
}

TEST_CASE("twenty-one years of both calendars, 252 months with sixteen shifts")
{
    SKIP_WITHOUT_SHARED_DATA("realized/opex_vix_calendar.csv");
    const auto reference = support::read_csv(support::shared_data("realized/opex_vix_calendar.csv"));
    const auto years = reference.numbers("year"), months = reference.numbers("month");
    REQUIRE(years.size() == 252);
    for (std::size_t i = 0; i < years.size(); ++i) {
        const auto month = year(static_cast<int>(years[i])) / std::chrono::month(static_cast<unsigned>(months[i]));
        REQUIRE(iso(signals::option_expiry(month)) == reference.text.at("equity_opex")[i]);
        REQUIRE(iso(signals::vix_expiry(month)) == reference.text.at("vix_settlement")[i]);
    }
}

TEST_CASE("trading days: weekends, holidays and special closures do not count")
{
    const signals::us_options_exchange us;
    REQUIRE(us.closed(2024y / March / 29d)); // Good Friday
    REQUIRE(us.closed(2024y / June / 19d));
    REQUIRE_FALSE(us.closed(2021y / June / 18d));
    REQUIRE(us.closed(2012y / October / 29d)); // hurricane Sandy
    REQUIRE(us.closed(2025y / January / 9d));
    REQUIRE_FALSE(us.closed(2021y / December / 31d)); // New Year on a Saturday is not kept
    int in_2024 = 0, in_2001 = 0;
    for (sys_days d = 2024y / January / 1d; d < sys_days(2025y / January / 1d); d += days(1)) in_2024 += !us.closed(d);
    for (sys_days d = 2001y / January / 1d; d < sys_days(2002y / January / 1d); d += days(1)) in_2001 += !us.closed(d);
    REQUIRE(in_2024 == 252); // New York Stock Exchange, published counts of trading days
    REQUIRE(in_2001 == 248);
    REQUIRE(signals::trading_days_between(2024y / January / 12d, 2024y / January / 16d) == 1); // weekend, King
    REQUIRE(signals::trading_days_between(2024y / January / 16d, 2024y / January / 12d) == -1);
}

TEST_CASE("the front contract is the one that settles next, on its own morning still itself")
{
    REQUIRE(signals::next_vix_expiry(2024y / June / 18d) == 2024y / June / 18d);
    REQUIRE(signals::next_vix_expiry(2024y / June / 19d) == 2024y / July / 17d);
    REQUIRE(signals::next_option_expiry(2024y / December / 21d) == 2025y / January / 17d);
}

TEST_CASE("phases of the expiry cycle")
{
    using signals::expiry_phase;
    REQUIRE(signals::phase_of(2024y / January / 19d) == expiry_phase::at);
    REQUIRE(signals::phase_of(2024y / January / 12d) == expiry_phase::before); // four days: Monday is a holiday
    REQUIRE(signals::phase_of(2024y / January / 22d) == expiry_phase::after);
    REQUIRE(signals::phase_of(2024y / January / 26d) == expiry_phase::after); // fifth day
    REQUIRE(signals::phase_of(2024y / January / 29d) == expiry_phase::between);
    const auto [since, until] = signals::distance_to_expiry(2024y / January / 22d);
    REQUIRE(since == 1);
    REQUIRE(until == 19); // to February 16
}

TEST_CASE("another market brings its own calendar")
{
    struct never_closed {
        bool closed(sys_days) const { return false; }
    };
    REQUIRE(signals::option_expiry(2014y / April, never_closed{}) == 2014y / April / 18d);
    REQUIRE(signals::vix_expiry(2024y / June, never_closed{}) == 2024y / June / 19d);
}

TEST_CASE("days since expiry of a history: as each day by itself, whatever days are missing")
{
    using namespace std::chrono;
    std::vector<year_month_day> all, some;
    for (sys_days day = 2018y / January / 2; day < sys_days(2020y / March / 1); day += days(1)) {
        if (signals::us_options_exchange::closed(day)) continue;
        all.emplace_back(day);
        if (all.size() % 3 == 0 && all.size() / 100 % 2 == 0) some.emplace_back(day);
    }
    for (const auto& history : {all, some}) {
        const auto since = signals::days_since_expiry(history);
        for (std::size_t t = 0; t < history.size(); ++t)
            REQUIRE(since[t] == signals::distance_to_expiry(history[t]).since);
    }
    REQUIRE_THROWS_AS(signals::days_since_expiry(std::vector{2020y / March / 3, 2020y / March / 3}),
                      std::invalid_argument);
}
