// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_indexes.hpp>

#include <vector>

using namespace smirk::replication;
using namespace std::chrono;

namespace {

constexpr local_days monday{year{2023} / 5 / 22};
constexpr exchange_time quoted = monday + 10h;

// A market of one volatility: an AM expiry on every third Friday, a PM expiry on every other weekday.
struct market {
    std::vector<listed_expiry> listed;
    std::vector<support::option_quotes> quotes;
    std::vector<decltype(quotes[0].slice())> slices;

    market(int last_day, index_clock clock)
    {
        for (int d = 0; d <= last_day; ++d) {
            const local_days on = monday + days{d};
            if (!is_us_business_day(on)) continue;
            const year_month_day ymd{on};
            const bool third_friday = on == local_days{ymd.year() / ymd.month() / Friday[3]};
            listed.push_back({on, third_friday ? settlement::am : settlement::pm});
            const double minutes =
                clock == index_clock::calendar
                    ? static_cast<double>(minutes_to_expiry(listed.back(), quoted)) / 525600
                    : static_cast<double>(trading_minutes_to_expiry(listed.back(), quoted)) / (252 * 1440);
            quotes.push_back(support::priced_quotes(
                [&](double k, bool call) { return support::black_forward_price(100, k, 0.04 * minutes, call); }, 60,
                160, 0.1, minutes, 0.05));
            quotes.back().years = -1; // not looked at
        }
        for (const auto& q : quotes) slices.push_back(q.slice());
    }
};

constexpr double step = 1e-2; // h^2 / (6 K0^2 T) of the shortest expiry, and what lies beyond the quotes

} // namespace

TEST_CASE("a market of one volatility has one volatility at every maturity")
{
    const market calendar(220, index_clock::calendar);
    const auto indexes = cboe_indexes(calendar.slices, calendar.listed, quoted);
    for (const auto* index : {&indexes.vix9d, &indexes.vix, &indexes.vix3m, &indexes.vix6m}) {
        REQUIRE(*index);
        REQUIRE_THAT(index->index, WithinAbs(20, step));
    }
    REQUIRE(indexes.skew);
    REQUIRE_THAT(indexes.skew.index, WithinAbs(100, 0.01));
    REQUIRE_THAT(indexes.vix6m.next_weight * indexes.vix6m.next.years +
                     indexes.vix6m.near_weight * indexes.vix6m.near.years,
                 WithinRel(184 / 365.0, 1e-12));

    const market trading(3, index_clock::trading_days);
    const auto one_day = cboe_indexes(trading.slices, trading.listed, quoted);
    REQUIRE(one_day.vix1d);
    REQUIRE_THAT(one_day.vix1d.index, WithinAbs(20, 4 * step)); // six hours to the near expiry
}

TEST_CASE("indexes that the chain does not reach say so, the others stand")
{
    const market week(12, index_clock::calendar);
    const auto indexes = cboe_indexes(week.slices, week.listed, quoted, {.by_strike = false});
    REQUIRE(indexes.vix9d);
    REQUIRE(indexes.vix9d.near.contributions.empty());
    REQUIRE(indexes.vix.status == index_status::no_expiries);   // 2 June is within 30 days, nothing beyond
    REQUIRE(indexes.vix6m.status == index_status::no_expiries); // one end of a month, no AM expiry
    const std::span<const listed_expiry> none;
    const auto nothing = cboe_indexes(decltype(week.slices){}, none, quoted);
    REQUIRE(nothing.vix.status == index_status::no_expiries);
    REQUIRE_FALSE(nothing.vix);
    REQUIRE_FALSE(nothing.skew);
    REQUIRE_THROWS_AS(cboe_indexes(week.slices, none, quoted), std::invalid_argument);
}
