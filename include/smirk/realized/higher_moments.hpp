// SPDX-License-Identifier: BSL-1.0
// Realized skewness and kurtosis of a day.
#pragma once
#include <smirk/realized/realized_variance.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// Realized skewness of a day.
///
///     sqrt(n) sum r_i^3 / RV^{3/2}
///
/// r        log returns within the day, decimal, equally spaced
/// returns  0 for a symmetric day; NaN if a return is NaN or all are 0
/// throws   std::invalid_argument if there is no return
/// cost     O(n), no allocation
/// source   Amaya, Christoffersen, Jacobs, Vasquez, Journal of Financial Economics 118(1), 2015, 135-167
[[nodiscard]] inline double realized_skewness(strided<double> r)
{
    const double rv = realized_variance(r);
    double sum = 0;
    for (const double x : r) sum += x * x * x;
    return std::sqrt(detail::number(r.size())) * sum / (rv * std::sqrt(rv));
}

/// Realized kurtosis of a day.
///
///     n sum r_i^4 / RV^2
///
/// r        log returns within the day, decimal, equally spaced
/// returns  3 for a normal day of constant volatility; NaN if a return is NaN or all are 0
/// throws, cost, source  as realized_skewness
[[nodiscard]] inline double realized_kurtosis(strided<double> r)
{
    const double rv = realized_variance(r);
    double sum = 0;
    for (const double x : r) sum += x * x * x * x;
    return detail::number(r.size()) * sum / (rv * rv);
}

} // namespace smirk::inline SMIRK_ABI::realized
