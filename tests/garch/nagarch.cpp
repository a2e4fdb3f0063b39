// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::nagarch;

namespace {
const nagarch::parameters<double> plain{.mu = 0.04, .omega = 0.05, .alpha = 0.08, .theta = 0.7, .beta = 0.8};
} // namespace

TEST_CASE("NAGARCH: the gradient is exact")
{
    checks::gradient_is_exact<nagarch>(plain);
    checks::gradient_agrees_with_forward_differentiation<nagarch, student_t>({plain, {.nu = 5.5}});
}

TEST_CASE("NAGARCH: search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<nagarch>(plain);
    checks::rescaling_keeps_the_likelihood<nagarch, normal>(plain);
    checks::forecast_is_the_expectation<nagarch, normal>(plain, 2.0);
    checks::forecast_is_the_expectation<nagarch, skewed_t>({plain, {.nu = 9, .lambda = -0.2}}, 2.0);
}

TEST_CASE("NAGARCH: recovers the parameters of a simulation") { checks::recovers_parameters<nagarch, normal>(plain); }
