// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/long_run_variance.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace smirk;

TEST_CASE("number of lags: 4 (n / 100)^(2/9), rounded down")
{
    REQUIRE(statistics::newey_west_lags(100) == 4);
    REQUIRE(statistics::newey_west_lags(1000) == 6); // 6.67
    REQUIRE(statistics::newey_west_lags(20) == 2);   // 2.80
}

TEST_CASE("long-run variance by hand")
{
    const std::vector<double> x{1, 3, 2, 6}; // mean 3, deviations -2 0 -1 3, g0 = 14/4, g1 = -3/4, g2 = 2/4
    REQUIRE_THAT(statistics::long_run_variance(x, 0), WithinRel(3.5, 1e-15));
    REQUIRE_THAT(statistics::long_run_variance(x, 1), WithinRel(3.5 + 2 * 0.5 * -0.75, 1e-15));
    REQUIRE_THAT(statistics::long_run_variance(x, 2), WithinRel(3.5 + 2 * (2.0 / 3 * -0.75 + 1.0 / 3 * 0.5), 1e-15));
    REQUIRE(std::isnan(statistics::long_run_variance(std::vector<double>{}, 2)));
    REQUIRE(statistics::long_run_variance(std::vector<double>{2}, 5) == 0);
}

TEST_CASE("an autoregression of 0.5 has the long-run variance of its innovations over (1 - 0.5)^2")
{
    std::mt19937 random(11);
    std::normal_distribution<double> normal;
    std::vector<double> x(200000);
    double state = 0;
    for (double& v : x) v = state = 0.5 * state + normal(random);
    // 60 lags of 2e5 rows: bias of Bartlett weights 2 / 61, standard error sqrt(4/3 * 61 / 2e5) = 2 %; four of them
    REQUIRE_THAT(statistics::long_run_variance(x, 60), WithinRel(4.0, 0.10));
    REQUIRE_THAT(statistics::long_run_variance(x, 0), WithinRel(4.0 / 3, 0.03));
}
