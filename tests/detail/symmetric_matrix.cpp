// SPDX-License-Identifier: BSL-1.0
#include <smirk/detail/symmetric_matrix.hpp>

#include "support/catch.hpp"

namespace detail = smirk::detail;
using detail::times;

namespace {
const detail::matrix_of<3> a{{{4, 2, 0.6}, {2, 5, 1}, {0.6, 1, 3}}};
}

TEST_CASE("cholesky: solves, inverts")
{
    const detail::cholesky<3> factor(a, {true, true, true});
    REQUIRE(factor.definite);
    const auto x = factor.solve({1, -2, 0.5});
    const auto b = times(a, x);
    REQUIRE_THAT(b[0], WithinAbs(1, 1e-15));
    REQUIRE_THAT(b[1], WithinAbs(-2, 1e-15));
    REQUIRE_THAT(b[2], WithinAbs(0.5, 1e-15));
    const auto one = times(a, factor.inverse());
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) REQUIRE_THAT(one[i][j], WithinAbs(i == j ? 1 : 0, 1e-15));
}

TEST_CASE("cholesky: leaves out rows and columns")
{
    const detail::cholesky<3> factor(a, {true, false, true});
    const auto x = factor.solve({1, 7, 2});
    REQUIRE(x[1] == 0);
    REQUIRE_THAT(4 * x[0] + 0.6 * x[2], WithinAbs(1, 1e-15));
    REQUIRE_THAT(0.6 * x[0] + 3 * x[2], WithinAbs(2, 1e-15));
    REQUIRE(factor.inverse()[1][1] == 0);
}

TEST_CASE("cholesky: says when a matrix is not positive definite")
{
    REQUIRE_FALSE(detail::cholesky<2>({{{1, 2}, {2, 1}}}, {true, true}).definite);
    REQUIRE_FALSE(detail::cholesky<2>({{{1, 1}, {1, 1}}}, {true, true}).definite);
    REQUIRE(detail::cholesky<2>({{{1, 2}, {2, 1}}}, {true, false}).definite);
}
