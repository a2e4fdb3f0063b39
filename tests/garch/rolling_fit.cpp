// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

#include <smirk/garch/backtest_var.hpp>
#include <smirk/garch/rolling_fit.hpp>

namespace garch = smirk::garch;
using garch::figarch, garch::garch11, garch::gjr, garch::normal, garch::student_t;

namespace {

// a maximum found from a warm start and from scratch: both within 1e-8 standard errors, some 1e-9 of a parameter
const double same_maximum = 1e-7;

/// The forecasts for t made with the fit of the returns from `first` to `end`, by its own forecast: the parameters of
/// that fit applied to the returns up to t.
template <class Model, class Law>
void forecasts_are_those_of_single_fits(const std::vector<double>& y, const garch::rolling_fits<Model, Law>& r,
                                        std::size_t horizon)
{
    REQUIRE(r.mean.size() == y.size());
    for (std::size_t i = 0; i < r.end.size(); ++i) {
        CAPTURE(i);
        const auto fit = garch::fit<Model, Law>(std::span<const double>(&y[r.first[i]], r.end[i] - r.first[i]));
        REQUIRE(fit);
        REQUIRE(garch::usable(r.status[i]));
        REQUIRE_THAT(r.log_likelihood[i], WithinRel(fit.log_likelihood, 1e-10));
        const auto ahead = fit.forecast(horizon);
        double sum = 0;
        for (const double h : ahead) sum += h;
        REQUIRE_THAT(r.variance[r.end[i]], WithinRel(ahead[0], same_maximum));
        REQUIRE_THAT(r.variance_of_sum[r.end[i]], WithinRel(sum, same_maximum));
        REQUIRE_THAT(r.mean[r.end[i]], WithinAbs(fit.parameters.mu, same_maximum));
    }
}

} // namespace

TEST_CASE("rolling fit: forecasts are those of single fits")
{
    const auto y = checks::sample(560);
    const auto r = garch::rolling_fit<garch11>(y, {.window = 500, .every = 7, .horizon = 5});
    REQUIRE(r.end.size() == 9);
    REQUIRE(r.first[8] == 56);
    REQUIRE(r.end[8] == 556);
    for (std::size_t t = 0; t < 500; ++t) REQUIRE(std::isnan(r.variance[t]));
    forecasts_are_those_of_single_fits(y, r, 5);
    // between fits: one step of the recursion after another
    for (std::size_t t = 501; t < 507; ++t) {
        const auto& p = r.parameters[0];
        const double e = y[t - 1] - p.mu;
        REQUIRE_THAT(r.variance[t], WithinRel(p.omega + p.alpha * e * e + p.beta * r.variance[t - 1], 1e-12));
    }
    const auto wide = garch::rolling_fit<gjr, student_t>(y, {.window = 540, .expanding = true, .every = 9});
    REQUIRE(wide.end == std::vector<std::size_t>{540, 549, 558});
    REQUIRE(wide.first == std::vector<std::size_t>{0, 0, 0});
    forecasts_are_those_of_single_fits(y, wide, 1);
}

TEST_CASE("rolling fit: of a model of weighted sums")
{
    const auto y = checks::sample(410);
    forecasts_are_those_of_single_fits(
        y, garch::rolling_fit<garch::arch<3>>(y, {.window = 400, .every = 4, .horizon = 6}), 6);
}

TEST_CASE("rolling fit: the same digits whatever the number of threads; progress counts every fit")
{
    const auto y = checks::sample(460);
    garch::rolling_fit_options options{.window = 400, .every = 3, .warm_run = 4};
    const auto one = garch::rolling_fit<garch11>(y, options);
    options.threads = 3;
    std::size_t calls = 0, all = 0;
    bool in_order = true;
    const auto three = garch::rolling_fit<garch11>(y, options, [&](std::size_t done, std::size_t total) {
        in_order = in_order && done == ++calls;
        all = total;
    });
    REQUIRE(in_order);
    REQUIRE(calls == 20);
    REQUIRE(all == 20);
    REQUIRE(std::equal(one.variance.begin() + 400, one.variance.end(), three.variance.begin() + 400));
    REQUIRE(one.log_likelihood == three.log_likelihood);
    REQUIRE_THROWS_AS(
        garch::rolling_fit<garch11>(y, options, [](std::size_t, std::size_t) { throw std::runtime_error("enough"); }),
        std::runtime_error);
}

TEST_CASE("rolling fit: value at risk out of sample holds in a backtest")
{
    std::mt19937_64 generator(8);
    const auto path = garch::simulate<garch11, student_t>({{0.05, 0.05, 0.1, 0.85}, {7}}, 3000, generator);
    const auto r = garch::rolling_fit<garch11, student_t>(path.returns, {.window = 1000, .every = 100});
    const auto risk = r.value_at_risk(0.05);
    REQUIRE(std::isnan(risk[999]));
    const auto test = garch::backtest_value_at_risk(path.returns, risk, 0.05);
    REQUIRE(test.periods == 2000);
    REQUIRE(test.conditional.p_value > 1e-3); // a false alarm: 1 in 1000
}

TEST_CASE("rolling fit: a NaN spoils the windows it is in, misuse throws, short series have no fits")
{
    auto y = checks::sample(300);
    y[150] = std::numeric_limits<double>::quiet_NaN();
    const auto r = garch::rolling_fit<garch11>(y, {.window = 120, .every = 10});
    for (std::size_t i = 0; i < r.end.size(); ++i) {
        CAPTURE(i);
        REQUIRE(garch::usable(r.status[i]) == !(r.first[i] <= 150 && 150 < r.end[i]));
    }
    REQUIRE(std::isnan(r.variance[200]));
    REQUIRE(std::isfinite(r.variance[299]));
    REQUIRE(garch::rolling_fit<garch11>(y, {.window = 300}).end.empty());
    REQUIRE_THROWS_AS(garch::rolling_fit<garch11>(y, {.window = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::rolling_fit<garch11>(y, {.every = 0}), std::invalid_argument);
}
