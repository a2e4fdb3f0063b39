// SPDX-License-Identifier: BSL-1.0
// Realized kernels: integrated variance from returns with market microstructure noise.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

enum class kernel_weight { parzen, bartlett, tukey_hanning };

enum class kernel_form {
    non_negative, ///< weights k(h / (H + 1)); with Parzen's weights the result cannot be negative
    flat_top      ///< weights k((h - 1) / H): converges faster, can be negative
};

/// weight  the function k on [0, 1]
/// form    where it is taken
/// adjust  scale each autocovariance by n / (n - h) for the products it lacks
struct realized_kernel_options {
    kernel_weight weight = kernel_weight::parzen;
    kernel_form form = kernel_form::non_negative;
    bool adjust = false;
};

/// k(x), 0 <= x <= 1: Parzen's 1 - 6x^2 + 6x^3 and 2(1-x)^3 beyond 1/2; Bartlett's 1 - x; Tukey and Hanning's second,
/// sin^2(pi/2 (1-x)^2).
[[nodiscard]] inline double kernel_value(kernel_weight weight, double x)
{
    const double y = 1 - x;
    switch (weight) {
    case kernel_weight::parzen:
        return x <= 0.5 ? 1 - 6 * x * x * y : 2 * y * y * y;
    case kernel_weight::bartlett:
        return y;
    case kernel_weight::tukey_hanning:
        break;
    }
    const double s = std::sin(std::numbers::pi / 2 * y * y);
    return s * s;
}

/// Realized kernel of a day.
///
///     RK = gamma_0 + 2 sum_{h=1}^{H} w_h gamma_h,  gamma_h = sum_{i=h+1}^{n} r_i r_{i-h},
///     w_h = k(h / (H + 1)), or k((h - 1) / H) with the flat top
///
/// r          log returns within the day, decimal, as fine as they come
/// bandwidth  H, 0 or more and below the number of returns; see realized_kernel_bandwidth
/// returns    the integrated variance of the day, jumps included, noise not; NaN if a return is NaN
/// throws     std::invalid_argument if there is no return, or H is as large as their number
/// cost       O(n H), no allocation
/// source     Barndorff-Nielsen, Hansen, Lunde, Shephard, Econometrica 76(6), 2008, 1481-1536 (flat top); Econometrics
///            Journal 12(3), 2009, C1-C32 (non-negative)
[[nodiscard]] inline double realized_kernel(strided<double> r, std::size_t bandwidth,
                                            const realized_kernel_options& options = {})
{
    detail::require_returns("realized_kernel", r.size(), 1);
    if (bandwidth >= r.size())
        throw std::invalid_argument("smirk::realized::realized_kernel: expected a bandwidth below " +
                                    std::to_string(r.size()) + " returns, got " + std::to_string(bandwidth));
    const double n = detail::number(r.size()), H = detail::number(bandwidth);
    double sum = 0;
    for (std::size_t h = 0; h <= bandwidth; ++h) {
        double gamma = 0;
        for (std::size_t i = h; i < r.size(); ++i) gamma += r[i] * r[i - h];
        const double lag = detail::number(h);
        const double x = options.form == kernel_form::flat_top ? (lag - 1) / H : lag / (H + 1);
        const double w = h == 0 ? 1 : 2 * kernel_value(options.weight, x);
        sum += w * gamma * (options.adjust ? n / (n - lag) : 1);
    }
    return sum;
}

/// The bandwidth of least asymptotic mean square error for Parzen's non-negative kernel.
///
///     H = c xi^{4/5} n^{3/5},  c = 12^{2/5} / 0.269^{1/5} = 3.5134,  xi^2 = omega^2 / sqrt(IQ)
///
/// noise_variance   omega^2, the variance of the noise in a log price: RV / (2 n) of the finest returns is above it
/// root_quarticity  sqrt(IQ), for which the integrated variance from sparse returns serves; it is the larger
/// n                returns of the day
/// returns          H, rounded up and below n
/// throws           std::invalid_argument if noise_variance is negative, root_quarticity not positive, or n is 0
/// source           Barndorff-Nielsen, Hansen, Lunde, Shephard, Econometrics Journal 12(3), 2009, C1-C32
[[nodiscard]] inline std::size_t realized_kernel_bandwidth(double noise_variance, double root_quarticity, std::size_t n)
{
    if (!(noise_variance >= 0) || !(root_quarticity > 0) || n == 0)
        throw std::invalid_argument("smirk::realized::realized_kernel_bandwidth: expected noise_variance >= 0, "
                                    "root_quarticity > 0 and n > 0, got " +
                                    std::to_string(noise_variance) + ", " + std::to_string(root_quarticity) + ", " +
                                    std::to_string(n));
    const double xi2 = noise_variance / root_quarticity;
    const double H = 3.5134 * std::pow(xi2, 0.4) * std::pow(detail::number(n), 0.6);
    return H < detail::number(n - 1) ? static_cast<std::size_t>(std::ceil(H)) : n - 1;
}

/// The returns of a day whose first and last price are means of m, which takes the noise at the ends out of a kernel.
///
///     X_0 = mean(p_0..p_{m-1}),  X_1..X_{n-1} = p_m..p_{N-m-1},  X_n = mean(p_{N-m}..p_{N-1}),  r_i = X_i - X_{i-1}
///
/// p        N log prices within the day
/// m        prices in either mean; 2 suffices
/// returns  N - 2 m + 1 returns
/// throws   std::invalid_argument if m is 0 or there are fewer than 2 m prices
/// source   Barndorff-Nielsen, Hansen, Lunde, Shephard, Econometrics Journal 12(3), 2009, C1-C32, section 2.1
[[nodiscard]] inline std::vector<double> jittered_returns(strided<double> p, std::size_t m = 2)
{
    if (m == 0 || p.size() < 2 * m)
        throw std::invalid_argument(
            "smirk::realized::jittered_returns: expected m of 1 or more and 2 m prices or more, "
            "got " +
            std::to_string(m) + " and " + std::to_string(p.size()));
    double before = 0, end = 0;
    for (std::size_t i = 0; i < m; ++i) {
        before += p[i] / detail::number(m);
        end += p[p.size() - 1 - i] / detail::number(m);
    }
    std::vector<double> r;
    r.reserve(p.size() - 2 * m + 1);
    for (std::size_t i = m; i < p.size() - m; ++i) {
        r.push_back(p[i] - before);
        before = p[i];
    }
    r.push_back(end - before);
    return r;
}

} // namespace smirk::inline SMIRK_ABI::realized
