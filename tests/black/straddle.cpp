// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/straddle.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>

namespace black = smirk::black;
using real50 = boost::multiprecision::cpp_bin_float_50;

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

TEST_CASE("straddles in double agree with 50 digits", "[black][straddle]")
{
    for (const double vol : {1e-6, 0.03, 0.2, 1.5, 9.0}) {
        const real50 price = black::straddle_price(real50(5750), real50(0.4), real50(vol), real50(0.98));
        REQUIRE(abs(black::straddle_vol(price, real50(5750), real50(0.4), real50(0.98)) / vol - 1) < 1e-44);
        REQUIRE_THAT(black::straddle_price(5750, 0.4, vol, 0.98), WithinRel(static_cast<double>(price), 1e-15));
        const auto rounded = static_cast<double>(price); // its own vol, not that of the unrounded price
        REQUIRE_THAT(black::straddle_vol(rounded, 5750, 0.4, 0.98),
                     WithinRel(static_cast<double>(
                                   black::straddle_vol(real50(rounded), real50(5750), real50(0.4), real50(0.98))),
                               vol < 5 ? 1e-15 : 1e-13)); // at 9 the price is within 4e-3 of its bound 2 D F
        REQUIRE_THAT(black::straddle_vol_rule(rounded, 5750, 0.4, 0.98),
                     WithinRel(static_cast<double>(
                                   black::straddle_vol_rule(real50(rounded), real50(5750), real50(0.4), real50(0.98))),
                               1e-15));
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
