// SPDX-License-Identifier: BSL-1.0
// The VIX against vol at the money: what the wings add to the index.
#pragma once
#include <smirk/market_span.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Gap between the index and vol at the money.
///
///     gap = VIX - 100 IV_atm
///
/// vix      index points: the square root of the variance of the whole strip
/// atm_vol  decimal, of the same thirty days
/// returns  points; positive with skew or curvature. It widens when the wings are bid and the middle is not
[[nodiscard]] inline double vix_gap(double vix, double atm_vol) { return vix - 100 * atm_vol; }

/// Share of the index's variance that does not come from the middle.
///
///     share = 1 - (100 IV_atm / VIX)^2
[[nodiscard]] inline double vix_wing_share(double vix, double atm_vol)
{
    const double middle = 100 * atm_vol / vix;
    return 1 - middle * middle;
}

/// vix_gap() row by row.
///
/// throws   std::invalid_argument if the lengths differ
[[nodiscard]] inline std::vector<double> vix_gap(strided<double> vix, strided<double> atm_vol)
{
    if (vix.size() != atm_vol.size())
        throw std::invalid_argument("smirk::signals::vix_gap: expected as many vix as atm_vol, got " +
                                    std::to_string(vix.size()) + " and " + std::to_string(atm_vol.size()));
    std::vector<double> gap(vix.size());
    for (std::size_t t = 0; t < gap.size(); ++t) gap[t] = vix_gap(vix[t], atm_vol[t]);
    return gap;
}

} // namespace smirk::inline SMIRK_ABI::signals
