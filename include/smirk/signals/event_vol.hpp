// SPDX-License-Identifier: BSL-1.0
// Vol around an event whose date is known: what is implied for its day, what is left afterwards, and who was paid.
// (The vol of the day from two expiries: surface::event_day_vol().)
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::signals {

/// Vol of the same expiry once the day of the event is over: variances add up.
///
///     sigma_after^2 = (sigma^2 T - sigma_e^2 d) / (T - d)
///
/// vol, years       before the event
/// event_vol        annualised vol of its day
/// day              length of the day in years, 1/252 or 1/365 as the years are counted
/// returns          NaN where the event holds more variance than there is
/// throws           std::invalid_argument unless 0 < day < years
[[nodiscard]] inline double vol_after_event(double vol, double years, double event_vol, double day)
{
    if (!(day > 0 && day < years))
        throw std::invalid_argument("smirk::signals::vol_after_event: expected 0 < day < years, got " +
                                    std::to_string(day) + " and " + std::to_string(years));
    return std::sqrt((vol * vol * years - event_vol * event_vol * day) / (years - day));
}

/// An event seen from the day after.
struct event_outcome {
    double implied_move;  ///< one standard deviation, sigma_e sqrt d
    double expected_move; ///< mean absolute move, sqrt(2/pi) sigma_e sqrt d: what a straddle of that day costs
    double realized_move; ///< |r|
    double premium;       ///< variance: implied_move^2 - realized_move^2, positive where the seller was paid
    double crush;         ///< vol before less vol after
};

/// What was implied for an event and what came.
///
/// event_vol   annualised vol of its day
/// day         in years
/// log_return  of the event
/// vol_before, vol_after  of one expiry; NaN where not known
/// throws      std::invalid_argument unless day is positive
[[nodiscard]] inline event_outcome review_event(double event_vol, double day, double log_return,
                                                double vol_before = std::numeric_limits<double>::quiet_NaN(),
                                                double vol_after = std::numeric_limits<double>::quiet_NaN())
{
    if (!(day > 0))
        throw std::invalid_argument("smirk::signals::review_event: expected a positive day, got " +
                                    std::to_string(day));
    const double implied = event_vol * std::sqrt(day), realized = std::abs(log_return);
    return {implied, std::sqrt(2 / std::numbers::pi) * implied, realized, implied * implied - realized * realized,
            vol_before - vol_after};
}

/// Height of a bump in the term structure: vol of the tenor that holds the event less the vol that its neighbours
/// would give it.
///
///     bump = sigma_2 - sqrt((w_1 + (w_3 - w_1) (T_2 - T_1) / (T_3 - T_1)) / T_2),   w = sigma^2 T
///
/// returns  vol; NaN where the line of total variance is negative
/// throws   std::invalid_argument unless 0 < T_1 < T_2 < T_3
[[nodiscard]] inline double event_bump(double vol_1, double years_1, double vol_2, double years_2, double vol_3,
                                       double years_3)
{
    if (!(0 < years_1 && years_1 < years_2 && years_2 < years_3))
        throw std::invalid_argument("smirk::signals::event_bump: expected years that ascend from above 0, got " +
                                    std::to_string(years_1) + ", " + std::to_string(years_2) + " and " +
                                    std::to_string(years_3));
    const double w_1 = vol_1 * vol_1 * years_1, w_3 = vol_3 * vol_3 * years_3;
    return vol_2 - std::sqrt((w_1 + (w_3 - w_1) * (years_2 - years_1) / (years_3 - years_1)) / years_2);
}

} // namespace smirk::inline SMIRK_ABI::signals
