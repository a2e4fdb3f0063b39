// SPDX-License-Identifier: BSL-1.0
// Subsampled and two-scale realized variance, from log prices.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// The mean realized variance of the K grids that take every K-th price.
///
///     RV_K = 1/K sum_{i=K}^{n} (p_i - p_{i-K})^2
///
/// p        log prices p_0, ..., p_n within the day, equally spaced
/// K        step of a grid, in prices; 1 is realized variance
/// returns  RV_K, low by about (K - 1) / n since the grids do not all reach both ends; NaN if a price is NaN
/// throws   std::invalid_argument if K is 0 or there are not more than K prices
/// cost     O(n), no allocation
/// source   Zhang, Mykland, Ait-Sahalia, Journal of the American Statistical Association 100, 2005, 1394-1411
[[nodiscard]] inline double subsampled_realized_variance(strided<double> p, std::size_t K)
{
    if (K == 0 || p.size() <= K)
        throw std::invalid_argument("smirk::realized::subsampled_realized_variance: expected a step of 1 or more and "
                                    "below the number of prices, got " +
                                    std::to_string(K) + " and " + std::to_string(p.size()) + " prices");
    double sum = 0;
    for (std::size_t i = K; i < p.size(); ++i) {
        const double r = p[i] - p[i - K];
        sum += r * r;
    }
    return sum / detail::number(K);
}

/// Two-scale realized variance of a day.
///
///     TSRV = (RV_K - (n_K / n_J) RV_J) / (1 - n_K / n_J),  n_K = (n - K + 1) / K
///
/// p        log prices p_0, ..., p_n within the day, equally spaced, as fine as they come
/// K        step of the slow scale: about c n^{2/3}, 300 s for a day of seconds
/// J        step of the fast scale, below K
/// returns  the integrated variance of the day, jumps included, noise not; it can be negative; NaN if a price is NaN
/// throws   std::invalid_argument if not 0 < J < K < number of prices
/// cost     O(n), no allocation
/// source   Zhang, Mykland, Ait-Sahalia, Journal of the American Statistical Association 100, 2005, 1394-1411
[[nodiscard]] inline double two_scale_variance(strided<double> p, std::size_t K, std::size_t J = 1)
{
    if (!(J > 0 && J < K && K < p.size()))
        throw std::invalid_argument("smirk::realized::two_scale_variance: expected 0 < J < K < number of prices, got " +
                                    std::to_string(J) + ", " + std::to_string(K) + ", " + std::to_string(p.size()));
    const auto grid = [n = p.size() - 1](std::size_t k) { return detail::number(n - k + 1) / detail::number(k); };
    const double ratio = grid(K) / grid(J);
    return (subsampled_realized_variance(p, K) - ratio * subsampled_realized_variance(p, J)) / (1 - ratio);
}

} // namespace smirk::inline SMIRK_ABI::realized
