// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/forward_variance.hpp>

using namespace smirk::replication;

TEST_CASE("forward variance takes the near variance out of the next")
{
    const auto f = forward_variance(0.04, 0.25, 0.05, 0.75); // (0.0375 - 0.01) / 0.5
    REQUIRE(f);
    REQUIRE_THAT(f.variance, WithinRel(0.055, 1e-14));
    REQUIRE_THAT(f.volatility, WithinRel(std::sqrt(0.055), 1e-14));
    REQUIRE_THAT(forward_variance(0.04, 0, 0.05, 0.75).variance, WithinRel(0.05, 1e-15)); // from today on
}

TEST_CASE("falling total variance is an answer of its own")
{
    const auto f = forward_variance(0.16, 0.25, 0.04, 0.5);
    REQUIRE_FALSE(f);
    REQUIRE(f.status == forward_variance_status::negative);
    REQUIRE_THAT(f.variance, WithinRel(-0.08, 1e-14));
    REQUIRE(std::isnan(f.volatility));
    REQUIRE(forward_variance(0.16, 0.25, 0.08, 0.5).variance == 0); // just none left is no error
    REQUIRE(forward_variance(0.16, 0.25, 0.08, 0.5));
}

TEST_CASE("missing variances and wrong orders")
{
    const double missing = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(forward_variance(missing, 0.25, 0.04, 0.5).status == forward_variance_status::invalid_input);
    REQUIRE(forward_variance(0.04, 0.25, -0.04, 0.5).status == forward_variance_status::invalid_input);
    REQUIRE_THROWS_AS(forward_variance(0.04, 0.5, 0.04, 0.5), std::invalid_argument);
    REQUIRE_THROWS_AS(forward_variance(0.04, -0.1, 0.04, 0.5), std::invalid_argument);
    REQUIRE_THROWS_AS(forward_variance(0.04, missing, 0.04, 0.5), std::invalid_argument);
}

TEST_CASE("forward rate: investing at it from the near date on gives what the next rate gives")
{
    REQUIRE_THAT(forward_rate(0.03, 0.25, 0.04, 0.75), WithinRel(0.045, 1e-14)); // (0.03 - 0.0075) / 0.5
    const double r = forward_rate(0.052, 0.08, 0.049, 0.25);
    REQUIRE_THAT(std::exp(0.052 * 0.08 + r * 0.17), WithinRel(std::exp(0.049 * 0.25), 1e-15));
    REQUIRE(forward_rate(0.07, 0, 0.04, 0.75) == 0.04);
    REQUIRE_THROWS_AS(forward_rate(0.04, 0.5, 0.04, 0.5), std::invalid_argument);
    REQUIRE(std::isnan(forward_rate(std::numeric_limits<double>::quiet_NaN(), 0.25, 0.04, 0.5)));
}
