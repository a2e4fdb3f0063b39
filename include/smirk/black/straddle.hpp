// SPDX-License-Identifier: BSL-1.0
// The at-the-money straddle: its price from a vol, and the vol from its price, exactly and by the rule of 0.798.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace smirk::inline SMIRK_ABI::detail {

/// The z with erf(z) = p, 0 <= p < 1: Winitzki's approximation (relative error below 2e-3), then Halley's steps on
/// f = erf(z) - p, with erfc where p is close to one.
inline double erf_inverse(double p)
{
    using std::numbers::pi;
    constexpr double a = 0.147;
    const double l = std::log1p(-p * p), b = 2 / (pi * a) + l / 2;
    double z = std::sqrt(std::fmax(0.0, std::sqrt(b * b - l / a) - b));
    for (int step = 0; step < 3; ++step) {
        const double f = p < 0.5 ? std::erf(z) - p : (1 - p) - std::erfc(z);
        const double newton = f * std::sqrt(pi) / 2 * std::exp(z * z);
        z -= newton / (1 + z * newton);
    }
    return z;
}

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// Price of the straddle struck at the forward: call plus put.
///
///     V = 2 D F (2 N(s / 2) - 1) = 2 D F erf(s / (2 sqrt 2)),   s = vol sqrt(T)
///
/// forward   F > 0
/// years     T >= 0
/// vol       decimal, annualised
/// discount  D
/// returns   the price in the units of F; NaN for arguments outside those ranges
/// cost      one erf
/// source    Brenner and Subrahmanyam, Financial Analysts Journal 44(5), 1988, 80-83
[[nodiscard]] inline double straddle_price(double forward, double years, double vol, double discount = 1)
{
    if (!(forward > 0) || !(years >= 0) || !(vol >= 0) || !(discount > 0))
        return std::numeric_limits<double>::quiet_NaN();
    return 2 * discount * forward * std::erf(vol * std::sqrt(years) / (2 * std::numbers::sqrt2));
}

/// Vol of the straddle struck at the forward, exactly.
///
///     vol = 2 N^-1((1 + V / (2 D F)) / 2) / sqrt(T) = 2 sqrt 2 erf^-1(V / (2 D F)) / sqrt(T)
///
/// price     V, call plus put, 0 <= V < 2 D F
/// forward   F > 0, the strike of the straddle
/// years     T > 0
/// discount  D
/// returns   vol, decimal, annualised; NaN for arguments outside those ranges
/// cost      three erf and exp
/// source    the inverse of straddle_price()
[[nodiscard]] inline double straddle_vol(double price, double forward, double years, double discount = 1)
{
    const double p = price / (2 * discount * forward);
    if (!(forward > 0) || !(years > 0) || !(discount > 0) || !(p >= 0) || !(p < 1))
        return std::numeric_limits<double>::quiet_NaN();
    return 2 * std::numbers::sqrt2 * detail::erf_inverse(p) / std::sqrt(years);
}

/// Vol of the straddle struck at the forward, by the rule of 0.798.
///
///     vol = sqrt(pi / 2) V / (D F sqrt(T)),   sqrt(pi / 2) = 1.2533 = 1 / 0.7979
///
/// The factor 1.25 multiplies; "straddle / (1.25 S)" is too small by pi / 2. The first term of the exact answer: too
/// low by vol^2 T / 24 of itself, 1.4e-4 for 20 % and a month.
///
/// price     V, call plus put
/// forward   F > 0, the strike of the straddle
/// years     T > 0; one trading day is 1 / 252, a straddle of D days D / 252
/// discount  D
/// returns   vol, decimal, annualised; NaN for arguments outside those ranges
/// cost      one square root
/// source    Brenner and Subrahmanyam, Financial Analysts Journal 44(5), 1988, 80-83
[[nodiscard]] inline double straddle_vol_rule(double price, double forward, double years, double discount = 1)
{
    if (!(price >= 0) || !(forward > 0) || !(years > 0) || !(discount > 0))
        return std::numeric_limits<double>::quiet_NaN();
    constexpr double sqrt_half_pi = 1.2533141373155002512;
    return sqrt_half_pi * price / (discount * forward * std::sqrt(years));
}

} // namespace smirk::inline SMIRK_ABI::black
