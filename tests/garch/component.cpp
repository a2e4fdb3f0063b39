// SPDX-License-Identifier: BSL-1.0
// Reference: a loop in NumPy 2, SciPy minimize(method="Nelder-Mead", xatol=1e-11, fatol=1e-12) restarted, first
// variance omega + rho mean (y - mu)^2.
#include "exact_gradient.hpp"
#include "vector_checks.hpp"

#include <smirk/garch/component.hpp>

namespace garch = smirk::garch;
using garch::component, garch::normal, garch::student_t, garch::skewed_t;

namespace {
const component::parameters<double> plain{
    .mu = 0.04, .omega = 0.02, .alpha = 0.08, .beta = 0.75, .rho = 0.98, .phi = 0.05};
} // namespace

TEST_CASE("component GARCH: the gradient is exact")
{
    checks::gradient_is_exact<component>(plain);
    checks::gradient_agrees_with_forward_differentiation<component, student_t>({plain, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<component, skewed_t>({plain, {.nu = 5.5, .lambda = -0.2}});
}

TEST_CASE("component GARCH: search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<component>(plain);
    checks::rescaling_keeps_the_likelihood<component, normal>(plain);
    checks::forecasts_are_expectations<component, normal>(plain);
    const normal::shape<double> law;
    std::vector<double> far(3000);
    component::forecast(plain, law, {.state = 0, .residuals = {}, .before = 2}, std::span<double>(far));
    REQUIRE_THAT(far.back(), WithinRel(1.0, 1e-12)); // omega / (1 - rho)
    REQUIRE_THAT(component::long_run_variance(plain, law), WithinRel(1.0, 1e-12));
}

TEST_CASE("component GARCH: it is a GARCH(2, 2)")
{
    // Eliminating q: alpha_1 = alpha + phi, alpha_2 = -(rho alpha + (alpha + beta) phi), beta_1 = beta + rho - phi,
    // beta_2 = (alpha + beta) phi - rho beta, omega' = omega (1 - alpha - beta)
    const double omega = plain.omega, a = plain.alpha, b = plain.beta, rho = plain.rho, phi = plain.phi;
    const auto y = checks::sample(400);
    std::vector<double> e, h;
    garch::filter<component>(
        plain, normal::shape<double>{}, garch::presample_of(y, garch::presample::backcast), y,
        [&](std::size_t t, double residual, double variance) {
            if (t >= 2)
                REQUIRE_THAT(variance, WithinRel(omega * (1 - a - b) + (a + phi) * e[t - 1] * e[t - 1] -
                                                     (rho * a + (a + b) * phi) * e[t - 2] * e[t - 2] +
                                                     (b + rho - phi) * h[t - 1] + ((a + b) * phi - rho * b) * h[t - 2],
                                                 1e-12));
            e.push_back(residual);
            h.push_back(variance);
        });
}

TEST_CASE("component GARCH: fits as an independent search has them")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const garch::fit_options options{.presample = garch::presample::sample_variance};
    const double flat_top = 1e-5; // how far a simplex search ends from the maximum
    checks::fits_as_well_as<component>(reference::returns("dem2gbp"), -1088.9134775032219,
                                       {-0.003529739517609107, 0.0015442406792045026, 0.1668480328250201,
                                        0.5556596193721303, 0.994359800641802, 0.04180136522231111},
                                       flat_top, 1e-6, options);
    checks::fits_as_well_as<component>(reference::returns("sp500"), -6930.8884647044015,
                                       {0.05370993119158779, 0.005227510999167613, 0.07593672096331514,
                                        0.8702362692220944, 0.9956126239815679, 0.03519874524308319},
                                       flat_top, 1e-6, options);
}

TEST_CASE("component GARCH: recovers the parameters of a simulation")
{
    checks::recovers_parameters<component, normal>(
        {.mu = 0.04, .omega = 0.01, .alpha = 0.08, .beta = 0.7, .rho = 0.99, .phi = 0.04});
}
