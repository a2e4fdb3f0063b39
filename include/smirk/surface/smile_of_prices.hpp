// SPDX-License-Identifier: BSL-1.0
// Total variance and its derivatives from prices: what a smile that is made of prices needs.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/durrleman.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace smirk::inline SMIRK_ABI::surface {

/// c_w = n(d1) / (2 sqrt(w)): what a call of forward 1 and strike e^k gains with total variance.
[[nodiscard]] inline double variance_vega(double k, double w)
{
    const double s = std::sqrt(w), d1 = -k / s + 0.5 * s;
    return 0.5 * std::exp(-0.5 * d1 * d1) / (s * std::sqrt(2 * std::numbers::pi));
}

/// Derivative in k, w held, of the out-of-the-money option of forward 1 and strike e^k: -+ e^k N(-+ d2), the put where
/// k < 0.
[[nodiscard]] inline double out_of_the_money_slope(double k, double w)
{
    const double s = std::sqrt(w), d2 = -k / s - 0.5 * s, theta = k < 0 ? -1 : 1;
    return -theta * std::exp(k) * 0.5 * std::erfc(-theta * d2 / std::numbers::sqrt2);
}

/// Total variance of the undiscounted out-of-the-money price of forward 1 and strike e^k; NaN where there is none.
[[nodiscard]] inline double variance_of_price(double k, double price)
{
    const auto implied = black::implied_vol_from_time_value(price, 1.0, std::exp(k), 1.0, 1.0);
    return implied.vol > 0 ? implied.vol * implied.vol : std::numeric_limits<double>::quiet_NaN();
}

/// w, w' and w'' where a smile's prices are known:
///
///     c_k = c_k(w) + c_w w',   c_kk - c_k = 2 c_w g
///
/// price, slope  out-of-the-money price and its derivative in k
/// bend          c_kk - c_k, the same of calls and puts
/// returns       NaN where the price has no implied vol
[[nodiscard]] inline smile_derivatives smile_of_price(double k, double price, double slope, double bend)
{
    const double w = variance_of_price(k, price), c_w = variance_vega(k, w);
    const double dw = (slope - out_of_the_money_slope(k, w)) / c_w, g = 0.5 * bend / c_w;
    return {w, dw, 2 * (g - durrleman(k, {w, dw, 0}))};
}

} // namespace smirk::inline SMIRK_ABI::surface
