// SPDX-License-Identifier: BSL-1.0
// The volatility signature plot: realized variance against the sampling step, which shows the noise.
#pragma once
#include <smirk/realized/two_scale_variance.hpp>

#include <span>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// One point of the plot.
struct signature_point {
    std::size_t step; ///< K, in prices
    double variance;  ///< of the day, decimal
};

/// Realized variance of a day at each of several sampling steps, averaged over the grids of a step.
///
///     V(K) = n / (n - K + 1) RV_K,  RV_K = 1/K sum_{i=K}^{n} (p_i - p_{i-K})^2
///
/// The factor makes up for what the grids lack at the ends, so that V is flat where there is no noise. Noise of
/// variance omega^2 lifts it by 2 n omega^2 / K.
///
/// p        log prices p_0, ..., p_n within the day, equally spaced
/// steps    each of 1 to n
/// returns  one point a step, in their order
/// throws   std::invalid_argument if a step is 0 or above n
/// cost     O(n) a step
/// source   Andersen, Bollerslev, Diebold, Labys, Risk 13(3), 2000, 105-108
[[nodiscard]] inline std::vector<signature_point> signature_plot(strided<double> p, std::span<const std::size_t> steps)
{
    std::vector<signature_point> points;
    points.reserve(steps.size());
    for (const std::size_t K : steps) {
        const double rv = subsampled_realized_variance(p, K);
        const std::size_t n = p.size() - 1;
        points.push_back({K, detail::number(n) / detail::number(n - K + 1) * rv});
    }
    return points;
}

} // namespace smirk::inline SMIRK_ABI::realized
