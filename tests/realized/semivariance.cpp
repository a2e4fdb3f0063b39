// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/realized_variance.hpp>
#include <smirk/realized/semivariance.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("realized_semivariance: a day with and without a jump")
{
    for (const char* column : {"ret", "ret_jump"}) {
        const auto s = realized::realized_semivariance(sim::day(column));
        REQUIRE_THAT(s.down, WithinRel(sim::reference("RSdown", column), sim::sum_order));
        REQUIRE_THAT(s.up, WithinRel(sim::reference("RSup", column), sim::sum_order));
        REQUIRE_THAT(s.down + s.up, WithinRel(realized::realized_variance(sim::day(column)), sim::sum_order));
    }
}

TEST_CASE("realized_semivariance: NaN in both, no return is refused")
{
    const auto s = realized::realized_semivariance(std::vector{0.01, std::numeric_limits<double>::quiet_NaN()});
    REQUIRE(std::isnan(s.down));
    REQUIRE(std::isnan(s.up));
    REQUIRE_THROWS_AS(realized::realized_semivariance(std::vector<double>{}), std::invalid_argument);
}
