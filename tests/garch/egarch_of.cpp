// SPDX-License-Identifier: BSL-1.0
// Reference: Python arch 8.0.0, arch_model(y, vol="EGARCH", p=, o=, q=, rescale=False).fit(tol=1e-12, options={"ftol":
// 1e-13}), fitted again from its own result with ftol 1e-14.
#include "exact_gradient.hpp"
#include "vector_checks.hpp"

#include <smirk/garch/egarch_of.hpp>

namespace garch = smirk::garch;
using garch::egarch_of, garch::normal, garch::student_t, garch::skewed_t, garch::ged;

namespace {
const egarch_of<2, 1, 1>::parameters<double> two_sizes{
    .mu = 0.04, .omega = -0.01, .alpha = {0.3, -0.15}, .gamma = {-0.1}, .beta = {0.95}};
const egarch_of<1, 1, 2>::parameters<double> two_pasts{
    .mu = 0.04, .omega = -0.01, .alpha = {0.2}, .gamma = {-0.1}, .beta = {0.6, 0.33}};
const egarch_of<1, 2, 2>::parameters<double> alternating{
    .mu = 0.04, .omega = -0.01, .alpha = {0.2}, .gamma = {-0.1, 0.05}, .beta = {1.3, -0.36}};
} // namespace

TEST_CASE("EGARCH(p, o, q): the recursion")
{
    const auto y = checks::sample(50);
    const auto before = garch::presample_of(y, garch::presample::backcast);
    std::vector<double> z, log_h;
    const double log_b = std::log(before.backcast), mean_abs = normal::shape<double>::mean_abs;
    garch::filter<egarch_of<1, 2, 2>>(
        alternating, normal::shape<double>{}, before, y, [&](std::size_t t, double e, double h) {
            const auto sign = [&](std::size_t lag) { return t >= lag ? z[t - lag] : 0; };
            const auto past = [&](std::size_t lag) { return t >= lag ? log_h[t - lag] : log_b; };
            const double size = t >= 1 ? std::fabs(z[t - 1]) - mean_abs : 0;
            const double want = -0.01 + 0.2 * size - 0.1 * sign(1) + 0.05 * sign(2) + 1.3 * past(1) - 0.36 * past(2);
            REQUIRE_THAT(std::log(h), WithinAbs(want, 1e-13));
            z.push_back(e / std::sqrt(h));
            log_h.push_back(std::log(h));
        });
}

TEST_CASE("EGARCH(p, o, q): the gradient is exact")
{
    checks::gradient_is_exact<egarch_of<1, 2, 2>>(alternating);
    checks::gradient_agrees_with_forward_differentiation<egarch_of<2, 1, 1>, student_t>({two_sizes, {.nu = 5.5}});
    checks::gradient_agrees_with_forward_differentiation<egarch_of<1, 1, 2>, skewed_t>(
        {two_pasts, {.nu = 5.5, .lambda = -0.2}});
}

TEST_CASE("EGARCH(p, o, q): search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<egarch_of<2, 1, 1>>(two_sizes);
    checks::search_coordinates_round_trip<egarch_of<1, 1, 2>>(two_pasts);
    checks::search_coordinates_round_trip<egarch_of<1, 2, 2>>(alternating);
    checks::rescaling_keeps_the_likelihood<egarch_of<1, 2, 2>, normal>(alternating);
    checks::forecasts_are_expectations<egarch_of<1, 2, 2>, normal>(alternating);
    checks::forecasts_are_expectations<egarch_of<2, 1, 1>, ged>({two_sizes, {.nu = 1.6}});
    const normal::shape<double> law;
    std::vector<double> far(3000);
    egarch_of<1, 2, 2>::forecast(alternating, law, {.state = 0, .residuals = {}, .before = 2}, std::span<double>(far));
    REQUIRE_THAT(far.back(), WithinRel(egarch_of<1, 2, 2>::long_run_variance(alternating, law), 1e-11));
}

TEST_CASE("EGARCH(p, o, q): the first orders are egarch")
{
    const auto y = checks::sample(1000);
    const auto a = garch::fit<garch::egarch>(y);
    const auto b = garch::fit<egarch_of<1, 1, 1>>(y);
    REQUIRE_THAT(b.log_likelihood, WithinAbs(a.log_likelihood, 1e-9));
    REQUIRE_THAT(b.parameters.beta[0], WithinAbs(a.parameters.beta, 1e-6));
    REQUIRE_THAT(b.forecast(20).back(), WithinRel(a.forecast(20).back(), 1e-6));
    REQUIRE_THAT(b.long_run_variance(), WithinRel(a.long_run_variance(), 1e-6));
}

TEST_CASE("EGARCH(p, o, q): the fits of arch, or better")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    const double flat_top = 3e-6;
    const auto dem = reference::returns("dem2gbp"), spx = reference::returns("sp500");
    checks::fits_as_well_as<egarch_of<2, 1, 1>>(
        dem, -1091.3923910051958, {-0.0081955366, -0.0421457277, 0.40527379, -0.23442233, -0.0214227129, 0.968486214},
        flat_top);
    checks::fits_as_well_as<egarch_of<1, 1, 2>>(
        dem, -1095.8518806213503, {-0.00952392492, -0.120373117, 0.36681372, -0.041893598, 0.591160769, 0.323764468},
        flat_top);
    checks::fits_as_well_as<egarch_of<2, 1, 1>>(
        spx, -6813.632955329111, {0.0130722056, 0.000870674436, 0.0199419236, 0.127959742, -0.160261354, 0.969978383},
        flat_top);
    checks::fits_as_well_as<egarch_of<1, 1, 2>>(
        spx, -6822.3128977138, // mu is one of the returns
        {0.0179570066, 0.000229737415, 0.13572575, -0.1546501, 0.949836944, 0.0239066474}, flat_top);
    // betas of both signs, which arch does not allow, do better
    REQUIRE(garch::fit<egarch_of<2, 2, 2>>(dem).log_likelihood > -1091.3793631800186 + 8);
    REQUIRE(garch::fit<egarch_of<2, 2, 2>>(spx).log_likelihood > -6806.434870055898 + 25);
}

TEST_CASE("EGARCH(p, o, q): recovers the parameters of a simulation")
{
    checks::recovers_parameters<egarch_of<2, 1, 1>, normal>(two_sizes, 2);
    checks::recovers_parameters<egarch_of<1, 2, 2>, ged>({alternating, {.nu = 1.5}}, 2);
}
