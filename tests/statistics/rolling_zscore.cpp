// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/rolling_zscore.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using statistics::window_end;

TEST_CASE("z-score by hand, without today and with it")
{
    const std::vector<double> x{1, 2, 3, 5};
    const auto before = statistics::rolling_zscore(x, 3);
    REQUIRE((std::isnan(before[0]) && std::isnan(before[2])));
    REQUIRE_THAT(before[3], WithinRel(3.0, 1e-14)); // mean 2, deviation 1
    const auto with = statistics::rolling_zscore(x, 3, {.window = window_end::today});
    REQUIRE_THAT(with[2], WithinRel(1.0, 1e-14));
    REQUIRE_THAT(with[3], WithinRel((5 - 10.0 / 3) / std::sqrt(7.0 / 3), 1e-14));
}

TEST_CASE("no z-score of a flat window, of a missing value, or of too few")
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(statistics::rolling_zscore(std::vector<double>{1, 1, 1, 2}, 3)[3]));
    REQUIRE(std::isnan(statistics::rolling_zscore(std::vector<double>{1, none, 3, 5}, 3)[3]));
    REQUIRE_THAT(statistics::rolling_zscore(std::vector<double>{1, none, 3, 4}, 3, {.min_valid = 2})[3],
                 WithinRel(std::sqrt(2.0), 1e-14));
    REQUIRE(std::isnan(statistics::rolling_zscore(std::vector<double>{1, 2, 3, none}, 3)[3]));
    REQUIRE(statistics::rolling_zscore(std::vector<double>{}, 3).empty());
    REQUIRE_THROWS_AS(statistics::rolling_zscore(std::vector<double>{1}, 0), std::invalid_argument);
}
