// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/mean_reversion.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

TEST_CASE("a path that halves its distance every seven rows")
{
    std::vector<double> x;
    for (int t = 0; t < 50; ++t) x.push_back(20 + 30 * std::pow(0.5, t / 7.0));
    const auto fit = signals::fit_mean_reversion(x);
    REQUIRE(fit);
    REQUIRE_THAT(fit.mean, WithinRel(20.0, 1e-9)); // an exact line, rounding of the fit
    REQUIRE_THAT(fit.half_life, WithinRel(7.0, 1e-9));
}

TEST_CASE("a simulated process within four standard errors")
{
    std::mt19937 random(9);
    std::normal_distribution<double> normal;
    std::vector<double> x{3};
    for (int t = 0; t < 20000; ++t) x.push_back(3 + 0.95 * (x.back() - 3) + 0.1 * normal(random));
    const auto fit = signals::fit_mean_reversion(x);
    REQUIRE_THAT(fit.b, WithinAbs(0.95, 4 * fit.b_error));
    REQUIRE_THAT(fit.stdev, WithinRel(0.1 / std::sqrt(1 - 0.95 * 0.95), 0.1));
    REQUIRE_THAT(fit.half_life, WithinRel(13.5, 0.15)); // ln 2 / -ln .95; error of b 0.0022 of 0.05
}

TEST_CASE("what does not revert has no half-life")
{
    std::vector<double> trend, alternating;
    for (int t = 0; t < 30; ++t) trend.push_back(std::pow(1.1, t)), alternating.push_back(t % 2 ? 1 : -1 + 0.01 * t);
    REQUIRE_FALSE(signals::fit_mean_reversion(trend));
    REQUIRE(std::isnan(signals::fit_mean_reversion(trend).half_life));
    REQUIRE_FALSE(signals::fit_mean_reversion(alternating));
    REQUIRE(signals::fit_mean_reversion(std::vector<double>{1, 2}).status ==
            statistics::regression_status::too_few_rows);
}

TEST_CASE("returns below 20 after 30: crossings count once, what is not over has no outcome")
{
    //                            cross        back     cross         too late       cross, open
    const std::vector<double> x{18, 31, 35, 25, 19, 22, 32, 31, 28, 27, 26, 19, 33, 29};
    const auto r = signals::count_reversions(x, 30, 20, 3);
    REQUIRE(r.events == 2);
    REQUIRE(r.reverted == 1);
    REQUIRE(r.open == 1);
    REQUIRE(r.frequency == 0.5);
    REQUIRE(signals::count_reversions(x, 30, 20, 5).reverted == 2);
}

TEST_CASE("a series that begins beyond the level has not crossed it; an event near the end is open even if it returned")
{
    const auto begins = signals::count_reversions(std::vector<double>{35, 19, 18, 18, 18}, 30, 20, 2);
    REQUIRE((begins.events == 0 && begins.open == 0));
    const auto ends = signals::count_reversions(std::vector<double>{18, 35, 19}, 30, 20, 2);
    REQUIRE((ends.events == 0 && ends.open == 1));
    REQUIRE(signals::count_reversions(std::vector<double>{18, 35, 19}, 30, 20, static_cast<std::size_t>(-1)).open == 1);
}

TEST_CASE("rises from a low, the mirror image")
{
    const std::vector<double> x{14, 12, 11, 13, 16, 12, 12, 12, 12, 12};
    const auto r = signals::count_reversions(x, 12, 15, 3);
    REQUIRE(r.events == 2);
    REQUIRE(r.reverted == 1);
    REQUIRE(std::isnan(signals::count_reversions(x, 5, 15, 3).frequency));
    REQUIRE_THROWS_AS(signals::count_reversions(x, 12, 12, 3), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::count_reversions(x, 12, 15, 0), std::invalid_argument);
}

TEST_CASE("the log of the VIX, 2014 to 2019, reverts to the teens within weeks")
{
    SKIP_WITHOUT_SHARED_DATA("garch/vix_nona.csv");
    const auto reference = support::read_csv(support::shared_data("garch/vix_nona.csv"));
    std::vector<double> log_vix;
    for (const double v : reference.numbers(reference.text.count("vix") ? "vix" : "VIX"))
        log_vix.push_back(std::log(v));
    const auto fit = signals::fit_mean_reversion(log_vix);
    REQUIRE(fit);
    REQUIRE((std::exp(fit.mean) > 12 && std::exp(fit.mean) < 18));
    REQUIRE((fit.half_life > 5 && fit.half_life < 40));
}
