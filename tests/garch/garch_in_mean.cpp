// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::garch_in_mean, garch::garch_in_mean_of, garch::risk;

namespace {
using in_variance = garch_in_mean_of<risk::variance>;
using in_log_variance = garch_in_mean_of<risk::log_variance>;
const garch_in_mean::parameters<double> plain{.mu = 0.04, .kappa = 0.1, .omega = 0.05, .alpha = 0.1, .beta = 0.85};
const in_variance::parameters<double> of_variance{.mu = 0.04, .kappa = 0.1, .omega = 0.05, .alpha = 0.1, .beta = 0.85};
const in_log_variance::parameters<double> of_log{.mu = 0.04, .kappa = 0.1, .omega = 0.05, .alpha = 0.1, .beta = 0.85};
} // namespace

TEST_CASE("GARCH in mean: the gradient is exact")
{
    checks::gradient_is_exact<garch_in_mean>(plain);
    checks::gradient_is_exact<in_variance>(of_variance);
    checks::gradient_is_exact<in_log_variance>(of_log);
    checks::gradient_agrees_with_forward_differentiation<garch_in_mean, student_t>({plain, {.nu = 5.5}});
}

TEST_CASE("GARCH in mean: search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<garch_in_mean>(plain);
    checks::rescaling_keeps_the_likelihood<garch_in_mean, normal>(plain);
    checks::rescaling_keeps_the_likelihood<in_variance, normal>(of_variance);
    checks::rescaling_keeps_the_likelihood<in_log_variance, normal>(of_log);
    checks::forecast_is_the_expectation<garch_in_mean, normal>(plain, 2.0);
}

TEST_CASE("GARCH in mean: the residuals leave out the whole mean")
{
    std::mt19937_64 generator(5);
    const auto path = garch::simulate<garch_in_mean>(plain, 3000, generator);
    const auto fit = garch::fit<garch_in_mean>(path.returns);
    for (std::size_t t = 0; t < path.returns.size(); t += 500)
        REQUIRE_THAT(fit.residuals[t], WithinAbs(path.returns[t] - fit.parameters.mu -
                                                     fit.parameters.kappa * std::sqrt(fit.conditional_variance[t]),
                                                 1e-14));
}

TEST_CASE("GARCH in mean: recovers the parameters of a simulation")
{
    checks::recovers_parameters<garch_in_mean, normal>(plain, 4);
    checks::recovers_parameters<in_log_variance, normal>(of_log, 4);
}

TEST_CASE("GARCH in mean: reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    for (const std::string data : {"dem2gbp", "sp500"}) {
        checks::matches_reference<garch_in_mean, normal>(data, "|garchm|normal|arch", presample::backcast);
        checks::matches_reference<garch_in_mean, student_t>(data, "|garchm|t|arch", presample::backcast);
        checks::matches_reference<in_variance, normal>(data, "|garchm2|normal|arch", presample::backcast);
    }
}
