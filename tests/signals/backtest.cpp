// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/backtest.hpp>
#include <smirk/signals/vrp.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;
using signals::condition;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
const condition above_30{"iv rank", 30, signals::unbounded};
} // namespace

TEST_CASE("summary by hand")
{
    const auto s = signals::summarise(std::vector<double>{1, -2, none, 4});
    REQUIRE(s.n == 3);
    REQUIRE_THAT(s.mean, WithinRel(1.0, 1e-15));
    REQUIRE_THAT(s.stdev, WithinRel(3.0, 1e-15));
    REQUIRE_THAT(s.win_rate, WithinRel(2.0 / 3, 1e-15));
    REQUIRE(s.worst == -2);
    REQUIRE(std::isnan(signals::summarise(std::vector<double>{none}).mean));
}

TEST_CASE("on against off: the difference of the means, with rows that are not known left out")
{
    const std::vector<double> signal{50, 10, 40, 20, none, 35}, outcome{3, 1, 5, 0, 9, none};
    const auto b = signals::backtest(signal, outcome, above_30, 1);
    REQUIRE(b);
    REQUIRE(b.on.n == 2);
    REQUIRE(b.off.n == 2);
    REQUIRE(b.unknown == 1);
    REQUIRE_THAT(b.difference, WithinRel(4 - 0.5, 1e-13));
    REQUIRE(b.difference == b.t_statistic * b.standard_error);
}

TEST_CASE("a signal that is always on has nothing to be compared with")
{
    const auto b = signals::backtest(std::vector<double>(10, 50.0), std::vector<double>(10, 1.0), above_30, 1);
    REQUIRE_FALSE(b);
    REQUIRE(b.status == statistics::regression_status::rank_deficient);
    REQUIRE(b.on.n == 10);
    REQUIRE(std::isnan(b.difference));
}

TEST_CASE("overlapping outcomes: a persistent signal without effect is rejected as often as it should be")
{
    // 200 samples of 1500 rows, outcomes over 21 rows; at the 5 % level naive errors reject most of the time
    std::mt19937 random(17);
    std::normal_distribution<double> normal;
    int rejected = 0, rejected_naively = 0;
    for (int sample = 0; sample < 200; ++sample) {
        std::vector<double> noise(1521), outcome(1500, 0.0), signal(1500);
        for (double& e : noise) e = normal(random);
        double state = 0;
        for (std::size_t t = 0; t < signal.size(); ++t) {
            signal[t] = 30 + (state = 0.97 * state + normal(random));
            for (std::size_t h = 1; h <= 21; ++h) outcome[t] += noise[t + h];
        }
        rejected += signals::backtest(signal, outcome, above_30, 21).p_value < 0.05;
        rejected_naively += signals::backtest(signal, outcome, above_30, 1).p_value < 0.05;
    }
    REQUIRE(rejected < 40);         // 20 % of 200: Newey-West errors over-reject, but mildly
    REQUIRE(rejected_naively > 80); // 40 % and more
}

TEST_CASE("trades that do not overlap are opened one horizon apart at least")
{
    const std::vector<double> signal{50, 50, 50, 10, 50, 50, 50, 50}, outcome{1, 1, 1, 1, 1, 1, none, none};
    REQUIRE(signals::separate_trades(signal, outcome, above_30, 2) == std::vector<std::size_t>{0, 2, 4});
    REQUIRE_THROWS_AS(signals::separate_trades(signal, outcome, above_30, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::backtest(signal, std::vector<double>(3), above_30, 1), std::invalid_argument);
}
