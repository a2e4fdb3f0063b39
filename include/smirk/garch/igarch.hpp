// SPDX-License-Identifier: BSL-1.0
// Integrated GARCH(1,1): shocks to the variance never fade.
#pragma once
#include <smirk/garch/garch11.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Integrated GARCH(1,1): GARCH with alpha + beta = 1.
///
///     h_{t+1} = omega + alpha e_t^2 + (1 - alpha) h_t,   omega > 0, 0 <= alpha <= 1
///
/// Forecasts rise by omega a period; there is no long-run variance.
///
/// source  Engle and Bollerslev, Econometric Reviews 5(1), 1986, 1-50
struct igarch : reverting_variance<igarch> {
    template <class R>
    struct parameters {
        R mu, omega, alpha;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha"};

    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& h, const R& e, const Law&)
    {
        return p.omega + p.alpha * (e * e - h) + h;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + b;
    }

    /// Coordinates: mu, ln omega, alpha.
    template <class R>
    static parameters<R> from_search(const std::array<R, 3>& x)
    {
        return {x[0], exp(x[1]), x[2]};
    }
    static std::array<double, 3> to_search(const parameters<double>& p) { return {p.mu, log(p.omega), p.alpha}; }
    static std::array<search_range, 3> ranges()
    {
        return {{{}, search::log_omega_range(), {0, 1, "alpha is 0", "alpha is 1"}}};
    }
    static std::array<parameters<double>, 1> starts() { return {{{0, 0.01, 0.08}}}; }

    template <class Law>
    static double persistence(const parameters<double>&, const Law&)
    {
        return 1;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
