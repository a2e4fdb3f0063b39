// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/jump_wings.hpp>

using namespace smirk::surface;

TEST_CASE("jump_wings: v, psi and v_min are what is seen on the smile", "[surface][jump_wings]")
{
    const svi slice{.a = 0.01, .b = 0.1, .rho = -0.4, .m = 0.05, .sigma = 0.2};
    const double years = 0.5;
    const auto jw = jump_wings(slice, years);
    REQUIRE_THAT(jw.v, WithinRel(slice.total_variance(0) / years, 1e-15));
    const double h = 1e-5; // central difference of sigma sqrt(T): error h^2 times a third derivative of order one
    const double skew = (std::sqrt(slice.total_variance(h)) - std::sqrt(slice.total_variance(-h))) / (2 * h);
    REQUIRE_THAT(jw.psi, WithinAbs(skew, 1e-9));
    REQUIRE_THAT(jw.v_min, WithinRel(slice.minimum_variance() / years, 1e-15));
}

TEST_CASE("jump_wings: raw to jump wings and back gives the same smile", "[surface][jump_wings]")
{
    for (const auto& slice : support::random_slices(200, 7, 0)) {
        const auto& p = slice.truth;
        const svi back = raw_svi(jump_wings(p, slice.years), slice.years);
        for (double k : slice.k) // sigma is a quotient of small differences where the skew is slight: a few digits go
            REQUIRE_THAT(back.total_variance(k), WithinRel(p.total_variance(k), 1e-9));
    }
}

TEST_CASE("jump_wings: natural and back", "[surface][jump_wings]")
{
    const svi p{.a = 0.01, .b = 0.1, .rho = -0.4, .m = 0.05, .sigma = 0.2};
    const svi_natural n = natural(p);
    const double k = 0.3, z = n.zeta * (k - n.mu);
    REQUIRE_THAT(n.delta + n.omega / 2 * (1 + n.rho * z + std::sqrt((z + n.rho) * (z + n.rho) + 1 - n.rho * n.rho)),
                 WithinRel(p.total_variance(k), 1e-14));
    const svi back = raw_svi(n);
    REQUIRE_THAT(back.a, WithinRel(p.a, 1e-13));
    REQUIRE_THAT(back.b, WithinRel(p.b, 1e-14));
    REQUIRE_THAT(back.m, WithinRel(p.m, 1e-13));
    REQUIRE_THAT(back.sigma, WithinRel(p.sigma, 1e-14));
}

TEST_CASE("jump_wings: wings that no slice has give NaN, misuse throws", "[surface][jump_wings]")
{
    const svi_jump_wings good{.v = 0.04, .psi = -0.1, .p = 0.8, .c = 0.4, .v_min = 0.03};
    REQUIRE(raw_svi(good, 1).sigma > 0);
    auto jw = good;
    jw.psi = -0.5; // steeper at the money than the put wing
    REQUIRE(std::isnan(raw_svi(jw, 1).a));
    jw = good;
    jw.v_min = 0.05; // the minimum above the money
    REQUIRE(std::isnan(raw_svi(jw, 1).a));
    jw = good;
    jw.p = -0.1;
    REQUIRE(std::isnan(raw_svi(jw, 1).a));
    jw = good;
    jw.v = -0.04;
    REQUIRE(std::isnan(raw_svi(jw, 1).a));
    REQUIRE(std::isnan(jump_wings({.a = -1, .b = 0.1, .rho = 0, .m = 0, .sigma = 0.1}, 1).v));
    REQUIRE_THROWS_AS(raw_svi(good, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(jump_wings({.a = 0.1, .b = 0.1, .rho = 0, .m = 0, .sigma = 0.1}, -1), std::invalid_argument);
}
