// SPDX-License-Identifier: BSL-1.0
// Reference: Python arch, arch_model(y, vol="HARCH", p=[1, 5, 22]).
#include "model_checks.hpp"

#include <smirk/garch/harch.hpp>

namespace garch = smirk::garch;
using garch::harch, garch::normal, garch::student_t;

namespace {
const harch<1, 3, 7>::parameters<double> plain{.mu = 0.04, .omega = 0.3, .alpha = {0.2, 0.25, 0.3}};
} // namespace

TEST_CASE("HARCH: the weights are those of the averages")
{
    std::vector<double> w(7);
    harch<1, 3, 7>::weights(plain, std::span<double>(w));
    for (std::size_t j = 0; j < 7; ++j)
        REQUIRE_THAT(w[j], WithinRel((j < 1 ? 0.2 : 0) + (j < 3 ? 0.25 / 3 : 0) + 0.3 / 7, 1e-14));
}

TEST_CASE("HARCH: the gradient, search coordinates, units, forecasts")
{
    checks::gradient_agrees_with_forward_differentiation<harch<1, 3, 7>, normal>(plain);
    checks::gradient_agrees_with_forward_differentiation<harch<1, 3, 7>, student_t>({plain, {.nu = 5.5}});
    checks::search_coordinates_round_trip<harch<1, 3, 7>>(plain);
    checks::rescaling_keeps_the_likelihood<harch<1, 3, 7>, normal>(plain);
    std::vector<double> far(600);
    harch<1, 3, 7>::forecast(plain, normal::shape<double>{}, {.state = 0, .residuals = {}, .before = 2},
                             std::span<double>(far));
    REQUIRE_THAT(far[0], WithinRel(0.3 + 0.75 * 2, 1e-14));
    REQUIRE_THAT(far.back(), WithinRel(0.3 / 0.25, 1e-12)); // omega / (1 - sum alpha)
}

TEST_CASE("HARCH: the fits of arch, or better")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const double flat_top = 2e-4; // how far from the maximum arch stops, at the 1e-6 of its tolerance
    const auto dem = garch::fit<harch<1, 5, 22>>(reference::returns("dem2gbp"));
    REQUIRE(dem.status == garch::fit_status::converged);
    REQUIRE(dem.log_likelihood > -1099.4132155232935 - 1e-8);
    REQUIRE_THAT(dem.log_likelihood, WithinAbs(-1099.4132155232935, 1e-4));
    REQUIRE_THAT(dem.parameters.omega, WithinAbs(0.05476612701497098, flat_top));
    REQUIRE_THAT(dem.parameters.alpha[0], WithinAbs(0.1484320781807516, flat_top));
    REQUIRE_THAT(dem.parameters.alpha[1], WithinAbs(0.3012173155975897, flat_top));
    REQUIRE_THAT(dem.parameters.alpha[2], WithinAbs(0.3309712875107033, flat_top));
    const auto spx = garch::fit<harch<1, 5, 22>>(reference::returns("sp500"));
    REQUIRE(spx.status == garch::fit_status::at_bound);
    REQUIRE(spx.log_likelihood > -6959.517482313515 - 1e-8);
    REQUIRE_THAT(spx.log_likelihood, WithinAbs(-6959.517482313515, 1e-3));
    REQUIRE(spx.parameters.alpha[0] == 0);
    REQUIRE_THAT(spx.parameters.alpha[1], WithinAbs(0.34592226681787225, flat_top));
}

TEST_CASE("HARCH: recovers the parameters of a simulation")
{
    checks::recovers_parameters<harch<1, 3, 7>, normal>(plain);
}
