// SPDX-License-Identifier: BSL-1.0
// Numbers of statsmodels 0.15.0 (OLS with HAC errors, wald_test) and of the formulas in numpy 2.4.6.
#include <smirk/statistics/forecast_evaluation.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;

namespace {

constexpr double two_programs = 1e-11;

struct sample {
    std::vector<double> y, h;
    sample()
    {
        std::vector<double> x1, x2;
        for (int n = 0; n < 40; ++n) {
            const double i = n;
            x1.push_back(std::sin(i * 1.3) + 0.1 * i);
            x2.push_back(std::cos(i * 0.7) * 2);
            y.push_back(0.5 + 1.5 * x1.back() - 0.75 * x2.back() + std::sin(i * i * 0.37));
        }
        const auto fit = statistics::least_squares(y, {x1, x2});
        for (std::size_t i = 0; i < y.size(); ++i) h.push_back(0.8 * (y[i] - fit.residual[i]) + 0.3);
    }
};

} // namespace

TEST_CASE("QLIKE is zero for the right forecast and punishes a low one more than a high one")
{
    REQUIRE(statistics::qlike(0.04, 0.04) == 0);
    REQUIRE_THAT(statistics::qlike(2, 1), WithinRel(1 - std::log(2.0), 1e-15));
    REQUIRE(statistics::qlike(0.04, 0.02) > statistics::qlike(0.04, 0.08));
    REQUIRE(std::isnan(statistics::qlike(0, 0.04)));
    REQUIRE(std::isnan(statistics::qlike(0.04, -0.01)));
    REQUIRE_THAT(statistics::squared_error(0.05, 0.03), WithinRel(4e-4, 1e-13));
}

TEST_CASE("a noisy proxy does not change the rank of forecasts by QLIKE and squared error")
{
    // realized = variance times chi-squared with one degree of freedom: the noisiest proxy there is
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    std::vector<double> realized, good, low, high;
    for (int i = 0; i < 20000; ++i) {
        const double v = 1 + 0.5 * std::sin(i * 0.01), z = normal(random);
        realized.push_back(v * z * z), good.push_back(v), low.push_back(0.7 * v), high.push_back(1.4 * v);
    }
    for (const auto loss : {statistics::qlike, statistics::squared_error}) {
        const double right = statistics::mean_loss(statistics::losses(realized, good, loss));
        REQUIRE(right < statistics::mean_loss(statistics::losses(realized, low, loss)));
        REQUIRE(right < statistics::mean_loss(statistics::losses(realized, high, loss)));
    }
    REQUIRE(statistics::diebold_mariano(statistics::losses(realized, good, statistics::qlike),
                                        statistics::losses(realized, low, statistics::qlike))
                .p_value < 1e-6);
}

TEST_CASE("regression of Mincer and Zarnowitz against statsmodels")
{
    const sample s;
    const auto mz = statistics::mincer_zarnowitz(s.y, s.h, 2);
    REQUIRE(mz);
    REQUIRE_THAT(mz.fit.coefficient[0], WithinRel(-0.375, two_programs)); // -0.3 / 0.8
    REQUIRE_THAT(mz.fit.coefficient[1], WithinRel(1.25, two_programs));
    REQUIRE_THAT(mz.fit.standard_error[0], WithinRel(0.25765666113666252, two_programs));
    REQUIRE_THAT(mz.fit.standard_error[1], WithinRel(0.071302879282065371, two_programs));
    REQUIRE_THAT(mz.wald, WithinRel(29.98232479380723, two_programs));
    REQUIRE_THAT(mz.p_value, WithinRel(3.0861774504526512e-07, 1e-9)); // exponent of the above
}

TEST_CASE("test of Diebold and Mariano with the small-sample correction")
{
    const sample s;
    const auto by_h = statistics::losses(s.y, s.h, statistics::squared_error);
    const auto by_one = statistics::losses(s.y, std::vector<double>(s.y.size(), 1.0), statistics::squared_error);
    const auto dm = statistics::diebold_mariano(by_h, by_one, 3);
    REQUIRE_THAT(dm.mean_difference, WithinRel(-10.748290178644671, two_programs));
    REQUIRE_THAT(dm.statistic, WithinRel(-4.0741699174999191, two_programs));
    REQUIRE_THAT(dm.p_value, WithinRel(4.6178757857179353e-05, 1e-9));
    REQUIRE(std::isnan(statistics::diebold_mariano(by_h, by_h).statistic));
    REQUIRE_THROWS_AS(statistics::diebold_mariano(by_h, by_one, 0), std::invalid_argument);
}

TEST_CASE("a loss for each row needs as many forecasts as realized values")
{
    const std::vector<double> realized{1, 2, 3}, forecast{1, 2};
    REQUIRE_THROWS_AS(statistics::losses(realized, forecast, statistics::qlike), std::invalid_argument);
}
