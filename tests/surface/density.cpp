// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/density.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>

using namespace smirk::surface;

TEST_CASE("density: it is the derivative of the distribution function", "[surface][density]")
{
    const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
    for (double k = -0.8; k < 0.6; k += 0.05) {
        const double h = 1e-5; // error h^2 p'' / 6 and rounding over h
        REQUIRE_THAT(density(slice, k),
                     WithinAbs((distribution(slice, k + h) - distribution(slice, k - h)) / (2 * h), 1e-8));
    }
}

TEST_CASE("density: mass one and mean F, whether there is arbitrage or not", "[surface][density]")
{
    // Vogt's slice of Gatheral and Jacquier 2014 has a negative density and both integrals in order: they prove
    // nothing.
    const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153};
    REQUIRE(density(vogt, 0.88) < 0);
    double mean = 0;
    for (double k = -8; k <= 8; k += 0.0005) mean += density(vogt, k) * std::exp(k) * 0.0005;
    REQUIRE_THAT(mean, WithinAbs(1, 1e-8)); // the trapezoidal rule is exact for such integrands once it resolves them
    auto slices = support::random_slices(20, 8, 0);
    slices.push_back({vogt, 1, {}, {}});
    for (const auto& slice : slices) {
        const double s = std::sqrt(slice.truth.total_variance(0)), step = 0.002 * s;
        double mass = 0;
        for (int i = -20000; i <= 20000; ++i)
            mass += density(slice.truth, i * step) * step * (i == -20000 || i == 20000 ? 0.5 : 1.0);
        REQUIRE_THAT(mass, WithinAbs(distribution(slice.truth, 40 * s) - distribution(slice.truth, -40 * s), 1e-6));
        REQUIRE_THAT(distribution(slice.truth, 2000), WithinAbs(1, 1e-6)); // tails are heavy where wings are steep
        REQUIRE_THAT(distribution(slice.truth, -2000), WithinAbs(0, 1e-6));
    }
}

TEST_CASE("density: a flat smile is the lognormal law", "[surface][density]")
{
    const svi flat{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 1};
    // n((k + .02) / .2) / .2 and N of it; at k = .18 the argument is 1
    REQUIRE_THAT(density(flat, 0.18), WithinRel(0.24197072451914337 / 0.2, 1e-14));
    REQUIRE_THAT(distribution(flat, 0.18), WithinRel(0.8413447460685429, 1e-14));
}
