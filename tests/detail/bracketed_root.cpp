// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/detail/bracketed_root.hpp>

#include <cmath>

using smirk::detail::bracketed_root;

TEST_CASE("bracketed_root: smooth, flat, steep and discontinuous functions", "[detail][bracketed_root]")
{
    REQUIRE_THAT(bracketed_root([](double x) { return x * x - 2; }, 0, 2), WithinRel(std::sqrt(2.0), 1e-15));
    REQUIRE_THAT(bracketed_root([](double x) { return std::cos(x) - x; }, 0, 1), WithinRel(0.7390851332151607, 1e-15));
    REQUIRE_THAT(bracketed_root([](double x) { return std::pow(x - 0.3, 9); }, 0, 1),
                 WithinRel(0.3, 1e-2)); // f underflows to rounding
    REQUIRE_THAT(bracketed_root([](double x) { return std::exp(50 * x) - 10; }, -1, 1),
                 WithinRel(std::log(10.0) / 50, 1e-13));
    REQUIRE_THAT(bracketed_root([](double x) { return x < 0.7 ? -1.0 : 1.0; }, 0, 1), WithinRel(0.7, 1e-14));
    REQUIRE(bracketed_root([](double x) { return x; }, -1, 0) == 0);
}

TEST_CASE("bracketed_root: few calls for smooth functions, no more than allowed for others", "[detail][bracketed_root]")
{
    int calls = 0;
    const auto smooth = [&](double x) { return ++calls, std::exp(x) - 3; };
    (void)bracketed_root(smooth, -2, 4);
    REQUIRE(calls < 15);
    calls = 0;
    (void)bracketed_root([&](double x) { return ++calls, x < 1e-300 ? -1.0 : 1.0; }, -1, 1, 0, 50);
    REQUIRE(calls <= 50);
    calls = 0;
    (void)bracketed_root(smooth, -2, 4, 1e-2);
    REQUIRE(calls < 9);
}
