// SPDX-License-Identifier: BSL-1.0
// EGARCH(1,1): the logarithm of the variance.
#pragma once
#include <smirk/garch/about_normal_likelihood.hpp>
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Exponential GARCH(1,1).
///
///     ln h_{t+1} = omega + alpha (|z_t| - E|z|) + gamma z_t + beta ln h_t,   z_t = e_t / sqrt(h_t),   |beta| <= 1
///     E h_{t+k} = exp(omega (1 + beta + ... + beta^(k-2)) + beta^(k-1) ln h_{t+1}) prod_{i<k-1} E exp(beta^i g(z)),
///     g(z) = alpha (|z| - E|z|) + gamma z
///
/// E|z| is that of the law of the errors. (Python arch takes sqrt(2/pi) for every law: its omega is ours minus
/// alpha (E|z| - sqrt(2/pi)), the other parameters and the likelihood are the same.) Before the sample z is 0 and |z|
/// sqrt(2/pi), under every law: ln h_1 = omega + alpha (sqrt(2/pi) - E|z|) + beta ln b. With Student t errors the
/// variance two or more periods ahead is infinite, and forecast says so: forecast ln h instead.
///
/// source  Nelson, Econometrica 59(2), 1991, 347-370
struct egarch : recursive_variance {
    static constexpr bool linear_in_state = false, state_is_variance = false, needs_law = true, kinked = true,
                          state_is_logarithm = true;

    template <class R>
    struct parameters {
        R mu, omega, alpha, gamma, beta;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "gamma", "beta"};

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R variance(const P&, const R& log_h)
    {
        return exp(log_h);
    }
    template <class P, class R>
    static R state(const P&, const R& h)
    {
        return log(h);
    }
    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& log_h, const R& e, const Law& law)
    {
        const R z = e * exp(-0.5 * log_h);
        return p.omega + p.alpha * (abs(z) - law.mean_abs) + p.gamma * z + p.beta * log_h;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + p.beta * log(b);
    }

    /// By which |z| moves ln h.
    template <class P>
    static auto size_weight(const P& p)
    {
        return p.alpha;
    }

    /// Coordinates: mu, the level omega / (1 - beta), alpha, gamma, -ln(1.001 - beta).
    template <class R>
    static parameters<R> from_search(const std::array<R, 5>& x)
    {
        const R beta = search::persistence(x[4]);
        return {x[0], x[1] * (1.0 - beta), x[2], x[3], beta};
    }
    static std::array<double, 5> to_search(const parameters<double>& p)
    {
        return {p.mu, p.omega / (1 - p.beta), p.alpha, p.gamma, search::coordinate_of_persistence(p.beta)};
    }
    static std::array<search_range, 5> ranges()
    {
        return {
            {{},
             {-50, 50, "the level of ln h is very low", "the level of ln h is very high"},
             {},
             {},
             {search::coordinate_of_persistence(-1), search::coordinate_of_persistence(1), "beta is -1", "beta is 1"}}};
    }
    /// With alpha below 0 a variance may forget its past too slowly for the likelihood to be smooth. Where no search
    /// ends at a maximum, the coordinate keeps to this range.
    static constexpr std::size_t ragged_below_zero = 2;
    static search_range range_without_ragged()
    {
        return {0, std::numeric_limits<double>::infinity(),
                "alpha is 0: below, the likelihood is ragged, and no search ended at a maximum", ""};
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {
            {{0, 0, 0.15, -0.05, 0.96}, {0, 0, 0.3, -0.05, 0.5}, {0, 0, 0.02, 0, 0.3}, {0, 0, -0.03, -0.03, 0.985}}};
    }

    template <class R>
    static parameters<R> rescale(const parameters<R>& p, double location, double scale)
    {
        return {p.mu * scale + location, p.omega + (1.0 - p.beta) * (2 * std::log(scale)), p.alpha, p.gamma, p.beta};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return p.beta;
    }
    /// E h of the stationary law.
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        if (!(std::fabs(p.beta) < 1)) return std::numeric_limits<double>::infinity();
        double h = std::exp(p.omega / (1 - p.beta));
        for (double weight = 1; std::fabs(weight) > 1e-17; weight *= p.beta) h *= shock_moment(p, law, weight);
        return h;
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        double log_h = end.state, weight = 1, factor = 1; // beta^(k-2), the product of the moments
        for (std::size_t k = 0; k < ahead.size(); ++k) {
            ahead[k] = std::exp(log_h) * factor;
            log_h = p.omega + p.beta * log_h + end.shift(k + 1);
            factor *= shock_moment(p, law, weight);
            weight *= p.beta;
        }
    }
    /// E ln h, 1, 2, ... periods ahead: finite for every law.
    static void forecast_log_variance(const parameters<double>& p, const sample_end& end, std::span<double> ahead)
    {
        revert(p.omega, p.beta, end, ahead);
    }

private:
    /// E exp(w g(z))
    template <class Law>
    static double shock_moment(const parameters<double>& p, const Law& law, double w)
    {
        return law.exponential_moment(w * p.alpha, w * p.gamma) * std::exp(-w * p.alpha * law.mean_abs);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
