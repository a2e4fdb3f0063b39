// SPDX-License-Identifier: BSL-1.0
// Local volatility from the prices of calls and their derivatives, with rates and dividends.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::surface {

/// A call price as a function of strike and expiry, at one point of it.
struct call_surface_point {
    double strike;
    double price;     ///< C
    double in_time;   ///< dC/dT
    double in_strike; ///< dC/dK
    double curvature; ///< d2C/dK2
};

/// Dupire's local volatility at (K, T).
///
///     sigma^2 = 2 (C_T + (r - q) K C_K + q C) / (K^2 C_KK)
///
/// rate, yield  r and q, continuously compounded, at T
/// returns      sigma; NaN where the numerator is negative (calendar arbitrage) or the curvature is not positive
///              (butterfly arbitrage)
/// note         with forwards and total variance instead of prices: surface::local_vol, whose derivatives are analytic.
///              Without the terms in q it is right for a future or an asset that pays nothing
/// source       Dupire, Risk 7, 1994, 18-20; Gatheral, The Volatility Surface, 2006, equation (1.4)
[[nodiscard]] inline double dupire_local_vol(const call_surface_point& c, double rate, double yield)
{
    const double K = c.strike;
    const double variance =
        2 * (c.in_time + (rate - yield) * K * c.in_strike + yield * c.price) / (K * K * c.curvature);
    return c.curvature > 0 && variance >= 0 ? std::sqrt(variance) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace smirk::inline SMIRK_ABI::surface
