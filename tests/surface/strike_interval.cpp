// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/strike_interval.hpp>

#include <limits>
#include <type_traits>

using namespace smirk::surface;

TEST_CASE("strike_interval: a plain pair of ends, infinite where a wing is meant", "[surface][strike_interval]")
{
    static_assert(std::is_aggregate_v<strike_interval> && std::is_trivially_copyable_v<strike_interval>);
    const svi steep{.a = 0.5, .b = 1.3, .rho = 0.6, .m = 0, .sigma = 1}; // beyond Lee's bound on the right alone
    const auto report = butterfly_arbitrage(steep);
    REQUIRE(report.violations.size() == 1);
    const strike_interval wing = report.violations.front();
    REQUIRE(wing.high == std::numeric_limits<double>::infinity());
    REQUIRE(wing.low > -10);
    REQUIRE(durrleman(steep, wing.low + 1e-3) < 0);
    REQUIRE(durrleman(steep, wing.low - 1e-3) > 0);
}
