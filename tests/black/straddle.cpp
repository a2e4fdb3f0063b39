// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/straddle.hpp>

#include <cmath>
#include <limits>

namespace black = smirk::black;

TEST_CASE("the vol of a straddle inverts its price", "[black][straddle]")
{
    // The price carries one rounding; near its bound 2 F that costs the vol |V / (s dV/ds)| of it, which is
    // `condition`.
    for (double s = 1e-8; s < 10; s *= 1.5) {
        const double vol = s / std::sqrt(0.25), price = black::straddle_price(4000, 0.25, vol, 0.97);
        const double slope = std::sqrt(2 / std::acos(-1.0)) * std::exp(-s * s / 8) / 2;
        const double condition = std::fmax(1.0, price / (2 * 0.97 * 4000) / (s * slope));
        CAPTURE(s, condition);
        REQUIRE_THAT(black::straddle_vol(price, 4000, 0.25, 0.97), WithinRel(vol, 8e-16 * condition));
    }
}

TEST_CASE("vol of a weekly straddle of 24 on 5750", "[black][straddle]")
{
    // mpmath 1.3, 30 digits: 2*sqrt(2)*erfinv(24/(2*5750))/sqrt(7/365); the rule: sqrt(pi/2)*24/(5750*sqrt(7/365)).
    REQUIRE_THAT(black::straddle_vol(24, 5750, 7.0 / 365), WithinRel(0.0377747190505425227, 1e-15));
    REQUIRE_THAT(black::straddle_vol_rule(24, 5750, 7.0 / 365), WithinRel(0.0377746759783264322, 1e-15));
}

TEST_CASE("the rule is low by vol^2 T / 24 of itself", "[black][straddle]")
{
    const double years = 30.0 / 365, vol = 0.2;
    const double rule = black::straddle_vol_rule(black::straddle_price(100, years, vol), 100, years);
    // the next term of the series of erf, 3 s^4 / 1920 + ..., is below 1e-7
    REQUIRE_THAT(1 - rule / vol, WithinAbs(vol * vol * years / 24, 1e-7));
}

TEST_CASE("a straddle that has no vol is NaN", "[black][straddle]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(black::straddle_vol(-1, 100, 1)));
    REQUIRE(std::isnan(black::straddle_vol(200, 100, 1)));
    REQUIRE(std::isnan(black::straddle_vol(10, -100, 1)));
    REQUIRE(std::isnan(black::straddle_vol(10, 100, 0)));
    REQUIRE(std::isnan(black::straddle_vol(nan, 100, 1)));
    REQUIRE(std::isnan(black::straddle_vol_rule(10, 100, -1)));
    REQUIRE(std::isnan(black::straddle_price(100, 1, nan)));
    REQUIRE(black::straddle_vol(0, 100, 1) == 0);
}
