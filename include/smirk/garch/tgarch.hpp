// SPDX-License-Identifier: BSL-1.0
// Threshold GARCH(1,1): the volatility itself, with falls that weigh more.
#pragma once
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Threshold GARCH(1,1) of the conditional standard deviation.
///
///     sigma_{t+1} = omega + alpha |e_t| + gamma max(-e_t, 0) + beta sigma_t
///     omega > 0, alpha >= 0, alpha + gamma >= 0, beta >= 0, alpha + gamma/2 + beta <= 1
///
/// Forecasts of the variance follow sigma and sigma^2 together. With a = alpha |z| + gamma max(-z, 0) + beta:
///
///     E sigma' = omega + E a E sigma,   E sigma'^2 = omega^2 + 2 omega E a E sigma + E a^2 E sigma^2
///
/// source  Zakoian, Journal of Economic Dynamics and Control 18(5), 1994, 931-955
struct tgarch : threshold_variance<recursive_variance> {
    static constexpr bool state_is_variance = false, kinked = true;
    static constexpr bool backcast_of_size = true; // as Python arch

    template <class P, class R>
    SMIRK_MODEL_FUNCTION R variance(const P&, const R& sigma)
    {
        return sigma * sigma;
    }
    template <class P, class R>
    static R state(const P&, const R& h)
    {
        return sqrt(h);
    }
    template <class P, class R, class Law>
    SMIRK_MODEL_FUNCTION R next(const P& p, const R& sigma, const R& e, const Law&)
    {
        const R size = abs(e);
        return p.omega + p.alpha * size + p.gamma * (0.5 * (size - e)) + p.beta * sigma;
    }
    template <class P, class R>
    static R first(const P& p, const R& b)
    {
        return p.omega + (p.alpha + 0.5 * p.gamma + p.beta) * sqrt(b);
    }

    static std::array<parameters<double>, 3> starts()
    {
        return {{{0, 0.04, 0.04, 0.08, 0.90}, {0, 0.5, 0.2, 0.1, 0.25}, {0, 0.012, 0.02, 0.02, 0.965}}};
    }

    template <class R>
    static parameters<R> rescale(const parameters<R>& p, double location, double scale)
    {
        return {p.mu * scale + location, p.omega * scale, p.alpha, p.gamma, p.beta};
    }

    /// E a^2: by which factor a shock to the variance shrinks a period, in the long run.
    template <class Law>
    static double persistence(const parameters<double>& p, const Law& law)
    {
        return second_moment(p, law);
    }
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law& law)
    {
        const double m1 = first_moment(p, law), m2 = second_moment(p, law);
        if (!(m1 < 1 && m2 < 1)) return std::numeric_limits<double>::infinity();
        return p.omega * p.omega * (1 + m1) / ((1 - m1) * (1 - m2));
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law& law, const sample_end& end, std::span<double> ahead)
    {
        const double m1 = first_moment(p, law), m2 = second_moment(p, law);
        double sigma = end.state, square = sigma * sigma;
        for (std::size_t k = 0; k < ahead.size(); ++k) {
            ahead[k] = square;
            const double level = p.omega + end.shift(k + 1);
            square = level * level + 2 * level * m1 * sigma + m2 * square;
            sigma = level + m1 * sigma;
        }
    }

private:
    /// E a
    template <class Law>
    static double first_moment(const parameters<double>& p, const Law& law)
    {
        return (p.alpha + 0.5 * p.gamma) * law.mean_abs + p.beta;
    }
    /// E a^2
    template <class Law>
    static double second_moment(const parameters<double>& p, const Law& law)
    {
        const double fall = p.alpha + p.gamma;
        return p.alpha * p.alpha * (1 - law.lower_variance) + fall * fall * law.lower_variance +
               2 * p.beta * (p.alpha + 0.5 * p.gamma) * law.mean_abs + p.beta * p.beta;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
