// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/jump_test.hpp>

#include "realized/sim_day.hpp"

#include <cmath>
#include <numbers>

namespace realized = smirk::realized;

TEST_CASE("jump_test: the statistic from the right bipower variation")
{
    // With n / (n - 1) in BV, which the reference program leaves out (it has 0.5056 and 5.4979). Worked from its RV, BV
    // and TPQ by the formula.
    for (const char* column : {"ret", "ret_jump"}) {
        const double pi = std::numbers::pi, rv = sim::reference("RV", column),
                     bv = sim::reference("BV", column) * 390 / 389, tpq = sim::reference("TPQ", column);
        const double z =
            std::sqrt(390.) * (1 - bv / rv) / std::sqrt((pi * pi / 4 + pi - 5) * std::max(1., tpq / (bv * bv)));
        const auto t = realized::jump_test(sim::day(column));
        REQUIRE_THAT(t.z, WithinRel(z, 1e-11)); // 1 - BV / RV cancels
        REQUIRE_THAT(t.p_value, WithinRel(std::erfc(z / std::numbers::sqrt2) / 2, 1e-10));
        REQUIRE_THAT(t.jump_share, WithinRel(1 - bv / rv, 1e-11));
    }
    REQUIRE_THAT(realized::jump_test(sim::day()).z, WithinAbs(0.444090105522, 5e-13)); // an independent program
}

TEST_CASE("jump_test: sees the jump, and no jump where there is none")
{
    REQUIRE(realized::jump_test(sim::day()).p_value > 0.05);
    REQUIRE(realized::jump_test(sim::day("ret_jump")).p_value < 1e-6);
}

TEST_CASE("jump_test: a day without a move has no statistic, two returns are refused")
{
    REQUIRE(std::isnan(realized::jump_test(std::vector<double>(10)).z));
    REQUIRE_THROWS_AS(realized::jump_test(std::vector<double>(2)), std::invalid_argument);
}
