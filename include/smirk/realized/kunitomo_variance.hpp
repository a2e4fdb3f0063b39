// SPDX-License-Identifier: BSL-1.0
// Kunitomo's range estimator, from the path of log prices within a day: free of drift.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// Kunitomo (1992) estimator: the range of the path after its own drift has been taken off.
///
///     v = 6 / pi^2 * (max_i b_i - min_i b_i)^2,   b_i = p_i - p_0 - i/n (p_n - p_0)
///
/// p        log prices p_0, ..., p_n from the open to the close, equally spaced
/// returns  variance of the open hours, not annualised; low by about 2.06 / sqrt(n) of itself, since extremes between
///          the prices go unseen. NaN if a price is NaN. A tenth of the dispersion of the squared return
/// throws   std::invalid_argument if there are fewer than 3 prices
/// cost     O(n), no allocation
/// source   Kunitomo, Journal of Business 65(2), 1992, 295-302
[[nodiscard]] inline double kunitomo_variance(strided<double> p)
{
    if (p.size() < 3)
        throw std::invalid_argument("smirk::realized::kunitomo_variance: expected 3 prices or more, got " +
                                    std::to_string(p.size()));
    const double slope = (p.back() - p.front()) / detail::number(p.size() - 1);
    double top = 0, bottom = 0, sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double b = p[i] - p.front() - slope * detail::number(i);
        top = b > top ? b : top;
        bottom = b < bottom ? b : bottom;
        sum += b; // carries a NaN, which no comparison sees
    }
    const double range = top - bottom + 0 * sum;
    return 6 / (std::numbers::pi * std::numbers::pi) * range * range;
}

} // namespace smirk::inline SMIRK_ABI::realized
