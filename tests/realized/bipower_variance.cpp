// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/bipower_variance.hpp>
#include <smirk/realized/multipower_variation.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("bipower_variance: a day with and without a jump")
{
    // The reference program leaves n / (n - 1) out, which makes it low by 0.26 % here (its multipower function has it).
    for (const char* column : {"ret", "ret_jump"})
        REQUIRE_THAT(realized::bipower_variance(sim::day(column)),
                     WithinRel(sim::reference("BV", column) * 390 / 389, sim::sum_order));
    REQUIRE_THAT(realized::bipower_variance(sim::day()), WithinRel(sim::reference("MPV_m2_p2"), sim::sum_order));
}

TEST_CASE("bipower_variance: a single jump hardly counts")
{
    auto r = std::vector<double>(390, 0.0005);
    const double calm = realized::bipower_variance(r);
    r[200] = 0.05;
    REQUIRE(realized::bipower_variance(r) < 1.6 * calm); // two products of a hundred times the others
}

TEST_CASE("bipower_variance: NaN comes through, one return is refused")
{
    REQUIRE(std::isnan(realized::bipower_variance(std::vector{0.01, std::numeric_limits<double>::quiet_NaN()})));
    REQUIRE_THROWS_AS(realized::bipower_variance(std::vector{0.01}), std::invalid_argument);
}
