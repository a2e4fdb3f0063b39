// SPDX-License-Identifier: BSL-1.0
// Black prices at 50 digits from the textbook formula, and the units in which errors are counted.
#pragma once
#include "support/fifty_digits.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>

namespace support {

struct oracle_price {
    real50 price;       ///< of the out-of-the-money option, undiscounted
    real50 total_vol;   ///< s = sigma sqrt(T)
    real50 sensitivity; ///< d ln price / d ln s
};

/// F N(d1) - K N(d2), or the put, computed at 100 digits because the two terms cancel.
inline oracle_price oracle(double forward, double strike, double years, double vol)
{
    using wide = boost::multiprecision::cpp_bin_float_100;
    const wide f = forward, k = strike, s = wide(vol) * sqrt(wide(years)), root2 = sqrt(wide(2));
    const wide d1 = log(f / k) / s + s / 2, d2 = d1 - s;
    const int sign = f < k ? 1 : -1;
    const wide n1 = boost::math::erfc(wide(-sign * d1 / root2)) / 2,
               n2 = boost::math::erfc(wide(-sign * d2 / root2)) / 2;
    const wide price = sign * (f * n1 - k * n2);
    const wide vega = f * exp(-d1 * d1 / 2) / sqrt(8 * atan(wide(1)));
    return {real50(price), real50(s), real50(s * vega / price)};
}

/// Error of a price in units: multiples of epsilon max(1, d ln price / d ln s).
inline double price_units(double price, const oracle_price& exact)
{
    const double unit = epsilon * std::fmax(1., double(exact.sensitivity));
    return std::fabs(double((price - exact.price) / exact.price)) / unit;
}

/// Error of an implied total vol in units: multiples of epsilon max(1, d ln s / d ln price), what the rounding of the
/// price alone can cause. `rounded` is the price that was inverted; the exact vol of it follows from that of `exact`
/// to second order in their difference.
inline double vol_units(double vol, double years, double rounded, const oracle_price& exact)
{
    const real50 moved = (real50(rounded) - exact.price) / exact.price;
    const real50 total = exact.total_vol * (1 + moved / exact.sensitivity);
    const double unit = epsilon * std::fmax(1., 1 / double(exact.sensitivity));
    return std::fabs(double((vol * sqrt(real50(years)) - total) / total)) / unit;
}

} // namespace support
