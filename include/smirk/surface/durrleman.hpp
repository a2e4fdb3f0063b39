// SPDX-License-Identifier: BSL-1.0
// Durrleman's function: the density of a smile up to a positive factor, so its sign decides on butterfly arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>

namespace smirk::inline SMIRK_ABI::surface {

/// Durrleman's g. A smile has no butterfly arbitrage where g >= 0.
///
///     g(k) = (1 - k w' / (2 w))^2 - w'^2 / 4 (1 / w + 1 / 4) + w'' / 2
///
/// k        log-moneyness
/// at       total variance and its derivatives at k
/// returns  g(k); NaN or infinite where w is 0
/// source   Durrleman, PhD thesis, Princeton 2004; Roper, University of Sydney 2010
[[nodiscard]] constexpr double durrleman(double k, const smile_derivatives& at)
{
    const auto& [w, dw, d2w] = at;
    const double h = 1 - k * dw / (2 * w);
    return h * h - 0.25 * dw * dw * (1 / w + 0.25) + 0.5 * d2w;
}

template <smooth_smile S>
[[nodiscard]] double durrleman(const S& smile, double k)
{
    return durrleman(k, smile.derivatives(k));
}

} // namespace smirk::inline SMIRK_ABI::surface
