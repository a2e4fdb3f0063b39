// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/garch/chi_square_test.hpp>

TEST_CASE("chi-square test: an outcome that is not known says so")
{
    const smirk::garch::chi_square_test nothing;
    REQUIRE(std::isnan(nothing.p_value));
    const auto unknown = smirk::garch::internal::chi_square(nothing.statistic, 4);
    REQUIRE(unknown.degrees_of_freedom == 4);
    REQUIRE(std::isnan(unknown.p_value));
    // two degrees of freedom: exp(-x/2), to the rounding of the exponent
    REQUIRE_THAT(smirk::garch::internal::chi_square(5, 2).p_value, WithinRel(std::exp(-2.5), 1e-14));
}
