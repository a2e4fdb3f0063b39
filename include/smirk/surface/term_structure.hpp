// SPDX-License-Identifier: BSL-1.0
// Variance along time: forward variance, the vol of one day with news, the mean-reverting curve.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

namespace detail {
inline void require_times(const char* function, double near_years, double far_years)
{
    if (!(near_years >= 0) || !(far_years > near_years))
        throw std::invalid_argument(std::string("smirk::surface::") + function + ": expected 0 <= near < far, got " +
                                    std::to_string(near_years) + " and " + std::to_string(far_years));
}
} // namespace detail

/// Variance a year between two times, at the money or for variance swaps:
///
///     v = (sigma_2^2 T_2 - sigma_1^2 T_1) / (T_2 - T_1)
///
/// returns  annualised variance; negative where the quotes have calendar arbitrage (its square root is then NaN)
/// throws   std::invalid_argument unless 0 <= near_years < far_years
[[nodiscard]] inline double forward_variance(double near_vol, double near_years, double far_vol, double far_years)
{
    detail::require_times("forward_variance", near_years, far_years);
    return (far_vol * far_vol * far_years - near_vol * near_vol * near_years) / (far_years - near_years);
}

/// Vol of a single day between two expiries, when all other days have the vol `quiet_vol`:
///
///     sigma_e^2 = ((sigma_2^2 T_2 - sigma_1^2 T_1) - quiet^2 (T_2 - T_1 - day)) / day
///
/// day      length of the day in years, 1/252 or 1/365 as the times are counted
/// returns  annualised vol of that day; NaN where the expiries imply less than the quiet days alone
/// throws   std::invalid_argument unless 0 <= near_years < far_years and 0 < day <= far_years - near_years
[[nodiscard]] inline double event_day_vol(double near_vol, double near_years, double far_vol, double far_years,
                                          double quiet_vol, double day)
{
    detail::require_times("event_day_vol", near_years, far_years);
    const double span = far_years - near_years;
    if (!(day > 0) || !(day <= span * (1 + 1e-12)))
        throw std::invalid_argument("smirk::surface::event_day_vol: expected 0 < day <= " + std::to_string(span) +
                                    ", got " + std::to_string(day));
    const double variance = forward_variance(near_vol, near_years, far_vol, far_years) * span;
    return std::sqrt((variance - quiet_vol * quiet_vol * (span - day)) / day);
}

/// Variance that reverts to a mean, Heston's expectation of the average variance to T:
///
///     v(T) = mean + (v_0 - mean) (1 - e^{-kappa T}) / (kappa T)
///
/// Its square root is the vol of a variance swap, not that of an option at the money, which lies lower.
///
/// spot_variance, mean_variance   annualised
/// kappa   speed of reversion a year; at 0 the variance stays where it is
/// source  Heston, Review of Financial Studies 6(2), 1993, 327-343
[[nodiscard]] inline double mean_reverting_variance(double spot_variance, double mean_variance, double kappa,
                                                    double years)
{
    const double x = kappa * years;
    const double share = x == 0 ? 1.0 : -std::expm1(-x) / x;
    return mean_variance + (spot_variance - mean_variance) * share;
}

} // namespace smirk::inline SMIRK_ABI::surface
