// SPDX-License-Identifier: BSL-1.0
// Spot against skew: the four divergences, with the wing that moved; and skew against the term structure.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Dead bands: a change within them is no change.
struct divergence_options {
    double spot = 0; ///< log return
    double skew = 0; ///< vol
};

/// The four divergences of spot and skew. "Skew" is the call wing in the first and the put wing in the others, each
/// against at the money (call_skew and put_skew), so that a call wing that rises is not mistaken for a put wing that
/// does.
[[nodiscard]] inline decision_table skew_divergences(divergence_options band = {})
{
    namespace q = quantity;
    const double up = band.spot > 0 ? band.spot : above_zero, skew_up = band.skew > 0 ? band.skew : above_zero;
    return {
        {"spot up, calls bid",
         "demand for the upside; short gamma of dealers feeds the rally, unstable if VVIX rises too",
         {{q::spot_return, up, unbounded}, {q::call_skew_change, skew_up, unbounded}}},
        {"spot down, puts not bid",
         "short covering, or a decline that is seen as healthy",
         {{q::spot_return, -unbounded, -band.spot}, {q::put_skew_change, -unbounded, -band.skew}}},
        {"spot down, puts bid",
         "fear: institutions buy protection",
         {{q::spot_return, -unbounded, -band.spot}, {q::put_skew_change, skew_up, unbounded}}},
        {"spot up, puts sold",
         "all-clear; protection is rolled off, which can become complacency",
         {{q::spot_return, up, unbounded}, {q::put_skew_change, -unbounded, -band.skew}}},
    };
}

/// A spike of the front skew, read with the far tenors and the term structure. Spikes and extremes are the upper
/// twentieth of a z-score (1.645) and of the skew's own history.
[[nodiscard]] inline decision_table skew_spikes()
{
    namespace q = quantity;
    return {
        {"front only",
         "short-term reaction, no structural worry",
         {{q::put_skew_z, 1.645, unbounded}, {q::far_put_skew_change, -unbounded, above_zero}}},
        {"all tenors",
         "structural change of regime",
         {{q::put_skew_z, 1.645, unbounded}, {q::far_put_skew_change, above_zero, unbounded}}},
        {"spike in contango",
         "technical correction rather than a trend",
         {{q::put_skew_z, 1.645, unbounded}, {q::contango, 0, unbounded}}},
        {"spike in backwardation",
         "caution: a trend may begin",
         {{q::put_skew_z, 1.645, unbounded}, {q::contango, -unbounded, 0}}},
        {"extreme in backwardation",
         "peak of panic, mean reversion possible",
         {{q::put_skew_percentile, 95, unbounded}, {q::contango, -unbounded, 0}}},
    };
}

/// Risk reversal (put less call) with the term structure: two of nine cells have a reading. Flat is within 1 %.
[[nodiscard]] inline decision_table skew_and_term_structure()
{
    namespace q = quantity;
    return {
        {"calm, protection bought further out",
         "",
         {{q::contango, -0.01, 0.01}, {q::risk_reversal, above_zero, unbounded}}},
        {"near catalyst, upside in demand", "", {{q::contango, -unbounded, -0.01}, {q::risk_reversal, -unbounded, 0}}},
    };
}

} // namespace smirk::inline SMIRK_ABI::signals
