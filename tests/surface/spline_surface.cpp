// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/spline_surface.hpp>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace smirk::surface;

namespace {

const std::vector<double> k{-0.5, -0.2, 0.0, 0.2, 0.5};
const spline_smile early(k, std::array{0.062, 0.028, 0.018, 0.016, 0.022});
const spline_smile late(k, std::array{0.090, 0.050, 0.036, 0.031, 0.040});

} // namespace

TEST_CASE("spline_surface: slices at expiries, linear total variance between", "[surface][spline_surface]")
{
    const spline_surface surface({0.5, 1.0}, {early, late});
    REQUIRE(arbitrage(surface).arbitrage_free());
    for (double x : {-0.7, -0.1, 0.3}) {
        REQUIRE_THAT(surface.total_variance(x, 0.5), WithinAbs(early.total_variance(x), 1e-15));
        REQUIRE_THAT(surface.total_variance(x, 0.75),
                     WithinAbs(0.5 * (early.total_variance(x) + late.total_variance(x)), 1e-15));
        // before the first expiry the vol is that of the first; beyond the last w grows by .036 - .018 each half year
        REQUIRE_THAT(surface.vol(x, 0.1), WithinAbs(std::sqrt(early.total_variance(x) / 0.5), 1e-14));
        REQUIRE_THAT(surface.total_variance(x, 1.5), WithinAbs(late.total_variance(x) + 0.018, 1e-15));
        REQUIRE_THAT(surface.smile(1.5).derivatives(x).w, WithinAbs(late.total_variance(x) + 0.018, 1e-15));
        REQUIRE(local_vol(surface, x, 0.75) > 0);
        REQUIRE(local_vol(surface, x, 1.5) > 0);
    }
    // Dupire on the one-dimensional case: at k with w' = 0 and w'' = 0 local variance is dw/dt
    const spline_smile low({-1, 0, 1}, std::array{0.02, 0.02, 0.02}), high({-1, 0, 1}, std::array{0.05, 0.05, 0.05});
    REQUIRE_THAT(local_vol(spline_surface({1, 2}, {low, high}), 0.3, 1.5), WithinAbs(std::sqrt(0.03), 1e-14));
}

TEST_CASE("spline_surface: prices mixed are free of arbitrage and agree at the expiries", "[surface][spline_surface]")
{
    const spline_surface surface({0.5, 1.0}, {early, late}, time_interpolation::price);
    REQUIRE(arbitrage(surface).between.empty());
    for (double x : {-0.3, 0.0, 0.2}) {
        const double w = surface.total_variance(x, 0.8);
        REQUIRE(w > early.total_variance(x));
        REQUIRE(w < late.total_variance(x));
        REQUIRE(durrleman(surface.smile(0.8), x) > 0);
    }
}

TEST_CASE("spline_surface: crossings and butterflies between expiries are reported", "[surface][spline_surface]")
{
    REQUIRE_FALSE(arbitrage(spline_surface({0.5, 1.0}, {late, early})).arbitrage_free());
    // g between the two is at least looked at where either is least
    const auto between = butterflies_between(early, late);
    REQUIRE(between.min_g <= butterfly_arbitrage(early).min_g + 0.02);
    REQUIRE(between.arbitrage_free());
    const spline_smile bent(k, std::array{0.062, 0.028, 0.060, 0.016, 0.022}); // a hump: the density is negative
    REQUIRE_FALSE(butterflies_between(bent, late).arbitrage_free());
    REQUIRE_THROWS_AS(spline_surface({1.0, 0.5}, {early, late}), std::invalid_argument);
}
