// SPDX-License-Identifier: BSL-1.0
// Reference: Python arch 8.0.0, arch_model(y, p=, o=, q=, rescale=False).fit(tol=1e-12, options={"ftol": 1e-13}),
// fitted again from its own result with ftol 1e-14.
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

TEST_CASE("orders: the first ones are garch11 and gjr")
{
    const auto y = checks::sample(1000);
    const auto a = garch::fit<garch::garch11, student_t>(y);
    const auto b = garch::fit<garch_of<1, 1>, student_t>(y);
    REQUIRE_THAT(b.log_likelihood, WithinAbs(a.log_likelihood, 1e-9));
    REQUIRE_THAT(b.parameters.beta[0], WithinAbs(a.parameters.beta, 1e-6));
    REQUIRE_THAT(b.standard_errors().alpha[0], WithinRel(a.standard_errors().alpha, 1e-5));
    REQUIRE_THAT(b.forecast(20).back(), WithinRel(a.forecast(20).back(), 1e-6));
    REQUIRE_THAT(b.persistence(), WithinRel(a.persistence(), 1e-6));
    const auto c = garch::fit<garch::gjr>(y);
    const auto d = garch::fit<gjr_of<1, 1, 1>>(y);
    REQUIRE_THAT(d.log_likelihood, WithinAbs(c.log_likelihood, 1e-9));
    REQUIRE_THAT(d.parameters.gamma[0], WithinAbs(c.parameters.gamma, 1e-6));
}

TEST_CASE("orders: the fits of arch, or better")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const double flat_top = 1e-6;
    const auto dem = reference::returns("dem2gbp"), spx = reference::returns("sp500");
    checks::fits_as_well_as<garch_of<1, 2>>(
        dem, -1101.4980008340467, {-0.00479676776, 0.0102127739, 0.159894595, 0.473417754, 0.326332712}, flat_top);
    checks::fits_as_well_as<garch_of<2, 1>>(dem, -1104.521401788942, // alpha_2 is 0
                                            {-0.006076604, 0.00991424705, 0.145477896, 0, 0.816846186}, flat_top);
    checks::fits_as_well_as<gjr_of<1, 1, 2>>(
        dem, -1100.9749535066517, {-0.00648762555, 0.0106163361, 0.145785877, 0.0305580369, 0.469178516, 0.32647323},
        flat_top);
    checks::fits_as_well_as<gjr_of<1, 1, 2>, skewed_t>(
        dem, -979.39935704715, // the persistence is 1
        {-0.00815590142, 0.00312627254, 0.124914622, 0.0521390886, 0.343710263, 0.505305571, 4.39088679, -0.0855686383},
        2e-6);
    checks::fits_as_well_as<garch_of<2, 1>>(
        spx, -6937.644688064596, {0.0525705291, 0.0222193895, 0.0680688471, 0.0512382348, 0.864597818}, flat_top);
    checks::fits_as_well_as<garch_of<2, 2>>(
        spx, -6935.581155749942, {0.0532503884, 0.0327552364, 0.0681213237, 0.111976764, 0.241624522, 0.554315409},
        flat_top);
    checks::fits_as_well_as<gjr_of<1, 2, 1>>(
        spx, -6831.240921371944, {0.0146074097, 0.0212159485, 0, 0.155597553, 0.0304549703, 0.888042679}, flat_top);
    checks::fits_as_well_as<garch_of<2, 1>, student_t>(
        spx, -6827.5163060379, {0.0654089987, 0.0135286333, 0.0443054369, 0.0829913209, 0.870801231, 6.43259738}, 2e-6);
}

TEST_CASE("orders: recover the parameters of a simulation")
{
    checks::recovers_parameters_of_path<garch_of<2, 1>, normal>(two_shocks, 2);
    checks::recovers_parameters_of_path<gjr_of<1, 1, 2>, student_t>({fall, {.nu = 6}});
}
