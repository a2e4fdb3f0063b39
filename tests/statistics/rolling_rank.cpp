// SPDX-License-Identifier: BSL-1.0
#include <smirk/statistics/rolling_rank.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;
using statistics::window_end;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("rank is 0 at the low, 100 at the high, linear between, and unknown in a flat window")
{
    REQUIRE(statistics::rank_between(2, 2, 4) == 0);
    REQUIRE(statistics::rank_between(4, 2, 4) == 100);
    REQUIRE(statistics::rank_between(2.5, 2, 4) == 25);
    REQUIRE(statistics::rank_between(5, 2, 4) == 150);
    REQUIRE(std::isnan(statistics::rank_between(2, 2, 2)));
    REQUIRE(std::isnan(statistics::rank_between(none, 2, 4)));
    REQUIRE(std::isnan(statistics::rank_between(3, none, 4)));
}

TEST_CASE("rolling rank is the rank between the extremes of the window, with today or without")
{
    std::mt19937 random(2);
    std::normal_distribution<double> normal;
    std::vector<double> x(300);
    for (double& v : x) v = normal(random);
    for (const std::size_t window : {2u, 21u, 252u}) {
        const auto today = statistics::rolling_rank(x, window);
        const auto yesterday = statistics::rolling_rank(x, window, {.window = window_end::yesterday});
        for (std::size_t t = 0; t < x.size(); ++t) {
            const auto rank_over = [&](std::size_t first) {
                const auto begin = x.begin() + static_cast<std::ptrdiff_t>(first);
                const auto [low, high] = std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(window));
                return statistics::rank_between(x[t], *low, *high);
            };
            if (t + 1 < window)
                REQUIRE(std::isnan(today[t]));
            else
                REQUIRE(today[t] == rank_over(t + 1 - window));
            if (t < window)
                REQUIRE(std::isnan(yesterday[t]));
            else
                REQUIRE(yesterday[t] == rank_over(t - window));
        }
    }
}

TEST_CASE("unit and origin change no rank, turning the values round mirrors it")
{
    std::mt19937 random(6);
    std::normal_distribution<double> normal;
    std::vector<double> x(300), scaled(300), turned(300);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = normal(random), scaled[i] = 100 * x[i] + 7, turned[i] = -x[i];
    const auto p = statistics::rolling_rank(x, 50), q = statistics::rolling_rank(scaled, 50),
               r = statistics::rolling_rank(turned, 50);
    for (std::size_t i = 49; i < x.size(); ++i) {
        REQUIRE_THAT(q[i], WithinAbs(p[i], 1e-11)); // rounding of the shift
        REQUIRE_THAT(p[i] + r[i], WithinAbs(100, 1e-12));
    }
}

TEST_CASE("the clamp keeps a rank over yesterday's window within 0 and 100, and leaves NaN alone")
{
    const std::vector<double> x{1, 2, 4, 0, 1};
    const auto free = statistics::rolling_rank(x, 2, {.window = window_end::yesterday});
    REQUIRE(free[2] == 300);
    REQUIRE(free[3] == -100);
    const auto clamped = statistics::rolling_rank(x, 2, {.window = window_end::yesterday, .clamp = true});
    REQUIRE(std::isnan(clamped[1]));
    REQUIRE(clamped[2] == 100);
    REQUIRE(clamped[3] == 0);
    REQUIRE(clamped[4] == 25);
}

TEST_CASE("a missing value: unknown by default, skipped where min_valid allows it, never a rank of its own")
{
    const std::vector<double> x{1, none, 3, 2};
    const auto strict = statistics::rolling_rank(x, 3);
    REQUIRE((std::isnan(strict[2]) && std::isnan(strict[3])));
    const auto lenient = statistics::rolling_rank(x, 3, {.min_valid = 2});
    REQUIRE(lenient[2] == 100);
    REQUIRE(lenient[3] == 0);
    REQUIRE(std::isnan(statistics::rolling_rank(std::vector<double>{1, 2, none}, 3, {.min_valid = 1})[2]));
}

TEST_CASE("series shorter than the window, and none at all")
{
    REQUIRE(statistics::rolling_rank(std::vector<double>{}, 3).empty());
    for (const auto window : {window_end::today, window_end::yesterday})
        for (const double r : statistics::rolling_rank(std::vector<double>{1, 2}, 3, {.window = window}))
            REQUIRE(std::isnan(r));
}
