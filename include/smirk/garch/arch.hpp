// SPDX-License-Identifier: BSL-1.0
// ARCH(q).
#pragma once
#include <smirk/garch/arch_infinity.hpp>
#include <smirk/garch/search.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// ARCH(Q): variance from the last Q squared shocks.
///
///     h_t = omega + sum_{j=1..Q} alpha_j e_{t-j}^2,   omega > 0, alpha_j >= 0, sum alpha_j <= 1;   alpha[0] is alpha_1
///
/// source  Engle, Econometrica 50(4), 1982, 987-1007
template <std::size_t Q>
struct arch : recursive_variance {
    static_assert(Q >= 1 && Q <= 12, "smirk::garch::arch: 1 to 12 lags");
    static constexpr std::size_t truncation = Q;

    template <class R>
    struct parameters {
        R mu, omega, alpha[Q];
    };

    static constexpr const char* names[] = {"mu",      "omega",    "alpha_1",  "alpha_2", "alpha_3",
                                            "alpha_4", "alpha_5",  "alpha_6",  "alpha_7", "alpha_8",
                                            "alpha_9", "alpha_10", "alpha_11", "alpha_12"};

    template <class P>
    static auto intercept(const P& p)
    {
        return p.omega;
    }
    template <class P, class R>
    static void weights(const P& p, std::span<R> w)
    {
        for (std::size_t j = 0; j < Q; ++j) w[j] = p.alpha[j];
    }

    /// Coordinates: mu, ln omega, the sum of the alphas, then for j < Q the share of alpha_j in what the earlier ones
    /// leave.
    template <class R>
    static parameters<R> from_search(const std::array<R, Q + 2>& x)
    {
        parameters<R> p{x[0], exp(x[1]), {}};
        R left = search::persistence(x[2]);
        for (std::size_t j = 0; j + 1 < Q; ++j) {
            p.alpha[j] = left * x[3 + j];
            left = left - p.alpha[j];
        }
        p.alpha[Q - 1] = left;
        return p;
    }
    static std::array<double, Q + 2> to_search(const parameters<double>& p)
    {
        std::array<double, Q + 2> x{p.mu, std::log(p.omega)};
        double left = sum(p);
        x[2] = search::coordinate_of_persistence(left);
        for (std::size_t j = 0; j + 1 < Q; ++j) {
            x[3 + j] = search::share(p.alpha[j], left - p.alpha[j]);
            left -= p.alpha[j];
        }
        return x;
    }
    static std::array<search_range, Q + 2> ranges()
    {
        std::array<search_range, Q + 2> r;
        r[1] = search::log_omega_range();
        r[2] = search::persistence_range("all alphas are 0: the variance is constant", "the alphas sum to 1");
        for (std::size_t j = 3; j < r.size(); ++j) r[j] = {0, 1, "an alpha is 0", "the later alphas are 0"};
        return r;
    }
    static std::array<parameters<double>, 3> starts()
    {
        const auto evenly = [](double total) {
            parameters<double> p{0, 1 - total, {}};
            for (double& a : p.alpha) a = total / static_cast<double>(Q);
            return p;
        };
        return {evenly(0.5), evenly(0.1), evenly(0.9)};
    }

    /// The sum of the alphas.
    template <class Law>
    static double persistence(const parameters<double>& p, const Law&)
    {
        return sum(p);
    }
    template <class Law>
    static double long_run_variance(const parameters<double>& p, const Law&)
    {
        return reversion_level(p.omega, sum(p));
    }
    template <class Law>
    static void forecast(const parameters<double>& p, const Law&, const sample_end& end, std::span<double> ahead)
    {
        forecast_weighted<arch>(p, end, ahead);
    }

private:
    static double sum(const parameters<double>& p)
    {
        double s = 0;
        for (const double a : p.alpha) s += a;
        return s;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
