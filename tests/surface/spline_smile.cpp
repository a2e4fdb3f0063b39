// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/spline_smile.hpp>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace smirk::surface;

namespace {

const std::vector<double> k{-0.4, -0.1, 0.0, 0.07, 0.3};
const std::array w{0.05, 0.022, 0.019, 0.018, 0.024};
constexpr double rounding = 1e-15;

} // namespace

TEST_CASE("spline_smile: through its values, twice continuously differentiable, natural", "[surface][spline_smile]")
{
    const spline_smile smile(k, w);
    for (std::size_t i = 0; i < k.size(); ++i) {
        REQUIRE_THAT(smile.total_variance(k[i]), WithinAbs(w[i], rounding));
        const auto below = smile.derivatives(k[i] - 1e-12), above = smile.derivatives(k[i] + 1e-12);
        REQUIRE_THAT(below.dw, WithinAbs(above.dw, 1e-11));  // w'' is below 2
        REQUIRE_THAT(below.d2w, WithinAbs(above.d2w, 1e-9)); // w''' is below 100
    }
    REQUIRE(smile.derivatives(-0.4).d2w == 0);
    REQUIRE_THAT(smile.derivatives(0.3).d2w, WithinAbs(0, 1e-14));
    REQUIRE_THAT(smile.total_variance(-1.4), WithinAbs(0.05 + smile.left_slope(), rounding));
    REQUIRE_THAT(smile.total_variance(2.3), WithinAbs(0.024 + 2 * smile.right_slope(), rounding));
    REQUIRE(smile.valid());
}

TEST_CASE("spline_smile: the spline of a known case", "[surface][spline_smile]")
{
    // knots 0, 1, 2 and values 0, 1, 0: 4 M_1 = 6 (-1 - 1), M_1 = -3; S(1/2) = 1/2 + 3/16
    const spline_smile smile({0, 1, 2}, std::array{0., 1., 0.});
    REQUIRE_THAT(smile.derivatives(1).d2w, WithinAbs(-3, 1e-14));
    REQUIRE_THAT(smile.total_variance(0.5), WithinAbs(0.6875, rounding));
    REQUIRE_FALSE(smile.valid()); // 0 at the knots, wings fall
}

TEST_CASE("spline_smile: misuse", "[surface][spline_smile]")
{
    REQUIRE_THROWS_AS(spline_smile({0, 1}, std::array{1.}), std::invalid_argument);
    REQUIRE_THROWS_AS(spline_smile({0}, std::array{1.}), std::invalid_argument);
    REQUIRE_THROWS_AS(spline_smile({0, 0}, std::array{1., 1.}), std::invalid_argument);
    REQUIRE_THROWS_AS(spline_smile({0, 1}, std::array{1., std::nan("")}), std::invalid_argument);
}
