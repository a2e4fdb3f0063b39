// SPDX-License-Identifier: BSL-1.0
// The risk-neutral law that a smile implies: density and distribution function.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/durrleman.hpp>

#include <cmath>
#include <numbers>

namespace smirk::inline SMIRK_ABI::surface {

/// Density of k = ln(S_T / F) under the pricing measure:
///
///     p(k) = g(k) / sqrt(2 pi w) exp(-d2^2 / 2),   d2 = -k / sqrt(w) - sqrt(w) / 2
///
/// The density of S_T itself at K = F e^k is p(k) / K.
///
/// smile    a smooth smile
/// k        log-moneyness
/// returns  per unit of k; negative where the smile has butterfly arbitrage, NaN where w is not positive
/// source   Breeden and Litzenberger, Journal of Business 51(4), 1978, 621-651; Gatheral and Jacquier 2014, section 2.2
template <smooth_smile S>
[[nodiscard]] double density(const S& smile, double k)
{
    const smile_derivatives at = smile.derivatives(k);
    const double s = std::sqrt(at.w), d2 = -k / s - 0.5 * s;
    return durrleman(k, at) * std::exp(-0.5 * d2 * d2) / (s * std::sqrt(2 * std::numbers::pi));
}

/// Probability that S_T <= F e^k, the undiscounted price of a digital put:
///
///     P(k) = N(-d2) + n(d2) w' / (2 sqrt(w))
///
/// returns  between 0 and 1 for a smile free of arbitrage; NaN where w is not positive
/// source   Breeden and Litzenberger, Journal of Business 51(4), 1978, 621-651
template <smooth_smile S>
[[nodiscard]] double distribution(const S& smile, double k)
{
    const smile_derivatives at = smile.derivatives(k);
    const double s = std::sqrt(at.w), d2 = -k / s - 0.5 * s;
    const double n = std::exp(-0.5 * d2 * d2) / std::sqrt(2 * std::numbers::pi);
    return 0.5 * std::erfc(d2 / std::numbers::sqrt2) + n * at.dw / (2 * s);
}

} // namespace smirk::inline SMIRK_ABI::surface
