// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/gamma_scalping.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {
constexpr double S = 100, K = 100, T = 0.5, r = 0.05, implied = 0.20;

std::vector<double> path(std::mt19937& random, double vol, int steps)
{
    std::normal_distribution<double> normal;
    std::vector<double> spots{S};
    const double dt = T / steps;
    for (int i = 0; i < steps; ++i)
        spots.push_back(spots.back() * std::exp((r - vol * vol / 2) * dt + vol * std::sqrt(dt) * normal(random)));
    return spots;
}
} // namespace

TEST_CASE("gamma and theta of one interval balance at the break-even move")
{
    const double move = signals::break_even_move(5000, 0.16, 1.0 / 252);
    REQUIRE_THAT(move, WithinAbs(50.40, 5e-3));
    REQUIRE_THAT(signals::hedged_profit(0.002, 5000, move, 0.16, 1.0 / 252), WithinAbs(0, 1e-12));
    REQUIRE(signals::hedged_profit(0.002, 5000, 1.1 * move, 0.16, 1.0 / 252) > 0);
    REQUIRE_THAT(signals::gamma_profit(0.002, 50), WithinRel(2.5, 1e-14));
    REQUIRE_THAT(signals::scalping_rate(0.002, 5000, 0.25, 0.20), WithinRel(0.5 * 0.002 * 25e6 * 0.0225, 1e-13));
}

TEST_CASE("expected profit of an option bought at 20 %: -1.3961 at 15 % realized, 0 at 20 %, 2.8157 at 30 %")
{
    const auto expected = [](double realized) {
        return signals::expected_scalping_profit(option_type::call, S, K, T, realized, implied, r);
    };
    REQUIRE_THAT(expected(0.15), WithinAbs(-1.3961, 5e-5)); // e^{rT} (C(15 %) - C(20 %)), four digits
    REQUIRE(expected(0.20) == 0);
    REQUIRE_THAT(expected(0.30), WithinAbs(2.8157, 5e-5));
    REQUIRE_THAT(signals::expected_scalping_profit(option_type::put, S, K, T, 0.30, implied, r),
                 WithinRel(expected(0.30), 1e-12));
}

TEST_CASE("hedged along simulated paths the mean profit is the expected one")
{
    std::mt19937 random(42);
    for (const double realized : {0.15, 0.30}) {
        double mean = 0, squares = 0;
        const int paths = 2000;
        for (int i = 1; i <= paths; ++i) {
            const double p = signals::scalp(option_type::call, path(random, realized, 125), K, T, implied, r).profit;
            const double d = p - mean;
            mean += d / i;
            squares += d * (p - mean);
        }
        const double error = std::sqrt(squares / (paths - 1.0) / paths);
        const double expected = signals::expected_scalping_profit(option_type::call, S, K, T, realized, implied, r);
        REQUIRE_THAT(mean, WithinAbs(expected, 4 * error));
        REQUIRE(error < 0.05);
    }
}

TEST_CASE("the sum of gamma less theta follows the profit of the path, and gets closer with the number of hedges")
{
    std::mt19937 random(1);
    double far = 0, near = 0;
    for (int i = 0; i < 100; ++i) {
        const auto daily = signals::scalp(option_type::put, path(random, 0.25, 125), K, T, implied, r);
        const auto often = signals::scalp(option_type::put, path(random, 0.25, 2000), K, T, implied, r);
        far += std::pow(daily.profit - daily.gamma_theta, 2);
        near += std::pow(often.profit - often.gamma_theta, 2);
        REQUIRE_THAT(often.realized_vol, WithinAbs(0.25, 4 * 0.25 / std::sqrt(2 * 2000.0)));
    }
    REQUIRE(std::sqrt(far / 100) < 0.35);
    REQUIRE(std::sqrt(near / 100) < 0.10);
}

TEST_CASE("without any move the option loses its premium's time value, nothing else")
{
    const auto still = signals::scalp(option_type::call, std::vector<double>(253, 100.0), 100, 1, 0.2);
    const double call = black::price(option_type::call, 100.0, 100.0, 1.0, 0.2);
    REQUIRE_THAT(still.premium, WithinRel(call, 1e-14));
    REQUIRE_THAT(still.profit, WithinRel(-call, 1e-12));
    REQUIRE(still.realized_vol == 0);
}

TEST_CASE("bad paths")
{
    REQUIRE_THROWS_AS(signals::scalp(option_type::call, std::vector<double>{100}, 100, 1, 0.2), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::scalp(option_type::call, std::vector<double>{100, 101}, 100, 0, 0.2),
                      std::invalid_argument);
    REQUIRE(std::isnan(signals::scalp(option_type::call, std::vector<double>{100, -1, 100}, 100, 1, 0.2).profit));
    REQUIRE(
        std::isnan(signals::scalp(option_type::call,
                                  std::vector<double>{100, std::numeric_limits<double>::quiet_NaN(), 100}, 100, 1, 0.2)
                       .profit));
}
