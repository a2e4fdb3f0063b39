// SPDX-License-Identifier: BSL-1.0
// The term structure of volatility as a signal: slope, contango and backwardation, front against the whole curve.
// (Forward variance and total variance by maturity are a matter of the surface.)
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::signals {

/// Slope of the curve between two tenors.
///
///     slope = (IV_far - IV_near) / (T_far - T_near)
///
/// iv_near, years_near, iv_far, years_far
/// returns  vol a year, positive in contango; NaN unless years_near < years_far
[[nodiscard]] inline double term_slope(double iv_near, double years_near, double iv_far, double years_far)
{
    if (!(years_near < years_far)) return std::numeric_limits<double>::quiet_NaN();
    return (iv_far - iv_near) / (years_far - years_near);
}

/// Slope in the square root of time, in which curves of different tenors are comparable.
///
///     slope = (IV_far - IV_near) / (sqrt T_far - sqrt T_near)
[[nodiscard]] inline double term_slope_sqrt(double iv_near, double years_near, double iv_far, double years_far)
{
    if (!(years_near < years_far)) return std::numeric_limits<double>::quiet_NaN();
    return (iv_far - iv_near) / (std::sqrt(years_far) - std::sqrt(years_near));
}

/// Contango of a pair.
///
///     contango = far / near - 1
///
/// near, far  vols of two tenors, or prices of two futures, in one unit
/// returns    positive in contango, negative in backwardation. Spot index to future, future to future, and two tenors
///            of at-the-money vol are three different curves: say which one it is
[[nodiscard]] inline double contango(double near, double far) { return far / near - 1; }

enum class term_shape { backwardation, flat, contango, unknown };

/// Name of the shape of a pair.
///
///     contango        far / near - 1 >  band
///     backwardation   far / near - 1 < -band
///
/// near, far  as contango()
/// band       half-width of what counts as flat, a fraction: 0.02 is 2 %
/// returns    unknown where a value is NaN
/// throws     std::invalid_argument if band is negative
[[nodiscard]] inline term_shape shape(double near, double far, double band = 0)
{
    if (!(band >= 0))
        throw std::invalid_argument("smirk::signals::shape: expected a band of 0 or more, got " + std::to_string(band));
    const double c = contango(near, far);
    if (std::isnan(c)) return term_shape::unknown;
    return c > band ? term_shape::contango : c < -band ? term_shape::backwardation : term_shape::flat;
}

/// As above, with memory: a shape once taken is left only when the opposite side of the band is crossed, so that a
/// curve which hovers does not flicker.
///
/// previous  the shape of the row before
/// enter     contango (backwardation) begins above (below) this
/// leave     and ends below (above) this; 0 <= leave <= enter
/// throws    std::invalid_argument unless 0 <= leave <= enter
[[nodiscard]] inline term_shape shape(double near, double far, term_shape previous, double enter, double leave)
{
    if (!(leave >= 0 && leave <= enter))
        throw std::invalid_argument("smirk::signals::shape: expected 0 <= leave <= enter, got " +
                                    std::to_string(leave) + " and " + std::to_string(enter));
    const double c = contango(near, far);
    if (previous == term_shape::contango && c >= leave) return previous;
    if (previous == term_shape::backwardation && c <= -leave) return previous;
    return shape(near, far, enter);
}

/// What moved when a curve changed.
enum class curve_move { none, front, whole, back, unknown };

/// Front rise or lift of the whole curve.
///
///     front   the first tenor rose more than `threshold`, the last did not: hedging flow in the near term
///     whole   both did: broader risk aversion
///     back    only the last did
///
/// change     change of each tenor, nearest first (points or logs, as the threshold)
/// threshold  what counts as a rise
/// returns    unknown where the first or the last change is NaN
/// throws     std::invalid_argument unless there are two tenors or more
[[nodiscard]] inline curve_move front_or_whole(strided<double> change, double threshold)
{
    if (change.size() < 2)
        throw std::invalid_argument("smirk::signals::front_or_whole: expected two tenors or more, got " +
                                    std::to_string(change.size()));
    if (std::isnan(change.front()) || std::isnan(change.back())) return curve_move::unknown;
    const bool front = change.front() > threshold, back = change.back() > threshold;
    return front ? (back ? curve_move::whole : curve_move::front) : (back ? curve_move::back : curve_move::none);
}

} // namespace smirk::inline SMIRK_ABI::signals
