// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/garch/exceedances.hpp>
#include <smirk/garch/student_t.hpp>

#include <random>

namespace garch = smirk::garch;
using garch::normal, garch::student_t;

TEST_CASE("exceedances: counts, shares and their errors")
{
    const std::vector<double> z{-3.5, -1, 0, 0.5, 2.5, 2.2, std::numeric_limits<double>::quiet_NaN(), 1, 1, 1, 1};
    const std::vector<double> thresholds{-3, -2, 2, 3};
    const auto x = garch::exceedances<normal>(z, {}, thresholds);
    REQUIRE(x[0].count == 1);
    REQUIRE(x[1].count == 1);
    REQUIRE(x[2].count == 2);
    REQUIRE(x[3].count == 0);
    REQUIRE_THAT(x[2].share.value, WithinRel(0.2, 1e-15));
    REQUIRE_THAT(x[2].share.error, WithinRel(std::sqrt(0.2 * 0.8 / 10), 1e-14));
    REQUIRE_THAT(x[2].expected, WithinRel(0.5 * std::erfc(std::sqrt(2.0)), 1e-11));
    REQUIRE_THAT(x[0].expected, WithinRel(0.5 * std::erfc(3 / std::sqrt(2.0)), 1e-11));
    REQUIRE_THAT(x[2].ratio.value, WithinRel(0.2 / x[2].expected, 1e-14));
    REQUIRE_THAT(x[3].share.error, WithinRel(std::sqrt(0.1 * 0.9 / 10), 1e-14)); // as if it were one
    REQUIRE_THROWS_AS(garch::exceedances<normal>(std::vector<double>{}, {}, thresholds), std::invalid_argument);
}

TEST_CASE("exceedances: of numbers from the law the ratios are one, of another they are not")
{
    std::mt19937_64 generator(3);
    const student_t::parameters<double> p{5};
    std::vector<double> z(50000);
    for (double& v : z) v = student_t::draw(p, generator);
    const std::vector<double> thresholds{-4, -3, -2, 2, 3, 4};
    for (const auto& x : garch::exceedances<student_t>(z, student_t::shape_of(p), thresholds))
        REQUIRE_THAT(x.ratio.value, WithinAbs(1, 4 * x.ratio.error)); // four standard errors
    const auto of_normal = garch::exceedances<normal>(z, {}, thresholds);
    REQUIRE(of_normal[0].ratio.value - 4 * of_normal[0].ratio.error > 10);
}
