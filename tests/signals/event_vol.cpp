// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/event_vol.hpp>

#include <smirk/surface/term_structure.hpp>

#include "support/catch.hpp"

#include <cmath>

using namespace smirk;

TEST_CASE("vol after an event: the quiet vol is left, whatever the event was")
{
    const double day = 1 / 252.0, years = 21 / 252.0, quiet = 0.2, event = 0.9;
    const double before = std::sqrt((quiet * quiet * 20 + event * event) / 21);
    REQUIRE_THAT(signals::vol_after_event(before, years, event, day), WithinRel(quiet, 1e-14));
    // and the vol of the day comes back from two expiries on either side
    REQUIRE_THAT(surface::event_day_vol(quiet, 10 * day, std::sqrt((0.04 * 20 + 0.81) / 21), years, quiet, day),
                 WithinRel(event, 1e-13));
    REQUIRE(std::isnan(signals::vol_after_event(0.1, years, 2, day)));
    REQUIRE_THROWS_AS(signals::vol_after_event(0.2, day, 0.5, day), std::invalid_argument);
}

TEST_CASE("an event in hindsight: who was paid, and how far vol fell")
{
    const auto calm = signals::review_event(0.8, 1 / 252.0, -0.02, 0.35, 0.25);
    REQUIRE_THAT(calm.implied_move, WithinRel(0.8 / std::sqrt(252.0), 1e-15));
    REQUIRE_THAT(calm.expected_move, WithinRel(0.7978845608028654 * calm.implied_move, 1e-14)); // sqrt(2/pi)
    REQUIRE(calm.realized_move == 0.02);
    REQUIRE(calm.premium > 0);
    REQUIRE_THAT(calm.crush, WithinAbs(0.10, 1e-15));
    REQUIRE(signals::review_event(0.8, 1 / 252.0, 0.06).premium < 0);
    REQUIRE(std::isnan(signals::review_event(0.8, 1 / 252.0, 0.06).crush));
    REQUIRE_THROWS_AS(signals::review_event(0.8, 0, 0.06), std::invalid_argument);
}

TEST_CASE("a bump in the term structure: twelve points over what its neighbours imply")
{
    const double t1 = 7 / 365.0, t2 = 14 / 365.0, t3 = 28 / 365.0;
    REQUIRE_THAT(signals::event_bump(0.2, t1, 0.32, t2, 0.2, t3), WithinAbs(0.12, 1e-15)); // flat neighbours
    const double line = std::sqrt((0.09 * 7 + (0.04 * 28 - 0.09 * 7) / 3) / 14);
    REQUIRE_THAT(signals::event_bump(0.3, t1, 0.4, t2, 0.2, t3), WithinAbs(0.4 - line, 1e-14));
    REQUIRE_THROWS_AS(signals::event_bump(0.2, t2, 0.3, t1, 0.2, t3), std::invalid_argument);
}

TEST_CASE("an event must lie within the life, and tenors must ascend: equal is not enough")
{
    REQUIRE_THROWS_AS(smirk::signals::vol_after_event(0.2, 0.1, 0.5, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(smirk::signals::vol_after_event(0.2, 0.1, 0.5, 0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(smirk::signals::event_bump(0.2, 0, 0.2, 0.1, 0.2, 0.2), std::invalid_argument);
    REQUIRE_THROWS_AS(smirk::signals::event_bump(0.2, 0.1, 0.2, 0.1, 0.2, 0.2), std::invalid_argument);
    REQUIRE_THROWS_AS(smirk::signals::event_bump(0.2, 0.1, 0.2, 0.2, 0.2, 0.2), std::invalid_argument);
}
