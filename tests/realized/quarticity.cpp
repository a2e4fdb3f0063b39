// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/quarticity.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("realized_quarticity: n, where the reference program takes n + 1")
{
    for (const char* column : {"ret", "ret_jump"})
        REQUIRE_THAT(realized::realized_quarticity(sim::day(column)),
                     WithinRel(sim::reference("RQ", column) * 390 / 391, sim::sum_order));
}

TEST_CASE("tripower_quarticity and quadpower_quarticity: a day with and without a jump")
{
    for (const char* column : {"ret", "ret_jump"}) {
        REQUIRE_THAT(realized::tripower_quarticity(sim::day(column)),
                     WithinRel(sim::reference("TPQ", column), sim::sum_order));
        REQUIRE_THAT(realized::quadpower_quarticity(sim::day(column)),
                     WithinRel(sim::reference("QPQ", column), sim::sum_order));
    }
}

TEST_CASE("quarticity: NaN comes through, too few returns are refused")
{
    std::vector<double> r(10, 0.01);
    r[9] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(realized::realized_quarticity(r)));
    REQUIRE(std::isnan(realized::tripower_quarticity(r)));
    REQUIRE(std::isnan(realized::quadpower_quarticity(r)));
    REQUIRE_THROWS_AS(realized::realized_quarticity(std::vector<double>{}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::tripower_quarticity(std::vector<double>(2)), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::quadpower_quarticity(std::vector<double>(3)), std::invalid_argument);
}
