// SPDX-License-Identifier: BSL-1.0
// Component GARCH: a variance that reverts quickly to a level that itself moves slowly.
#pragma once
#include <smirk/garch/search.hpp>
#include <smirk/garch/vector_state.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Component GARCH(1,1).
///
///     q_{t+1} = omega + rho q_t + phi (e_t^2 - h_t)                              permanent component
///     h_{t+1} = q_{t+1} + alpha (e_t^2 - q_t) + beta (h_t - q_t)
///     omega > 0, 0 <= alpha + beta <= rho <= 1, alpha >= 0, 0 <= phi <= beta;   long-run variance omega / (1 - rho)
///
/// The distance h - q shrinks by alpha + beta a period, that of q from the long-run variance by rho. Before the sample
/// both components are at the presample variance. The constraints suffice for a positive variance. It is a GARCH(2,2)
/// in other parameters, as R rugarch has them (csGARCH).
///
/// source  Engle and Lee, in Cointegration, Causality and Forecasting, Oxford University Press, 1999, 475-497
struct component : recursive_variance {
    static constexpr std::size_t states = 2; // h, q

    template <class R>
    struct parameters {
        R mu, omega, alpha, beta, rho, phi;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "beta", "rho", "phi"};

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R variance(const P&, const std::array<R, 2>& s)
    {
        return s[0];
    }
    template <class P, class R, class E, class Law>
    SMIRK_MODEL_FUNCTION std::array<R, 2> next(const P& p, const std::array<R, 2>& s, const E& e, const Law&)
    {
        const R square = e * e, h = s[0], q = s[1];
        const R permanent = p.omega + p.rho * q + p.phi * (square - h);
        return {permanent + p.alpha * (square - q) + p.beta * (h - q), permanent};
    }
    template <class P, class R>
    static std::array<R, 2> first(const P& p, const R& b)
    {
        const R q = p.omega + p.rho * b;
        return {q, q};
    }
    static std::array<double, 2> steady(const parameters<double>&, double h) { return {h, h}; }

    /// Coordinates: mu, ln omega, -ln(1.001 - rho), (alpha + beta) / rho, the share of alpha in alpha + beta, phi /
    /// beta.
    template <class R>
    static parameters<R> from_search(const std::array<R, 6>& x)
    {
        const R rho = search::persistence(x[2]), transitory = rho * x[3], alpha = transitory * x[4],
                beta = transitory - alpha;
        return {x[0], exp(x[1]), alpha, beta, rho, beta * x[5]};
    }
    static std::array<double, 6> to_search(const parameters<double>& p)
    {
        const double transitory = p.alpha + p.beta;
        return {p.mu,
                log(p.omega),
                search::coordinate_of_persistence(p.rho),
                search::share(transitory, p.rho - transitory),
                search::share(p.alpha, p.beta),
                search::share(p.phi, p.beta - p.phi)};
    }
    static std::array<search_range, 6> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 search::persistence_range("rho is 0", "rho is 1: the permanent component is integrated"),
                 {0, 1, "alpha and beta are 0", "alpha + beta is rho: one component is enough", true, true},
                 {0, 1, "alpha is 0", "beta is 0", true, true},
                 {0, 1, "phi is 0: the permanent component is constant", "phi is beta", true, true}}};
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {{{0, 0.005, 0.06, 0.85, 0.995, 0.03},
                 {0, 0.02, 0.10, 0.60, 0.98, 0.06},
                 {0, 0.01, 0.03, 0.93, 0.99, 0.02},
                 {0, 0.05, 0.15, 0.30, 0.95, 0.10}}};
    }

    /// rho: that of the slower component.
    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return p.rho;
    }
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law&)
    {
        return reversion_level(p.omega, p.rho);
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        const auto s = state_after<component>(p, law, end);
        double q = s[1], distance = s[0] - s[1];
        for (double& v : ahead) {
            v = q + distance;
            q = p.omega + p.rho * q;
            distance *= p.alpha + p.beta;
        }
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
