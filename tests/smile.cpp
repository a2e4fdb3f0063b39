// SPDX-License-Identifier: BSL-1.0
#include <smirk/smile.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

TEST_CASE("a quoted smile is linear in total variance and knows nothing beyond its quotes", "[smile]")
{
    const std::vector<double> k{-0.1, 0.0, 0.2}, w{0.05, 0.04, 0.06};
    const smirk::quoted_smile s(k, w);
    STATIC_REQUIRE(smirk::smile<smirk::quoted_smile>);
    CHECK(s.total_variance(-0.1) == 0.05);
    CHECK(s.total_variance(0.2) == 0.06);
    const double rounding = 1e-16; // one operation or two on numbers of 0.05
    CHECK_THAT(s.total_variance(-0.05), WithinAbs(0.045, rounding));
    CHECK_THAT(s.total_variance(0.1), WithinAbs(0.05, rounding));
    CHECK_THAT(smirk::smile_vol(s, 0.0, 0.25), WithinAbs(0.4, rounding));
    CHECK(std::isnan(s.total_variance(-0.11)));
    CHECK(std::isnan(s.total_variance(0.21)));
    CHECK(std::isnan(s.total_variance(std::nan(""))));
}

TEST_CASE("a quoted smile refuses what is no smile", "[smile]")
{
    const std::vector<double> two{0, 1}, one{0}, same{1, 1}, with_nan{0, std::nan("")}, none;
    CHECK_THROWS_AS(smirk::quoted_smile(two, one), std::invalid_argument);
    CHECK_THROWS_AS(smirk::quoted_smile(same, two), std::invalid_argument);
    CHECK_THROWS_AS(smirk::quoted_smile(with_nan, two), std::invalid_argument);
    CHECK_THROWS_AS(smirk::quoted_smile(none, none), std::invalid_argument);
    for (const double k : {std::nan(""), HUGE_VAL, -HUGE_VAL}) // a lone one follows nothing
        CHECK_THROWS_AS(smirk::quoted_smile(std::vector{k}, one), std::invalid_argument);
}
