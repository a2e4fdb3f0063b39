// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/design.hpp>

#include "support/catch.hpp"

namespace garch = smirk::garch;

TEST_CASE("design: least squares on two regressors by hand")
{
    // y = 1 + 2 a - b + r, with r orthogonal to 1, a and b
    const std::vector<double> a{-1, 1, -1, 1}, b{-1, -1, 1, 1}, r{0.5, -0.5, -0.5, 0.5};
    std::vector<double> y(4);
    for (std::size_t t = 0; t < 4; ++t) y[t] = 1 + 2 * a[t] - b[t] + r[t];
    std::array<double, 2> slopes{};
    const auto with_mean =
        garch::internal::presample_of(y, {{a, b}, {}}, garch::presample::backcast, garch::mean::constant, slopes);
    REQUIRE_THAT(slopes[0], WithinRel(2, 1e-14));
    REQUIRE_THAT(slopes[1], WithinRel(-1, 1e-14));
    REQUIRE_THAT(with_mean.mean, WithinRel(1, 1e-14));
    REQUIRE_THAT(with_mean.variance, WithinRel(0.25, 1e-14));
    REQUIRE_THAT(with_mean.backcast, WithinRel(0.25, 1e-14)); // every residual is .5 or -.5
    const auto without =
        garch::internal::presample_of(y, {{a, b}, {}}, garch::presample::backcast, garch::mean::zero, slopes);
    REQUIRE_THAT(slopes[0], WithinRel(2, 1e-14));
    REQUIRE_THAT(without.variance, WithinRel(1.25, 1e-14)); // mean (1 + r)^2
}

TEST_CASE("design: columns that depend on one another have no slopes")
{
    const std::vector<double> y{1, 2, 4, 3}, a{1, 2, 3, 5}, b{3, 5, 7, 11};
    std::array<double, 2> slopes{};
    (void)garch::internal::presample_of(y, {{a, b}, {}}, garch::presample::backcast, garch::mean::constant, slopes);
    REQUIRE((std::isnan(slopes[0]) && std::isnan(slopes[1])));
}
