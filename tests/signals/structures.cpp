// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/structures.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace smirk;

namespace {
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double rounding = 1e-13;
} // namespace

TEST_CASE("short straddle: break-evens at the strike plus and minus the premium, loss without bound")
{
    const auto s = signals::straddle(100, 4, 3, -1);
    REQUIRE(signals::profit_at_expiry(s, 100) == 7);
    REQUIRE(signals::profit_at_expiry(s, 110) == -3);
    const auto r = signals::range_at_expiry(s);
    REQUIRE(r.best == 7);
    REQUIRE(r.worst == -inf);
    REQUIRE(r.break_evens.size() == 2);
    REQUIRE_THAT(r.break_evens[0], WithinRel(93.0, rounding));
    REQUIRE_THAT(r.break_evens[1], WithinRel(107.0, rounding));
}

TEST_CASE("long strangle and covered call")
{
    const auto strangle = signals::range_at_expiry(signals::strangle(95, 1, 105, 1.5, 1));
    REQUIRE(strangle.worst == -2.5);
    REQUIRE(strangle.best == inf);
    REQUIRE_THAT(strangle.break_evens[0], WithinRel(92.5, rounding));
    REQUIRE_THAT(strangle.break_evens[1], WithinRel(107.5, rounding));
    const auto covered = signals::range_at_expiry(signals::covered_call(100, 105, 2));
    REQUIRE(covered.best == 7);
    REQUIRE(covered.worst == -98); // at zero
    REQUIRE(covered.break_evens.size() == 1);
    REQUIRE_THAT(covered.break_evens[0], WithinRel(98.0, rounding));
}

TEST_CASE("iron condor: bounded on both sides")
{
    const signals::structure condor{{{option_type::put, 90, 1, 0.5},
                                     {option_type::put, 95, -1, 1.5},
                                     {option_type::call, 105, -1, 1.5},
                                     {option_type::call, 110, 1, 0.5}}};
    const auto r = signals::range_at_expiry(condor);
    REQUIRE_THAT(r.best, WithinRel(2.0, rounding));
    REQUIRE_THAT(r.worst, WithinRel(-3.0, rounding));
    REQUIRE_THAT(r.break_evens[0], WithinRel(93.0, rounding));
    REQUIRE_THAT(r.break_evens[1], WithinRel(107.0, rounding));
}

TEST_CASE("long short-dated, short long-dated: long gamma, short vega, and it bleeds in a calm market")
{
    const double forward = 100;
    const auto sum = signals::greeks_of_book({{option_type::call, 100, 30.0 / 365, 0.2, 1},
                                              {option_type::put, 100, 30.0 / 365, 0.2, 1},
                                              {option_type::call, 100, 0.5, 0.2, -1},
                                              {option_type::put, 100, 0.5, 0.2, -1}},
                                             forward);
    REQUIRE(sum.gamma > 0);
    REQUIRE(sum.vega < 0);
    REQUIRE(sum.theta < 0); // time does not pay for it
    // a jump of 10 % in one day helps it: the short-dated leg gains more than the long-dated one costs
    const auto after = signals::greeks_of_book({{option_type::call, 100, 29.0 / 365, 0.2, 1},
                                                {option_type::put, 100, 29.0 / 365, 0.2, 1},
                                                {option_type::call, 100, 0.5 - 1.0 / 365, 0.2, -1},
                                                {option_type::put, 100, 0.5 - 1.0 / 365, 0.2, -1}},
                                               90);
    REQUIRE(after.price > sum.price);
}

TEST_CASE("vega of 30 days in units of 90 days is 0.577 times the growth, not the discount, between them")
{
    REQUIRE_THAT(signals::vega_ratio(30.0 / 365, 90.0 / 365, 0), WithinAbs(0.577, 5e-4));
    const double r = 0.05, T1 = 30.0 / 365, T2 = 90.0 / 365;
    const auto vega = [&](double T) {
        return black::greeks(option_type::call, 100.0, 100.0, T, 0.2, std::exp(-r * T)).vega;
    };
    // exact up to exp(-d1^2 / 2) at the money: sigma^2 (T2 - T1) / 8 = 8e-4
    REQUIRE_THAT(vega(T1) / vega(T2), WithinRel(signals::vega_ratio(T1, T2, r), 1e-3));
    REQUIRE_THAT(std::exp(-r * (T2 - T1)), WithinAbs(0.992, 5e-4)); // the discount alone is nowhere near
}
