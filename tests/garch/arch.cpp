// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::normal, garch::student_t, garch::skewed_t, garch::ged, garch::presample;

using garch::arch;

namespace {
const arch<3>::parameters<double> plain{.mu = 0.04, .omega = 0.4, .alpha = {0.2, 0.15, 0.1}};
} // namespace

TEST_CASE("ARCH(q): the gradient is exact")
{
    checks::gradient_agrees_with_forward_differentiation<arch<3>, normal>(plain);
    checks::gradient_agrees_with_forward_differentiation<arch<1>, student_t>(
        {{.mu = 0, .omega = 0.6, .alpha = {0.3}}, {.nu = 5.5}});
}

TEST_CASE("ARCH(q): the variances are the weighted sums")
{
    const auto y = checks::sample(50);
    const auto before = garch::presample_of(y, presample::backcast);
    std::vector<double> e(y.size());
    garch::filter<arch<3>>(plain, normal::shape<double>{}, before, y, [&](std::size_t t, double residual, double h) {
        e[t] = residual;
        double want = plain.omega;
        for (std::size_t j = 1; j <= 3; ++j)
            want += plain.alpha[j - 1] * (t >= j ? e[t - j] * e[t - j] : before.backcast);
        REQUIRE_THAT(h, WithinRel(want, 1e-13));
    });
}

TEST_CASE("ARCH(q): search coordinates, units, forecasts")
{
    checks::search_coordinates_round_trip<arch<3>>(plain);
    checks::rescaling_keeps_the_likelihood<arch<3>, normal>(plain);
    std::vector<double> far(500);
    arch<3>::forecast(plain, normal::shape<double>{}, {.state = 0, .residuals = {}, .before = 2},
                      std::span<double>(far));
    REQUIRE_THAT(far[0], WithinRel(0.4 + 0.45 * 2, 1e-14));
    REQUIRE_THAT(far.back(), WithinRel(0.4 / 0.55, 1e-12)); // omega / (1 - sum alpha)
}

TEST_CASE("ARCH(q): recovers the parameters of a simulation") { checks::recovers_parameters<arch<3>, normal>(plain); }
