// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/higher_moments.hpp>

#include "realized/sim_day.hpp"

#include <cmath>

namespace realized = smirk::realized;

TEST_CASE("realized_skewness and realized_kurtosis: a day with and without a jump")
{
    for (const char* column : {"ret", "ret_jump"}) {
        REQUIRE_THAT(realized::realized_skewness(sim::day(column)),
                     WithinRel(sim::reference("RSkew", column), 10 * sim::sum_order)); // the cubes cancel
        REQUIRE_THAT(realized::realized_kurtosis(sim::day(column)),
                     WithinRel(sim::reference("RKurt", column), sim::sum_order));
    }
}

TEST_CASE("realized_skewness and realized_kurtosis: a day without a move has neither")
{
    REQUIRE(std::isnan(realized::realized_skewness(std::vector<double>(5))));
    REQUIRE(std::isnan(realized::realized_kurtosis(std::vector<double>(5))));
}
