// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/conversions.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>

namespace black = smirk::black;
using real50 = boost::multiprecision::cpp_bin_float_50;
using smirk::black::implied_vol_status;

TEST_CASE("conversions keep the price, and lead back", "[black][conversions]")
{
    for (const double k : {60.0, 95.0, 100.0, 130.0}) {
        const double years = 0.7, vol = 0.25;
        const auto normal = black::bachelier_vol(100.0, k, years, vol);
        REQUIRE(normal);
        REQUIRE_THAT(black::bachelier::time_value(100.0, k, years, normal.vol),
                     WithinRel(black::time_value(100.0, k, years, vol), 1e-13)); // z^2 units in the wing
        const auto shifted = black::vol_from_bachelier(100.0, k, years, normal.vol, 40.0);
        REQUIRE_THAT(shifted.vol, WithinRel(black::displaced_vol(100.0, k, years, vol, 0, 40).vol, 1e-14));
        const auto back = black::displaced_vol(100.0, k, years, shifted.vol, 40, 0);
        REQUIRE_THAT(back.vol, WithinRel(vol, 1e-14));
        REQUIRE_THAT(black::vol_from_bachelier(100.0, k, years, normal.vol).vol, WithinRel(vol, 1e-14));
        REQUIRE_THAT(black::bachelier_vol(100.0, k, years, shifted.vol, 40.0).vol, WithinRel(normal.vol, 1e-14));
    }
}

TEST_CASE("conversions in double agree with 50 digits", "[black][conversions]")
{
    for (const double k : {70.0, 100.0, 145.0}) {
        const auto exact = black::bachelier_vol(real50(100), real50(k), real50(1.5), real50(0.3));
        REQUIRE_THAT(black::bachelier_vol(100.0, k, 1.5, 0.3).vol, WithinRel(static_cast<double>(exact.vol), 4e-15));
    }
    // at the money in closed form: sigma_n = F sqrt(2 pi / T) erf(sigma sqrt(T / 8)); mpmath 1.3, 30 digits
    REQUIRE_THAT(black::bachelier_vol(100, 100, 1, 0.2).vol, WithinRel(19.9667166072006802, 1e-15));
}

TEST_CASE("no vol of the other kind gives the price", "[black][conversions]")
{
    REQUIRE(black::vol_from_bachelier(1.0, 1.5, 4.0, 3.0).status == implied_vol_status::above_maximum);
    REQUIRE(black::vol_from_bachelier(1.0, 1.5, 4.0, 3.0, 100.0));
    REQUIRE(black::bachelier_vol(100.0, 300.0, 0.01, 0.1).status == implied_vol_status::at_intrinsic); // underflow
    REQUIRE(black::bachelier_vol(-1.0, 1.0, 1.0, 0.1).status == implied_vol_status::invalid_input);
    REQUIRE(black::displaced_vol(-1.0, 1.0, 1.0, 0.1, 2.0, 0.5).status == implied_vol_status::invalid_input);
}

TEST_CASE("expansions err as they say", "[black][conversions]")
{
    const double rounding = 1e-14;
    for (const double vol : {0.01, 0.1, 0.2, 0.4, 0.8, 1.0})
        for (const double years : {0.1, 0.5, 1.0})
            for (double m = -2; m <= 2; m += 0.25) {
                const double k = 100 * std::exp(m * vol * std::sqrt(years)), v = vol * vol * years;
                CAPTURE(vol, years, m);
                const double normal = black::bachelier_vol(100.0, k, years, vol).vol;
                REQUIRE_THAT(black::bachelier_vol_expansion(100.0, k, years, vol),
                             WithinRel(normal, 1.6e-4 * v * v * v + rounding));
                REQUIRE_THAT(black::vol_from_bachelier_expansion(100.0, k, years, normal),
                             WithinRel(vol, 4e-4 * v * v * v + rounding));
            }
    // displaced: forward and strike may be negative
    REQUIRE_THAT(black::bachelier_vol_expansion(-0.001, 0.004, 1.0, 0.2, 0.03),
                 WithinRel(black::bachelier_vol(-0.001, 0.004, 1.0, 0.2, 0.03).vol, 2e-8));
    // a wing whose price underflows still has a level
    REQUIRE_THAT(black::bachelier_vol_expansion(100.0, 300.0, 0.01, 0.1), WithinRel(0.1 * 200 / std::log(3.0), 1e-5));
    // the series near the money joins the closed form
    for (const double x : {0.0999, 0.1001}) {
        const double k = 100 * std::exp(x);
        REQUIRE_THAT(black::bachelier_vol_expansion(100.0, k, 1.0, 0.5) / black::bachelier_vol(100.0, k, 1.0, 0.5).vol -
                         1,
                     WithinAbs(4.67e-5 * std::pow(0.25, 3), 2e-8));
    }
    REQUIRE(std::isnan(black::bachelier_vol_expansion(-1.0, 1.0, 1.0, 0.1)));
    REQUIRE(std::isnan(black::vol_from_bachelier_expansion(1.0, 1.0, 1.0, std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("expansions take a shift of both, and no vol at all", "[black][conversions]")
{
    using namespace smirk;
    const double shifted = black::vol_from_bachelier_expansion(0.01, 0.012, 0.5, 0.008, 0.03);
    REQUIRE(shifted == black::vol_from_bachelier_expansion(0.04, 0.042, 0.5, 0.008));
    REQUIRE(black::bachelier_vol_expansion(0.01, 0.012, 0.5, 0.2, 0.03) ==
            black::bachelier_vol_expansion(0.04, 0.042, 0.5, 0.2));
    REQUIRE(black::vol_from_bachelier_expansion(100.0, 110.0, 0.5, 0.0) == 0);
    REQUIRE(black::bachelier_vol_expansion(100.0, 110.0, 0.5, 0.0) == 0);
    REQUIRE(std::isnan(black::vol_from_bachelier_expansion(100.0, 110.0, 0.5, -1.0)));
}
