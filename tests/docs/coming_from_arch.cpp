// SPDX-License-Identifier: BSL-1.0
// The calls of examples/docs/coming_from.md for those who know arch, against its numbers: version 8.0.0, fitted with
// tol=1e-12 to the returns below.
#include "support/catch.hpp"

#include <smirk/garch.hpp>
#include <smirk/garch/orders.hpp>
#include <smirk/garch/with.hpp>
#include <smirk/realized/ewma.hpp>
#include <smirk/realized/har.hpp>

#include <cmath>
#include <random>
#include <vector>

namespace garch = smirk::garch;
namespace realized = smirk::realized;

namespace {

/// A thousand returns in per cent that any program can make: shocks from three additive sequences, bent to have fat
/// tails and a skew, through a GJR recursion.
std::vector<double> made_up_returns()
{
    const auto fraction = [](double x) { return x - std::floor(x); };
    std::vector<double> y;
    double h = 1;
    for (double t = 1; t <= 1000; ++t) {
        const double u =
            2 * (fraction(t * std::sqrt(2.0)) + fraction(t * std::sqrt(3.0)) + fraction(t * std::sqrt(5.0)) - 1.5);
        const double z = 0.8 * u * std::sqrt(1 + 0.3 * u * u) - 0.05 * (u * u - 1), e = std::sqrt(h) * z;
        y.push_back(0.05 + e);
        h = 0.05 + (0.06 + (e < 0 ? 0.08 : 0.0)) * e * e + 0.85 * h;
    }
    return y;
}

const std::vector<double> y = made_up_returns();
constexpr double same_maximum = 2e-5; // of the log-likelihood: what their optimiser leaves
constexpr double same_place = 2e-3;   // of a parameter, relative: the square root of that, flat directions

template <class Fit>
void has_likelihood(const Fit& fit, double theirs, double tolerance = same_maximum)
{
    REQUIRE(fit);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(theirs, tolerance));
}

} // namespace

TEST_CASE("arch: models", "[docs]")
{
    has_likelihood(garch::fit<garch::garch11>(y), -1574.22467389);
    has_likelihood(garch::fit<garch::garch11>(y, {.mean = garch::mean::zero}), -1575.86658180);
    has_likelihood(garch::fit<garch::tgarch>(y), -1571.48186855);
    has_likelihood(garch::fit<garch::egarch>(y), -1571.79741387);
    const double kinks = 0.01; // of a likelihood with a kink in mu at every return, where searches may end
    has_likelihood(garch::fit<garch::aparch>(y), -1571.36369622, kinks);
    has_likelihood(garch::fit<garch::figarch>(y), -1572.08785554);
    has_likelihood(garch::fit<garch::harch<1, 5, 22>>(y), -1567.78641170);
    has_likelihood(garch::fit<garch::arch<3>>(y), -1614.90801440);
    has_likelihood(garch::fit<garch::garch_of<2, 1>>(y), -1572.45120097);
    has_likelihood(garch::fit<garch::gjr_of<1, 1, 2>>(y), -1568.63826625);
    const auto gjr = garch::fit<garch::gjr>(y);
    has_likelihood(gjr, -1572.71737225);
    REQUIRE_THAT(gjr.parameters.gamma, WithinRel(-0.079603, same_place));
}

TEST_CASE("arch: laws of the errors", "[docs]")
{
    const auto t = garch::fit<garch::garch11, garch::student_t>(y);
    has_likelihood(t, -1556.28613734);
    REQUIRE_THAT(t.parameters.nu, WithinRel(5.854926, same_place));
    const auto skewed = garch::fit<garch::garch11, garch::skewed_t>(y);
    has_likelihood(skewed, -1554.25987469);
    REQUIRE_THAT(skewed.parameters.nu, WithinRel(5.934544, same_place)); // their eta
    REQUIRE_THAT(skewed.parameters.lambda, WithinRel(-0.081284, same_place));
    has_likelihood(garch::fit<garch::garch11, garch::ged>(y), -1553.06920943);

    // Their EGARCH takes sqrt(2/pi) for E|z| under every law: the same model, another omega.
    const auto e = garch::fit<garch::egarch, garch::student_t>(y);
    has_likelihood(e, -1555.58761531);
    const double nu = e.parameters.nu;
    const double mean_abs = 2 * std::sqrt(nu - 2) * std::exp(std::lgamma((nu + 1) / 2) - std::lgamma(nu / 2)) /
                            ((nu - 1) * std::sqrt(3.141592653589793));
    REQUIRE_THAT(e.parameters.omega - e.parameters.alpha * (mean_abs - std::sqrt(2 / 3.141592653589793)),
                 WithinRel(0.032678, same_place));
}

TEST_CASE("arch: means", "[docs]")
{
    has_likelihood(garch::fit<garch::with<garch::garch11, garch::ar<2>>>(y), -1497.44316547);
    has_likelihood(garch::fit<garch::with<garch::garch11, garch::har<1, 5, 22>>>(y), -1498.09909262);
}

TEST_CASE("arch: what a fit holds", "[docs]")
{
    const auto fit = garch::fit<garch::garch11>(y);
    REQUIRE(fit);
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE_THAT(fit.parameters.alpha, WithinRel(0.091174, same_place));
    REQUIRE_THAT(fit.parameters.beta, WithinRel(0.879011, same_place));
    REQUIRE_THAT(fit.aic(), WithinAbs(3156.4493477786673, 2 * same_maximum));
    REQUIRE_THAT(fit.bic(), WithinAbs(3176.0803688945957, 2 * same_maximum));
    const double differences = 0.02; // relative: their Hessian comes from finite differences
    REQUIRE_THAT(fit.standard_errors().alpha, WithinRel(0.02483505, differences));
    REQUIRE_THAT(fit.standard_errors(garch::covariance::hessian).alpha, WithinRel(0.02161175, differences));
    REQUIRE_THAT(std::sqrt(fit.conditional_variance.back()), WithinRel(1.1950918232725338, same_place));
    REQUIRE_THAT(fit.standardised_residuals().back(), WithinRel(-2.864057754714973, same_place));
    const auto ahead = fit.forecast(3);
    REQUIRE_THAT(ahead[0], WithinRel(2.37295327, same_place));
    REQUIRE_THAT(ahead[2], WithinRel(2.33079458, same_place));
    REQUIRE_THAT(fit.forecast_volatility(3), WithinRel(std::sqrt(252 * (ahead[0] + ahead[1] + ahead[2]) / 3), 1e-12));
    // Theirs multiplies R^2 by n, although the regression has n - lags rows.
    const auto lm = garch::arch_lm(fit.standardised_residuals(), 5);
    REQUIRE_THAT(lm.statistic * 1000 / 995, WithinRel(20.53798208505542, same_place));
    REQUIRE_THAT(garch::value_at_risk(fit, 0.01).value_at_risk,
                 WithinRel(2.3263478740408408 * std::sqrt(ahead[0]) - fit.parameters.mu, 1e-9));

    const auto start = fit.parameters;
    const auto again = garch::fit<garch::garch11>(y, {}, &start);
    has_likelihood(again, -1574.22467389);
    const auto other = garch::fit<garch::garch11>(y, {.presample = garch::presample::sample_variance});
    REQUIRE(other);
    REQUIRE(std::fabs(other.log_likelihood - fit.log_likelihood) > 1e-3); // another start, another likelihood

    // The unit does not matter: nothing is rescaled behind the user's back, or has to be.
    std::vector<double> decimals = y;
    for (double& r : decimals) r /= 100;
    const auto small = garch::fit<garch::garch11>(decimals);
    REQUIRE(small);
    REQUIRE_THAT(small.parameters.omega * 1e4, WithinRel(fit.parameters.omega, 1e-6));
    REQUIRE_THAT(small.parameters.alpha, WithinRel(fit.parameters.alpha, 1e-6));
}

TEST_CASE("arch: simulation", "[docs]")
{
    const auto fit = garch::fit<garch::garch11>(y);
    std::mt19937_64 generator(7);
    const auto path = garch::simulate<garch::garch11>(fit.parameters, 500, generator);
    REQUIRE(path.returns.size() == 500);
    const auto sums = garch::law_simulation(fit, 10, 2000, generator);
    const auto drawn = garch::filtered_historical_simulation(fit, 10, 2000, generator);
    double expected = 0, by_law = 0, by_residuals = 0;
    for (const double h : fit.forecast(10)) expected += h;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        by_law += std::pow(sums[i] - 10 * fit.parameters.mu, 2) / 2000;
        by_residuals += std::pow(drawn[i] - 10 * fit.parameters.mu, 2) / 2000;
    }
    const double sampling = 0.2; // relative: more than four standard errors of a variance from 2000 draws
    REQUIRE_THAT(by_law, WithinRel(expected, sampling));
    REQUIRE_THAT(by_residuals, WithinRel(expected, sampling));
}

TEST_CASE("arch: EWMA", "[docs]")
{
    // ZeroMean, EWMAVariance(0.94): their last value is the variance of the last day, known on the day before.
    std::vector<double> closes{100};
    for (const double r : y) closes.push_back(closes.back() * std::exp(r / 100));
    const auto vols = realized::ewma(closes, {.periods_per_year = 1, .lambda = 0.94});
    const double theirs = 1.67956705493163;
    REQUIRE_THAT(1e4 * std::pow(vols[vols.size() - 2], 2), WithinRel(theirs, 1e-9));
}
