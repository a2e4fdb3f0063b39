// SPDX-License-Identifier: BSL-1.0
// Coordinates that several models search in.
#pragma once
#include <smirk/garch/model.hpp>

namespace smirk::inline SMIRK_ABI::garch::search {

/// Persistence P in [0, 1] as x = -ln(1 + m - P), m = 10^-3: nearly -ln(1 - P), in which the likelihood is close to a
/// parabola, and yet finite at P = 1.
inline constexpr double margin = 1e-3;

template <class R>
R persistence(const R& x)
{
    return (1.0 + margin) - exp(-x);
}
inline double coordinate_of_persistence(double p) { return -std::log(1 + margin - p); }

inline search_range persistence_range(const char* at_zero, const char* at_one)
{
    return {coordinate_of_persistence(0), coordinate_of_persistence(1), at_zero, at_one, true, false};
}

/// ln omega, for returns of variance 1.
inline search_range log_omega_range() { return {std::log(1e-9), std::log(1e3), "omega is 0", "omega is very large"}; }

/// x / (x + y), 0 where both are.
inline double share(double x, double y) { return x + y > 0 ? x / (x + y) : 0; }

} // namespace smirk::inline SMIRK_ABI::garch::search
