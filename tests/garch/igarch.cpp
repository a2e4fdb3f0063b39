// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::igarch;

namespace {
const igarch::parameters<double> plain{.mu = 0.04, .omega = 0.02, .alpha = 0.1};
} // namespace

TEST_CASE("IGARCH: the gradient is exact")
{
    checks::gradient_is_exact<igarch>(plain);
    checks::gradient_agrees_with_forward_differentiation<igarch, student_t>({plain, {.nu = 5.5}});
}

TEST_CASE("IGARCH: is GARCH at alpha + beta = 1")
{
    const auto y = checks::sample();
    const auto before = garch::presample_of(y, presample::backcast);
    REQUIRE_THAT(
        (checks::plain_log_likelihood<igarch, normal>(std::array{0.04, 0.02, 0.1}, y, before)),
        WithinRel(checks::plain_log_likelihood<garch::garch11, normal>(std::array{0.04, 0.02, 0.1, 0.9}, y, before),
                  1e-13));
    checks::search_coordinates_round_trip<igarch>(plain);
    checks::rescaling_keeps_the_likelihood<igarch, normal>(plain);
    checks::forecast_is_the_expectation<igarch, normal>(plain, 2.0);
    REQUIRE(igarch::persistence(plain, normal::shape<double>{}) == 1);
}

TEST_CASE("IGARCH: recovers the parameters of a simulation") { checks::recovers_parameters<igarch, normal>(plain, 2); }

TEST_CASE("IGARCH: reference fits that end at alpha + beta = 1")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const auto& want = reference::fits()["dem2gbp|garch|t|arch"];
    const auto fit = garch::fit<igarch, student_t>(reference::returns("dem2gbp"));
    REQUIRE(fit.status == garch::fit_status::converged);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(want["loglik"].number, 1e-8));
    REQUIRE_THAT(fit.parameters.alpha, WithinAbs(want["params"]["alpha"].number, 1e-7));
    REQUIRE_THAT(fit.parameters.nu, WithinAbs(want["params"]["nu"].number, 1e-6));
}
