// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/natural_spline.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using smirk::detail::natural_spline_basis;

namespace {

const std::vector<double> knots{-2.0, -1.1, -0.3, 0.0, 0.05, 0.7, 1.9};
constexpr double rounding = 1e-12; // sums of four terms of order one, knots .05 apart

} // namespace

TEST_CASE("natural spline basis: contains every straight line", "[detail][natural_spline]")
{
    // Lines are natural splines. Their coefficients: the fit of n values at the n knots, by the basis itself.
    const natural_spline_basis basis(knots);
    REQUIRE(basis.size() == knots.size());
    std::vector<double> c(knots.size(), 1.0);
    for (double x : {-50.0, -2.0, -1.5, -0.3, 0.02, 1.2, 1.9, 7.0}) {
        const auto rows = basis.at(x);
        REQUIRE_THAT(rows[0].times(c), WithinAbs(1, rounding)); // a partition of unity, the folded ends included
        REQUIRE_THAT(rows[1].times(c), WithinAbs(0, 100 * rounding));
    }
}

TEST_CASE("natural spline basis: twice continuously differentiable, straight beyond the ends",
          "[detail][natural_spline]")
{
    const natural_spline_basis basis(knots);
    for (std::size_t f = 0; f < knots.size(); ++f) {
        std::vector<double> c(knots.size(), 0.0);
        c[f] = 1;
        const auto value = [&](double x, std::size_t d) { return basis.at(x)[d].times(c); };
        for (std::size_t d = 0; d < 3; ++d)
            for (double x : knots) {
                const double step = 1e-9, scale = 1e3; // the next derivative is at most 6 / .05^2
                REQUIRE_THAT(value(x - step, d), WithinAbs(value(x + step, d), 2 * step * scale * 10));
            }
        REQUIRE_THAT(value(-2, 2), WithinAbs(0, 1e-10));
        REQUIRE_THAT(value(1.9, 2), WithinAbs(0, 1e-10));
        REQUIRE_THAT(value(-4, 0), WithinAbs(value(-2, 0) - 2 * value(-2, 1), rounding));
        for (double x : {-1.7, 0.3, 1.0}) { // derivatives are those of the values
            const double h = 1e-5;
            REQUIRE_THAT(value(x, 1), WithinAbs((value(x + h, 0) - value(x - h, 0)) / (2 * h), 1e-7));
            REQUIRE_THAT(value(x, 2), WithinAbs((value(x + h, 1) - value(x - h, 1)) / (2 * h), 1e-7));
        }
    }
}
