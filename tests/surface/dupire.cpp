// SPDX-License-Identifier: BSL-1.0
#include <smirk/black/greeks.hpp>
#include <smirk/surface/dupire.hpp>

#include "support/catch.hpp"

#include <cmath>

using namespace smirk;

namespace {
constexpr double spot = 100, rate = 0.05, yield = 0.02, vol = 0.25;

double call(double strike, double years)
{
    return black::price(option_type::call, spot * std::exp((rate - yield) * years), strike, years, vol,
                        std::exp(-rate * years));
}

/// Derivatives by central differences with one Richardson step: about 1e-9 of a price of 10.
surface::call_surface_point point(double strike, double years)
{
    const auto derivative = [](auto f, double h) {
        const auto d = [&](double s) { return (f(s) - f(-s)) / (2 * s); };
        return (4 * d(h / 2) - d(h)) / 3;
    };
    const auto second = [](auto f, double h) {
        const auto d = [&](double s) { return (f(s) - 2 * f(0) + f(-s)) / (s * s); };
        return (4 * d(h / 2) - d(h)) / 3;
    };
    return {strike, call(strike, years), derivative([&](double h) { return call(strike, years + h); }, 1e-3),
            derivative([&](double h) { return call(strike + h, years); }, 0.1),
            second([&](double h) { return call(strike + h, years); }, 0.5)};
}
} // namespace

TEST_CASE("with rates and dividends the local vol of a Black market is its vol")
{
    for (const double strike : {80.0, 100.0, 125.0})
        for (const double years : {0.25, 1.0, 3.0}) {
            INFO(strike << " " << years);
            const auto c = point(strike, years);
            REQUIRE_THAT(surface::dupire_local_vol(c, rate, yield), WithinRel(vol, 1e-6)); // of the differences
            // without the dividend terms, as the formula is often printed, it is not
            REQUIRE_FALSE(std::abs(surface::dupire_local_vol(c, rate, 0) / vol - 1) < 0.005); // or NaN
        }
}

TEST_CASE("arbitrage has no local vol")
{
    REQUIRE(std::isnan(surface::dupire_local_vol({100, 10, -5, -0.5, 0.02}, 0, 0))); // prices fall with time
    REQUIRE(std::isnan(surface::dupire_local_vol({100, 10, 5, -0.5, -0.01}, 0, 0))); // concave in strike
    REQUIRE(std::isnan(surface::dupire_local_vol({100, 10, 5, -0.5, 0}, 0, 0)));
    REQUIRE(surface::dupire_local_vol({100, 10, 0, -0.5, 0.02}, 0, 0) == 0);
}
