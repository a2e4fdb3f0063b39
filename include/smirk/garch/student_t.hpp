// SPDX-License-Identifier: BSL-1.0
// Student t errors.
#pragma once
#include <smirk/detail/log_gamma.hpp>
#include <smirk/garch/normal.hpp>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// ln Gamma(x + 1/2) - ln Gamma(x), x > 0, to about 15 digits. The difference of two logarithms of 930 would leave noise
/// of 10^-13 a period in the likelihood of nu = 400, in which a search finds no maximum.
///
///     Gamma(x + 1/2) / Gamma(x) = Gamma(x + n + 1/2) / Gamma(x + n) prod_{i<n} (x + i) / (x + i + 1/2), x + n >= 12
///     ln Gamma(x + 1/2) - ln Gamma(x) ~ ln(x) / 2 + sum (2^(1 - 2k) - 2) B_2k / (2k (2k - 1) x^(2k - 1))
///
/// source  Stirling's series with an offset, NIST Digital Library of Mathematical Functions 5.11.8
template <class R>
R log_gamma_ratio(R x)
{
    constexpr double series[] = {-1.0 / 8,      1.0 / 192,      -1.0 / 640,       17.0 / 14336,
                                 -31.0 / 18432, 691.0 / 180224, -5461.0 / 425984, 929569.0 / 15728640};
    R product(1.0);
    while (detail::plain_value(x) < 12) {
        product = product * (x / (x + 0.5));
        x = x + 1.0;
    }
    const R inverse = 1.0 / x, square = inverse * inverse;
    R tail(series[7]);
    for (int k = 6; k >= 0; --k) tail = tail * square + series[k];
    return 0.5 * log(x) + tail * inverse + log(product);
}

} // namespace internal

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
        const R gammas = internal::log_gamma_ratio(R(p.nu * 0.5)), tail = p.nu - 2.0;
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
