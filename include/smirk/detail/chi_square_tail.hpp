// SPDX-License-Identifier: BSL-1.0
// The tail of the chi-square distribution with a whole number of degrees of freedom: the p-value of a test.
#pragma once
#include <smirk/detail/log_gamma.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// P(X > x), X chi-square with k degrees of freedom: a finite sum of positive terms.
///
///     Q(k/2, y) = sum_{j < k/2} e^-y y^j / Gamma(j + 1),                    k even,  y = x/2,  j = 0, 1, ...
///     Q(k/2, y) = erfc(sqrt y) + sum_{j < k/2} e^-y y^j / Gamma(j + 1),     k odd,             j = 1/2, 3/2, ...
///
/// returns  1 where x <= 0; NaN where x is NaN or k < 1
/// cost     k / 2 exponentials
/// source   Abramowitz and Stegun 26.4.4, 26.4.5
[[nodiscard]] inline double chi_square_tail(double x, int k)
{
    if (std::isnan(x) || k < 1) return std::numeric_limits<double>::quiet_NaN();
    if (x <= 0) return 1;
    if (std::isinf(x)) return 0;
    const double y = x / 2, log_y = std::log(y);
    double tail = k % 2 == 0 ? 0.0 : std::erfc(std::sqrt(y));
    for (double j = k % 2 == 0 ? 0.0 : 0.5; j < 0.5 * k - 0.25; ++j) tail += std::exp(j * log_y - y - log_gamma(j + 1));
    return tail < 1 ? tail : 1.0;
}

} // namespace smirk::inline SMIRK_ABI::detail
