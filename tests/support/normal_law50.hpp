// SPDX-License-Identifier: BSL-1.0
// The normal law in fifty digits.
#pragma once
#include "support/fifty_digits.hpp"

#include <boost/math/special_functions/erf.hpp>

namespace support {

inline const real50 pi = 4 * atan(real50(1));
inline real50 normal_cdf(const real50& x) { return boost::math::erfc(real50(-x / sqrt(real50(2)))) / 2; }
inline real50 normal_pdf(const real50& x) { return exp(-x * x / 2) / sqrt(2 * pi); }

} // namespace support
