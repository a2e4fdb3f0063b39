// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/banded_qp.hpp>

#include <cmath>
#include <vector>

using namespace smirk::detail;

namespace {

/// x'x / 2 - target'x: the projection of the target on the constraints.
banded_matrix identity(std::size_t n)
{
    banded_matrix H(n);
    for (auto& row : H.row) row[0] = 1;
    return H;
}

constexpr double closed = 5e-4; // the solver stops at a gap of 1e-8 of costs that are about 10; distance is its root

} // namespace

TEST_CASE("banded_qp: without constraints a linear system", "[detail][banded_qp]")
{
    banded_matrix H(6);
    for (std::size_t i = 0; i < 6; ++i) H.row[i] = {4, i > 0 ? -1.0 : 0, i > 1 ? 0.5 : 0, i > 2 ? 0.25 : 0};
    const std::vector<double> exact{1, -2, 3, 0.5, -1, 2};
    std::vector<double> x(6, 0.0);
    REQUIRE(banded_qp(H, H.times(exact), {}, 1, x));
    for (std::size_t i = 0; i < 6; ++i) REQUIRE_THAT(x[i], WithinAbs(exact[i], 1e-13));
}

TEST_CASE("banded_qp: projection on a sum and on bounds", "[detail][banded_qp]")
{
    // nearest to (1, 1, 1, 1) with x0 + x1 + x2 + x3 >= 6: each 1.5; with x0 >= 3 as well: (3, 1, 1, 1)
    const std::vector<double> g(4, 1.0);
    std::vector<double> x(4, 0.0);
    REQUIRE(banded_qp(identity(4), g, {{{0, {1, 1, 1, 1}}, 6}}, 100, x));
    for (double xi : x) REQUIRE_THAT(xi, WithinAbs(1.5, closed));
    REQUIRE(banded_qp(identity(4), g, {{{0, {1, 1, 1, 1}}, 6}, {{0, {1, 0, 0, 0}}, 3}}, 100, x));
    REQUIRE_THAT(x[0], WithinAbs(3, closed));
    REQUIRE_THAT(x[1], WithinAbs(1, closed));
}

TEST_CASE("banded_qp: contradictory constraints cost their price", "[detail][banded_qp]")
{
    // x0 >= 2 and -x0 >= 1 cannot both hold. At equal prices every x0 in [-1, 2] pays 3 prices: the cost decides, 1.
    const std::vector<double> g{1, 0, 0, 0};
    std::vector<double> x(4, 0.5);
    REQUIRE(banded_qp(identity(4), g, {{{0, {1, 0, 0, 0}}, 2}, {{0, {-1, 0, 0, 0}}, 1}}, 10, x));
    REQUIRE_THAT(x[0], WithinAbs(1, closed));
    // a price below the multiplier (1 for x0 >= 2) buys the constraint off: x0 = 1 + price
    REQUIRE(banded_qp(identity(4), g, {{{0, {1, 0, 0, 0}}, 2}}, 0.25, x));
    REQUIRE_THAT(x[0], WithinAbs(1.25, closed));
}
