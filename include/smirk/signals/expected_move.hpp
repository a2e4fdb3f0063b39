// SPDX-License-Identifier: BSL-1.0
// How far the underlying is expected to move: from a vol, or from the price of the at-the-money straddle.
// (From the straddle to its vol and back: black/straddle.hpp.)
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace smirk::inline SMIRK_ABI::signals {

/// One-sigma move over a horizon.
///
///     EM = S sigma sqrt(T)
///
/// spot, vol, years  years = trading days / 252 or calendar days / 365: see the two functions below
/// returns           in the unit of spot; NaN where vol or years is negative
[[nodiscard]] inline double expected_move(double spot, double vol, double years)
{
    return vol >= 0 ? spot * vol * std::sqrt(years) : std::numeric_limits<double>::quiet_NaN();
}

/// One-sigma move over trading days, EM = S sigma sqrt(D / 252). One day: S sigma / 15.87, the "rule of 16".
[[nodiscard]] inline double expected_move_trading_days(double spot, double vol, double days)
{
    return expected_move(spot, vol, days / 252);
}

/// One-sigma move over calendar days, EM = S sigma sqrt(DTE / 365).
[[nodiscard]] inline double expected_move_calendar_days(double spot, double vol, double days)
{
    return expected_move(spot, vol, days / 365);
}

/// What is made of the price of the straddle. A straddle at the forward costs the expected absolute move
/// E|S_T - F| = sqrt(2/pi) sigma, not a standard deviation; the conventions are not interchangeable.
enum class straddle_convention {
    price,     ///< the straddle itself: the mean absolute move, 0.798 sigma, covers 57.5 %
    one_sigma, ///< sqrt(pi/2) = 1.2533 straddles: one sigma, covers 68.3 %
    reduced    ///< 0.85 straddles, a brokers' rule: 0.678 sigma, covers 50.2 %
};

/// Number of straddles that a convention takes.
[[nodiscard]] inline double straddle_multiple(straddle_convention convention)
{
    switch (convention) {
    case straddle_convention::price:
        return 1;
    case straddle_convention::one_sigma:
        return std::sqrt(std::numbers::pi / 2);
    case straddle_convention::reduced:
        return 0.85;
    }
    throw std::invalid_argument("smirk::signals::straddle_multiple: unknown convention");
}

/// Expected move over the life of an at-the-money straddle.
///
///     EM = m straddle,   m = 1, sqrt(pi/2) or 0.85
///
/// straddle  price of call and put at the forward, not discounted (divide by the discount factor for long lives)
[[nodiscard]] inline double expected_move(double straddle, straddle_convention convention)
{
    return straddle_multiple(convention) * straddle;
}

/// Brokers' mix of the straddle and of the first two strangles out of the money: 0.6, 0.3 and 0.1 of their prices.
[[nodiscard]] inline double expected_move_mix(double straddle, double first_strangle, double second_strangle)
{
    return 0.6 * straddle + 0.3 * first_strangle + 0.1 * second_strangle;
}

/// The move over a part of the life of a straddle: variance, not vol, is proportional to time.
///
///     EM_part = EM sqrt(part / whole)
///
/// move         expected move over `whole` periods
/// part, whole  numbers of periods, e.g. 1 and 5 trading days
[[nodiscard]] inline double rescale_move(double move, double part, double whole)
{
    return move * std::sqrt(part / whole);
}

/// Probability that a normal move stays within z standard deviations: P(|Z| < z) = erf(z / sqrt 2).
[[nodiscard]] inline double coverage(double z) { return std::erf(z / std::numbers::sqrt2); }

/// Probability that the move stays within the expected move of a convention, if there were no premium at all: what a
/// hit ratio must be compared with.
///
///     P(|Z| < m sqrt(2/pi))
[[nodiscard]] inline double coverage(straddle_convention convention)
{
    return coverage(straddle_multiple(convention) * std::sqrt(2 / std::numbers::pi));
}

/// Expected move over what realized vol suggests for the same time: above 1.3 the straddle is dear.
///
///     ratio = sqrt(pi/2) straddle / (S RV sqrt(D / 252))
///
/// straddle, spot  as expected_move
/// rv              realized vol, of the last five days say
/// days            D, trading days of the straddle's life
[[nodiscard]] inline double straddle_ratio(double straddle, double spot, double rv, double days)
{
    return expected_move(straddle, straddle_convention::one_sigma) / expected_move_trading_days(spot, rv, days);
}

/// Vol over some trading days, one of which has an event: variances add up, vols do not.
///
///     vol^2 D = base^2 (D - 1) + event^2
///
/// base, event  vol of a common day and of the day of the event, annualised, both forecasts of realized vol: a premium
///              is taken off where one starts from implied vol, not here
/// days         D, 1 or more
[[nodiscard]] inline double vol_with_event(double base, double event, double days)
{
    return std::sqrt((base * base * (days - 1) + event * event) / days);
}

/// How much of an expected move has been used up: |S - S_0| / EM. Above 1 it is exceeded.
[[nodiscard]] inline double consumed_move(double spot, double reference_spot, double move)
{
    return std::abs(spot - reference_spot) / move;
}

/// How many expected moves a level is away: |K - S| / EM. A strike that holds the open interest within one of them can
/// pin; see pin_strike().
[[nodiscard]] inline double moves_away(double level, double spot, double move) { return std::abs(level - spot) / move; }

/// The range of one trading day, between what the market has done and what is charged for what it may do.
struct day_range {
    double baseline; ///< S RV / sqrt(252), one sigma
    double upper;    ///< S IV / sqrt(252), one sigma: holds the premium
    double premium;  ///< upper - baseline: the larger, the more fear is in the price
};

/// Range of a day.
///
/// rv, iv   realized vol of the last five days, implied vol at the money
/// returns  in the unit of spot
[[nodiscard]] inline day_range one_day_range(double spot, double rv, double iv)
{
    const double baseline = expected_move_trading_days(spot, rv, 1), upper = expected_move_trading_days(spot, iv, 1);
    return {baseline, upper, upper - baseline};
}

} // namespace smirk::inline SMIRK_ABI::signals
