// SPDX-License-Identifier: BSL-1.0
// Student t errors.
#pragma once
#include <smirk/detail/log_gamma.hpp>
#include <smirk/garch/normal.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Student t errors with nu > 2 degrees of freedom, scaled to variance 1.
///
///     f(e) = Gamma((nu + 1)/2) / (Gamma(nu/2) sqrt(pi (nu - 2) h)) (1 + e^2 / ((nu - 2) h))^(-(nu + 1)/2)
///     E|z| = 2 sqrt(nu - 2) Gamma((nu + 1)/2) / ((nu - 1) Gamma(nu/2) sqrt(pi))
///
/// source  Bollerslev, Review of Economics and Statistics 69(3), 1987, 542-547
struct student_t {
    static constexpr bool kinked = false;

    template <class R>
    struct parameters {
        R nu;
    };
    static constexpr const char* names[] = {"nu"};

    template <class R>
    struct shape {
        R nu, inverse_tail, log_norm, mean_abs; // 1 / (nu - 2), logarithm of the constant factor
        static constexpr double lower_variance = 0.5;

        /// Infinite for any a or b other than 0: the tails fall like a power.
        static double exponential_moment(double a, double b)
        {
            return a == 0 && b == 0 ? 1.0 : std::numeric_limits<double>::infinity();
        }
        /// E|z|^k = (nu - 2)^(k/2) Gamma((k + 1)/2) Gamma((nu - k)/2) / (sqrt(pi) Gamma(nu/2)), infinite from k = nu on
        [[nodiscard]] double power_moment(double k, double up, double down) const
        {
            if (k >= nu) return std::numeric_limits<double>::infinity();
            const double abs_moment =
                std::exp(std::lgamma((k + 1) / 2) + std::lgamma((nu - k) / 2) - std::lgamma(nu / 2)) *
                std::numbers::inv_sqrtpi * std::pow(inverse_tail, -k / 2);
            return symmetric_power_moment(abs_moment, k, up, down);
        }
    };
    template <class R>
    static shape<R> shape_of(const parameters<R>& p)
    {
        const R gammas = detail::log_gamma(R((p.nu + 1.0) * 0.5)) - detail::log_gamma(R(p.nu * 0.5));
        const R tail = p.nu - 2.0;
        return {p.nu, 1.0 / tail, gammas - 0.5 * log(tail * std::numbers::pi),
                2 * std::numbers::inv_sqrtpi * sqrt(tail) * exp(gammas) / (p.nu - 1.0)};
    }
    template <class S, class R>
    SMIRK_MODEL_FUNCTION R log_density(const S& s, const R& e, const R& h)
    {
        return s.log_norm - 0.5 * (log_normal(h) + (s.nu + 1.0) * log_normal(1.0 + e * e * (1.0 / h) * s.inverse_tail));
    }
    template <class Generator>
    static double draw(const parameters<double>& p, Generator& generator)
    {
        return std::student_t_distribution<double>(p.nu)(generator) * std::sqrt((p.nu - 2) / p.nu);
    }

    /// Coordinate: 1 / nu.
    template <class R>
    static parameters<R> from_search(const std::array<R, 1>& x)
    {
        return {1.0 / x[0]};
    }
    static std::array<double, 1> to_search(const parameters<double>& p) { return {1 / p.nu}; }
    static std::array<search_range, 1> ranges()
    {
        return {{{1.0 / 500, 1 / 2.05, "nu is 500: the errors are as good as normal",
                  "nu is 2.05: the variance is barely finite"}}};
    }
    static parameters<double> start() { return {8}; }
};

} // namespace smirk::inline SMIRK_ABI::garch
