// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/realized_variance.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("realized_variance: a day with and without a jump")
{
    for (const char* column : {"ret", "ret_jump"})
        REQUIRE_THAT(realized::realized_variance(sim::day(column)),
                     WithinRel(sim::reference("RV", column), sim::sum_order));
}

TEST_CASE("realized_variance: NaN comes through, no return is refused")
{
    REQUIRE(std::isnan(realized::realized_variance(std::vector{0.01, std::numeric_limits<double>::quiet_NaN()})));
    REQUIRE_THROWS_AS(realized::realized_variance(std::vector<double>{}), std::invalid_argument);
    REQUIRE(realized::realized_variance(std::vector{0.5}) == 0.25);
}
