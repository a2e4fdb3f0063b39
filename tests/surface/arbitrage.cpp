// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/arbitrage.hpp>

using namespace smirk::surface;

TEST_CASE("arbitrage.hpp: one header has both certificates of a slice", "[surface][arbitrage]")
{
    const svi early{.a = 0.01, .b = 0.05, .rho = -0.5, .m = 0, .sigma = 0.1};
    svi late = early;
    late.a += 0.01;
    REQUIRE(butterfly_arbitrage(early).arbitrage_free());
    REQUIRE(calendar_arbitrage(early, late).arbitrage_free());
    REQUIRE_FALSE(calendar_arbitrage(late, early).arbitrage_free());
}
