// SPDX-License-Identifier: BSL-1.0
// NAGARCH(1,1): the calmest news is a small rise, not no news.
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Nonlinear asymmetric GARCH(1,1).
///
///     h_{t+1} = omega + alpha (e_t - theta sqrt(h_t))^2 + beta h_t
///     omega > 0, alpha >= 0, beta >= 0;   persistence alpha (1 + theta^2) + beta <= 1
///
/// source  Engle and Ng, Journal of Finance 48(5), 1993, 1749-1778
struct nagarch : reverting_variance<nagarch> {
    static constexpr bool linear_in_state = false;

    template <class R>
    struct parameters {
        R mu, omega, alpha, theta, beta;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "theta", "beta"};

    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& h, const R& e, const Law&)
    {
        const R shifted = e - p.theta * sqrt(h);
        return p.omega + p.alpha * (shifted * shifted) + p.beta * h;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + (p.alpha * (1.0 + p.theta * p.theta) + p.beta) * b;
    }

    /// Coordinates: mu, ln omega, persistence, the share of the shocks in it, theta.
    template <class R>
    static parameters<R> from_search(const std::array<R, 5>& x)
    {
        const R sum = search::persistence(x[2]), shocks = sum * x[3];
        return {x[0], exp(x[1]), shocks / (1.0 + x[4] * x[4]), x[4], sum - shocks};
    }
    static std::array<double, 5> to_search(const parameters<double>& p)
    {
        const double shocks = p.alpha * (1 + p.theta * p.theta);
        return {p.mu, log(p.omega), search::coordinate_of_persistence(shocks + p.beta), search::share(shocks, p.beta),
                p.theta};
    }
    static std::array<search_range, 5> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 search::persistence_range("alpha and beta are 0: the variance is constant",
                                           "alpha (1 + theta^2) + beta is 1"),
                 {0, 1, "alpha is 0", "beta is 0", true, true},
                 {-20, 20, "theta is -20", "theta is 20"}}};
    }
    static std::array<parameters<double>, 3> starts()
    {
        return {{{0, 0.03, 0.07, 0.4, 0.88}, {0, 0.55, 0.2, 0.2, 0.25}, {0, 0.01, 0.03, 0.2, 0.958}}};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return p.alpha * (1 + p.theta * p.theta) + p.beta;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
