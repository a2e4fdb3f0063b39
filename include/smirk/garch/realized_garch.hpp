// SPDX-License-Identifier: BSL-1.0
// Realized GARCH: returns and a realized measure of their variance in one model; its simulation.
#pragma once
#include <smirk/garch/filter.hpp>
#include <smirk/garch/normal.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Realized GARCH(1,1), log-linear.
///
///     y_t = mu + e_t,   e_t = sqrt(h_t) z_t
///     ln h_{t+1} = omega + beta ln h_t + gamma ln x_t
///     ln x_t = xi + phi ln h_t + tau1 z_t + tau2 (z_t^2 - 1) + u_t,   u_t normal with standard deviation sigma_u
///
/// x is a realized variance: over the same period, or over a part of it, which xi and phi absorb. persistence
/// beta + phi gamma. The first variance is mean (y_t - mu)^2, as in R rugarch.
///
/// source  Hansen, Huang and Shek, Journal of Applied Econometrics 27(6), 2012, 877-906
struct realized_garch {
    template <class R>
    struct parameters {
        R mu, omega, beta, gamma, xi, phi, tau1, tau2, sigma_u;
    };
    static constexpr const char* names[] = {"mu", "omega", "beta", "gamma", "xi", "phi", "tau1", "tau2", "sigma_u"};

    /// ln h_{t+1} from ln h_t and ln x_t.
    template <class P, class R>
    static R next(const P& p, const R& log_h, const R& log_x)
    {
        return p.omega + p.beta * log_h + p.gamma * log_x;
    }
    /// ln x_t less u_t.
    template <class P, class R>
    static R measured(const P& p, const R& log_h, const R& z)
    {
        return p.xi + p.phi * log_h + p.tau1 * z + p.tau2 * (z * z - 1.0);
    }
};

namespace internal {

/// One period after another: visit(t, ln h_t, e_t, u_t, ln f(e_t; h_t), ln of the density of u_t), in any number type.
/// Returns ln h of the period after the last.
template <class Law, class R, class Visit>
R visit_realized(const std::array<R, size_of<realized_garch, Law>>& theta, strided<double> returns,
                 strided<double> log_x, const presample_value& before, Visit&& visit)
{
    constexpr double half_log_two_pi = 0.91893853320467274178;
    const auto p = from_array<realized_garch::parameters<R>>(theta);
    const auto law = Law::shape_of(from_array<typename Law::template parameters<R>, model_size<realized_garch>>(theta));
    const R inverse = 1.0 / p.sigma_u, log_sigma = log(p.sigma_u);
    R log_h = log(before.at(p.mu));
    for (std::size_t t = 0; t < returns.size(); ++t) {
        const R e = returns[t] - p.mu, z = e * exp(-0.5 * log_h), x(log_x[t]);
        const R u = x - realized_garch::measured(p, log_h, z), v = u * inverse;
        visit(t, log_h, e, u, Law::log_density(law, e, R(exp(log_h))), R(-0.5 * v * v - log_sigma - half_log_two_pi));
        log_h = realized_garch::next(p, log_h, x);
    }
    return log_h;
}

} // namespace internal

/// A path of a realized GARCH: returns, variances and measures.
struct simulated_realized {
    std::vector<double> returns, conditional_variance, realized_variance;
};

/// Simulates a realized GARCH.
///
/// p          parameters of the model, and of the law where it has any
/// generator  any uniform random bit generator, advanced
/// burn_in    periods before the first that is returned
template <class Law = normal, class Generator>
[[nodiscard]] simulated_realized simulate_realized_garch(const parameters_of<realized_garch, Law>& p,
                                                         std::size_t periods, Generator& generator,
                                                         std::size_t burn_in = 1000)
{
    const auto law = internal::from_array<typename Law::template parameters<double>, model_size<realized_garch>>(
        internal::to_array(p));
    std::normal_distribution<double> normal_draw;
    simulated_realized r;
    const double persistence = p.beta + p.phi * p.gamma;
    double log_h = (p.omega + p.gamma * p.xi) / (1 - persistence);
    for (std::size_t t = 0; t < burn_in + periods; ++t) {
        const double z = Law::draw(law, generator), h = std::exp(log_h);
        const double log_x = realized_garch::measured(p, log_h, z) + p.sigma_u * normal_draw(generator);
        if (t >= burn_in) {
            r.returns.push_back(p.mu + std::sqrt(h) * z);
            r.conditional_variance.push_back(h);
            r.realized_variance.push_back(std::exp(log_x));
        }
        log_h = realized_garch::next(p, log_h, log_x);
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
