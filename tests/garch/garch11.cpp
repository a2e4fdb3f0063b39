// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::garch11, garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

namespace {
const garch11::parameters<double> plain{.mu = 0.04, .omega = 0.05, .alpha = 0.1, .beta = 0.85};
} // namespace

TEST_CASE("GARCH(1,1): the gradient is exact")
{
    checks::gradient_is_exact<garch11>(plain);
    checks::gradient_agrees_with_forward_differentiation<garch11, student_t>({plain, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<garch11, skewed_t>({plain, {.nu = 5.5, .lambda = -0.2}});
    checks::gradient_agrees_with_forward_differentiation<garch11, ged>({plain, {.nu = 1.4}});
}

TEST_CASE("GARCH(1,1): search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<garch11>(plain);
    checks::rescaling_keeps_the_likelihood<garch11, normal>(plain);
    checks::forecast_is_the_expectation<garch11, normal>(plain, 2.0);
    checks::forecast_is_the_expectation<garch11, ged>({plain, {.nu = 1.4}}, 2.0);
    const auto law = normal::shape<double>{};
    REQUIRE_THAT(garch11::persistence(plain, law), WithinRel(0.95, 1e-15));
    REQUIRE_THAT(garch11::long_run_variance(plain, law), WithinRel(1.0, 1e-13));
    REQUIRE(std::isinf(garch11::long_run_variance({0, 0.1, 0.2, 0.8}, law)));
}

TEST_CASE("GARCH(1,1): recovers the parameters of a simulation")
{
    checks::recovers_parameters<garch11, normal>(plain);
    checks::recovers_parameters<garch11, student_t>({plain, {.nu = 6}});
}

TEST_CASE("GARCH(1,1): reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    for (const std::string data : {"dem2gbp", "sp500"}) {
        checks::matches_reference<garch11, normal>(data, "|garch|normal|arch", presample::backcast);
        checks::matches_reference<garch11, normal>(data, "|garch|normal|fcp", presample::sample_variance);
        checks::matches_reference<garch11, normal>(data, "|garch|normal|rug", presample::rugarch);
        checks::matches_reference<garch11, student_t>(data, "|garch|t|arch",
                                                      presample::backcast); // dem2gbp: alpha + beta = 1
        checks::matches_reference<garch11, skewed_t>(data, "|garch|skewt|fcp", presample::sample_variance);
        checks::matches_reference<garch11, ged>(data, "|garch|ged|fcp", presample::sample_variance);
    }
}
