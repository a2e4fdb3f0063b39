// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/detail/exercise_boundary.hpp>

#include <cmath>
#include <utility>

using smirk::detail::exercise_boundary;

TEST_CASE("the default order agrees with three times the order", "[detail]")
{
    for (const double spot : {92.0, 100.0, 130.0})
        for (const double vol : {0.13, 0.5})
            for (const auto& [rate, yield] : {std::pair{0.088, 0.004}, {0.04, 0.04}, {0.02, 0.06}, {0.03, -0.02}}) {
                CAPTURE(spot, vol, rate, yield);
                const exercise_boundary<10, 24, 48> coarse(100, 1.8, vol, rate, yield);
                const exercise_boundary<28, 80, 160> fine(100, 1.8, vol, rate, yield, 1e-10);
                REQUIRE_THAT(coarse.price(spot),
                             WithinAbs(fine.price(spot), 4e-5)); // the error that american_price() states
            }
}

TEST_CASE("the boundary starts where holding costs as much as it earns, and falls with the time left", "[detail]")
{
    for (const auto& [rate, yield] : {std::pair{0.05, 0.02}, {0.03, 0.06}, {0.01, -0.02}}) {
        const exercise_boundary<10, 24, 48> b(100, 2, 0.3, rate, yield);
        // ln(B / B(0+))^2 is zero at 0 up to the rounding of its Chebyshev sum, the root of which is 1e-8
        REQUIRE_THAT(b(0), WithinRel(yield > rate ? 100 * rate / yield : 100, 1e-7));
        for (double tau = 0.05; tau <= 2; tau += 0.05) REQUIRE(b(tau) < b(tau - 0.05));
    }
}
