// SPDX-License-Identifier: BSL-1.0
// Errors of the generalised error distribution.
#pragma once
#include <smirk/detail/log_gamma.hpp>
#include <smirk/garch/normal.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Generalised error distribution, mean 0 and variance 1: normal at nu = 2, Laplace at 1.
///
///     f(e) = nu exp(-|z / lambda|^nu / 2) / (lambda 2^(1 + 1/nu) Gamma(1/nu) sqrt(h)),   z = e / sqrt(h)
///     lambda^2 = 2^(-2/nu) Gamma(1/nu) / Gamma(3/nu)
///     E|z| = Gamma(2/nu) / sqrt(Gamma(1/nu) Gamma(3/nu))
///
/// source  Nelson, Econometrica 59(2), 1991, 347-370
struct ged {
    static constexpr bool kinked = true; // nearly: |e|^nu, nu a little above 1

    template <class R>
    struct parameters {
        R nu;
    };
    static constexpr const char* names[] = {"nu"};

    template <class R>
    struct shape {
        R half_nu, log_norm, log_square_lambda, mean_abs; // nu / 2, logarithm of the constant factor, ln lambda^2
        static constexpr double lower_variance = 0.5;

        /// sum_k (c^k / k!) E|z|^k on each side, c = a + b and a - b; infinite below nu = 1 and where c lambda-scaled
        /// passes the exponential tail of nu = 1.
        [[nodiscard]] double exponential_moment(double a, double b) const
        {
            const double nu = 2 * half_nu, log_scale = 0.5 * log_square_lambda + std::numbers::ln2 / nu;
            const auto side = [&](double c) {
                double sum = 1, factorial = 1;
                for (int k = 1; k < 400; ++k) {
                    factorial *= c / k;
                    const double term =
                        factorial * std::exp(k * log_scale + std::lgamma((k + 1) / nu) - std::lgamma(1 / nu));
                    sum += term;
                    if (std::fabs(term) < 1e-17 * std::fabs(sum)) return sum / 2;
                }
                return c > 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
            };
            return side(a + b) + side(a - b);
        }
        /// E|z|^k = lambda^k 2^(k/nu) Gamma((k + 1)/nu) / Gamma(1/nu)
        [[nodiscard]] double power_moment(double k, double up, double down) const
        {
            const double nu = 2 * half_nu, log_scale = 0.5 * log_square_lambda + std::numbers::ln2 / nu;
            return symmetric_power_moment(std::exp(k * log_scale + std::lgamma((k + 1) / nu) - std::lgamma(1 / nu)), k,
                                          up, down);
        }
    };
    template <class R>
    static shape<R> shape_of(const parameters<R>& p)
    {
        const R inverse = 1.0 / p.nu;
        const R g1 = detail::log_gamma(inverse), g2 = detail::log_gamma(R(2.0 * inverse)),
                g3 = detail::log_gamma(R(3.0 * inverse));
        const R log_square = -2.0 * std::numbers::ln2 * inverse + g1 - g3;
        return {0.5 * p.nu, log(p.nu) - 0.5 * log_square - (1.0 + inverse) * std::numbers::ln2 - g1, log_square,
                exp(g2 - 0.5 * (g1 + g3))};
    }
    template <class S, class R>
    SMIRK_MODEL_FUNCTION R log_density(const S& s, const R& e, const R& h)
    {
        // of z; the addend keeps z = 0 in range, and so do the squares of its inverse in second derivatives
        const R log_square = log_normal(e * e * (1.0 / h) + 1e-150);
        return s.log_norm - 0.5 * (log_normal(h) + exp(s.half_nu * (log_square - s.log_square_lambda)));
    }
    template <class Generator>
    static double draw(const parameters<double>& p, Generator& generator)
    {
        const auto s = shape_of(p);
        const double size = std::pow(2 * std::gamma_distribution<double>(1 / p.nu)(generator), 1 / p.nu) *
                            std::exp(0.5 * s.log_square_lambda);
        return std::uniform_real_distribution<double>(-1, 1)(generator) < 0 ? -size : size;
    }

    /// Coordinate: ln nu.
    template <class R>
    static parameters<R> from_search(const std::array<R, 1>& x)
    {
        return {exp(x[0])};
    }
    static std::array<double, 1> to_search(const parameters<double>& p) { return {std::log(p.nu)}; }
    static std::array<search_range, 1> ranges()
    {
        return {{{std::log(1.01), std::log(50), "nu is 1.01: the likelihood has a kink at every return",
                  "nu is 50: the errors are as good as uniform"}}};
    }
    static parameters<double> start() { return {1.5}; }
};

} // namespace smirk::inline SMIRK_ABI::garch
