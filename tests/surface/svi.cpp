// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/svi.hpp>

using smirk::surface::svi;

TEST_CASE("svi: total variance is the hyperbola, and its derivatives are those of it", "[surface][svi]")
{
    const svi slice{.a = 0.01, .b = 0.1, .rho = -0.6, .m = 0.05, .sigma = 0.12};
    // closed form at x = k - m = .16, R = sqrt(.16^2 + .12^2) = .2
    REQUIRE_THAT(slice.total_variance(0.21), WithinRel(0.01 + 0.1 * (-0.6 * 0.16 + 0.2), 1e-15));
    const auto at = slice.derivatives(0.21);
    REQUIRE_THAT(at.w, WithinRel(slice.total_variance(0.21), 1e-15));
    REQUIRE_THAT(at.dw, WithinRel(0.1 * (-0.6 + 0.8), 1e-14));
    REQUIRE_THAT(at.d2w, WithinRel(0.1 * 0.12 * 0.12 / 0.008, 1e-14));
}

TEST_CASE("svi: the minimum is where the slope is zero", "[surface][svi]")
{
    const svi slice{.a = -0.02, .b = 0.3, .rho = 0.28, .m = -0.1, .sigma = 0.25};
    const double at = slice.m - slice.rho * slice.sigma / std::sqrt(1 - slice.rho * slice.rho);
    REQUIRE_THAT(slice.derivatives(at).dw, WithinAbs(0, 1e-16));
    REQUIRE_THAT(slice.total_variance(at), WithinRel(slice.minimum_variance(), 1e-14));
    REQUIRE(slice.valid()); // a is negative, w is not
}

TEST_CASE("svi: the wings are straight lines with the slopes it says", "[surface][svi]")
{
    const svi slice{.a = 0.02, .b = 0.2, .rho = -0.3, .m = 0.1, .sigma = 0.2};
    REQUIRE_THAT(slice.derivatives(1e8).dw, WithinRel(slice.right_slope(), 1e-15));
    REQUIRE_THAT(slice.derivatives(-1e8).dw, WithinRel(-slice.left_slope(), 1e-15));
}

TEST_CASE("svi: parameters that are no smile are told apart", "[surface][svi]")
{
    const svi good{.a = 0.02, .b = 0.2, .rho = -0.3, .m = 0.1, .sigma = 0.2};
    REQUIRE(good.valid());
    const auto with = [&](auto change) {
        svi slice = good;
        change(slice);
        return slice.valid();
    };
    REQUIRE_FALSE(with([](svi& s) { s.b = -0.1; }));
    REQUIRE_FALSE(with([](svi& s) { s.rho = 1.01; }));
    REQUIRE_FALSE(with([](svi& s) { s.sigma = 0; }));
    REQUIRE_FALSE(with([](svi& s) { s.a = -0.2 * 0.2; }));
    REQUIRE_FALSE(with([](svi& s) { s.m = NAN; }));
    REQUIRE(with([](svi& s) { s.rho = -1; }));
    REQUIRE(with([](svi& s) { s.b = 0; }));
}
