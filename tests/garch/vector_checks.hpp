// SPDX-License-Identifier: BSL-1.0
// What holds for every model whose recursion carries several numbers, checked the same way for each.
#pragma once
#include "model_checks.hpp"

#include <smirk/garch/vector_state.hpp>

namespace checks {

/// The forecasts 2 and 3 periods ahead against E h over one and two shocks, by the trapezoidal rule in x,
/// z = +-exp(2 sinh x).
template <class Model, class Law>
void forecasts_are_expectations(const garch::parameters_of<Model, Law>& p)
{
    const auto theta = garch::internal::to_array(p);
    const auto model = garch::internal::from_array<typename Model::template parameters<double>>(theta);
    const auto law = Law::shape_of(
        garch::internal::from_array<typename Law::template parameters<double>, garch::model_size<Model>>(theta));
    struct point {
        double z, weight;
    };
    std::vector<point> rule;
    const double step = 1.0 / 24;
    for (int i = -96; i <= 96; ++i)
        for (const double side : {-1.0, 1.0}) {
            const double z = side * std::exp(2 * std::sinh(step * i));
            const double weight =
                2 * std::cosh(step * i) * std::fabs(z) * step * std::exp(Law::log_density(law, z, 1.0));
            if (weight > 1e-30) rule.push_back({z, weight});
        }
    const std::vector<double> residuals{0.4, -1.3, 0.2, 2.1, -0.7};
    const garch::sample_end end{.state = 0, .residuals = residuals, .before = 1.4};
    std::array<double, 3> ahead{};
    Model::forecast(model, law, end, std::span<double>(ahead));
    const auto s = garch::state_after<Model>(model, law, end);
    const double h = Model::variance(model, s);
    REQUIRE_THAT(ahead[0], WithinRel(h, 1e-14));
    double second = 0, third = 0;
    for (const auto& a : rule) {
        const auto s2 = Model::next(model, s, a.z * std::sqrt(h), law);
        const double h2 = Model::variance(model, s2);
        second += a.weight * h2;
        for (const auto& b : rule)
            third += a.weight * b.weight * Model::variance(model, Model::next(model, s2, b.z * std::sqrt(h2), law));
    }
    const double rule_error = 1e-7; // of the rule, and of fat tails beyond its range
    REQUIRE_THAT(ahead[1], WithinRel(second, rule_error));
    REQUIRE_THAT(ahead[2], WithinRel(third, rule_error));
}

/// A fit against another program's: the log-likelihood as good or better, and no more than `stopped_short` better; each
/// parameter within `flat_top`, which is how far from the maximum that program stops.
template <class Model, class Law = garch::normal>
void fits_as_well_as(const std::vector<double>& y, double log_likelihood, const std::vector<double>& parameters,
                     double flat_top, double stopped_short = 1e-6, garch::fit_options options = {})
{
    const auto fit = garch::fit<Model, Law>(y, options);
    CAPTURE(fit.reason, fit.distance, fit.log_likelihood);
    REQUIRE(fit);
    REQUIRE(fit.log_likelihood > log_likelihood - 1e-8);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(log_likelihood, stopped_short));
    const auto got = fit.flat();
    REQUIRE(got.size() == parameters.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(fit.name(i));
        REQUIRE_THAT(got[i], WithinAbs(parameters[i], flat_top));
    }
}

} // namespace checks
