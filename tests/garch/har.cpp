// SPDX-License-Identifier: BSL-1.0
// HAR means against Python arch: 8.0.0 (numpy 2.4.6, scipy 1.17.1), HARX(y, lags=[1, 5, 22], rescale=False),
// GARCH(1, 1, 1), StudentsT(), fitted as in the test of autoregressions.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::gjr, garch::har, garch::student_t, garch::with;

namespace {
constexpr double digits = 3e-6;   // of arch's parameters
constexpr double decimals = 2e-8; // of its log-likelihood
} // namespace

TEST_CASE("har: HAR-GJR with Student t errors on S&P 500")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const auto fit = garch::fit<with<gjr, har<1, 5, 22>>, student_t>(reference::returns("sp500"));
    REQUIRE(fit.status == garch::fit_status::at_bound); // alpha is 0
    REQUIRE(fit.conditioned_on == 22);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(-6699.568481178, decimals));
    REQUIRE_THAT(fit.parameters.mu, WithinAbs(0.048239125, digits));
    REQUIRE_THAT(fit.parameters.har[0], WithinAbs(-0.037742652, digits));
    REQUIRE_THAT(fit.parameters.har[1], WithinAbs(-0.096291577, digits));
    REQUIRE_THAT(fit.parameters.har[2], WithinAbs(0.035257505, digits));
    REQUIRE_THAT(fit.parameters.gamma, WithinAbs(0.168538876, digits));
    REQUIRE_THAT(fit.parameters.beta, WithinAbs(0.903658307, digits));
    const std::vector<double> mean{-0.06510736308472304, -0.08615766657705679, 0.009724617765269235,
                                   0.021050017149337404, 0.016114384643259518};
    const auto m = fit.forecast_mean(5);
    for (std::size_t k = 0; k < 5; ++k) REQUIRE_THAT(m[k], WithinAbs(mean[k], 3e-6)); // of those parameters
    REQUIRE_THAT(fit.forecast_return_variance(5)[4], WithinRel(3.397268781130837, 1e-5));
}

TEST_CASE("har: HAR-GJR with Student t errors on the mark")
{
    SKIP_WITHOUT_SHARED_DATA("garch/dem2gbp.csv");
    const auto fit = garch::fit<with<gjr, har<1, 5, 22>>, student_t>(reference::returns("dem2gbp"));
    REQUIRE(fit);
    // the persistence is at 1; arch's optimiser ends 5.5e-9 beyond it, which is worth 4e-7 to the log-likelihood
    REQUIRE(fit.status == garch::fit_status::at_bound);
    REQUIRE_THAT(fit.log_likelihood, WithinAbs(-988.498295162, 1e-6));
    REQUIRE_THAT(fit.parameters.har[0], WithinAbs(0.039463272, 1e-5));
    REQUIRE_THAT(fit.parameters.har[1], WithinAbs(-0.029594195, 1e-5));
    REQUIRE_THAT(fit.parameters.har[2], WithinAbs(-0.006588010, 1e-5));
}

TEST_CASE("har: averages by hand")
{
    const std::vector<double> earlier{9, 1, 2, 3, 4, 5, 7};
    std::array<double, 3> x{};
    har<1, 2, 6>::row(earlier, x);
    REQUIRE_THAT(x[0], WithinAbs(7, 1e-15));
    REQUIRE_THAT(x[1], WithinAbs(6, 1e-15));
    REQUIRE_THAT(x[2], WithinAbs(22.0 / 6, 1e-15));
    garch::ar<2>::row(earlier, x);
    REQUIRE((x[0] == 7 && x[1] == 5));
}
