// SPDX-License-Identifier: BSL-1.0
// Pre-averaging: integrated variance from local averages of noisy returns.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

#include <algorithm>

namespace smirk::inline SMIRK_ABI::realized {

/// Pre-averaged realized variance of a day.
///
///     ybar_i = sum_{j=1}^{k-1} g(j/k) r_{i+j},  g(x) = min(x, 1 - x),  k = floor(theta sqrt n)
///     V = n / (n - k + 2) 1 / (k psi_2) sum_{i=0}^{n-k+1} ybar_i^2 - psi_1 / (theta^2 psi_2) RV / (2 n)
///
/// with psi_2 = 1/k sum g(j/k)^2 and psi_1 = k sum (g(j/k) - g((j-1)/k))^2, which tend to 1/12 and 1.
///
/// r        log returns within the day, decimal, as fine as they come
/// theta    width of an average in units of n^{-1/2}
/// returns  the integrated variance of the day, jumps included, noise not; it can be negative; NaN if a return is NaN
/// throws   std::invalid_argument if theta is not positive, or an average has fewer than 2 or more than n returns
/// cost     O(n k), no allocation
/// source   Jacod, Li, Mykland, Podolskij, Vetter, Stochastic Processes and their Applications 119(7), 2009, 2249-2276;
///          Christensen, Kinnebrock, Podolskij, Journal of Econometrics 159(1), 2010, 116-133 for the factor n/(n-k+2)
[[nodiscard]] inline double pre_averaged_variance(strided<double> r, double theta = 1)
{
    const double n = detail::number(r.size());
    const double width = std::floor(theta * std::sqrt(n));
    if (!(theta > 0) || !(width >= 2) || !(width <= n))
        throw std::invalid_argument("smirk::realized::pre_averaged_variance: expected averages of 2 to " +
                                    std::to_string(r.size()) + " returns, got theta = " + std::to_string(theta) +
                                    " and " + std::to_string(r.size()) + " returns");
    const auto k = static_cast<std::size_t>(width);
    const auto g = [width](std::size_t j) {
        const double x = detail::number(j) / width;
        return std::min(x, 1 - x);
    };
    double psi1 = 0, psi2 = 0;
    for (std::size_t j = 1; j <= k; ++j) {
        psi1 += width * (g(j) - g(j - 1)) * (g(j) - g(j - 1));
        psi2 += g(j) * g(j) / width;
    }
    double averages = 0, rv = 0;
    for (std::size_t i = 0; i + k <= r.size() + 1; ++i) {
        double average = 0;
        for (std::size_t j = 1; j < k; ++j) average += g(j) * r[i + j - 1];
        averages += average * average;
    }
    for (const double x : r) rv += x * x;
    return n / (n - width + 2) * averages / (width * psi2) - psi1 / (theta * theta * psi2) * rv / (2 * n);
}

} // namespace smirk::inline SMIRK_ABI::realized
