// SPDX-License-Identifier: BSL-1.0
// From one horizon to another: volatility grows with the root of time.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <numbers>

namespace smirk::inline SMIRK_ABI::realized {

/// The standard deviation of the move over T periods: vol * sqrt(T / periods_per_year).
///
/// vol               annualised volatility, decimal
/// periods           T; one trading day by default
/// periods_per_year  in the same count: 252 trading days, 365 calendar days
/// returns           a decimal: 0.32 a year is 0.020158 a day; NaN if periods or periods_per_year is negative
[[nodiscard]] inline double expected_deviation(double vol, double periods = 1, double periods_per_year = 252)
{
    return vol * std::sqrt(periods / periods_per_year);
}

/// The other way: the annualised volatility of a standard deviation over T periods.
[[nodiscard]] inline double annualised_volatility(double deviation, double periods = 1, double periods_per_year = 252)
{
    return deviation * std::sqrt(periods_per_year / periods);
}

/// The rule of 16: the daily move at an annual volatility, with 16 for sqrt(252) = 15.8745. 0.8 % below the exact one.
[[nodiscard]] inline double rule_of_16(double vol) { return vol / 16; }

/// The share of normal moves within so many standard deviations on either side: erf(s / sqrt 2); 0.6827 for 1.
[[nodiscard]] inline double normal_coverage(double deviations) { return std::erf(deviations / std::numbers::sqrt2); }

} // namespace smirk::inline SMIRK_ABI::realized
