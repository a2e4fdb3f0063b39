// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/statistics/compare_forecasts.hpp>

#include <random>

namespace statistics = smirk::statistics;

namespace {

struct market {
    std::vector<double> realized, truth, slow, constant;
};
/// A variance that reverts, its realized value with noise of mean 1, and three forecasts of it: the variance itself, an
/// exponential average of the past, a constant.
market simulate(std::size_t n)
{
    std::mt19937_64 generator(5);
    std::normal_distribution<double> draw;
    market m;
    double log_h = 0, average = 1;
    for (std::size_t t = 0; t < n; ++t) {
        log_h = 0.97 * log_h + 0.15 * draw(generator);
        const double h = std::exp(log_h), u = draw(generator), noise = std::exp(0.5 * u - 0.125);
        m.truth.push_back(h);
        m.slow.push_back(average);
        m.constant.push_back(1.2);
        m.realized.push_back(h * noise);
        average = 0.9 * average + 0.1 * m.realized.back();
    }
    return m;
}

} // namespace

TEST_CASE("forecast comparison: each figure is that of the function it is made of")
{
    const market m = simulate(800);
    const auto r = statistics::compare_forecasts(m.realized, {{"slow", m.slow}, {"truth", m.truth}}, 5);
    REQUIRE(r);
    REQUIRE(r.rows == 800);
    const auto a = statistics::losses(m.realized, m.slow, statistics::qlike);
    const auto b = statistics::losses(m.realized, m.truth, statistics::qlike);
    REQUIRE(r.scores[0].qlike == statistics::mean_loss(a));
    REQUIRE(r.scores[1].mse ==
            statistics::mean_loss(statistics::losses(m.realized, m.truth, statistics::squared_error)));
    REQUIRE(r.scores[1].qlike_to_first.statistic == statistics::diebold_mariano(b, a, 5).statistic);
    REQUIRE(std::isnan(r.scores[0].qlike_to_first.statistic));            // with itself
    const auto mz = statistics::mincer_zarnowitz(m.realized, m.truth, 6); // newey_west_lags(800) = 6, more than 4
    REQUIRE(r.scores[1].regression.wald == mz.wald);
}

TEST_CASE("forecast comparison: the variance itself beats an average, that beats a constant, and it is unbiased")
{
    const market m = simulate(4000);
    const auto r =
        statistics::compare_forecasts(m.realized, {{"slow", m.slow}, {"truth", m.truth}, {"constant", m.constant}});
    REQUIRE(r.best_by_qlike == 1);
    REQUIRE(r.best_by_mse == 1);
    REQUIRE(r.scores[1].qlike_to_first.p_value < 0.001);
    REQUIRE(r.scores[1].qlike_to_first.statistic < 0);
    REQUIRE(r.scores[2].qlike_to_first.statistic > 3);
    REQUIRE(r.scores[1].regression.p_value > 0.01);
    REQUIRE(r.scores[0].name == "slow");
}

TEST_CASE("forecast comparison: all are judged by the rows that all have")
{
    market m = simulate(300);
    m.slow[3] = std::numeric_limits<double>::quiet_NaN();
    m.truth[7] = -1;
    m.realized[11] = 0;
    const auto r = statistics::compare_forecasts(m.realized, {{"slow", m.slow}, {"truth", m.truth}});
    REQUIRE(r.rows == 297);
    REQUIRE(r.left_out == 3);
    REQUIRE(r.scores[0].regression.fit.rows == 297);
    REQUIRE(r.scores[1].qlike_to_first.rows == 297);
}

TEST_CASE("forecast comparison: misuse throws, no rows are no result")
{
    const std::vector<double> three(3, 1.0), two(2, 1.0), none(3, std::numeric_limits<double>::quiet_NaN());
    REQUIRE_THROWS_AS(statistics::compare_forecasts(three, {}), std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::compare_forecasts(three, {{"x", two}}), std::invalid_argument);
    REQUIRE_THROWS_AS(statistics::compare_forecasts(three, {{"x", three}}, 0), std::invalid_argument);
    const auto r = statistics::compare_forecasts(three, {{"x", none}});
    REQUIRE_FALSE(r);
    REQUIRE(std::isnan(r.scores[0].qlike));
}
