// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/knock_out.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;
using signals::answer;
using signals::barrier_observation;
using signals::barrier_vol;
using signals::vol_knock_out;

namespace {
/// Closes that move by +r, -r in turn: RV is r sqrt(252) over any number of periods.
std::vector<double> zigzag(std::size_t quiet, double r, std::size_t wild, double shock)
{
    std::vector<double> close{100};
    for (std::size_t i = 0; i < quiet + wild; ++i)
        close.push_back(close.back() * std::exp((i % 2 ? -1 : 1) * (i < quiet ? r : shock)));
    return close;
}
constexpr double rounding = 1e-12; // exp, log and a sum of some hundred squares
} // namespace

TEST_CASE("knock-out: since inception a shock is diluted, over a trailing window it is not")
{
    const auto close = zigzag(63, 0.01, 10, 0.04); // 15.9 %, then 63.5 %
    const auto whole = vol_knock_out(close, {.barrier = 0.30});
    const auto trailing = vol_knock_out(close, {.barrier = 0.30, .vol = barrier_vol::trailing});
    REQUIRE_THAT(whole.rv[63], WithinRel(0.01 * std::sqrt(252.0), rounding));
    // since inception: 252 (63 * 1e-4 + m 16e-4) / (63 + m) >= 0.09 from m = 13.03 on; trailing: 252 ((21 - m) 1e-4 +
    // m 16e-4) / 21 >= 0.09 from m = 3.6 on
    REQUIRE(whole.trigger == signals::no_row);
    REQUIRE(whole.alive.back() == answer::yes);
    REQUIRE(trailing.trigger == 63 + 4);
    REQUIRE(trailing.alive[66] == answer::yes);
    REQUIRE(trailing.alive.back() == answer::no);
    REQUIRE_THAT(trailing.rv.back(), WithinRel(std::sqrt(252 * (11 * 1e-4 + 10 * 16e-4) / 21), rounding));
    REQUIRE(vol_knock_out(zigzag(63, 0.01, 14, 0.04), {.barrier = 0.30}).trigger == 77);
}

TEST_CASE("knock-out: dead for good, or looked at on the last row only")
{
    const auto close = zigzag(21, 0.03, 200, 0.005);
    REQUIRE(vol_knock_out(close).trigger == 21);
    REQUIRE(vol_knock_out(close).alive.back() == answer::no);
    const auto at_expiry = vol_knock_out(close, {.observation = barrier_observation::expiry});
    REQUIRE(at_expiry.trigger == signals::no_row);
    REQUIRE(at_expiry.alive.back() == answer::yes);
    REQUIRE(vol_knock_out(zigzag(25, 0.03, 0, 0), {.observation = barrier_observation::expiry}).trigger == 25);
}

TEST_CASE("knock-out: the barrier itself kills, and the first days do not count")
{
    const auto close = zigzag(30, 0.02, 0, 0);
    const double rv = vol_knock_out(close, {.barrier = 10}).rv[21];
    REQUIRE(vol_knock_out(close, {.barrier = rv}).trigger <= 22);
    REQUIRE(vol_knock_out(close, {.barrier = std::nextafter(rv * (1 + rounding), 1)}).trigger == signals::no_row);
    REQUIRE(std::isnan(vol_knock_out(close).rv[20]));
    REQUIRE(vol_knock_out(close, {.periods = 1}).trigger == 1);
}

TEST_CASE("knock-out: a gap in the prices leaves it unknown, unless it is dead already")
{
    auto close = zigzag(60, 0.01, 0, 0);
    close[40] = std::nan("");
    const auto path = vol_knock_out(close, {.vol = barrier_vol::trailing});
    REQUIRE(path.alive[39] == answer::yes);
    REQUIRE(path.alive[40] == answer::unknown);
    REQUIRE(path.alive.back() == answer::unknown);
    REQUIRE(std::isnan(signals::knock_out_put_payoff(close, 200, {.vol = barrier_vol::trailing})));
    auto dead = zigzag(60, 0.03, 0, 0);
    dead[40] = std::nan("");
    REQUIRE(vol_knock_out(dead).alive.back() == answer::no);
}

TEST_CASE("knock-out: the payoff, and what is refused")
{
    const auto quiet = zigzag(41, 0.01, 0, 0); // ends at 100 exp(0.01)
    REQUIRE_THAT(signals::knock_out_put_payoff(quiet, 110), WithinRel(110 - 100 * std::exp(0.01), rounding));
    REQUIRE(signals::knock_out_put_payoff(quiet, 90) == 0);
    REQUIRE(signals::knock_out_put_payoff(zigzag(41, 0.03, 0, 0), 110) == 0);
    REQUIRE_THROWS_AS(vol_knock_out(std::vector<double>{}), std::invalid_argument);
    REQUIRE_THROWS_AS(vol_knock_out(quiet, {.barrier = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(vol_knock_out(quiet, {.periods = 0}), std::invalid_argument);
}
