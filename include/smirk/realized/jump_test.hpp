// SPDX-License-Identifier: BSL-1.0
// The test of Barndorff-Nielsen and Shephard for a jump within the day.
#pragma once
#include <smirk/realized/bipower_variance.hpp>
#include <smirk/realized/quarticity.hpp>
#include <smirk/realized/realized_variance.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// What the test saw and found.
struct jump_test_result {
    double z;                   ///< standard normal where there is no jump; large where there is one
    double p_value;             ///< P(Z > z), one-sided
    double realized_variance;   ///< RV
    double bipower_variance;    ///< BV
    double tripower_quarticity; ///< TPQ
    double jump_share;          ///< 1 - BV / RV, the relative jump; below 0 by chance
};

/// Test for jumps within a day, the ratio with the maximum.
///
///     z = sqrt(n) (1 - BV / RV) / sqrt((pi^2/4 + pi - 5) max(1, TPQ / BV^2))
///
/// Rejects on 1.3 % of days without a jump at the level of 1 %, with 78 returns (1.1 % with 390); the linear statistic
/// rejects on 3.8 %.
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the statistic, its one-sided p-value and the measures it is made of; NaN if a return is NaN or RV or BV
///          is 0
/// throws   std::invalid_argument if there are fewer than 3 returns
/// cost     O(n), no allocation
/// source   Barndorff-Nielsen, Shephard, Journal of Financial Econometrics 4(1), 2006, 1-30; the choice among its
///          forms: Huang, Tauchen, Journal of Financial Econometrics 3(4), 2005, 456-499
[[nodiscard]] inline jump_test_result jump_test(strided<double> r)
{
    detail::require_returns("jump_test", r.size(), 3);
    constexpr double pi = std::numbers::pi;
    const double n = detail::number(r.size());
    const double rv = realized_variance(r), bv = bipower_variance(r), tpq = tripower_quarticity(r);
    const double share = 1 - bv / rv, ratio = tpq / (bv * bv);
    const double z = std::sqrt(n) * share / std::sqrt((pi * pi / 4 + pi - 5) * (ratio < 1 ? 1 : ratio));
    return {.z = z,
            .p_value = std::erfc(z / std::numbers::sqrt2) / 2,
            .realized_variance = rv,
            .bipower_variance = bv,
            .tripower_quarticity = tpq,
            .jump_share = share};
}

} // namespace smirk::inline SMIRK_ABI::realized
