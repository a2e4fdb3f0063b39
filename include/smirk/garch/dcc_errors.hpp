// SPDX-License-Identifier: BSL-1.0
// Standard errors of the two parameters of a DCC.
#pragma once
#include <smirk/detail/symmetric_matrix.hpp>
#include <smirk/garch/dcc.hpp>
#include <smirk/garch/sample_moments.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Estimates of a DCC with their standard errors.
struct dcc_parameters {
    estimate a, b;
    double covariance = std::numeric_limits<double>::quiet_NaN(); // of a and b
    estimate persistence;                                         // a + b
};

/// Robust standard errors of the second step.
///
///     V = H^-1 (sum s_t s_t') H^-1,   s_t = dl_t/d(a, b),   H the Hessian of l, by central differences of its gradient
///
/// fit      of this panel
/// panel    the standardised residuals that were fitted
/// returns  the errors given the univariate fits and S, whose own errors are not in them; NaN at a bound, and where the
///          Hessian is not definite
/// throws   std::invalid_argument if the panel is not of the size of the fit
/// cost     six passes, of periods times assets^3 each
/// source   Engle and Sheppard, NBER Working Paper 8554, 2001 (the block of the second step); Bollerslev and Wooldridge
/// 1992
[[nodiscard]] inline dcc_parameters dcc_errors(const dcc_fit& fit, const std::vector<strided<double>>& panel)
{
    if (panel.size() != fit.assets || panel.size() < 2 || panel[0].size() != fit.periods)
        throw std::invalid_argument("smirk::garch::dcc_errors: expected the panel of the fit, " +
                                    std::to_string(fit.assets) + " series of " + std::to_string(fit.periods) +
                                    ", got " + std::to_string(panel.size()));
    dcc_parameters r{.a = {.value = fit.a}, .b = {.value = fit.b}, .persistence = {.value = fit.a + fit.b}};
    if (fit.status != fit_status::converged) return r;

    internal::dcc_likelihood l(panel);
    detail::matrix_of<2> squares{}, curvature{};
    detail::vector_of<2> gradient{}, before{};
    static_cast<void>(l(fit.a, fit.b, gradient, [&](std::size_t t, const std::vector<double>&) {
        // the gradient so far holds the periods before t: what it grew by is the score of the last one
        if (t > 0)
            for (std::size_t i = 0; i < 2; ++i)
                for (std::size_t j = 0; j < 2; ++j)
                    squares[i][j] += (gradient[i] - before[i]) * (gradient[j] - before[j]);
        before = gradient;
    }));
    const auto nothing = [](std::size_t, const std::vector<double>&) {};
    const double room = std::min({fit.a, fit.b, 1 - fit.a - fit.b}), step = std::min(1e-4, 0.25 * room);
    for (std::size_t i = 0; i < 2; ++i) {
        detail::vector_of<2> up{}, down{};
        const double da = i == 0 ? step : 0, db = i == 1 ? step : 0;
        static_cast<void>(l(fit.a + da, fit.b + db, up, nothing));
        static_cast<void>(l(fit.a - da, fit.b - db, down, nothing));
        for (std::size_t j = 0; j < 2; ++j) curvature[i][j] = -(up[j] - down[j]) / (2 * step);
    }
    curvature[0][1] = curvature[1][0] = (curvature[0][1] + curvature[1][0]) / 2;
    const detail::cholesky<2> factor(curvature, {true, true});
    if (!factor.definite) return r;
    const auto inverse = factor.inverse();
    const auto v = detail::times(inverse, detail::times(squares, inverse));
    r.a.error = std::sqrt(v[0][0]);
    r.b.error = std::sqrt(v[1][1]);
    r.covariance = v[0][1];
    r.persistence.error = std::sqrt(v[0][0] + v[1][1] + 2 * v[0][1]);
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
