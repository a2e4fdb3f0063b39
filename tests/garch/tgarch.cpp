// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::tgarch;

namespace {
const tgarch::parameters<double> plain{.mu = 0.04, .omega = 0.04, .alpha = 0.06, .gamma = 0.08, .beta = 0.88};
} // namespace

TEST_CASE("TGARCH: the gradient is exact")
{
    checks::gradient_is_exact<tgarch>(plain);
    checks::gradient_agrees_with_forward_differentiation<tgarch, skewed_t>({plain, {.nu = 5.5, .lambda = 0.1}});
}

TEST_CASE("TGARCH: search coordinates, units, forecasts of the variance")
{
    checks::search_coordinates_round_trip<tgarch>(plain);
    checks::rescaling_keeps_the_likelihood<tgarch, normal>(plain);
    checks::forecast_is_the_expectation<tgarch, normal>(plain, 1.4);
    checks::forecast_is_the_expectation<tgarch, skewed_t>({plain, {.nu = 9, .lambda = -0.2}}, 1.4);
    std::vector<double> far(3000);
    tgarch::forecast(plain, normal::shape<double>{}, {.state = 1.4, .residuals = {}, .before = 1},
                     std::span<double>(far));
    REQUIRE_THAT(far.back(), WithinRel(tgarch::long_run_variance(plain, normal::shape<double>{}), 1e-12));
}

TEST_CASE("TGARCH: is APARCH at delta = 1")
{
    const auto y = checks::sample();
    const auto before = garch::presample_of(y, presample::sample_variance);
    const double a = 0.1, g = 0.4; // a (|e| - g e) = a (1 - g) |e| + 2 a g max(-e, 0)
    REQUIRE_THAT(
        (checks::plain_log_likelihood<tgarch, normal>(std::array{0.04, 0.04, a * (1 - g), 2 * a * g, 0.88}, y, before)),
        WithinRel(
            checks::plain_log_likelihood<garch::aparch, normal>(std::array{0.04, 0.04, a, g, 0.88, 1.0}, y, before),
            1e-13));
}

TEST_CASE("TGARCH: recovers the parameters of a simulation") { checks::recovers_parameters<tgarch, normal>(plain); }
