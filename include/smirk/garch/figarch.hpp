// SPDX-License-Identifier: BSL-1.0
// FIGARCH(1,d,1): shocks to the variance fade like a power of time.
#pragma once
#include <smirk/garch/arch_infinity.hpp>
#include <smirk/garch/search.hpp>

#include <algorithm>

namespace smirk::inline SMIRK_ABI::garch {

/// Fractionally integrated GARCH(1,d,1).
///
///     h_t = omega / (1 - beta) + sum_{j=1..1000} lambda_j e_{t-j}^2
///     delta_1 = d,   delta_j = delta_{j-1} (j - 1 - d) / j
///     lambda_1 = phi - beta + d,   lambda_j = beta lambda_{j-1} + delta_j - phi delta_{j-1}
///     omega > 0, 0 <= d <= 1, 0 <= phi < 1, 0 <= beta < 1, lambda_j >= 0
///
/// Only the weights themselves are required not to be negative; phi <= (1 - d)/2 suffices for that, and is not
/// necessary. Without truncation the weights sum to 1: there is no finite long-run variance, and no half-life.
///
/// Under presample::rugarch the truncation is that of R rugarch, at the same 1000 lags:
///
///     h_t = omega + beta h_{t-1} + (phi - beta) e_{t-1}^2 + sum_{j=1..1000} delta_j (e_{t-j}^2 - phi e_{t-j-1}^2)
///     h_1 = b,   b = mean (y - mu)^2 also for each square before the sample
///
/// source  Baillie, Bollerslev and Mikkelsen, Journal of Econometrics 74(1), 1996, 3-30;
///         Conrad and Haag, Journal of Financial Econometrics 4(3), 2006, 413-449 (non-negative weights)
struct figarch : recursive_variance {
    static constexpr std::size_t truncation = 1000;

    template <class R>
    struct parameters {
        R mu, omega, phi, d, beta;
    };
    static constexpr const char* names[] = {"mu", "omega", "phi", "d", "beta"};

    template <class P>
    static auto intercept(const P& p)
    {
        return p.omega / (1.0 - p.beta);
    }
    template <class P, class R>
    static void weights(const P& p, std::span<R> lambda)
    {
        R delta = p.d;
        lambda[0] = p.phi - p.beta + p.d;
        for (std::size_t i = 1; i < lambda.size(); ++i) {
            const auto j = static_cast<double>(i + 1);
            const R last = delta;
            delta = last * ((j - 1 - p.d) * (1 / j));
            lambda[i] = p.beta * lambda[i - 1] + delta - p.phi * last;
        }
    }

    template <class P, class R>
    static weighted_sum<R> sum_of_rugarch(const P& p, const R& b, std::size_t n)
    {
        weighted_sum<R> s{std::vector<R>(n), std::vector<R>(n, b)};
        std::vector<R> c(truncation + 1, R(0.0)); // of e_{t-j}^2, beside beta h_{t-1}
        R delta = p.d, beyond(0.0), last(0.0);
        c[0] = p.phi - p.beta;
        for (std::size_t i = 0; i < truncation; ++i) {
            const auto j = static_cast<double>(i + 1);
            if (i > 0) delta = delta * ((j - 1 - p.d) * (1 / j));
            c[i] = c[i] + delta;
            c[i + 1] = c[i + 1] - p.phi * delta;
        }
        for (const R& x : c) beyond = beyond + x;
        for (std::size_t t = 0; t < n; ++t) {
            const bool reached = t < c.size();
            last = p.beta * last + (reached ? c[t] : R(0.0));
            s.weights[t] = last;
            beyond = reached ? R(beyond - c[t]) : R(0.0);
            if (t + 1 < n) s.level[t + 1] = p.omega + p.beta * s.level[t] + beyond * b;
        }
        return s;
    }

    /// Coordinates: mu, ln omega, phi, d, beta / (phi + d).
    template <class R>
    static parameters<R> from_search(const std::array<R, 5>& x)
    {
        return {x[0], exp(x[1]), x[2], x[3], (x[2] + x[3]) * x[4]};
    }
    static std::array<double, 5> to_search(const parameters<double>& p)
    {
        return {p.mu, log(p.omega), p.phi, p.d, search::share(p.beta, p.phi + p.d - p.beta)};
    }
    static std::array<search_range, 5> ranges()
    {
        return {{{},
                 search::log_omega_range(),
                 {0, 0.9999, "phi is 0", "phi is 1", true, true},
                 {0, 1, "d is 0: shocks do not fade like a power", "d is 1: the variance is integrated", true, true},
                 {0, 1, "beta is 0", "lambda_1 is 0", true, true}}};
    }
    static std::array<parameters<double>, 4> starts()
    {
        return {{{0, 0.03, 0.15, 0.45, 0.45},
                 {0, 0.03, 0.25, 0.5, 0.55},
                 {0, 0.02, 0.05, 0.7, 0.7},
                 {0, 0.1, 0.1, 0.25, 0.2}}};
    }

    /// Parameters to start from where a fixed one makes a weight negative: phi and beta alike, so that lambda is delta.
    template <class IsFixed>
    static void move_inside(parameters<double>& p, IsFixed&& is_fixed)
    {
        std::vector<double> lambda(truncation);
        weights(p, std::span<double>(lambda));
        if (*std::min_element(lambda.begin(), lambda.end()) >= 0) return;
        if (!is_fixed(4))
            p.beta = p.phi;
        else if (!is_fixed(2))
            p.phi = p.beta;
    }

    /// 1: the weights sum to 1.
    template <class Law>
    static double persistence(const parameters<double>&, const Law&)
    {
        return 1;
    }
    template <class Law>
    static double long_run_variance(const parameters<double>&, const Law&)
    {
        return std::numeric_limits<double>::infinity();
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law&, const sample_end& end, std::span<double> ahead)
    {
        forecast_weighted<figarch>(p, end, ahead);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
