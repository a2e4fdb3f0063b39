// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::aparch;

namespace {
const aparch::parameters<double> plain{
    .mu = 0.04, .omega = 0.05, .alpha = 0.1, .gamma = 0.3, .beta = 0.84, .delta = 1.4};
} // namespace

TEST_CASE("APARCH: the gradient is exact")
{
    checks::gradient_is_exact<aparch>(plain);
    checks::gradient_agrees_with_forward_differentiation<aparch, student_t>({plain, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<aparch, ged>({plain, {.nu = 1.4}});
}

TEST_CASE("APARCH: search coordinates, units")
{
    checks::search_coordinates_round_trip<aparch>(plain);
    checks::rescaling_keeps_the_likelihood<aparch, normal>(plain);
}

TEST_CASE("APARCH: at delta = 2 it is GJR with alpha (1 - gamma)^2 and 4 alpha gamma")
{
    const auto y = checks::sample();
    const auto before = garch::presample_of(y, presample::rugarch);
    const double a = 0.08, g = 0.3;
    const double power =
        checks::plain_log_likelihood<aparch, normal>(std::array{0.04, 0.05, a, g, 0.84, 2.0}, y, before);
    const double threshold = checks::plain_log_likelihood<garch::gjr, normal>(
        std::array{0.04, 0.05, a * (1 - g) * (1 - g), 4 * a * g, 0.84}, y, before);
    REQUIRE_THAT(power, WithinRel(threshold, 1e-13));
    const auto law = student_t::shape_of(student_t::parameters<double>{6});
    REQUIRE_THAT(aparch::persistence({0.04, 0.05, a, g, 0.84, 2.0}, law), WithinRel(0.84 + a * (1 + g * g), 1e-13));
    aparch::parameters<double> square = plain;
    square.delta = 2;
    checks::forecast_is_the_expectation<aparch, skewed_t>({square, {.nu = 9, .lambda = -0.2}}, 1.3);
}

TEST_CASE("APARCH: recovers the parameters of a simulation") { checks::recovers_parameters<aparch, normal>(plain); }

TEST_CASE("APARCH: reference fits")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    checks::matches_reference<aparch, normal>("dem2gbp", "|aparch|normal|arch", presample::backcast);
    checks::matches_reference<aparch, normal>("dem2gbp", "|aparch|normal|fcp", presample::sample_variance);
    checks::matches_reference<aparch, normal>("dem2gbp", "|aparch|normal|rug", presample::rugarch);
    checks::matches_reference<aparch, normal>("sp500", "|aparch|normal|arch",
                                              presample::backcast); // gamma at its bound
    checks::matches_reference<aparch, student_t>("dem2gbp", "|aparch|t|arch", presample::backcast); // alpha + beta = 1
    checks::matches_reference<aparch, student_t>("sp500", "|aparch|t|arch|archcons", presample::backcast); // both
}
