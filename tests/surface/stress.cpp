// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/stress.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

namespace {
const svi half_year{.a = 0.005, .b = 0.05, .rho = -0.6, .m = 0.02, .sigma = 0.15};
const svi year{.a = 0.014, .b = 0.06, .rho = -0.55, .m = 0.03, .sigma = 0.2};
const svi_surface calm({0.5, 1.0}, {half_year, year});
} // namespace

TEST_CASE("stressed: each number does what it says at the money", "[surface][stress]")
{
    const double T = 0.5, before = smile_vol(half_year, 0, T);
    const auto vol = [&](const vol_stress& s, double k) { return smile_vol(stressed(half_year, T, s), k, T); };
    REQUIRE_THAT(vol({.level = 0.05}, 0), WithinRel(before + 0.05, 1e-14));
    REQUIRE_THAT(vol({.level = 0.05}, -0.4), WithinRel(smile_vol(half_year, -0.4, T) + 0.05, 1e-14));
    const double h = 1e-4; // differences of vols of some 0.2: 1e-16 / h and 1e-16 / h^2
    const auto skew = [&](const vol_stress& s) { return (vol(s, h) - vol(s, -h)) / (2 * h); };
    const auto curvature = [&](const vol_stress& s) { return (vol(s, h) - 2 * vol(s, 0) + vol(s, -h)) / (h * h); };
    REQUIRE_THAT(skew({.skew = -0.3}) - skew({}), WithinAbs(-0.3, 1e-6));
    REQUIRE_THAT(curvature({.curvature = 2}) - curvature({}), WithinAbs(2, 1e-5));
    REQUIRE_THAT(vol({.skew = -0.3, .curvature = 2}, 0), WithinRel(before, 1e-14));
    // inversion: up by 2/3 of it at a fifth of the pivot, none at the pivot, down at three times
    const auto moved = [&](double years) {
        const auto s = stressed(calm, {.inversion = 0.06, .pivot_years = 0.5});
        return s.vol(0.1, years) - calm.vol(0.1, years);
    };
    REQUIRE_THAT(moved(0.1), WithinAbs(0.04, 1e-14));
    REQUIRE_THAT(moved(0.5), WithinAbs(0, 1e-14));
    REQUIRE_THAT(moved(1.5), WithinAbs(-0.03, 1e-14));
}

TEST_CASE("stressed: derivatives are those of the smile", "[surface][stress]")
{
    const auto s = stressed(year, 1, {.level = 0.03, .skew = -0.2, .curvature = 0.7, .inversion = 0.02});
    for (double k : {-0.9, -0.2, 0.0, 0.15, 0.8}) {
        const double h = 1e-3;
        const auto w = [&](double x) { return s.total_variance(x); };
        const auto at = s.derivatives(k);
        REQUIRE_THAT(at.w, WithinRel(w(k), 1e-14));
        REQUIRE_THAT(at.dw, WithinAbs((8 * (w(k + h) - w(k - h)) - w(k + 2 * h) + w(k - 2 * h)) / (12 * h), 1e-10));
        const double d2w = (16 * (w(k + h) + w(k - h)) - w(k + 2 * h) - w(k - 2 * h) - 30 * w(k)) / (12 * h * h);
        REQUIRE_THAT(at.d2w, WithinAbs(d2w, 1e-8));
    }
}

TEST_CASE("stress: misuse", "[surface][stress]")
{
    REQUIRE_THROWS_AS(stressed(year, 0, {}), std::invalid_argument);
    REQUIRE_THROWS_AS(stressed(year, 1, {.reach = 0}), std::invalid_argument);
}
