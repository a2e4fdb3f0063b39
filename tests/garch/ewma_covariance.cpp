// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/garch/ewma_covariance.hpp>
#include <smirk/statistics/correlation.hpp>

#include <random>

namespace garch = smirk::garch;

TEST_CASE("EWMA covariance: by hand")
{
    const std::vector<double> x{1, 2, -1}, y{3, -1, 2};
    const auto s = garch::ewma_covariance({x, y}, 0.5);
    REQUIRE(s.at(0, 0, 1) == 3);
    REQUIRE(s.at(1, 0, 0) == 2.5);   // (1 + 4) / 2
    REQUIRE(s.at(1, 0, 1) == 0.5);   // (3 - 2) / 2
    REQUIRE(s.at(2, 1, 0) == -0.75); // (0.5 - 2) / 2
    REQUIRE(s.at(2, 1, 1) == 4.5);   // ((9 + 1) / 2 + 4) / 2
}

TEST_CASE("EWMA covariance: each pair as the correlation of two series has it, NaN rows left out")
{
    std::mt19937_64 generator(6);
    std::normal_distribution<double> z;
    std::vector<std::vector<double>> y(3, std::vector<double>(200));
    for (std::size_t t = 0; t < 200; ++t) {
        const double common = z(generator);
        for (auto& series : y) series[t] = 0.01 * (common + z(generator));
    }
    for (auto& series : y) series[50] = std::numeric_limits<double>::quiet_NaN();
    const auto s = garch::ewma_covariance({y[0], y[1], y[2]});
    REQUIRE(std::isnan(s.at(50, 0, 0)));
    for (const auto& [i, j] : {std::pair<std::size_t, std::size_t>{0, 1}, {0, 2}, {2, 1}}) {
        const auto rho = smirk::statistics::ewma_correlation(y[i], y[j]);
        for (const std::size_t t : {5U, 49U, 51U, 199U})
            REQUIRE_THAT(s.correlation(t, i, j), WithinRel(rho[t], 1e-13)); // rounding of some operations
    }
}

TEST_CASE("EWMA covariance: misuse throws")
{
    const std::vector<double> three(3), two(2);
    REQUIRE_THROWS_AS(garch::ewma_covariance({}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::ewma_covariance({three, two}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::ewma_covariance({three, three}, 1), std::invalid_argument);
}
