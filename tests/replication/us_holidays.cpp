// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/us_holidays.hpp>

using namespace smirk::replication;
using namespace std::chrono;

namespace {

constexpr local_days date(int y, unsigned m, unsigned d)
{
    return local_days{year{y} / month{m} / std::chrono::day{d}};
}

} // namespace

TEST_CASE("exchange holidays")
{
    // nyse.com, Holidays and Trading Hours, 2022 to 2025 as published; 2021-12-31 and 2022-01-01 for New Year
    for (const auto holiday :
         {date(2022, 1, 17), date(2022, 2, 21), date(2022, 4, 15), date(2022, 5, 30), date(2022, 6, 20),
          date(2022, 7, 4), date(2022, 9, 5), date(2022, 11, 24), date(2022, 12, 26), date(2023, 1, 2),
          date(2023, 4, 7), date(2023, 6, 19), date(2024, 3, 29), date(2024, 11, 28), date(2025, 4, 18),
          date(2021, 12, 24), date(2020, 7, 3)})
        REQUIRE(is_us_holiday(holiday));
    for (const auto open :
         {date(2021, 12, 31), date(2021, 6, 18), date(2023, 4, 10), date(2023, 11, 24), date(2024, 7, 5)})
        REQUIRE(is_us_business_day(open));
    int closed = 0;
    for (auto d = date(2024, 1, 1); d < date(2025, 1, 1); d += days{1}) closed += is_us_holiday(d);
    REQUIRE(closed == 10); // NYSE 2024
    REQUIRE_FALSE(is_us_business_day(date(2024, 3, 30)));
}

TEST_CASE("Easter")
{
    // an early one, a late one, and a leap year
    REQUIRE(easter_sunday(year{2008}) == date(2008, 3, 23));
    REQUIRE(easter_sunday(year{2011}) == date(2011, 4, 24));
    REQUIRE(easter_sunday(year{2024}) == date(2024, 3, 31));
    for (int y = 1998; y < 2100; ++y) REQUIRE(weekday{easter_sunday(year{y})} == Sunday);
}

TEST_CASE("monthly expiries of twenty years fall on the third Friday or, on a holiday, the Thursday before")
{
    SKIP_WITHOUT_SHARED_DATA("realized/opex_vix_calendar.csv");
    const auto t = support::read_csv(support::shared_data("realized/opex_vix_calendar.csv"));
    const auto years = t.numbers("year"), months = t.numbers("month");
    REQUIRE(years.size() > 200);
    for (std::size_t i = 0; i < years.size(); ++i) {
        const auto& text = t.text.at("equity_opex")[i];
        const local_days listed =
            date(std::stoi(text.substr(0, 4)), static_cast<unsigned>(std::stoi(text.substr(5, 2))),
                 static_cast<unsigned>(std::stoi(text.substr(8, 2))));
        local_days expected{year{static_cast<int>(years[i])} / month{static_cast<unsigned>(months[i])} / Friday[3]};
        while (!is_us_business_day(expected)) expected -= days{1};
        REQUIRE(listed == expected);
    }
}
