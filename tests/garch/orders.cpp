// SPDX-License-Identifier: BSL-1.0
#include "exact_gradient.hpp"
#include "vector_checks.hpp"

#include <smirk/garch/orders.hpp>

namespace garch = smirk::garch;
using garch::garch_of, garch::gjr_of, garch::normal, garch::student_t, garch::skewed_t, garch::ged;

namespace {
const garch_of<2, 1>::parameters<double> two_shocks{.mu = 0.04, .omega = 0.1, .alpha = {0.06, 0.1}, .beta = {0.7}};
const garch_of<1, 2>::parameters<double> two_pasts{.mu = 0.04, .omega = 0.1, .alpha = {0.12}, .beta = {0.5, 0.25}};
const gjr_of<1, 1, 2>::parameters<double> fall{
    .mu = 0.04, .omega = 0.1, .alpha = {0.05}, .gamma = {0.12}, .beta = {0.5, 0.2}};
const gjr_of<2, 1, 1>::parameters<double> older_shock{
    .mu = 0.04, .omega = 0.1, .alpha = {0.05, 0.04}, .gamma = {0.12}, .beta = {0.7}};
const gjr_of<1, 2, 1>::parameters<double> older_fall{
    .mu = 0.04, .omega = 0.1, .alpha = {0.05}, .gamma = {0.12, 0.06}, .beta = {0.7}};
} // namespace

TEST_CASE("orders: the variances are the weighted sums")
{
    const auto y = checks::sample(50);
    const auto before = garch::presample_of(y, garch::presample::backcast);
    const double b = before.backcast;
    std::vector<double> e, h;
    garch::filter<gjr_of<1, 2, 1>>(
        older_fall, normal::shape<double>{}, before, y, [&](std::size_t t, double residual, double variance) {
            const auto square = [&](std::size_t lag) { return t >= lag ? e[t - lag] * e[t - lag] : b; };
            const auto of_fall = [&](std::size_t lag) {
                return t >= lag ? std::pow(std::min(e[t - lag], 0.0), 2) : b / 2;
            };
            const double past = t >= 1 ? h[t - 1] : b;
            REQUIRE_THAT(variance,
                         WithinRel(0.1 + 0.05 * square(1) + 0.12 * of_fall(1) + 0.06 * of_fall(2) + 0.7 * past, 1e-13));
            e.push_back(residual);
            h.push_back(variance);
        });
    e.clear();
    h.clear();
    garch::filter<garch_of<1, 2>>(
        two_pasts, normal::shape<double>{}, before, y, [&](std::size_t t, double residual, double variance) {
            const double square = t >= 1 ? e[t - 1] * e[t - 1] : b;
            const double one = t >= 1 ? h[t - 1] : b, two = t >= 2 ? h[t - 2] : b;
            REQUIRE_THAT(variance, WithinRel(0.1 + 0.12 * square + 0.5 * one + 0.25 * two, 1e-13));
            e.push_back(residual);
            h.push_back(variance);
        });
}

TEST_CASE("orders: the gradient is exact")
{
    checks::gradient_is_exact<garch_of<2, 1>>(two_shocks);
    checks::gradient_is_exact<gjr_of<1, 1, 2>>(fall);
    checks::gradient_agrees_with_forward_differentiation<garch_of<1, 2>, student_t>({two_pasts, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<gjr_of<2, 1, 1>, skewed_t>(
        {older_shock, {.nu = 5.5, .lambda = -0.2}});
    checks::gradient_agrees_with_forward_differentiation<gjr_of<1, 2, 1>, ged>({older_fall, {.nu = 1.4}});
}

TEST_CASE("orders: search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<garch_of<2, 1>>(two_shocks);
    checks::search_coordinates_round_trip<garch_of<1, 2>>(two_pasts);
    checks::search_coordinates_round_trip<gjr_of<1, 1, 2>>(fall);
    checks::search_coordinates_round_trip<gjr_of<2, 1, 1>>(older_shock);
    checks::search_coordinates_round_trip<gjr_of<1, 2, 1>>(older_fall);
    checks::rescaling_keeps_the_likelihood<gjr_of<1, 1, 2>, normal>(fall);
    checks::forecasts_are_expectations<garch_of<2, 1>, normal>(two_shocks);
    checks::forecasts_are_expectations<gjr_of<1, 1, 2>, ged>({fall, {.nu = 1.4}});
    const normal::shape<double> law;
    std::vector<double> far(2000);
    garch_of<1, 2>::forecast(two_pasts, law, {.state = 0, .residuals = {}, .before = 2}, std::span<double>(far));
    REQUIRE_THAT(far.back(), WithinRel(0.1 / (1 - 0.87), 1e-12));
    REQUIRE_THAT(far.back(), WithinRel(garch_of<1, 2>::long_run_variance(two_pasts, law), 1e-12));
}

TEST_CASE("orders: recover the parameters of a simulation")
{
    checks::recovers_parameters<garch_of<2, 1>, normal>(two_shocks, 2);
    checks::recovers_parameters<gjr_of<1, 1, 2>, student_t>({fall, {.nu = 6}});
}
