// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/garch/garch11.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/igarch.hpp>
#include <smirk/garch/orders.hpp>
#include <smirk/garch/profile_interval.hpp>
#include <smirk/garch/simulate.hpp>
#include <smirk/garch/student_t.hpp>

namespace garch = smirk::garch;
using garch::fit_status, garch::garch11, garch::gjr, garch::igarch, garch::normal, garch::profile_interval,
    garch::student_t;

namespace {

constexpr double q = 1.959963984540054; // of the normal law at .975

std::vector<double> path(std::size_t n, unsigned seed, const garch11::parameters<double>& p = {0.04, 0.03, 0.08, 0.89})
{
    std::mt19937_64 generator(seed);
    return garch::simulate<garch11>(p, n, generator).returns;
}

} // namespace

TEST_CASE("profile interval: the ends of a model with one parameter, by bisection of its likelihood")
{
    // igarch with mean 0 and omega fixed: l(alpha) needs no maximum over others
    const auto y = path(800, 3);
    const garch::fit_options options{.mean = garch::mean::zero, .fixed = {{"omega", 0.02}}};
    const auto fit = garch::fit<igarch>(y, options);
    REQUIRE(fit.status == fit_status::converged);
    const auto r = profile_interval(fit, y, "alpha", {.tolerance = 1e-7, .fit = options});
    REQUIRE(r.status == fit_status::converged);
    garch::likelihood<igarch, normal> l(y, fit.before);
    const auto at = [&](double alpha) {
        std::array<double, 3> gradient;
        return l({0, 0.02, alpha}, gradient);
    };
    const auto end = [&](double inside, double outside) {
        for (int i = 0; i < 60; ++i) {
            const double middle = 0.5 * (inside + outside);
            (2 * (fit.log_likelihood - at(middle)) < q * q ? inside : outside) = middle;
        }
        return inside;
    };
    const double error = fit.standard_errors(garch::covariance::hessian).alpha;
    REQUIRE_THAT(r.lower, WithinAbs(end(fit.parameters.alpha, 0), 1e-6 * error)); // ten times the tolerance asked for
    REQUIRE_THAT(r.upper, WithinAbs(end(fit.parameters.alpha, 1), 1e-6 * error));
    REQUIRE(r.upper - fit.parameters.alpha > fit.parameters.alpha - r.lower); // skewed upwards, as the estimate is
}

TEST_CASE("profile interval: at its ends the ratio of the likelihoods is that of the level")
{
    const auto y = path(1500, 4);
    const garch::fit_options options{.presample = garch::presample::sample_variance};
    const auto fit = garch::fit<gjr, student_t>(y, options);
    REQUIRE(fit);
    for (const char* name : {"mu", "omega", "gamma", "beta", "nu"}) {
        const auto r = profile_interval(fit, y, name, {.level = 0.9, .fit = options});
        CAPTURE(name, r.reason, r.lower, r.upper);
        REQUIRE(r);
        for (const auto& [end, at_bound] : {std::pair{r.lower, r.lower_at_bound}, {r.upper, r.upper_at_bound}}) {
            if (at_bound) continue;
            auto with_end = options;
            with_end.fixed = {{name, end}};
            const double ratio = 2 * (fit.log_likelihood - garch::fit<gjr, student_t>(y, with_end).log_likelihood);
            // chi-square of one degree at .9; its slope at an end, 2 * 1.64 an error, times the tolerance of the ends
            REQUIRE_THAT(ratio, WithinAbs(2.705543454095404, 0.01));
        }
    }
}

TEST_CASE("profile interval: with much data that of the standard errors, plain and robust")
{
    const auto y = path(60000, 5);
    const auto fit = garch::fit<garch11>(y);
    for (const auto kind : {garch::covariance::hessian, garch::covariance::robust}) {
        const auto errors = garch::internal::to_array(fit.standard_errors(kind));
        for (std::size_t i = 0; i < errors.size(); ++i) {
            const auto r = profile_interval(fit, y, fit.name(i), {.covariance = kind});
            CAPTURE(fit.name(i));
            REQUIRE(r.status == fit_status::converged);
            // what is left of the skewness: the ends are 1.96 errors away, to a tenth
            REQUIRE_THAT((r.upper - fit.flat()[i]) / errors[i], WithinAbs(q, 0.2));
            REQUIRE_THAT((fit.flat()[i] - r.lower) / errors[i], WithinAbs(q, 0.2));
            REQUIRE_THAT((r.upper - r.lower) / errors[i], WithinRel(2 * q, 0.02)); // skewness cancels
        }
    }
}

TEST_CASE("profile interval: ends at a bound where nothing up to it is rejected")
{
    std::mt19937_64 generator(2);
    const auto y = garch::simulate<garch::garch_of<1, 2>>({0.04, 0.05, {0.12}, {0.5, 0.33}}, 3000, generator).returns;
    const auto fit = garch::fit<garch::garch_of<1, 2>>(y);
    REQUIRE(fit.status == fit_status::at_bound); // beta_2 is 0: no standard error, but an interval
    REQUIRE(fit.parameters.beta[1] == 0);
    const auto second = profile_interval(fit, y, "beta_2");
    REQUIRE(second.status == fit_status::at_bound);
    REQUIRE(second.lower == 0);
    REQUIRE(second.lower_at_bound);
    REQUIRE(!second.upper_at_bound);
    REQUIRE(second.upper > 0.33);
    const auto first = profile_interval(fit, y, "beta_1");
    CAPTURE(first.reason);
    REQUIRE(first.status == fit_status::converged); // beyond the estimate beta_2 stays at 0
    REQUIRE(first.lower < 0.5);
    REQUIRE(first.upper > fit.parameters.beta[0]);
}

TEST_CASE("profile interval: says why there is none; refuses what makes no sense")
{
    const auto y = path(500, 6);
    const auto fit = garch::fit<garch11>(y);
    REQUIRE_THROWS_AS(profile_interval(fit, y, "gamma"), std::invalid_argument);
    REQUIRE_THROWS_AS(profile_interval(fit, y, "alpha", {.level = 95}), std::invalid_argument);
    REQUIRE_THROWS_AS(profile_interval(fit, y, "alpha", {.covariance = garch::covariance::opg}), std::invalid_argument);
    auto local = fit; // a fit that missed the maximum
    local.log_likelihood -= 3;
    const auto r = profile_interval(local, y, "alpha");
    REQUIRE(!r);
    REQUIRE(r.reason.find("higher") != std::string::npos);
    local.status = fit_status::stalled;
    REQUIRE(profile_interval(local, y, "alpha").status == fit_status::stalled);
}
