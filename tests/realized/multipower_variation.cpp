// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/bipower_variance.hpp>
#include <smirk/realized/multipower_variation.hpp>
#include <smirk/realized/quarticity.hpp>
#include <smirk/realized/realized_variance.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <numbers>

namespace realized = smirk::realized;

TEST_CASE("absolute_moment: 1, sqrt(2/pi), 1, 3")
{
    REQUIRE_THAT(realized::absolute_moment(1), WithinRel(std::sqrt(2 / std::numbers::pi), 1e-15));
    REQUIRE_THAT(realized::absolute_moment(2), WithinRel(1., 1e-15));
    REQUIRE_THAT(realized::absolute_moment(4), WithinRel(3., 1e-15));
}

TEST_CASE("multipower_variation: the reference program at m = 2 and 3")
{
    for (const char* column : {"ret", "ret_jump"})
        for (const std::size_t m : {2u, 3u})
            REQUIRE_THAT(realized::multipower_variation(sim::day(column), m, 2),
                         WithinRel(sim::reference("MPV_m" + std::to_string(m) + "_p2", column), sim::sum_order));
}

TEST_CASE("multipower_variation: holds the named measures")
{
    const auto r = sim::day();
    REQUIRE_THAT(realized::multipower_variation(r, 1, 2), WithinRel(realized::realized_variance(r), sim::sum_order));
    REQUIRE_THAT(realized::multipower_variation(r, 2, 2), WithinRel(realized::bipower_variance(r), sim::sum_order));
    REQUIRE_THAT(realized::multipower_variation(r, 1, 4), WithinRel(realized::realized_quarticity(r), sim::sum_order));
    REQUIRE_THAT(realized::multipower_variation(r, 3, 4), WithinRel(realized::tripower_quarticity(r), sim::sum_order));
    REQUIRE_THAT(realized::multipower_variation(r, 4, 4), WithinRel(realized::quadpower_quarticity(r), sim::sum_order));
}

TEST_CASE("multipower_variation: misuse throws")
{
    REQUIRE_THROWS_AS(realized::multipower_variation(sim::day(), 0, 2), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::multipower_variation(sim::day(), 2, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::multipower_variation(sim::day(), 391, 2), std::invalid_argument);
}
