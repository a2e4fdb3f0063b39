// SPDX-License-Identifier: BSL-1.0
// Which smile a market has, and what it is expected to do when the spot moves, as tables to start from.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// What counts as no skew and no curvature (vol).
struct smile_shape_options {
    double skew = 0.01;
    double curvature = 0.0025;
};

/// Four shapes by risk reversal (put less call) and butterfly. A flat middle with a curved line is the shape of
/// currencies, puts over calls that of equity indexes, calls over puts that of commodities and of crowded rallies.
[[nodiscard]] inline decision_table smile_shapes(smile_shape_options flat = {})
{
    namespace q = quantity;
    return {
        {"smirk", "puts dearer: fear of a fall", {{q::risk_reversal, flat.skew, unbounded}}},
        {"forward skew",
         "calls dearer: fear of a rise, or of missing it",
         {{q::risk_reversal, -unbounded, -flat.skew}}},
        {"smile",
         "both wings dearer",
         {{q::risk_reversal, -flat.skew, flat.skew}, {q::butterfly, flat.curvature, unbounded}}},
        {"flat",
         "no wing is dearer",
         {{q::risk_reversal, -flat.skew, flat.skew}, {q::butterfly, -unbounded, flat.curvature}}},
    };
}

/// Which rule the surface is expected to follow, four rows. "Stress" is a VIX from 25 on, a dominant strike one that
/// holds a fifth of all gamma, "after expiry" the first five trading days: choices. How far a surface
/// moves is the skew stickiness ratio of surface/dynamics.hpp.
///
/// source   after Derman, Regimes of volatility, Risk 12(4), 1999, 55-59
[[nodiscard]] inline decision_table stickiness_rules()
{
    namespace q = quantity;
    return {
        {"sticky delta", "calm, no dominant strike", {{q::vix, -unbounded, 25}, {q::pin_share, -unbounded, 0.2}}},
        {"sticky strike",
         "calm, open interest concentrated at few strikes",
         {{q::vix, -unbounded, 25}, {q::pin_share, 0.2, unbounded}}},
        {"neither", "stress: the surface is deformed", {{q::vix, 25, unbounded}}},
        {"towards sticky delta", "open interest has just expired", {{q::days_since_expiry, 1, 6}}},
    };
}

} // namespace smirk::inline SMIRK_ABI::signals
