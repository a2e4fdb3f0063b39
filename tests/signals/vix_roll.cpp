// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vix_roll.hpp>

#include "support/catch.hpp"

#include <chrono>

using namespace smirk;
using namespace std::chrono;

TEST_CASE("roll period from 17 January to the eve of 14 February 2024: twenty trading days")
{
    const auto first = signals::vix_roll(2024y / January / 17d);
    REQUIRE(first.total == 20); // 11 in January from the 17th, 9 in February to the 13th
    REQUIRE(first.remaining == 19);
    const auto eve = signals::vix_roll(2024y / February / 13d);
    REQUIRE(eve.total == 20);
    REQUIRE(eve.remaining == 0);
    REQUIRE(eve.first_weight() == 0);
    REQUIRE(signals::vix_roll(2024y / February / 14d).total == 24); // five weeks to the eve of 20 March, one holiday
}

TEST_CASE("every trading day of ten years takes one step of its roll period")
{
    const signals::us_options_exchange us;
    signals::roll_days before = signals::vix_roll(2015y / January / 2d);
    for (sys_days d = 2015y / January / 5d; d < sys_days(2025y / January / 1d); d += days(1)) {
        if (us.closed(d)) continue;
        const auto now = signals::vix_roll(d);
        if (before.remaining > 0) {
            REQUIRE(now.total == before.total);
            REQUIRE(now.remaining == before.remaining - 1);
        } else {
            REQUIRE(now.remaining == now.total - 1);
        }
        REQUIRE((now.total >= 17 && now.total <= 26)); // four or five weeks less holidays, a day more after a shift
        before = now;
    }
}
