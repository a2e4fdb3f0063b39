// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vix_futures.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;

namespace {
constexpr double rounding = 1e-13;
constexpr double two_digits = 5e-3;

double between(double x0, double x1, double y0, double y1, double x) { return y0 + (y1 - y0) * (x - x0) / (x1 - x0); }
/// Index 16, first future 17, second 18.5, 21 trading days apart.
double kinked(int days) { return days <= 21 ? between(0, 21, 16, 17, days) : between(21, 42, 17, 18.5, days); }
/// The line through 17 and 18.5.
double straight(int days) { return between(21, 42, 17, 18.5, days); }
} // namespace

TEST_CASE("basis in points, relative, and a day to settlement")
{
    REQUIRE_THAT(signals::vix_basis(17, 16), WithinRel(1.0, rounding));
    REQUIRE_THAT(signals::vix_basis_relative(17, 16), WithinRel(0.0625, rounding));
    REQUIRE_THAT(signals::vix_basis_per_day(17, 16, 20), WithinRel(0.05, rounding));
    REQUIRE(std::isnan(signals::vix_basis_per_day(17, 16, 0)));
    REQUIRE(signals::roll_yield(17, 18.5, 1.0 / 12) < 0);
    REQUIRE_THAT(signals::roll_yield(17, 18.5, 1.0 / 12), WithinRel(12 * std::log(17 / 18.5), rounding));
}

TEST_CASE("weights go from the first to the second future over the roll period")
{
    REQUIRE(signals::first_future_weight(21, 21) == 1);
    REQUIRE(signals::first_future_weight(0, 21) == 0);
    REQUIRE_THROWS_AS(signals::first_future_weight(22, 21), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::first_future_weight(-1, 21), std::invalid_argument);
}

TEST_CASE("the roll at 17 and 18.5 costs 0.40 % a day on every day, not 8.8 % on the last")
{
    REQUIRE_THAT(100 * signals::daily_roll_cost(17, 18.5, 0.5, 21), WithinAbs(0.40, two_digits));
    REQUIRE_THAT(100 * signals::daily_roll_cost(17, 18.5, 1.0 / 21, 21), WithinAbs(0.39, two_digits)); // last day
    REQUIRE_THAT(100 * (18.5 - 17) / 17, WithinAbs(8.82, two_digits)); // what a divisor of one day would give
}

TEST_CASE("index of constant maturity on a curve that stays: -7.00 % or -8.46 % a month, -58 % or -65 % a year")
{
    const auto change = [](double (*curve)(int), int periods) {
        return signals::constant_maturity_index(signals::static_curve(curve, 21, periods)).back() - 100;
    };
    REQUIRE_THAT(change(kinked, 1), WithinAbs(-7.00, two_digits));
    REQUIRE_THAT(change(straight, 1), WithinAbs(-8.46, two_digits));
    REQUIRE_THAT(change(kinked, 12), WithinAbs(-58, 0.5));
    REQUIRE_THAT(change(straight, 12), WithinAbs(-65, 0.5));
    REQUIRE_THAT(100 * (std::pow(0.95, 12) - 1),
                 WithinAbs(-45.96, two_digits)); // 5 % a month is not "over 50 %" a year
}

TEST_CASE("in contango the new first future is higher than the one that expires")
{
    const auto day = signals::static_curve(kinked, 21, 1).back(); // settlement
    REQUIRE(day.held_first == 16);
    REQUIRE(day.first == 17);
}

TEST_CASE("the basis narrows while the index stands still")
{
    using signals::answer;
    const std::vector<double> basis{2, 1.8, 1.4, 1.2, std::numeric_limits<double>::quiet_NaN()},
        vix{15, 15.5, 15.2, 19, 20};
    REQUIRE(signals::narrowing_basis(basis, vix, 2) ==
            std::vector<answer>{answer::unknown, answer::unknown, answer::yes, answer::no, answer::no});
    REQUIRE_THROWS_AS(signals::narrowing_basis(basis, vix, 0), std::invalid_argument);
}

TEST_CASE("a flat curve rolls for nothing, and the index follows the contracts held yesterday")
{
    const auto flat = signals::constant_maturity_index(signals::static_curve([](int) { return 20.0; }, 21, 3));
    REQUIRE_THAT(flat.back(), WithinRel(100.0, rounding));
    // one day by hand: half in each, 20 -> 22 and 21 -> 21; then a settlement: the old second is the new first
    const std::vector<signals::futures_day> days{{20, 21, 20, 21, 0.5}, {22, 21, 21, 23, 1}, {24, 25, 24, 25, 0.9}};
    const auto index = signals::constant_maturity_index(days);
    REQUIRE_THAT(index[1], WithinRel(100 * 21.5 / 20.5, rounding));
    REQUIRE_THAT(index[2], WithinRel(index[1] * 24 / 21, rounding));
}

TEST_CASE("a missing price makes the index unknown from there on")
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<signals::futures_day> days{{20, 21, 20, 21, 0.5}, {none, 21, 21, 22, 0.4}, {21, 22, 21, 22, 0.3}};
    const auto index = signals::constant_maturity_index(days);
    REQUIRE((std::isnan(index[1]) && std::isnan(index[2])));
}

TEST_CASE("a leveraged product doubles the day, not the month, and can lose everything at once")
{
    const std::vector<double> index{100, 110, 99};
    const auto twice = signals::leveraged_product(index, 2), half_short = signals::leveraged_product(index, -0.5);
    REQUIRE_THAT(twice[1], WithinRel(120.0, rounding));
    REQUIRE_THAT(twice[2], WithinRel(96.0, rounding)); // index -1 %, product -4 %
    REQUIRE_THAT(half_short[2], WithinRel(95 * 1.05, rounding));
    const auto inverse = signals::leveraged_product(std::vector<double>{100, 196, 100}, -1);
    REQUIRE_THAT(inverse[1], WithinRel(4.0, rounding)); // -96 % in a day, February 2018
    const auto dead = signals::leveraged_product(std::vector<double>{100, 210, 100}, -1);
    REQUIRE((dead[1] == 0 && dead[2] == 0));
    REQUIRE_THAT(signals::leveraged_product(std::vector<double>{100, 100}, 1, 0.05, 0.0089).back(),
                 WithinRel(100 * (1 + 0.0411 / 252), rounding));
}

TEST_CASE("listed products")
{
    REQUIRE(signals::leverage_of("VXX", "2024-01-05") == 1);
    REQUIRE(signals::leverage_of("UVXY", "2018-02-27") == 2); // cut at the end of February 2018
    REQUIRE(signals::leverage_of("UVXY", "2018-02-28") == 1.5);
    REQUIRE(signals::leverage_of("SVXY", "2018-02-05") == -1);
    REQUIRE(signals::leverage_of("SVXY", "2020-03-16") == -0.5);
    REQUIRE(std::isnan(signals::leverage_of("VXX", "2008-11-20")));
    REQUIRE(std::isnan(signals::leverage_of("XIV", "2018-02-05")));
}

TEST_CASE("total return: a flat index earns what bills earn, and interest adds to the return of a day")
{
    const std::vector<double> flat{50, 50, 50}, rate{0.05, 0.04, 0.01}, days{1, 91, 182};
    const auto index = signals::total_return_index(flat, rate, days, 1000);
    // a bill bought at 1 - 0.05 91/360 pays 1 after 91 days; the next, at 4 %, twice in 182
    REQUIRE_THAT(index[1], WithinRel(1000 / (1 - 0.05 * 91 / 360), 1e-14));
    REQUIRE_THAT(index[2], WithinRel(index[1] * std::pow(1 - 0.04 * 91 / 360, -2), 1e-14));
    const auto rising = signals::total_return_index(std::vector<double>{50, 55}, std::vector<double>{0.05, 0.05},
                                                    std::vector<double>{1, 91}, 1000);
    REQUIRE_THAT(rising[1], WithinRel(index[1] + 100, 1e-14));
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const auto broken = signals::total_return_index(std::vector<double>{50, missing, 50}, rate, days);
    REQUIRE((broken[0] == 100 && std::isnan(broken[1]) && std::isnan(broken[2])));
    REQUIRE_THROWS_WITH(signals::total_return_index(flat, rate, std::vector<double>{1}), ContainsSubstring("3 and 1"));
}
