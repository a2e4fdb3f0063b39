// SPDX-License-Identifier: BSL-1.0
// Means, variances and covariance of two series, gathered one pair at a time and merged without cancellation.
#pragma once
#include <smirk/statistics/rolling_window.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

/// Sums of centred products of n pairs: xx = sum (x - xbar)^2, xy = sum (x - xbar)(y - ybar).
///
/// source  Welford, Technometrics 4(3), 1962, 419-420; merging by Chan, Golub and LeVeque, COMPSTAT 1982
struct joint_moments {
    double n = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0, yy = 0;

    /// One pair more; a pair with a NaN is not counted.
    void add(double x, double y)
    {
        if (std::isnan(x) || std::isnan(y)) return;
        n += 1;
        const double dx = x - mean_x, dy = y - mean_y;
        mean_x += dx / n;
        mean_y += dy / n;
        xx += dx * (x - mean_x);
        xy += dx * (y - mean_y);
        yy += dy * (y - mean_y);
    }

    /// The pairs of both.
    [[nodiscard]] friend joint_moments merge(const joint_moments& a, const joint_moments& b)
    {
        if (a.n == 0) return b;
        if (b.n == 0) return a;
        const double both = a.n + b.n, dx = b.mean_x - a.mean_x, dy = b.mean_y - a.mean_y, w = a.n * b.n / both;
        return {both,
                a.mean_x + dx * (b.n / both),
                a.mean_y + dy * (b.n / both),
                a.xx + b.xx + w * dx * dx,
                a.xy + b.xy + w * dx * dy,
                a.yy + b.yy + w * dy * dy};
    }

    /// Pearson's correlation, NaN where one side does not vary; rounding does not carry it beyond 1.
    [[nodiscard]] double correlation() const
    {
        if (!(xx > 0 && yy > 0)) return std::numeric_limits<double>::quiet_NaN();
        return std::clamp(xy / (std::sqrt(xx) * std::sqrt(yy)), -1.0, 1.0);
    }
    /// Slope of y on x, NaN where x does not vary.
    [[nodiscard]] double beta() const { return xx > 0 ? xy / xx : std::numeric_limits<double>::quiet_NaN(); }
};

namespace detail {

/// Calls use(i, moments) for every row i that ends a full window of pairs. A window is the end of one block and the
/// beginning of the next, so its moments are one merge and nothing is ever subtracted.
template <class Use>
void for_each_joint_moments(strided<double> x, strided<double> y, std::size_t window, Use use)
{
    if (window > x.size()) return;
    std::vector<joint_moments> tail(window + 1); // of the previous block, from j on
    for (std::size_t block = 0; block < x.size(); block += window) {
        const std::size_t length = std::min(window, x.size() - block);
        joint_moments head;
        for (std::size_t j = 0; j < length; ++j) {
            head.add(x[block + j], y[block + j]);
            if (block > 0 || j + 1 == window) use(block + j, merge(tail[j + 1], head));
        }
        tail[length] = {};
        for (std::size_t j = length; j-- > 0;) {
            tail[j] = tail[j + 1];
            tail[j].add(x[block + j], y[block + j]);
        }
    }
}

} // namespace detail

} // namespace smirk::inline SMIRK_ABI::statistics
