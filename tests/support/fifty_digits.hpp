// SPDX-License-Identifier: BSL-1.0
// Numbers of fifty digits, and the unit in which the errors of double are counted against them.
#pragma once
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <limits>

namespace support {

/// Without expression templates: `auto` is a number, and the file compiles in half the time.
using real50 = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

inline constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// |got - exact| in multiples of epsilon size, the size being that of the terms where they cancel. A single rounding
/// makes half a unit at most. NaN, which no test takes for small, where `got` is.
inline double units(double got, const real50& exact, const real50& size)
{
    return static_cast<double>(abs(got - exact) / (epsilon * size));
}
inline double units(double got, const real50& exact) { return units(got, exact, abs(exact)); }

} // namespace support
