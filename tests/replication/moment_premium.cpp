// SPDX-License-Identifier: BSL-1.0
#include "replication/merton.hpp"
#include "support/catch.hpp"

#include <smirk/replication/moment_premium.hpp>

#include <vector>

using namespace smirk::replication;

TEST_CASE("sample moments by hand")
{
    const std::vector<double> r{-0.03, -0.01, 0,
                                0.01,  0.01,  0.02}; // mean 0, squares 16e-4, cubes -18e-6, fourths 100e-8
    const auto one = historical_moments(r);
    REQUIRE_THAT(one.mean, WithinAbs(0, 1e-17));
    REQUIRE_THAT(one.variance, WithinRel(16e-4 / 5, 1e-13));
    const double v = 16e-4 / 6;
    REQUIRE_THAT(one.skewness, WithinRel(-3e-6 / std::pow(v, 1.5), 1e-12));
    REQUIRE_THAT(one.kurtosis, WithinRel(100e-8 / 6 / (v * v), 1e-12));
    const auto month = historical_moments(r, 21);
    REQUIRE_THAT(month.variance, WithinRel(21 * one.variance, 1e-13));
    REQUIRE_THAT(month.skewness, WithinRel(one.skewness / std::sqrt(21), 1e-13));
    REQUIRE_THAT(month.kurtosis - 3, WithinRel((one.kurtosis - 3) / 21, 1e-12));
}

TEST_CASE("a market that prices jumps as they come pays no premium")
{
    // Merton's model (closed forms in moments.cpp): options priced with it, and a history with its moments of one day
    const double years = 30.0 / 365;
    const support::merton jumps{.vol = .15, .intensity = 1, .mean = -.1, .sd = .1, .years = years};
    const auto quotes = support::priced_quotes([&](double k, bool call) { return jumps.price(100.01, k, call); }, 20,
                                               300, 0.05, years, 0);
    const implied_moments fair{.mean = 0, .variance = .0425 * years, .skewness = -1.59243752, .kurtosis = 9.735871};
    const auto none = moment_premium(moments(cboe_strip(quotes.slice())), fair, years);
    REQUIRE(none);
    const double step = 2e-4; // relative, as in moments.cpp
    REQUIRE_THAT(none.variance, WithinAbs(0, step * .0425));
    REQUIRE_THAT(none.skewness, WithinAbs(0, step * 1.6));
    REQUIRE_THAT(none.kurtosis, WithinAbs(0, step * 9.8));
    // against a normal history of vol 15 %
    const implied_moments normal{.mean = 0, .variance = .0225 * years, .skewness = 0, .kurtosis = 3};
    const auto paid = moment_premium(moments(cboe_strip(quotes.slice())), normal, years);
    REQUIRE_THAT(paid.variance, WithinAbs(.02, step));
    REQUIRE_THAT(paid.kurtosis, WithinAbs(6.735871, step * 9.8));
    REQUIRE(paid.skewness < -1.5);
}

TEST_CASE("missing moments, misuse")
{
    const std::vector<double> still(10, 0.01), hole{0.01, std::numeric_limits<double>::quiet_NaN(), 0, 0.02, 0.01};
    REQUIRE(std::isnan(historical_moments(hole).kurtosis));
    REQUIRE_FALSE(historical_moments(hole));
    REQUIRE_FALSE(historical_moments(still));
    REQUIRE_FALSE(moment_premium(implied_moments{}, historical_moments(still), 0.1));
    REQUIRE_THROWS_AS(historical_moments(std::vector<double>(3, 0.0)), std::invalid_argument);
    REQUIRE_THROWS_AS(historical_moments(still, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(moment_premium({}, {}, 0), std::invalid_argument);
}
