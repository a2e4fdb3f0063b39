// SPDX-License-Identifier: BSL-1.0
// GARCH(1,1).
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// GARCH(1,1): variance from the last squared shock and the last variance.
///
///     h_{t+1} = omega + alpha e_t^2 + beta h_t,    e_t = y_t - mu
///     omega > 0, alpha >= 0, beta >= 0, alpha + beta <= 1;   long-run variance omega / (1 - alpha - beta)
///
/// source  Bollerslev, Journal of Econometrics 31(3), 1986, 307-327
struct garch11 : reverting_variance<garch11> {
    template <class R>
    struct parameters {
        R mu, omega, alpha, beta;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "beta"};

    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& h, const R& e, const Law&)
    {
        return p.omega + p.alpha * e * e + p.beta * h;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + (p.alpha + p.beta) * b;
    }

    /// Coordinates: mu, ln omega, persistence alpha + beta, the share of alpha in it.
    template <class R>
    static parameters<R> from_search(const std::array<R, 4>& x)
    {
        const R persistence = search::persistence(x[2]), alpha = persistence * x[3];
        return {x[0], exp(x[1]), alpha, persistence - alpha};
    }
    static std::array<double, 4> to_search(const parameters<double>& p)
    {
        return {p.mu, log(p.omega), search::coordinate_of_persistence(p.alpha + p.beta),
                search::share(p.alpha, p.beta)};
    }
    static std::array<search_range, 4> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 search::persistence_range("alpha and beta are 0: the variance is constant", "alpha + beta is 1"),
                 {0, 1, "alpha is 0", "beta is 0", true, true}}};
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {{{0, 0.03, 0.08, 0.89}, {0, 0.55, 0.25, 0.2}, {0, 0.2, 0.1, 0.7}, {0, 0.01, 0.03, 0.96}}};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return p.alpha + p.beta;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
