// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/dispersion.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;
using signals::dispersion_weighting;

namespace {
const std::vector<double> weight{0.5, 0.3, 0.2}, vol{0.20, 0.30, 0.40};
constexpr double rounding = 1e-13;
} // namespace

TEST_CASE("index variance by hand, and from a matrix of correlations")
{
    // squares 0.01 + 0.0081 + 0.0064 = 0.0245; sum 0.10 + 0.09 + 0.08 = 0.27
    REQUIRE_THAT(signals::index_variance(weight, vol, 0), WithinRel(0.0245, rounding));
    REQUIRE_THAT(signals::index_variance(weight, vol, 1), WithinRel(0.0729, rounding));
    const std::vector<double> matrix{1, 0.4, 0.4, 0.4, 1, 0.4, 0.4, 0.4, 1};
    REQUIRE_THAT(signals::index_variance(weight, vol, matrix),
                 WithinRel(signals::index_variance(weight, vol, 0.4), rounding));
    REQUIRE_THROWS_AS(signals::index_variance(weight, vol, std::vector<double>(4)), std::invalid_argument);
}

TEST_CASE("implied correlation inverts the index variance, whatever the scale of the weights")
{
    const std::vector<double> dollars{50, 30, 20};
    for (const double rho : {-0.2, 0.0, 0.35, 1.0})
        REQUIRE_THAT(signals::implied_correlation(std::sqrt(signals::index_variance(weight, vol, rho)), dollars, vol),
                     WithinAbs(rho, 1e-14));
}

TEST_CASE("an index vol that no correlation explains is reported, not clamped")
{
    REQUIRE(signals::implied_correlation(0.30, weight, vol) > 1);
    REQUIRE(signals::implied_correlation(0.01, weight, vol) < -0.5);
    REQUIRE(std::isnan(signals::implied_correlation(0.2, std::vector<double>{1}, std::vector<double>{0.2})));
    REQUIRE_THROWS_AS(signals::implied_correlation(0.2, weight, std::vector<double>{0.2}), std::invalid_argument);
}

TEST_CASE("the correlation premium raises index variance: sold at implied, it pays when realized correlation is lower")
{
    const double implied = std::sqrt(signals::index_variance(weight, vol, 0.5));
    const auto profit = [&](double realized_rho) {
        return signals::dispersion_profit(weight, vol, vol,
                                          std::sqrt(signals::index_variance(weight, vol, realized_rho)), implied);
    };
    REQUIRE(profit(0.3) > 0);
    REQUIRE_THAT(profit(0.5), WithinAbs(0, 1e-16));
    REQUIRE(profit(1.0) < 0); // stress: a risk of the trade, not an occasion
    REQUIRE_THAT(profit(0.3), WithinRel(0.2 * (0.0729 - 0.0245), 1e-12));
}

TEST_CASE("weighted for correlation, a common factor of all variances leaves no profit; weighted by w it does")
{
    const double implied = std::sqrt(signals::index_variance(weight, vol, 0.5));
    std::vector<double> doubled;
    for (const double v : vol) doubled.push_back(v * std::sqrt(2.0));
    const auto profit = [&](dispersion_weighting rule) {
        return signals::dispersion_profit(signals::dispersion_weights(implied, weight, vol, rule), doubled, vol,
                                          implied * std::sqrt(2.0), implied);
    };
    REQUIRE_THAT(profit(dispersion_weighting::correlation), WithinAbs(0, 1e-15));
    REQUIRE(profit(dispersion_weighting::variance) > 0.01);
}

TEST_CASE("weighted for vega, one point on every vol leaves no profit to first order")
{
    const double implied = std::sqrt(signals::index_variance(weight, vol, 0.5)), h = 1e-6;
    const auto n = signals::dispersion_weights(implied, weight, vol, dispersion_weighting::vega);
    std::vector<double> up;
    for (const double v : vol) up.push_back(v + h);
    REQUIRE_THAT(signals::dispersion_profit(n, up, vol, implied + h, implied) / h,
                 WithinAbs(0, 1e-5)); // second order h
}
