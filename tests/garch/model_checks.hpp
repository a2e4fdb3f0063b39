// SPDX-License-Identifier: BSL-1.0
// What holds for every model and law of the GARCH room, checked the same way for each.
#pragma once
#include "reference_fits.hpp"
#include "support/catch.hpp"

#include <smirk/garch.hpp>

#include <random>

namespace checks {

using namespace smirk;

/// Standardised-looking returns that no model made: enough structure for every parameter to matter. 203 is no multiple
/// of any lane width.
inline std::vector<double> sample(std::size_t n = 203)
{
    std::mt19937_64 generator(7);
    std::vector<double> y(n);
    double h = 1;
    for (double& v : y) {
        v = std::sqrt(h) * std::normal_distribution<double>()(generator);
        h = 0.1 + 0.1 * v * v + (v < 0 ? 0.1 * v * v : 0) + 0.75 * h;
        v += 0.05;
    }
    return y;
}

/// The log-likelihood one period after another, in any number type.
template <class Model, class Law, class R>
R plain_log_likelihood(const std::array<R, garch::size_of<Model, Law>>& theta, const std::vector<double>& y,
                       const garch::presample_value& before)
{
    R sum(0);
    garch::internal::visit_log_density<Model, Law>(theta, y, before,
                                                   [&](std::size_t, const R&, const R&, const R& l) { sum = sum + l; });
    return sum;
}

/// Value and gradient of the kernel against the forward pass in dual numbers, which differentiates by another road.
template <class Model, class Law>
void gradient_agrees_with_forward_differentiation(const garch::parameters_of<Model, Law>& p)
{
    const auto y = sample();
    const auto theta = garch::internal::to_array(p);
    using number = detail::dual<double, theta.size()>;
    const auto before = garch::presample_of(y, garch::presample::sample_variance);
    const number want =
        plain_log_likelihood<Model, Law>(garch::internal::variables<Model, Law, number>(theta), y, before);
    garch::likelihood<Model, Law> l(y, before);
    std::array<double, theta.size()> gradient{};
    REQUIRE_THAT(l(theta, gradient), WithinRel(want.value, 1e-12));
    for (std::size_t i = 0; i < theta.size(); ++i) {
        CAPTURE(i);
        REQUIRE_THAT(gradient[i], WithinAbs(want.d[i], 1e-10 * (1000 + std::fabs(want.d[i]))));
    }
}

/// from_search undoes to_search.
template <class Part>
void search_coordinates_round_trip(const typename Part::template parameters<double>& p)
{
    const auto want = garch::internal::to_array(p);
    const auto got = garch::internal::to_array(Part::from_search(Part::to_search(p)));
    for (std::size_t i = 0; i < want.size(); ++i) REQUIRE_THAT(got[i], WithinAbs(want[i], 1e-13));
}

/// The likelihood of 0.3 + 2.5 y at the rescaled parameters is that of y, but for the unit.
template <class Model, class Law>
void rescaling_keeps_the_likelihood(const garch::parameters_of<Model, Law>& p)
{
    const auto y = sample();
    auto scaled = y;
    for (double& v : scaled) v = 0.3 + 2.5 * v;
    auto theta = garch::internal::to_array(p);
    const double plain =
        plain_log_likelihood<Model, Law>(theta, y, garch::presample_of(y, garch::presample::sample_variance));
    const auto model = garch::internal::to_array(
        Model::rescale(garch::internal::from_array<typename Model::template parameters<double>>(theta), 0.3, 2.5));
    std::copy(model.begin(), model.end(), theta.begin());
    const double other =
        plain_log_likelihood<Model, Law>(theta, scaled, garch::presample_of(scaled, garch::presample::sample_variance));
    REQUIRE_THAT(other, WithinRel(plain - static_cast<double>(y.size()) * std::log(2.5), 1e-12));
}

/// The forecast two periods ahead against E variance(next(s, sqrt(h) z)) by the trapezoidal rule in x, z = +-exp(2 sinh
/// x).
template <class Model, class Law>
void forecast_is_the_expectation(const garch::parameters_of<Model, Law>& p, double state)
{
    const auto theta = garch::internal::to_array(p);
    const auto model = garch::internal::from_array<typename Model::template parameters<double>>(theta);
    const auto law = Law::shape_of(
        garch::internal::from_array<typename Law::template parameters<double>, garch::model_size<Model>>(theta));
    std::array<double, 2> ahead{};
    Model::forecast(model, law, garch::sample_end{.state = state, .residuals = {}, .before = 1},
                    std::span<double>(ahead));
    const double h = Model::variance(model, state);
    REQUIRE_THAT(ahead[0], WithinRel(h, 1e-14));
    double expected = 0;
    const double step = 1.0 / 64;
    for (int i = -256; i <= 256; ++i)
        for (const double side : {-1.0, 1.0}) {
            const double z = side * std::exp(2 * std::sinh(step * i)),
                         dz = 2 * std::cosh(step * i) * std::fabs(z) * step;
            const double density = std::exp(Law::log_density(law, z, 1.0));
            if (density > 0)
                expected += Model::variance(model, Model::next(model, state, z * std::sqrt(h), law)) * density * dz;
        }
    REQUIRE_THAT(ahead[1], WithinRel(expected, 1e-7)); // what fat tails leave beyond the range of the rule
}

/// A fit of 20000 simulated returns finds the parameters within 4.5 standard errors (2 in 300000 by chance, each).
template <class Model, class Law>
void recovers_parameters(const garch::parameters_of<Model, Law>& p, unsigned seed = 1)
{
    std::mt19937_64 generator(seed);
    const auto path = garch::simulate<Model, Law>(p, 20000, generator);
    const auto fit = garch::fit<Model, Law>(path.returns);
    CAPTURE(fit.reason, fit.distance);
    REQUIRE(fit.status == garch::fit_status::converged);
    const auto want = garch::internal::to_array(p), got = fit.flat();
    const auto se = garch::internal::to_array(fit.standard_errors(garch::covariance::robust));
    for (std::size_t i = 0; i < want.size(); ++i) {
        CAPTURE(i, got[i], se[i]);
        const bool kink =
            i == 0 && !fit.free[0]; // mu is one of the returns: no error from the curvature; 1/sqrt(n) then
        REQUIRE(std::fabs(got[i] - want[i]) < 4.5 * (kink ? 0.007 : se[i]));
    }
}

/// A fit against the reference: log-likelihood to 1e-8 of 1000 to 7000, parameters to 1e-5 standard errors; where no
/// bound is active, standard errors to 1e-5 of their size; forecasts to 1e-6.
template <class Model, class Law>
void matches_reference(const std::string& dataset, const std::string& key, garch::presample convention)
{
    const auto& want = reference::fits()[dataset + key];
    const auto fit = garch::fit<Model, Law>(reference::returns(dataset), {.presample = convention});
    CAPTURE(dataset + key, fit.reason, fit.distance);
    REQUIRE(fit);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(want["loglik"].number, 1e-8));
    const auto parameters = want["params"].numbers(), errors = want["se_hessian"].numbers();
    const auto got = fit.flat();
    REQUIRE(got.size() == parameters.size());
    for (std::size_t i = 0; i < got.size(); ++i) REQUIRE_THAT(got[i], WithinAbs(parameters[i], 1e-5 * errors[i]));
    if (fit.status == garch::fit_status::converged && fit.free[0]) {
        const std::pair<garch::covariance, const char*> kinds[] = {{garch::covariance::hessian, "se_hessian"},
                                                                   {garch::covariance::opg, "se_opg"},
                                                                   {garch::covariance::robust, "se_robust"}};
        for (const auto& [kind, name] : kinds) {
            const auto se = garch::internal::to_array(fit.standard_errors(kind));
            const auto expected = want[name].numbers();
            for (std::size_t i = 0; i < se.size(); ++i) REQUIRE_THAT(se[i], WithinRel(expected[i], 1e-5));
        }
    }
    const auto first = want["sigma2_first"].numbers(), last = want["sigma2_last"].numbers();
    for (std::size_t i = 0; i < first.size(); ++i) REQUIRE_THAT(fit.conditional_variance[i], WithinRel(first[i], 1e-6));
    const std::size_t n = fit.conditional_variance.size();
    for (std::size_t i = 0; i < last.size(); ++i)
        REQUIRE_THAT(fit.conditional_variance[n - last.size() + i], WithinRel(last[i], 1e-6));
    const auto ahead = want["forecast_var_1_20"].numbers(), forecast = fit.forecast(ahead.size());
    for (std::size_t i = 0; i < ahead.size(); ++i) REQUIRE_THAT(forecast[i], WithinRel(ahead[i], 1e-6));
}

} // namespace checks
