// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/nearest_neighbour.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("min_rv, med_rv, min_rq, med_rq: a day with and without a jump")
{
    for (const char* column : {"ret", "ret_jump"}) {
        const auto r = sim::day(column);
        REQUIRE_THAT(realized::min_rv(r), WithinRel(sim::reference("MinRV", column), sim::sum_order));
        REQUIRE_THAT(realized::med_rv(r), WithinRel(sim::reference("MedRV", column), sim::sum_order));
        REQUIRE_THAT(realized::min_rq(r), WithinRel(sim::reference("MinRQ", column), sim::sum_order));
        REQUIRE_THAT(realized::med_rq(r), WithinRel(sim::reference("MedRQ", column), sim::sum_order));
    }
}

TEST_CASE("min_rv and med_rv: a lone jump does not count at all")
{
    std::vector<double> r(390, 0.0005);
    const double least = realized::min_rv(r), middle = realized::med_rv(r);
    r[200] = -0.05;
    REQUIRE_THAT(realized::min_rv(r), WithinRel(least, sim::sum_order));
    REQUIRE_THAT(realized::med_rv(r), WithinRel(middle, sim::sum_order));
}

TEST_CASE("min_rv and med_rv: NaN comes through wherever it is")
{
    for (std::size_t i = 0; i < 5; ++i) {
        std::vector<double> r(5, 0.01);
        r[i] = std::numeric_limits<double>::quiet_NaN();
        REQUIRE(std::isnan(realized::min_rv(r)));
        REQUIRE(std::isnan(realized::med_rv(r)));
        REQUIRE(std::isnan(realized::min_rq(r)));
        REQUIRE(std::isnan(realized::med_rq(r)));
    }
    REQUIRE_THROWS_AS(realized::min_rv(std::vector{0.01}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::med_rv(std::vector{0.01, 0.01}), std::invalid_argument);
}
