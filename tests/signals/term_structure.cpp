// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/term_structure.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using signals::curve_move;
using signals::term_shape;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("slope of the vol curve, in time and in the square root of time")
{
    REQUIRE_THAT(signals::term_slope(0.18, 0.25, 0.20, 0.5), WithinRel(0.08, 1e-12));
    REQUIRE_THAT(signals::term_slope_sqrt(0.18, 0.25, 0.20, 1), WithinRel(0.04, 1e-12));
    REQUIRE(signals::term_slope(0.30, 0.25, 0.20, 0.5) < 0);
    REQUIRE(std::isnan(signals::term_slope(0.2, 0.5, 0.2, 0.5)));
    REQUIRE(std::isnan(signals::term_slope_sqrt(0.2, 0.5, 0.2, 0.25)));
}

TEST_CASE("contango is far over near; the published index pairs of 2022 to 2024 were in contango")
{
    REQUIRE_THAT(signals::contango(16, 17), WithinRel(0.0625, 1e-14));
    REQUIRE(signals::shape(23.22, 26.25) == term_shape::contango); // VIX and VIX3M, close of 2022-02-04 (Cboe)
    REQUIRE(signals::shape(13.35, 15.51) == term_shape::contango); // 2024-01-05
    REQUIRE(signals::shape(82.69, 66.0) == term_shape::backwardation);
    REQUIRE(signals::shape(20, 20.2, 0.02) == term_shape::flat);
    REQUIRE(signals::shape(20, none) == term_shape::unknown);
    REQUIRE_THROWS_AS(signals::shape(20, 21, -0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::shape(20, 21, none), std::invalid_argument);
}

TEST_CASE("a shape with memory does not flicker")
{
    const auto step = [](term_shape s, double far) { return signals::shape(100, far, s, 0.02, 0.005); };
    term_shape s = step(term_shape::flat, 101);
    REQUIRE(s == term_shape::flat); // 1 % does not enter
    s = step(s, 103);
    REQUIRE(s == term_shape::contango);
    REQUIRE(step(s, 101) == term_shape::contango); // nor leave
    REQUIRE(step(s, 100.4) == term_shape::flat);
    REQUIRE(step(s, 97) == term_shape::backwardation);
    REQUIRE(step(term_shape::backwardation, 99) == term_shape::backwardation);
    REQUIRE(step(s, none) == term_shape::unknown);
    REQUIRE_THROWS_AS(signals::shape(100, 101, s, 0.01, 0.02), std::invalid_argument);
}

TEST_CASE("front rise or lift of the whole curve")
{
    using v = std::vector<double>;
    REQUIRE(signals::front_or_whole(v{3, 1, 0.1}, 0.5) == curve_move::front);
    REQUIRE(signals::front_or_whole(v{3, 2, 1}, 0.5) == curve_move::whole);
    REQUIRE(signals::front_or_whole(v{0, 0, 1}, 0.5) == curve_move::back);
    REQUIRE(signals::front_or_whole(v{-1, 0, 0.1}, 0.5) == curve_move::none);
    REQUIRE(signals::front_or_whole(v{3, none}, 0.5) == curve_move::unknown);
    REQUIRE_THROWS_AS(signals::front_or_whole(v{3}, 0.5), std::invalid_argument);
}

TEST_CASE("two tenors of one length have no slope; a band may end where it begins")
{
    REQUIRE(std::isnan(smirk::signals::term_slope(0.2, 0.5, 0.3, 0.5)));
    using smirk::signals::term_shape;
    REQUIRE(smirk::signals::shape(100, 102, term_shape::flat, 0.01, 0.01) == term_shape::contango);
    REQUIRE(smirk::signals::shape(100, 102, term_shape::flat, 0.0, 0.0) == term_shape::contango);
}
