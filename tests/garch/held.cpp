// SPDX-License-Identifier: BSL-1.0
// Equations that a search keeps: parameters fixed by the user.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::aparch, garch::ar, garch::egarch, garch::fit_status, garch::garch11, garch::gjr, garch::student_t,
    garch::with;

namespace {
// the same maximum found in other coordinates: each fit ends within 1e-8 standard errors of it
constexpr double same = 1e-6;
// standard errors that two descents may end apart: each stops at 1e-8 in its own metric, which is not quite the Hessian
constexpr double ended = 1e-5;
} // namespace

TEST_CASE("fixed: a larger model with parameters fixed is the smaller one")
{
    const auto y = checks::sample(1500);
    const auto plain = garch::fit<garch11>(y);
    REQUIRE(plain.status == fit_status::converged);
    const auto as_gjr = garch::fit<gjr>(y, {.fixed = {{"gamma", 0}}});
    const auto as_aparch = garch::fit<aparch>(y, {.fixed = {{"gamma", 0}, {"delta", 2}}});
    const auto as_ar = garch::fit<with<garch11, ar<1>>>(y, {.fixed = {{"ar_1", 0}}}); // a return less: not compared
    REQUIRE(as_gjr.status == fit_status::converged);
    REQUIRE(as_aparch.status == fit_status::converged);
    REQUIRE(as_ar.status == fit_status::converged);
    REQUIRE(as_gjr.parameters.gamma == 0);
    REQUIRE(as_aparch.parameters.delta == 2);
    REQUIRE(as_ar.parameters.ar[0] == 0);
    REQUIRE(as_gjr.estimated() == 4);
    REQUIRE(as_aparch.estimated() == 4);
    REQUIRE_THAT(as_gjr.log_likelihood, WithinRel(plain.log_likelihood, 1e-13));
    REQUIRE_THAT(as_aparch.log_likelihood, WithinRel(plain.log_likelihood, 1e-13));
    REQUIRE_THAT(as_gjr.aic(), WithinRel(plain.aic(), 1e-13));
    const auto want = plain.standard_errors();
    const auto of_gjr = as_gjr.standard_errors();
    for (const auto& [a, b] :
         {std::pair{as_gjr.parameters.alpha, plain.parameters.alpha},
          std::pair{as_aparch.parameters.alpha, plain.parameters.alpha},
          std::pair{as_aparch.parameters.beta, plain.parameters.beta}, std::pair{of_gjr.alpha, want.alpha},
          std::pair{of_gjr.omega, want.omega}, std::pair{of_gjr.mu, want.mu}})
        REQUIRE_THAT(a, WithinRel(b, same));
    REQUIRE(std::isnan(of_gjr.gamma));
}

TEST_CASE("fixed: a parameter fixed at its estimate leaves the others where they are")
{
    const auto y = checks::sample(1500);
    const auto free = garch::fit<gjr, student_t>(y);
    REQUIRE(free.status == fit_status::converged);
    const auto errors = garch::internal::to_array(free.standard_errors(garch::covariance::hessian));
    const auto fixed_is_neutral = [&](const char* name, double value) {
        const auto fit = garch::fit<gjr, student_t>(y, {.fixed = {{name, value}}});
        CAPTURE(name, fit.reason);
        REQUIRE(fit);
        REQUIRE(fit.estimated() == free.estimated() - 1);
        REQUIRE_THAT(fit.log_likelihood, WithinRel(free.log_likelihood, 1e-13));
        for (std::size_t i = 0; i < fit.size; ++i)
            REQUIRE_THAT(fit.flat()[i], WithinAbs(free.flat()[i], ended * errors[i]));
    };
    fixed_is_neutral("mu", free.parameters.mu);
    fixed_is_neutral("omega", free.parameters.omega);
    fixed_is_neutral("gamma", free.parameters.gamma);
    fixed_is_neutral("beta", free.parameters.beta);
    fixed_is_neutral("nu", free.parameters.nu);
}

TEST_CASE("fixed: standard errors are those of the restricted model")
{
    // With H the Hessian of all parameters, the errors of those left are the roots of the diagonal of (-H_FF)^-1.
    const auto y = checks::sample(2000);
    const auto fit = garch::fit<garch11>(y, {.fixed = {{"beta", 0.7}}});
    REQUIRE(fit);
    const auto h =
        garch::internal::curvature<garch11, garch::normal>(garch::covariance::hessian, fit.flat(), y, fit.before, {});
    const smirk::detail::cholesky<4> factor(h, {true, true, true, false});
    const auto inverse = factor.inverse();
    const auto se = fit.standard_errors(garch::covariance::hessian);
    REQUIRE_THAT(se.mu, WithinRel(std::sqrt(inverse[0][0]), 1e-9)); // rounding of two inversions
    REQUIRE_THAT(se.omega, WithinRel(std::sqrt(inverse[1][1]), 1e-9));
    REQUIRE_THAT(se.alpha, WithinRel(std::sqrt(inverse[2][2]), 1e-9));
    REQUIRE(std::isnan(se.beta));
}

TEST_CASE("fixed: starting values make way")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    const auto y = reference::returns("sp500");
    const auto high = garch::fit<garch11>(y, {.fixed = {{"beta", 0.98}}}); // more than alpha of any start leaves
    REQUIRE(high.status == fit_status::converged);
    REQUIRE(high.parameters.beta == 0.98);
    const auto both = garch::fit<garch11>(y, {.fixed = {{"alpha", 0.1}, {"beta", 0.88}}});
    REQUIRE(both.status == fit_status::converged);
    REQUIRE(both.estimated() == 2);
    const auto level = garch::fit<egarch>(y, {.fixed = {{"omega", 0}}}); // omega is level (1 - beta) in the search
    REQUIRE(level);
    REQUIRE_THAT(level.log_likelihood, WithinAbs(-6822.3588, 0.01)); // free: .000244309
    REQUIRE(level.log_likelihood < -6822.358827048);
    const auto warm = garch::fit<garch11>(y, {.fixed = {{"beta", 0.98}}}, &high.parameters);
    REQUIRE(warm.evaluations < high.evaluations);
    REQUIRE_THAT(warm.log_likelihood, WithinRel(high.log_likelihood, 1e-12));
}

TEST_CASE("fixed: what is misused, and what has no fit")
{
    const auto y = checks::sample(500);
    REQUIRE_THROWS_AS(garch::fit<garch11>(y, {.fixed = {{"nu", 8}}}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::fit<garch11>(y, {.fixed = {{"alpha", 0.1}, {"alpha", 0.2}}}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::fit<garch11>(y, {.mean = garch::mean::zero, .fixed = {{"mu", 0.1}}}),
                      std::invalid_argument);
    const auto none = garch::fit<garch11>(y, {.fixed = {{"alpha", 1.5}}});
    REQUIRE(none.status == fit_status::invalid_input);
    REQUIRE(none.reason.find("alpha = 1.5") != std::string::npos);
    REQUIRE(std::isnan(none.parameters.omega));
}

TEST_CASE("held: gradient along an equation, and its multiplier")
{
    // f = x^2 + 2 y^2 + z^2 over x + y z = 3: from z = 1, y = 1 the pivot x = 2; f along it and df/dvalue by hand
    using held = garch::internal::held_equations<3>;
    using number = smirk::detail::dual<double, 3>;
    const auto g_at = [](const std::array<double, 3>& x) {
        const number a = number::variable(x[0], 0), b = number::variable(x[1], 1), c = number::variable(x[2], 2);
        const number g = a + b * c - 3.0;
        held::at_point at;
        at.value[0] = g.value;
        for (std::size_t i = 0; i < 3; ++i) at.slope[0][i] = g.d[i];
        return at;
    };
    held h;
    h.add({garch::internal::held_equation::kind::parameter, 0, 3});
    std::array<double, 3> x{0.5, 1, 1};
    REQUIRE(h.choose_pivots(g_at(x), {true, false, true}));
    REQUIRE(h.pivots[0] == 0);
    REQUIRE(h.move(x, g_at));
    REQUIRE_THAT(x[0], WithinAbs(2, 1e-15));
    std::array<double, 3> gradient{2 * x[0], 4 * x[1], 2 * x[2]};
    h.reduce(g_at(x), gradient);
    REQUIRE_THAT(h.multipliers[0], WithinAbs(4, 1e-15));
    REQUIRE_THAT(gradient[0], WithinAbs(0, 1e-15));
    REQUIRE_THAT(gradient[1], WithinAbs(0, 1e-15));  // 4 - 4
    REQUIRE_THAT(gradient[2], WithinAbs(-2, 1e-15)); // 2 - 4
}
