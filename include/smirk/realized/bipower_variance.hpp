// SPDX-License-Identifier: BSL-1.0
// Bipower variation: integrated variance, robust to jumps.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// Bipower variation of a day.
///
///     BV = (pi / 2) n / (n - 1) * sum_{i=2}^{n} |r_i| |r_{i-1}|
///
/// The factor n / (n - 1) makes up for the one product there is less than returns; without it BV is low by 1/n.
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integrated variance of the day without jumps, in the limit of many returns; NaN if a return is NaN
/// throws   std::invalid_argument if there are fewer than 2 returns
/// cost     O(n), no allocation
/// source   Barndorff-Nielsen, Shephard, Journal of Financial Econometrics 2(1), 2004, 1-37
[[nodiscard]] inline double bipower_variance(strided<double> r)
{
    detail::require_returns("bipower_variance", r.size(), 2);
    const double n = detail::number(r.size());
    double sum = 0;
    for (std::size_t i = 1; i < r.size(); ++i) sum += std::fabs(r[i]) * std::fabs(r[i - 1]);
    return std::numbers::pi / 2 * n / (n - 1) * sum;
}

} // namespace smirk::inline SMIRK_ABI::realized
