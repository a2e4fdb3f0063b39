// SPDX-License-Identifier: BSL-1.0
// Realized variance: the sum of squared returns within a day.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// Realized variance of a day.
///
///     RV = sum r_i^2
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the variance of the day (not annualised), with jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there is no return
/// cost     O(n), no allocation
/// source   Andersen, Bollerslev, Diebold, Labys, Econometrica 71(2), 2003, 579-625
[[nodiscard]] inline double realized_variance(strided<double> r)
{
    detail::require_returns("realized_variance", r.size(), 1);
    double sum = 0;
    for (const double x : r) sum += x * x;
    return sum;
}

} // namespace smirk::inline SMIRK_ABI::realized
