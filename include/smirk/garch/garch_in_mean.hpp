// SPDX-License-Identifier: BSL-1.0
// GARCH in mean: the expected return moves with the volatility.
#pragma once
#include <smirk/garch/garch11.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// What enters the mean equation.
enum class risk { volatility, variance, log_variance };

/// GARCH(1,1) in mean.
///
///     y_t = mu + kappa g(h_t) + e_t,   g(h) = sqrt(h), h or ln h
///     h_{t+1} = omega + alpha e_t^2 + beta h_t
///
/// Residuals subtract the whole mean. kappa is per unit of g in the unit of the returns.
///
/// source  Engle, Lilien and Robins, Econometrica 55(2), 1987, 391-407
template <risk Risk>
struct garch_in_mean_of : recursive_variance {
    static constexpr bool linear_in_state = false, constant_mean = false;

    template <class R>
    struct parameters {
        R mu, kappa, omega, alpha, beta;
    };
    static constexpr const char* names[] = {"mu", "kappa", "omega", "alpha", "beta"};

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R mean(const P& p, const R& h)
    {
        if constexpr (Risk == risk::volatility)
            return p.mu + p.kappa * sqrt(h);
        else if constexpr (Risk == risk::variance)
            return p.mu + p.kappa * h;
        else
            return p.mu + p.kappa * log_normal(h);
    }
    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& h, const R& e, const Law& law)
    {
        return garch11::next(p, h, e, law);
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return garch11::first(p, b);
    }

    /// Coordinates: those of garch11, with kappa after mu.
    template <class R>
    static parameters<R> from_search(const std::array<R, 5>& x)
    {
        const auto g = garch11::from_search(std::array<R, 4>{x[0], x[2], x[3], x[4]});
        return {g.mu, x[1], g.omega, g.alpha, g.beta};
    }
    static std::array<double, 5> to_search(const parameters<double>& p)
    {
        const auto x = garch11::to_search(variance_part(p));
        return {x[0], p.kappa, x[1], x[2], x[3]};
    }
    static std::array<search_range, 5> ranges()
    {
        const auto g = garch11::ranges();
        return {{g[0], {}, g[1], g[2], g[3]}};
    }
    static auto starts()
    {
        const auto g = garch11::starts();
        std::array<parameters<double>, g.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = {g[i].mu, 0, g[i].omega, g[i].alpha, g[i].beta};
        return all;
    }

    template <class R>
    static parameters<R> rescale(const parameters<R>& p, double location, double scale)
    {
        R mu = p.mu * scale + location, kappa = p.kappa;
        if constexpr (Risk == risk::variance) kappa = kappa / scale;
        if constexpr (Risk == risk::log_variance) {
            kappa = kappa * scale;
            mu = mu - kappa * (2 * std::log(scale));
        }
        return {mu, kappa, p.omega * (scale * scale), p.alpha, p.beta};
    }

    template <class Law>
    static double persistence(const parameters<double>& p, const Law& law)
    {
        return garch11::persistence(variance_part(p), law);
    }
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        return garch11::long_run_variance(variance_part(p), law);
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        garch11::forecast(variance_part(p), law, end, ahead);
    }

private:
    static garch11::parameters<double> variance_part(const parameters<double>& p)
    {
        return {p.mu, p.omega, p.alpha, p.beta};
    }
};

using garch_in_mean = garch_in_mean_of<risk::volatility>;

} // namespace smirk::inline SMIRK_ABI::garch
