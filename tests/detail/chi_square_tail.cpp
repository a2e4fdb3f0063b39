// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/chi_square_tail.hpp>

#include <boost/math/special_functions/gamma.hpp>

using smirk::detail::chi_square_tail;

TEST_CASE("chi-square tail: the regularised incomplete gamma function")
{
    // the logarithm of a term is a difference of numbers up to 3000: some thousand units of rounding
    for (const int k : {1, 2, 3, 4, 5, 10, 21, 50, 101, 400, 1001})
        for (const double share : {0.01, 0.2, 0.7, 1.0, 1.3, 2.0, 4.0}) {
            const double x = share * k, want = boost::math::gamma_q(0.5 * k, 0.5 * x);
            CAPTURE(k, x);
            REQUIRE_THAT(chi_square_tail(x, k), WithinRel(want, 2e-12));
        }
}

TEST_CASE("chi-square tail: the ends")
{
    REQUIRE(chi_square_tail(0, 3) == 1);
    REQUIRE(chi_square_tail(-1, 3) == 1);
    REQUIRE(chi_square_tail(1e6, 3) == 0);
    REQUIRE(chi_square_tail(std::numeric_limits<double>::infinity(), 2) == 0);
    REQUIRE(std::isnan(chi_square_tail(std::numeric_limits<double>::quiet_NaN(), 3)));
    REQUIRE(std::isnan(chi_square_tail(1, 0)));
    REQUIRE_THAT(chi_square_tail(3.841458820694124, 1), WithinRel(0.05, 1e-14)); // the 95 % point of one degree
}
