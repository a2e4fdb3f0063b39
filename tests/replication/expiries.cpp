// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/expiries.hpp>

#include <algorithm>
#include <cstdio>

using namespace smirk::replication;
using namespace std::chrono;

namespace {

constexpr local_days date(int y, unsigned m, unsigned d)
{
    return local_days{year{y} / month{m} / std::chrono::day{d}};
}

local_days date_of(const std::string& text)
{
    return date(std::stoi(text.substr(0, 4)), static_cast<unsigned>(std::stoi(text.substr(5, 2))),
                static_cast<unsigned>(std::stoi(text.substr(8, 2))));
}

std::vector<listed_expiry> fridays(local_days first, int weeks)
{
    std::vector<listed_expiry> listed;
    for (int i = 0; i < weeks; ++i) listed.push_back({first + days{7 * i}, settlement::pm});
    return listed;
}

} // namespace

TEST_CASE("minutes to expiry are floored, on the exchange's clock")
{
    // Cboe methodology, 2022 example: 10:45:15 on 27 September, expiries 21 October (AM) and 28 October (PM)
    const exchange_time quoted = date(2022, 9, 27) + 10h + 45min + 15s;
    REQUIRE(minutes_to_expiry({date(2022, 10, 21), settlement::am}, quoted) == 34484);
    REQUIRE(minutes_to_expiry({date(2022, 10, 28), settlement::pm}, quoted) == 44954);
    // daylight saving time begins between the two: 83 days less a quarter of an hour (chains/SPX_2024-01-05.csv)
    REQUIRE(minutes_to_expiry({date(2024, 3, 28), settlement::pm}, date(2024, 1, 5) + 16h + 15min) == 119505);
    REQUIRE(minutes_to_expiry({date(2024, 1, 5), settlement::pm}, date(2024, 1, 5) + 16h + 1s) == -1);
}

TEST_CASE("near is the last expiry within the target, next the one after")
{
    const auto listed = fridays(date(2023, 1, 6), 12);
    const auto days_of = [&](exchange_time quoted, const index_family& family = vix_family) {
        const auto terms = choose_expiries(listed, quoted, family);
        REQUIRE(terms);
        return std::pair{(listed[terms.near.index].date - floor<days>(quoted)).count(),
                         (listed[terms.next.index].date - floor<days>(quoted)).count()};
    };
    REQUIRE(days_of(date(2023, 1, 2) + 10h) == std::pair{25L, 32L}); // Monday
    REQUIRE(days_of(date(2023, 1, 3) + 10h) == std::pair{24L, 31L}); // Tuesday
    REQUIRE(days_of(date(2023, 1, 4) + 10h) == std::pair{30L, 37L}); // on Wednesday it rolls
    REQUIRE(days_of(date(2023, 1, 4) + 10h, vix9d_family) == std::pair{9L, 16L});
    const auto terms = choose_expiries(listed, date(2023, 1, 4) + 10h);
    REQUIRE(terms.near.minutes == 30 * 1440 + 360);
    REQUIRE(terms.near.years == (30 * 1440 + 360) / 525600.0);
}

TEST_CASE("no expiry within the target: the two nearest")
{
    const std::vector<listed_expiry> listed{
        {date(2023, 9, 15), settlement::am}, {date(2023, 6, 16), settlement::am}, {date(2023, 7, 21), settlement::am}};
    const auto terms = choose_expiries(listed, date(2023, 5, 1) + 10h);
    REQUIRE(terms);
    REQUIRE(terms.near.index == 1);
    REQUIRE(terms.next.index == 2);
}

TEST_CASE("too few expiries say so")
{
    const std::vector<listed_expiry> one{{date(2023, 6, 16), settlement::am}, {date(2023, 4, 21), settlement::am}};
    const auto only = choose_expiries(one, date(2023, 5, 1) + 10h);
    REQUIRE(only.status == expiries_status::only_one_expiry);
    REQUIRE(only.near.index == 0);
    REQUIRE(choose_expiries({}, date(2023, 5, 1) + 10h).status == expiries_status::no_expiry);
    REQUIRE(choose_expiries(one, date(2023, 7, 1) + 10h).status == expiries_status::no_expiry);
}

TEST_CASE("a PM expiry gives way to an AM expiry of its date")
{
    const std::vector<listed_expiry> listed{{date(2023, 6, 16), settlement::pm}, {date(2023, 6, 16), settlement::am}};
    REQUIRE_FALSE(is_in_set(listed[0], listed, expiry_set::end_of_week));
    REQUIRE(is_in_set(listed[1], listed, expiry_set::end_of_week));
    REQUIRE(is_in_set(listed[0], std::span(listed).first(1), expiry_set::end_of_week));
}

TEST_CASE("weeks and months end on their last trading day")
{
    const auto in = [](local_days on, expiry_set set) { return is_in_set({on, settlement::pm}, {}, set); };
    REQUIRE(in(date(2024, 2, 23), expiry_set::end_of_week));
    REQUIRE_FALSE(in(date(2024, 2, 29), expiry_set::end_of_week)); // a Thursday; the Friday trades
    REQUIRE(in(date(2024, 2, 29), expiry_set::end_of_month));
    REQUIRE(in(date(2024, 3, 28), expiry_set::end_of_week)); // the Thursday before Good Friday
    REQUIRE(in(date(2024, 3, 28), expiry_set::end_of_month));
    REQUIRE(in(date(2026, 7, 2), expiry_set::end_of_week));         // 4 July on a Saturday: closed on Friday the 3rd
    REQUIRE_FALSE(in(date(2021, 12, 30), expiry_set::end_of_week)); // New Year on a Saturday is not kept
    REQUIRE(in(date(2023, 6, 30), expiry_set::end_of_month));
    REQUIRE(in(date(2023, 4, 28), expiry_set::end_of_month)); // the 30th is a Sunday
    REQUIRE_FALSE(in(date(2023, 5, 31), expiry_set::end_of_week));
    REQUIRE_FALSE(in(date(2023, 6, 30), expiry_set::am_only));
}

TEST_CASE("the clock of trading days leaves out what is not traded")
{
    // Thursday before Good Friday 2024, noon: to the close of Monday there are 4 h today and one day of trading
    const exchange_time quoted = date(2024, 3, 28) + 12h;
    REQUIRE(trading_minutes_to_expiry({date(2024, 3, 28), settlement::pm}, quoted) == 240);
    REQUIRE(trading_minutes_to_expiry({date(2024, 4, 1), settlement::pm}, quoted) == 240 + 1440);
    REQUIRE(minutes_to_expiry({date(2024, 4, 1), settlement::pm}, quoted) == 240 + 4 * 1440);
    // no weekend in between: the two clocks agree
    REQUIRE(trading_minutes_to_expiry({date(2024, 4, 3), settlement::am}, date(2024, 4, 1) + 10h) ==
            minutes_to_expiry({date(2024, 4, 3), settlement::am}, date(2024, 4, 1) + 10h));
}

TEST_CASE("the one-day index is made of today and the next day")
{
    std::vector<listed_expiry> listed;
    for (const auto on : {date(2023, 5, 25), date(2023, 5, 26), date(2023, 5, 30), date(2023, 5, 31)})
        listed.push_back({on, settlement::pm});
    listed.push_back({date(2023, 5, 26), settlement::am});                              // does not belong to it
    const auto friday = choose_expiries(listed, date(2023, 5, 26) + 10h, vix1d_family); // Memorial Day ahead
    REQUIRE(friday);
    REQUIRE(friday.near.index == 1);
    REQUIRE(friday.next.index == 2);
    REQUIRE(friday.near.minutes == 360);
    REQUIRE(friday.next.minutes == 1440 + 360); // four calendar days, one of trading
    REQUIRE(friday.next.years == 1800 / (252.0 * 1440));
    const auto evening = choose_expiries(listed, date(2023, 5, 26) + 16h + 15min, vix1d_family);
    REQUIRE(evening.near.index == 2); // today's has expired
    REQUIRE(evening.next.index == 3);
}

TEST_CASE("the six-month index reaches to 184 days")
{
    const std::vector<listed_expiry> listed{{date(2023, 10, 20), settlement::am},
                                            {date(2023, 11, 17), settlement::am},
                                            {date(2023, 11, 30), settlement::pm}, // end of the month
                                            {date(2023, 12, 8), settlement::pm},  // of a week alone
                                            {date(2023, 12, 15), settlement::am}};
    const auto terms = choose_expiries(listed, date(2023, 6, 1) + 10h, vix6m_family); // 169 and 182 days
    REQUIRE(terms.near.index == 2);
    REQUIRE(terms.next.index == 4);
}

TEST_CASE("the expiries of the official closes, out of every expiry listed")
{
    // near and next as in chains/SPX_DATE.csv, which holds those that the indexes are made of
    struct choice {
        const char* date;
        index_family family;
        const char *near, *next;
    };
    const choice choices[] = {{"2023-05-23", vix_family, "2023-06-16 SPX", "2023-06-23 SPXW"},
                              {"2023-05-23", vix9d_family, "2023-05-26 SPXW", "2023-06-02 SPXW"},
                              {"2023-05-23", vix3m_family, "2023-08-18 SPX", "2023-08-31 SPXW"},
                              {"2023-05-23", skew_family, "2023-06-16 SPX", "2023-07-21 SPX"},
                              {"2024-01-05", vix_family, "2024-02-02 SPXW", "2024-02-09 SPXW"},
                              {"2024-01-05", vix9d_family, "2024-01-12 SPXW", "2024-01-19 SPX"},
                              {"2024-01-05", vix3m_family, "2024-03-28 SPXW", "2024-04-19 SPX"},
                              {"2024-01-05", skew_family, "2024-01-19 SPX", "2024-02-16 SPX"}};
    for (const auto& [today, family, near, next] : choices) {
        const auto file = std::string("chains/SPX_full_") + today + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        const auto t = support::read_csv(support::shared_data(file));
        std::vector<std::string> names;
        std::vector<listed_expiry> listed;
        for (std::size_t i = 0; i < t.text.at("expiry").size(); ++i) {
            const auto name = t.text.at("expiry")[i] + " " + t.text.at("root")[i];
            if (std::find(names.begin(), names.end(), name) != names.end()) continue;
            names.push_back(name);
            listed.push_back({date_of(name), t.text.at("root")[i] == "SPX" ? settlement::am : settlement::pm});
        }
        const auto terms = choose_expiries(listed, date_of(today) + 16h + 15min, family);
        REQUIRE(terms);
        REQUIRE(names[terms.near.index] == near);
        REQUIRE(names[terms.next.index] == next);
    }
}
