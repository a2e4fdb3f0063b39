// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::garch11, garch::student_t;

TEST_CASE("fitted: information criteria, half-life, standardised residuals")
{
    std::mt19937_64 generator(9);
    const auto path = garch::simulate<garch11>({0.04, 0.05, 0.1, 0.85}, 4000, generator);
    const auto fit = garch::fit<garch11>(path.returns);
    REQUIRE(fit);
    REQUIRE_THAT(fit.aic(), WithinRel(8 - 2 * fit.log_likelihood, 1e-15));
    REQUIRE_THAT(fit.bic(), WithinRel(4 * std::log(4000.0) - 2 * fit.log_likelihood, 1e-15));
    REQUIRE_THAT(fit.hqic(), WithinRel(8 * std::log(std::log(4000.0)) - 2 * fit.log_likelihood, 1e-15));
    REQUIRE_THAT(std::pow(fit.persistence(), fit.half_life()), WithinRel(0.5, 1e-13));
    double square = 0;
    for (const double z : fit.standardised_residuals()) square += z * z;
    REQUIRE_THAT(square / 4000, WithinAbs(1, 0.01)); // of a maximum of the normal likelihood, nearly 1
    REQUIRE(std::string(fit.name(2)) == "alpha");
    const auto zero = garch::fit<garch11>(path.returns, {.mean = garch::mean::zero});
    REQUIRE(zero.parameters.mu == 0);
    REQUIRE(zero.estimated() == 3);
    REQUIRE(std::isnan(zero.standard_errors().mu));
    REQUIRE(zero.log_likelihood < fit.log_likelihood);
}

TEST_CASE("fitted: forecasts start where the sample ends")
{
    const auto y = checks::sample(400);
    const auto fit = garch::fit<garch11>(y);
    const auto& p = fit.parameters;
    const double next =
        p.omega + p.alpha * fit.residuals.back() * fit.residuals.back() + p.beta * fit.conditional_variance.back();
    REQUIRE_THAT(fit.forecast(1)[0], WithinRel(next, 1e-13));
    REQUIRE(fit.forecast(0).empty());
}

TEST_CASE("fitted: the volatility forecast annualises the sum of the variances")
{
    const auto fit = garch::fit<garch11>(checks::sample(400));
    // h_1 + ... + h_n = n v + (h_1 - v) (1 - P^n) / (1 - P); rounding of 21 terms
    const double v = fit.long_run_variance(), p = fit.persistence(), h = fit.forecast(1)[0];
    const double sum = 21 * v + (h - v) * (1 - std::pow(p, 21)) / (1 - p);
    REQUIRE_THAT(fit.forecast_volatility(21), WithinRel(std::sqrt(252 * sum / 21), 1e-12));
    REQUIRE_THAT(fit.forecast_volatility(1, 52), WithinRel(std::sqrt(52 * h), 1e-14));
    REQUIRE_THROWS_AS(fit.forecast_volatility(0), std::invalid_argument);
    REQUIRE_THROWS_AS(fit.forecast_volatility(5, 0), std::invalid_argument);
}

TEST_CASE("fitted: a copy stands on its own")
{
    garch::fitted<garch11, student_t> copy;
    {
        const auto y = checks::sample(400);
        copy = garch::fit<garch11, student_t>(y);
    }
    REQUIRE(copy.returns.size() == 400);
    REQUIRE(copy.standard_errors(garch::covariance::opg).omega > 0);
}
