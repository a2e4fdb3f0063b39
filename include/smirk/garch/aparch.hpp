// SPDX-License-Identifier: BSL-1.0
// APARCH(1,1): a power of the volatility, with leverage.
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Asymmetric power ARCH(1,1), s = sigma^delta.
///
///     sigma_{t+1}^delta = omega + alpha (|e_t| - gamma e_t)^delta + beta sigma_t^delta
///     omega > 0, alpha >= 0, beta >= 0, |gamma| < 1, 0.05 <= delta <= 4, alpha + beta <= 1
///     persistence alpha E(|z| - gamma z)^delta + beta
///
/// Forecasts are (E sigma^delta)^(2/delta): of sigma^delta they are exact, of the variance only for delta = 2.
///
/// source  Ding, Granger and Engle, Journal of Empirical Finance 1(1), 1993, 83-106
struct aparch : recursive_variance {
    static constexpr bool state_is_variance = false, kinked = true;

    template <class R>
    struct parameters {
        R mu, omega, alpha, gamma, beta, delta;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "gamma", "beta", "delta"};

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R variance(const P& p, const R& s)
    {
        return exp((2.0 / p.delta) * log_normal(s));
    }
    template <class P, class R>
    static R state(const P& p, const R& h)
    {
        return exp(0.5 * p.delta * log(h));
    }
    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& s, const R& e, const Law&)
    {
        return p.omega + p.alpha * exp(p.delta * log_normal(abs(e) - p.gamma * e + 1e-100)) +
               p.beta * s; // 1e-100: e = 0 has a logarithm
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + (p.alpha + p.beta) * state(p, b);
    }
    /// mean |e_t|^delta
    template <class P>
    static auto first_of_sample(const P& p, std::span<const double> returns)
    {
        std::remove_cvref_t<decltype(p.mu)> sum(0.0);
        for (const double y : returns) sum = sum + exp(p.delta * log(abs(y - p.mu) + 1e-100));
        return sum / static_cast<double>(returns.size());
    }

    /// Coordinates: mu, ln omega, P = alpha + beta, the share of alpha in it, gamma, delta.
    template <class R>
    static parameters<R> from_search(const std::array<R, 6>& x)
    {
        const R sum = search::persistence(x[2]), alpha = sum * x[3];
        return {x[0], exp(x[1]), alpha, x[4], sum - alpha, x[5]};
    }
    static std::array<double, 6> to_search(const parameters<double>& p)
    {
        return {
            p.mu,    log(p.omega), search::coordinate_of_persistence(p.alpha + p.beta), search::share(p.alpha, p.beta),
            p.gamma, p.delta};
    }
    static std::array<search_range, 6> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 search::persistence_range("alpha and beta are 0: the variance is constant", "alpha + beta is 1"),
                 {0, 1, "alpha is 0", "beta is 0", true, true},
                 {-0.9997, 0.9997, "gamma is -0.9997: falls do not count", "gamma is 0.9997: rises do not count"},
                 {0.05, 4, "delta is 0.05", "delta is 4"}}};
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {{{0, 0.03, 0.08, 0.3, 0.89, 1.5},
                 {0, 0.5, 0.25, 0.2, 0.25, 1.5},
                 {0, 0.01, 0.03, 0.3, 0.96, 2.0},
                 {0, 0.05, 0.05, 0.2, 0.9, 0.6}}};
    }

    template <class R>
    static parameters<R> rescale(const parameters<R>& p, double location, double scale)
    {
        return {p.mu * scale + location, p.omega * exp(p.delta * std::log(scale)), p.alpha, p.gamma, p.beta, p.delta};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law& law)
    {
        return p.beta + p.alpha * law.power_moment(p.delta, 1 - p.gamma, 1 + p.gamma);
    }
    /// (omega / (1 - persistence))^(2/delta)
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        return std::pow(reversion_level(p.omega, persistence(p, law)), 2 / p.delta);
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        revert(p.omega, persistence(p, law), end, ahead);
        for (double& v : ahead) v = std::pow(v, 2 / p.delta);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
