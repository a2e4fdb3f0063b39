// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

#include <smirk/garch/value_at_risk.hpp>

namespace garch = smirk::garch;
using garch::egarch, garch::figarch, garch::garch11, garch::student_t;

namespace {

double variance_of(const std::vector<double>& x)
{
    const auto n = static_cast<double>(x.size());
    double mean = 0, square = 0;
    for (const double v : x) mean += v / n;
    for (const double v : x) square += (v - mean) * (v - mean) / n;
    return square;
}

} // namespace

TEST_CASE("value at risk: closed forms for the next period")
{
    const auto y = checks::sample(800);
    const auto fit = garch::fit<garch11>(y);
    const double mu = fit.parameters.mu, sigma = std::sqrt(fit.forecast(1)[0]);
    const double q = -2.3263478740408411; // N^-1(0.01)
    const auto r = garch::value_at_risk(fit, 0.01);
    REQUIRE_THAT(r.value_at_risk, WithinRel(-(mu + sigma * q), 1e-12));
    const double density = std::exp(-q * q / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    REQUIRE_THAT(r.expected_shortfall, WithinRel(-(mu - sigma * density / 0.01), 1e-11));

    // Student t: ES of T = g(q) (nu + q^2) / ((nu - 1) p), scaled by sqrt((nu - 2) / nu) (McNeil, Frey and Embrechts
    // 2005)
    const auto t = garch::fit<garch11, student_t>(y);
    const double nu = t.parameters.nu, scale = std::sqrt((nu - 2) / nu * t.forecast(1)[0]);
    const auto rt = garch::value_at_risk(t, 0.025);
    const double x = -(rt.value_at_risk + t.parameters.mu) / scale;
    const double g = std::exp(std::lgamma((nu + 1) / 2) - std::lgamma(nu / 2)) / std::sqrt(nu * 3.14159265358979324) *
                     std::pow(1 + x * x / nu, -(nu + 1) / 2);
    REQUIRE_THAT(rt.expected_shortfall,
                 WithinRel(-t.parameters.mu + scale * g * (nu + x * x) / ((nu - 1) * 0.025), 1e-10));
    REQUIRE(rt.expected_shortfall > rt.value_at_risk);
}

TEST_CASE("value at risk: exceeded in the sample as often as it should be")
{
    std::mt19937_64 generator(5);
    const auto path = garch::simulate<garch11, student_t>({{0.05, 0.05, 0.1, 0.85}, {6}}, 10000, generator);
    const auto fit = garch::fit<garch11, student_t>(path.returns);
    const auto loss = garch::value_at_risk_in_sample(fit, 0.05);
    double hits = 0;
    for (std::size_t t = 0; t < loss.size(); ++t) hits += path.returns[t] < -loss[t];
    REQUIRE_THAT(hits, WithinAbs(500, 98)); // 4.5 standard deviations of a binomial number
}

TEST_CASE("value at risk: of a sample of returns")
{
    std::vector<double> x(1000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>((i * 7919) % 1000) - 500; // -500, ..., 499
    const auto r = garch::tail_risk_of(x, 0.01);
    REQUIRE(r.value_at_risk == 491);
    REQUIRE_THAT(r.expected_shortfall, WithinRel(495.5, 1e-12));
    const auto between = garch::tail_risk_of(x, 0.0125); // ten and two and a half more: -500, ..., -489, half of -488
    REQUIRE(between.value_at_risk == 488);
    REQUIRE_THAT(between.expected_shortfall, WithinRel((494.5 * 12 + 244) / 12.5, 1e-12));
    REQUIRE(garch::tail_risk_of(std::vector<double>{3, -2}, 0.01).expected_shortfall == 2);
    REQUIRE_THROWS_AS(garch::tail_risk_of(x, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::tail_risk_of(std::vector<double>{}, 0.1), std::invalid_argument);
    x[3] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(garch::tail_risk_of(x, 0.1).value_at_risk));
}

TEST_CASE("value at risk: simulated sums have the forecast variance")
{
    std::mt19937_64 generator(17);
    const auto y = checks::sample(1500);
    const auto variance_ahead = [](const auto& fit) {
        double sum = 0;
        for (const double h : fit.forecast(10)) sum += h;
        return sum;
    };
    // 40000 paths: standard error of a variance about .9 %, with kurtosis 5
    const auto plain = garch::fit<garch11>(y);
    REQUIRE_THAT(variance_of(garch::law_simulation(plain, 10, 40000, generator)),
                 WithinRel(variance_ahead(plain), 0.04));
    // the residuals of a normal maximum have mean square 1, but a mean of their own
    REQUIRE_THAT(variance_of(garch::filtered_historical_simulation(plain, 10, 40000, generator)),
                 WithinRel(variance_ahead(plain), 0.05));
    const auto e = garch::fit<egarch>(y);
    REQUIRE_THAT(variance_of(garch::law_simulation(e, 10, 40000, generator)), WithinRel(variance_ahead(e), 0.04));
    const auto fi = garch::fit<figarch>(y);
    REQUIRE_THAT(variance_of(garch::law_simulation(fi, 10, 40000, generator)), WithinRel(variance_ahead(fi), 0.04));
}

TEST_CASE("value at risk: filtered historical simulation of one period is the sample's own tail")
{
    const auto fit = garch::fit<garch11>(checks::sample(500));
    std::mt19937_64 a(2), b(2);
    const auto x = garch::filtered_historical_simulation(fit, 1, 50000, a);
    REQUIRE(x == garch::filtered_historical_simulation(fit, 1, 50000, b));
    const double sigma = std::sqrt(fit.forecast(1)[0]), mu = fit.parameters.mu;
    auto z = fit.standardised_residuals();
    std::sort(z.begin(), z.end());
    // the tenth part of a per cent of the paths more or less: one residual of 500 to either side
    const double risk = garch::tail_risk_of(x, 0.05).value_at_risk;
    REQUIRE(risk <= -(mu + sigma * z[22]));
    REQUIRE(risk >= -(mu + sigma * z[27]));
    REQUIRE(std::isnan(garch::filtered_historical_simulation(garch::fitted<garch11, garch::normal>{}, 2, 3, a)[0]));
}
