// SPDX-License-Identifier: BSL-1.0
// Coordinates that several models search in.
#pragma once
#include <smirk/garch/model.hpp>

namespace smirk::inline SMIRK_ABI::garch::search {

/// Persistence P in [0, 1] as x = -ln(1 + m - P), m = 10^-3: nearly -ln(1 - P), in which the likelihood is close to a
/// parabola, and yet finite at P = 1.
inline constexpr double margin = 1e-3;

template <class R>
R persistence(const R& x)
{
    return (1.0 + margin) - exp(-x);
}
inline double coordinate_of_persistence(double p) { return -std::log(1 + margin - p); }

inline search_range persistence_range(const char* at_zero, const char* at_one)
{
    return {coordinate_of_persistence(0), coordinate_of_persistence(1), at_zero, at_one, true, false};
}

/// ln omega, for returns of variance 1.
inline search_range log_omega_range() { return {std::log(1e-9), std::log(1e3), "omega is 0", "omega is very large"}; }

/// x / (x + y), 0 where both are.
inline double share(double x, double y) { return x + y > 0 ? x / (x + y) : 0; }

} // namespace smirk::inline SMIRK_ABI::garch::search

namespace smirk::inline SMIRK_ABI::garch {

/// What models share in which falls weigh alpha + gamma and rises alpha (GJR, threshold GARCH): parameters and
/// coordinates.
template <class Base>
struct threshold_variance : Base {
    template <class R>
    struct parameters {
        R mu, omega, alpha, gamma, beta;
    };
    static constexpr const char* names[] = {"mu", "omega", "alpha", "gamma", "beta"};

    /// Coordinates: mu, ln omega, P = alpha + gamma/2 + beta, the share of the shocks in P, the share of rises in the
    /// shocks.
    template <class R>
    static parameters<R> from_search(const std::array<R, 5>& x)
    {
        const R persistence = search::persistence(x[2]), shocks = persistence * x[3], alpha = 2.0 * shocks * x[4];
        return {x[0], exp(x[1]), alpha, 2.0 * (shocks - alpha), persistence - shocks};
    }
    static std::array<double, 5> to_search(const parameters<double>& p)
    {
        const double shocks = p.alpha + 0.5 * p.gamma;
        return {p.mu, log(p.omega), search::coordinate_of_persistence(shocks + p.beta), search::share(shocks, p.beta),
                search::share(p.alpha, p.alpha + p.gamma)};
    }
    static std::array<search_range, 5> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 search::persistence_range("alpha, gamma and beta are 0: the variance is constant",
                                           "alpha + gamma/2 + beta is 1"),
                 {0, 1, "alpha and gamma are 0", "beta is 0", true, true},
                 {0, 1, "alpha is 0", "alpha + gamma is 0"}}};
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
