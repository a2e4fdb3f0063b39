// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/payoffs.hpp>

#include <limits>

using namespace smirk::replication;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("derivatives of the payoffs belong to their values")
{
    const auto check = [](const auto& f) {
        for (const double x : {0.6, 0.95, 1.02, 1.5}) {
            const double h = 1e-4, cut = 1e-5; // central differences: error h^2 times the third derivative
            REQUIRE_THAT((f.value(x + h) - f.value(x - h)) / (2 * h),
                         WithinAbs(f.slope(x), cut * (1 + std::fabs(f.slope(x)))));
            REQUIRE_THAT((f.slope(x + h) - f.slope(x - h)) / (2 * h),
                         WithinAbs(f.curvature(x), cut * (1 + std::fabs(f.curvature(x)))));
        }
        REQUIRE_THAT(f.value(1), WithinAbs(0, 1e-15));
    };
    check(log_contract{0.1});
    check(entropy_contract{0.1});
    check(squared_return{0.1});
    for (int n = 1; n <= 4; ++n) check(log_return_power{n});
    check(corridor{log_contract{0.1}, 0.9, 1.1});
    check(corridor{log_contract{0.1}, 1.2, infinity});
}

TEST_CASE("a corridor follows what is inside and goes on straight")
{
    const log_contract whole{0.25};
    const corridor part{whole, 0.9, 1.1};
    REQUIRE_THAT(part.value(1.05), WithinRel(whole.value(1.05), 1e-12));
    REQUIRE_THAT(part.value(1.3) - part.value(1.2), WithinRel(0.1 * whole.slope(1.1), 1e-12));
    REQUIRE_THAT(part.value(0.5) - part.value(0.6), WithinRel(-0.1 * whole.slope(0.9), 1e-12));
    REQUIRE(part.curvature(0.89) == 0);
    REQUIRE(part.curvature(1.1) == whole.curvature(1.1));
}

TEST_CASE("the edge of a corridor cuts the options it crosses")
{
    const log_contract whole{0.25};
    const corridor part{whole, 0.9, 1.1};
    REQUIRE(option_weight(whole, 1.0, 0.98, 1.02) == whole.curvature(1.0) * (1.02 - 0.98));
    REQUIRE(option_weight(part, 1.0, 0.98, 1.02) == option_weight(whole, 1.0, 0.98, 1.02));
    REQUIRE_THAT(option_weight(part, 1.1, 1.08, 1.12), WithinRel(option_weight(whole, 1.1, 1.08, 1.1), 1e-12));
    REQUIRE(option_weight(part, 1.2, 1.18, 1.22) == 0);
}
