// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/scaling.hpp>

#include "support/catch.hpp"

namespace realized = smirk::realized;

TEST_CASE("scaling: 32 % a year is 2 % a day")
{
    REQUIRE(realized::rule_of_16(0.32) == 0.02);
    REQUIRE_THAT(realized::expected_deviation(0.32), WithinAbs(0.020158, 5e-7));
    REQUIRE_THAT(realized::expected_deviation(0.2, 21), WithinRel(0.2 * std::sqrt(21 / 252.), 1e-15));
    REQUIRE_THAT(realized::expected_deviation(0.2, 30, 365), WithinAbs(0.0573, 5e-5)); // 5.73 % in thirty days
    REQUIRE_THAT(realized::annualised_volatility(realized::expected_deviation(0.2, 5), 5), WithinRel(0.2, 1e-15));
}

TEST_CASE("scaling: 68.27 %, 95.45 %, 99.73 %")
{
    REQUIRE_THAT(realized::normal_coverage(1), WithinAbs(0.682689, 5e-7));
    REQUIRE_THAT(realized::normal_coverage(2), WithinAbs(0.954500, 5e-7));
    REQUIRE_THAT(realized::normal_coverage(3), WithinAbs(0.997300, 5e-7));
}
