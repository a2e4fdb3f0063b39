// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::gjr;

namespace {
const gjr::parameters<double> plain{.mu = 0.04, .omega = 0.05, .alpha = 0.04, .gamma = 0.12, .beta = 0.84};
} // namespace

TEST_CASE("GJR: the gradient is exact")
{
    checks::gradient_is_exact<gjr>(plain);
    checks::gradient_agrees_with_forward_differentiation<gjr, student_t>({plain, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<gjr, skewed_t>({plain, {.nu = 5.5, .lambda = -0.2}});
}

TEST_CASE("GJR: search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<gjr>(plain);
    checks::rescaling_keeps_the_likelihood<gjr, normal>(plain);
    checks::forecast_is_the_expectation<gjr, normal>(plain, 2.0);
    REQUIRE_THAT(gjr::persistence(plain, normal::shape<double>{}), WithinRel(0.94, 1e-15));
}

TEST_CASE("GJR: with skewed errors falls weigh by E[z^2; z < 0], not by a half")
{
    const skewed_t::parameters<double> law{.nu = 7, .lambda = -0.3};
    checks::forecast_is_the_expectation<gjr, skewed_t>({plain, law}, 2.0);
    checks::forecast_is_the_expectation<gjr, skewed_t>({plain, {.nu = 9, .lambda = 0.3}}, 2.0);
    REQUIRE(gjr::persistence(plain, skewed_t::shape_of(law)) > 0.945);
}

TEST_CASE("GJR: recovers the parameters of a simulation")
{
    checks::recovers_parameters<gjr, normal>(plain);
    checks::recovers_parameters<gjr, skewed_t>({plain, {.nu = 7, .lambda = -0.15}});
}

TEST_CASE("GJR: reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    for (const std::string data : {"dem2gbp", "sp500"}) { // sp500: alpha is 0
        checks::matches_reference<gjr, normal>(data, "|gjr|normal|arch", presample::backcast);
        checks::matches_reference<gjr, student_t>(data, "|gjr|t|fcp", presample::sample_variance);
        checks::matches_reference<gjr, normal>(data, "|gjr|normal|rug", presample::rugarch);
    }
}
