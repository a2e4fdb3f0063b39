// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/term_structure.hpp>

#include <cmath>

using namespace smirk::surface;

TEST_CASE("forward_variance: adds up, and shows calendar arbitrage by its sign", "[surface][term_structure]")
{
    const double v = forward_variance(0.2, 0.25, 0.25, 1);
    REQUIRE_THAT(0.04 * 0.25 + v * 0.75, WithinRel(0.0625, 1e-15));
    REQUIRE_THAT(forward_variance(0.2, 0, 0.3, 1), WithinRel(0.09, 1e-15));
    REQUIRE(forward_variance(0.5, 0.5, 0.2, 1) < 0);
    REQUIRE_THROWS_AS(forward_variance(0.2, 1, 0.2, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(forward_variance(0.2, -1, 0.2, 1), std::invalid_argument);
}

TEST_CASE("event_day_vol: the day that was put in comes out", "[surface][term_structure]")
{
    const double day = 1.0 / 252, near = 10 * day, far = 15 * day, quiet = 0.2, event = 0.9;
    const double far_variance = quiet * quiet * (far - day) + event * event * day;
    REQUIRE_THAT(event_day_vol(quiet, near, std::sqrt(far_variance / far), far, quiet, day), WithinRel(event, 1e-12));
    REQUIRE(std::isnan(event_day_vol(0.2, near, 0.15, far, 0.2, day)));
    REQUIRE_THROWS_AS(event_day_vol(0.2, near, 0.2, far, 0.2, 6 * day), std::invalid_argument);
    REQUIRE_THROWS_AS(event_day_vol(0.2, near, 0.2, far, 0.2, 0), std::invalid_argument);
}

TEST_CASE("mean_reverting_variance: from the spot to the mean, smooth at kappa 0", "[surface][term_structure]")
{
    REQUIRE(mean_reverting_variance(0.09, 0.04, 0, 2) == 0.09);
    REQUIRE_THAT(mean_reverting_variance(0.09, 0.04, 1e-12, 2), WithinRel(0.09, 1e-11));
    REQUIRE_THAT(mean_reverting_variance(0.09, 0.04, 3, 1e4), WithinRel(0.04, 1e-4));
    // the average of e^{-kappa t} over [0, 1] at kappa = 2, by hand: (1 - e^-2) / 2
    REQUIRE_THAT(mean_reverting_variance(0.09, 0.04, 2, 1), WithinRel(0.04 + 0.05 * 0.43233235838169365, 1e-14));
}
