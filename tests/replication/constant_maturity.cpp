// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/constant_maturity.hpp>
#include <smirk/replication/forward_variance.hpp>

#include <vector>

using namespace smirk::replication;

namespace {

const std::vector<double> years{0.05, 0.1, 0.3}, variance{0.09, 0.06, 0.05};

} // namespace

TEST_CASE("total variance is linear between the expiries, forward variance constant")
{
    for (const double t : {0.05, 0.07, 0.1, 0.2, 0.3}) {
        const auto v = constant_maturity(years, variance, t);
        REQUIRE(v.status == maturity_status::ok);
        const std::size_t i = v.near;
        REQUIRE(i == (t < 0.1 ? 0u : 1u));
        if (t > years[i])
            REQUIRE_THAT(
                forward_variance(variance[i], years[i], v.variance, t).variance,
                WithinRel(forward_variance(variance[i], years[i], variance[i + 1], years[i + 1]).variance, 1e-12));
        REQUIRE_THAT(v.volatility, WithinRel(std::sqrt(v.variance), 1e-15));
    }
    REQUIRE_THAT(constant_maturity(years, variance, 0.05).variance, WithinRel(0.09, 1e-13));
    REQUIRE_THAT(constant_maturity(years, variance, 0.2).variance, WithinRel((0.006 + 0.015) / 2 / 0.2, 1e-13));
}

TEST_CASE("the two real terms of a VIX close")
{
    // chains/official_indices.csv, 2023-05-23: near and next variance, official close 18.53
    const std::vector<double> t{34155 / 525600.0, 44625 / 525600.0}, v{0.0350067619, 0.0342464436};
    REQUIRE_THAT(100 * constant_maturity(t, v, 30 / 365.0).volatility, WithinAbs(18.5279, 5e-5));
}

TEST_CASE("outside the expiries the status says so")
{
    REQUIRE(constant_maturity(years, variance, 0.04).status == maturity_status::extrapolated);
    REQUIRE(constant_maturity(years, variance, 0.04));
    REQUIRE(constant_maturity(years, variance, 0.4).status == maturity_status::extrapolated);
    const std::vector<double> falling{0.5, 0.1, 0.02};
    const auto v = constant_maturity(years, falling, 2);
    REQUIRE(v.status == maturity_status::negative);
    REQUIRE(v.variance < 0);
    REQUIRE(std::isnan(v.volatility));
    REQUIRE_FALSE(v);
}

TEST_CASE("a missing variance only matters where it is needed")
{
    const std::vector<double> gap{0.09, 0.06, std::numeric_limits<double>::quiet_NaN()};
    REQUIRE(constant_maturity(years, gap, 0.07));
    REQUIRE(constant_maturity(years, gap, 0.2).status == maturity_status::invalid_input);
}

TEST_CASE("misuse of constant_maturity")
{
    const std::vector<double> one{0.1}, back{0.1, 0.05, 0.3};
    REQUIRE_THROWS_AS(constant_maturity(one, one, 0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(constant_maturity(years, one, 0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(constant_maturity(back, variance, 0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(constant_maturity(years, variance, 0), std::invalid_argument);
}
