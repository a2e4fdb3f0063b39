// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/expected_move.hpp>

#include <smirk/black/straddle.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <numbers>

using namespace smirk;
using signals::straddle_convention;

namespace {
constexpr double rounding = 1e-14;
constexpr double two_digits = 5e-3; // half a unit of what is printed
} // namespace

TEST_CASE("one-sigma moves over trading days and calendar days")
{
    REQUIRE_THAT(signals::expected_move(5200, 0.20, 1.0 / 252), WithinRel(5200 * 0.20 / std::sqrt(252.0), rounding));
    REQUIRE_THAT(signals::expected_move_trading_days(5200, 0.20, 1), WithinAbs(65.51, two_digits));
    REQUIRE_THAT(signals::expected_move_calendar_days(5000, 0.16, 30), WithinAbs(229.35, two_digits));
    REQUIRE(std::isnan(signals::expected_move(5200, -0.2, 1)));
    REQUIRE(std::isnan(signals::expected_move(5200, 0.2, -1)));
}

TEST_CASE("the rule of 16 is a rule of 15.87: 32 % a year is 2.0158 % a day")
{
    REQUIRE_THAT(signals::expected_move_trading_days(100, 0.32, 1), WithinAbs(2.0158, 5e-5));
}

TEST_CASE("a VIX of 20 is a move of 5.73 % over thirty days, at 68.27 %; not of 20 % over a year")
{
    REQUIRE_THAT(signals::expected_move_calendar_days(100, 0.20, 30), WithinAbs(5.73, two_digits));
    REQUIRE_THAT(signals::coverage(1.0), WithinAbs(0.6827, 5e-5));
}

TEST_CASE("conventions of the straddle and what each covers")
{
    REQUIRE(signals::expected_move(30, straddle_convention::price) == 30);
    REQUIRE_THAT(signals::expected_move(30, straddle_convention::one_sigma), WithinRel(30 * 1.2533141373155, 1e-13));
    REQUIRE_THAT(signals::expected_move(30, straddle_convention::reduced), WithinRel(25.5, rounding));
    REQUIRE_THAT(signals::expected_move_mix(30, 20, 12), WithinRel(18 + 6 + 1.2, rounding));
    // normal distribution, four digits
    REQUIRE_THAT(signals::coverage(straddle_convention::price), WithinAbs(0.5751, 5e-5));
    REQUIRE_THAT(signals::coverage(straddle_convention::one_sigma), WithinAbs(0.6827, 5e-5));
    REQUIRE_THAT(signals::coverage(straddle_convention::reduced), WithinAbs(0.502, 5e-4));
}

TEST_CASE("SPX 5750, weekly straddle 24: vol 3.77 %, one-sigma move 30.08, not 8.4 % and 67")
{
    const double vol = black::straddle_vol_rule(24, 5750, 1.0 / 52);
    REQUIRE_THAT(100 * vol, WithinAbs(3.77, two_digits));
    REQUIRE_THAT(signals::expected_move(5750, vol, 1.0 / 52), WithinAbs(30.08, two_digits));
    REQUIRE_THAT(signals::expected_move(24, straddle_convention::one_sigma), WithinAbs(30.08, two_digits));
    REQUIRE_THAT(100 * black::straddle_vol_rule(24, 5750, 5.0 / 252), WithinAbs(3.71, two_digits));
    REQUIRE_THAT(black::straddle_price(5750, 1.0 / 52, 0.084), WithinAbs(53.4, 0.05)); // what 8.4 % would cost
}

TEST_CASE("a straddle against five days of realized vol, in the same units")
{
    // one sigma over a week at 20 % is 5000 * .2 * sqrt(5/252) = 140.86, its straddle 112.39
    REQUIRE_THAT(signals::straddle_ratio(112.39, 5000, 0.20, 5), WithinAbs(1, 1e-4));
    REQUIRE_THAT(signals::straddle_ratio(112.39, 5000, 0.15, 5), WithinAbs(4.0 / 3, 1e-4));
}

TEST_CASE("an event adds variance, not vol: 15 % and one day at 48 % make 25 % over five days, not 15 + 33")
{
    REQUIRE_THAT(signals::vol_with_event(0.15, 0.48, 5), WithinAbs(0.2531, 5e-5));
    REQUIRE_THAT(signals::vol_with_event(0.15, 0.15, 5), WithinRel(0.15, rounding));
    REQUIRE(signals::vol_with_event(0.15, 0.48, 1) == 0.48);
}

TEST_CASE("the factor 1.25 multiplies: dividing by it is low by pi / 2")
{
    REQUIRE_THAT(black::straddle_vol_rule(24, 5750, 1.0 / 252) /
                     (24 / (std::sqrt(std::numbers::pi / 2) * 5750) * std::sqrt(252.0)),
                 WithinRel(std::numbers::pi / 2, 1e-12));
}

TEST_CASE("ES 5200, weekly straddle 65: one day is 36.43, so that 20 points are 0.55 of it, not an excess")
{
    const double week = signals::expected_move(65, straddle_convention::one_sigma);
    const double day = signals::rescale_move(week, 1, 5);
    REQUIRE_THAT(day, WithinAbs(36.43, two_digits));
    REQUIRE_THAT(signals::rescale_move(65, 1, 5), WithinAbs(29.07, two_digits)); // mean absolute move
    REQUIRE_THAT(signals::consumed_move(5220, 5200, day), WithinAbs(0.55, two_digits));
    REQUIRE_THAT(signals::consumed_move(5180, 5200, day), WithinAbs(0.55, two_digits));
}

TEST_CASE("15 with 5 for the regime and an event: the bump is variance, and no premium is taken off a forecast of RV")
{
    const double base = 0.15 + 0.05;
    // three points over a week of five days ask for one day at sqrt(5 23^2 - 4 20^2) = 32.33 %
    REQUIRE_THAT(signals::vol_with_event(base, 0.32326, 5), WithinAbs(0.23, 1e-5));
    // a day at 20 + 3 adds less than a point to the week
    REQUIRE_THAT(signals::vol_with_event(base, 0.23, 5), WithinAbs(0.2064, 1e-4));
}

TEST_CASE("range of a day: realized vol is the baseline, implied the upper end, the rest is premium")
{
    const auto range = signals::one_day_range(5200, 0.12, 0.155);
    REQUIRE_THAT(range.baseline, WithinRel(5200 * 0.12 / std::sqrt(252.0), rounding));
    REQUIRE_THAT(range.upper, WithinRel(5200 * 0.155 / std::sqrt(252.0), rounding));
    REQUIRE_THAT(range.premium, WithinRel(5200 * 0.035 / std::sqrt(252.0), 1e-12));
    REQUIRE(signals::one_day_range(5200, 0.30, 0.25).premium < 0); // no premium is left
}

TEST_CASE("a strike within one expected move can pin")
{
    REQUIRE_THAT(signals::moves_away(5225, 5200, 36.43), WithinAbs(0.686, 5e-4));
    REQUIRE(signals::moves_away(5100, 5200, 36.43) > 1);
}

TEST_CASE("a convention that is none of them is refused")
{
    REQUIRE_THROWS_AS(signals::straddle_multiple(static_cast<signals::straddle_convention>(9)), std::invalid_argument);
}
