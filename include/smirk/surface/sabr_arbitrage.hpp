// SPDX-License-Identifier: BSL-1.0
// Where Hagan's formula for SABR has a negative density.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/sabr.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// Butterfly arbitrage that Hagan's expansion brings: a scan of Durrleman's g, from analytic derivatives of the
/// formula, over `deviations` times the vol at the money on both sides. As for any
/// smile, what lies between two places of the scan or beyond its ends is not seen.
///
/// deviations  reach of the scan, in ATM standard deviations sigma(F) sqrt(T)
/// returns     as butterfly_arbitrage() of any smile; all NaN where the formula gives no vol at the money
/// throws      std::invalid_argument unless deviations > 0
/// cost        some 100 us
/// source      Hagan, Kumar, Lesniewski and Woodward, Arbitrage-free SABR, Wilmott 2014(69), 60-75
[[nodiscard]] inline butterfly_report butterfly_arbitrage(const sabr& smile, double deviations = 12)
{
    if (!(deviations > 0))
        throw std::invalid_argument("smirk::surface::butterfly_arbitrage: expected deviations > 0, got " +
                                    std::to_string(deviations));
    const double reach = deviations * std::sqrt(smile.total_variance(0));
    if (!(reach > 0) || !std::isfinite(reach)) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {none, none, none, none, none, {}};
    }
    return butterfly_arbitrage(smile, -reach, reach);
}

} // namespace smirk::inline SMIRK_ABI::surface
