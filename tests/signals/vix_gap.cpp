// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vix_gap.hpp>

#include <smirk/replication/fair_variance.hpp>
#include <smirk/surface/svi.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;

TEST_CASE("the gap of the VIX to vol at the money, row by row and as a share of variance")
{
    REQUIRE_THAT(signals::vix_gap(20, 0.18), WithinAbs(2, 1e-13));
    REQUIRE_THAT(signals::vix_wing_share(20, 0.18), WithinAbs(1 - 0.81, 1e-14));
    const std::vector<double> vix{20, 15}, atm{0.18, std::nan("")};
    const auto gap = signals::vix_gap(vix, atm);
    REQUIRE_THAT(gap[0], WithinAbs(2, 1e-13));
    REQUIRE(std::isnan(gap[1]));
    REQUIRE_THROWS_AS(signals::vix_gap(vix, std::vector<double>{0.2}), std::invalid_argument);
}

TEST_CASE("a flat smile has no gap, a skewed one a positive gap")
{
    const double years = 30 / 365.0;
    const auto gap_of = [&](const surface::svi& smile) {
        return signals::vix_gap(100 * std::sqrt(replication::fair_variance(smile, years).variance),
                                std::sqrt(smile.total_variance(0) / years));
    };
    REQUIRE_THAT(gap_of({.a = 0.04 * years, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}), WithinAbs(0, 1e-6));
    REQUIRE(gap_of({.a = 0.0004, .b = 0.009, .rho = -0.6, .m = 0.01, .sigma = 0.06}) > 0.5);
}
