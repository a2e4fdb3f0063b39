// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/levenberg_marquardt.hpp>

#include <array>
#include <cmath>
#include <vector>

using smirk::detail::levenberg_marquardt;

TEST_CASE("levenberg_marquardt: Rosenbrock's valley", "[detail][least_squares]")
{
    const auto fit = levenberg_marquardt<2>(
        [](const std::array<double, 2>& x, std::vector<double>& r) {
            r[0] = 10 * (x[1] - x[0] * x[0]), r[1] = 1 - x[0];
            return true;
        },
        2, {-1.2, 1});
    REQUIRE(fit.converged);
    REQUIRE(fit.cost < 1e-20);
    REQUIRE_THAT(fit.x[0], WithinAbs(1, 1e-9));
    REQUIRE_THAT(fit.x[1], WithinAbs(1, 1e-9));
}

TEST_CASE("levenberg_marquardt: a minimum that is not zero", "[detail][least_squares]")
{
    // y = exp(a t) to 1, 2, 2 at t = 0, 1, 2: the minimum of (e^a - 2)^2 + (e^2a - 2)^2 has 2 u^3 - 3 u - 2 = 0, u =
    // e^a
    const auto fit = levenberg_marquardt<1>(
        [](const std::array<double, 1>& x, std::vector<double>& r) {
            const double target[] = {1, 2, 2};
            for (std::size_t i = 0; i < 3; ++i) r[i] = std::exp(x[0] * static_cast<double>(i)) - target[i];
            return true;
        },
        3, {2});
    REQUIRE(fit.converged);
    const double u = std::exp(fit.x[0]);
    REQUIRE_THAT(2 * u * u * u - 3 * u - 2, WithinAbs(0, 1e-4)); // the cost is flat at its minimum
}

TEST_CASE("levenberg_marquardt: it stays where it is allowed, and says if the start is not", "[detail][least_squares]")
{
    const auto residuals = [](const std::array<double, 1>& x, std::vector<double>& r) {
        if (!(x[0] <= 0.5)) return false;
        r[0] = x[0] - 2;
        return true;
    };
    const auto fit = levenberg_marquardt<1>(residuals, 1, {0});
    REQUIRE(fit.x[0] <= 0.5);
    REQUIRE(fit.x[0] > 0.4);
    REQUIRE(levenberg_marquardt<1>(residuals, 1, {1}).iterations == 0);
}
