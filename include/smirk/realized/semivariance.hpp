// SPDX-License-Identifier: BSL-1.0
// Realized semivariances: the squares of the falls and of the rises apart.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// The two parts of realized variance.
struct semivariances {
    double down; ///< from returns below 0
    double up;   ///< from returns above 0
};

/// Realized semivariances of a day.
///
///     down = sum r_i^2 1{r_i < 0},  up = sum r_i^2 1{r_i > 0}
///
/// r        log returns within the day, decimal, equally spaced
/// returns  both; down + up is realized variance; NaN in both if a return is NaN
/// throws   std::invalid_argument if there is no return
/// cost     O(n), no allocation
/// source   Barndorff-Nielsen, Kinnebrock, Shephard, in Volatility and Time Series Econometrics, Oxford 2010, 117-136
[[nodiscard]] inline semivariances realized_semivariance(strided<double> r)
{
    detail::require_returns("realized_semivariance", r.size(), 1);
    semivariances s{0, 0};
    for (const double x : r) {
        if (!(x >= 0)) s.down += x * x;
        if (!(x <= 0)) s.up += x * x;
    }
    return s;
}

} // namespace smirk::inline SMIRK_ABI::realized
