// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/arbitrage_scan.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {
const svi half_year{.a = 0.005, .b = 0.05, .rho = -0.6, .m = 0.02, .sigma = 0.15};
const svi year{.a = 0.014, .b = 0.06, .rho = -0.55, .m = 0.03, .sigma = 0.2};
} // namespace

TEST_CASE("calendar_arbitrage by scan agrees with the exact form", "[surface][arbitrage]")
{
    const svi crossing{.a = 0.02, .b = 0.01, .rho = 0.2, .m = 0, .sigma = 0.1};
    const auto exact = calendar_arbitrage(half_year, crossing);
    const auto scan = calendar_arbitrage(half_year, crossing, -1.0, 4.0, 5001);
    REQUIRE(exact.violations.size() == scan.violations.size());
    for (std::size_t i = 0; i < scan.violations.size(); ++i) {
        REQUIRE_THAT(scan.violations[i].low, WithinAbs(std::fmax(exact.violations[i].low, -1), 1e-9));
        REQUIRE_THAT(scan.violations[i].high, WithinAbs(std::fmin(exact.violations[i].high, 4), 1e-9));
    }
    REQUIRE_THROWS_AS(calendar_arbitrage(half_year, year, 1.0, -1.0), std::invalid_argument);
}

TEST_CASE("scan_arbitrage: agrees with the certificate where both look", "[surface][arbitrage]")
{
    const std::vector<double> years{0.5, 1.0}, backwards{1.0, 0.5};
    const svi_surface good({0.5, 1.0}, {half_year, year});
    REQUIRE(arbitrage(good).arbitrage_free());
    const auto clean = scan_arbitrage(good, years);
    REQUIRE(clean.arbitrage_free());
    REQUIRE(clean.butterfly.size() == 2);
    REQUIRE(clean.calendar.size() == 1);

    const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153};
    const svi_surface bad({1.0}, {vogt});
    const std::vector<double> one{1.0};
    const auto seen = scan_arbitrage(bad, one, {.deviations = 12, .points = 2001});
    const auto exact = butterfly_arbitrage(vogt);
    REQUIRE_THAT(seen.butterfly[0].min_g, WithinAbs(exact.min_g, 1e-9));
    REQUIRE_THAT(seen.butterfly[0].violations[0].low, WithinAbs(exact.violations[0].low, 1e-9));

    REQUIRE_THROWS_AS(scan_arbitrage(good, backwards), std::invalid_argument);
    REQUIRE_THROWS_AS(scan_arbitrage(good, years, {.deviations = -1}), std::invalid_argument);
}

TEST_CASE("scan_arbitrage: a smile without variance is arbitrage", "[surface][arbitrage]")
{
    struct broken {
        [[nodiscard]] smile_derivatives derivatives(double) const { return {none, none, none}; }
        [[nodiscard]] double total_variance(double) const { return none; }
        double none = std::numeric_limits<double>::quiet_NaN();
    };
    struct surface_of_nothing {
        [[nodiscard]] broken smile(double) const { return {}; }
    };
    const std::vector<double> years{0.5, 1.0};
    REQUIRE(!scan_arbitrage(surface_of_nothing{}, years).arbitrage_free());
    REQUIRE(!calendar_arbitrage(half_year, broken{}, -1.0, 1.0).arbitrage_free());
}
