// SPDX-License-Identifier: BSL-1.0
// Volatility regimes: bands of the VIX and the decision matrix, as tables to start from. The thresholds are desk
// lore, not estimates: they overlap and leave gaps, which evaluate() shows rather than hides. Change them.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Three regimes by the level of the VIX (index points): below 15, 15 to 25, from 25 on.
[[nodiscard]] inline band_table vix_regimes()
{
    return {{0, 15, "low vol"}, {15, 25, "normal"}, {25, unbounded, "high vol"}};
}

/// Four moods by the level of the VIX, as retail tables have them, from 15, 20 and 30 on: what investors do, and what
/// the tables advise.
[[nodiscard]] inline decision_table vix_sentiment()
{
    namespace q = quantity;
    return {{"deep calm", "complacency: consider hedges", {{q::vix, 0, 15}}},
            {"normal", "a healthy market: standard exposure", {{q::vix, 15, 20}}},
            {"uncertainty", "fear rises: reduce risk", {{q::vix, 20, 30}}},
            {"high fear", "panic: contrarians buy", {{q::vix, 30, unbounded}}}};
}

/// Four regimes of the smile. In the first three the level of the VIX leads, and the wings confirm: a skew that is
/// there, one in the lower third of its own history, puts 10 points over at the money. Calls dearer than puts are a
/// mania at any level. From a VIX of 22 to 25 no regime is named: a gap on purpose.
[[nodiscard]] inline decision_table smile_regimes()
{
    namespace q = quantity;
    constexpr double low = 100.0 / 3;
    return {{"normal", "left skew, moderate butterfly", {{q::vix, 15, 22}, {q::risk_reversal, above_zero, unbounded}}},
            {"complacency",
             "skew and butterfly compressed: too little fear, no all-clear",
             {{q::vix, 0, 15}, {q::put_skew_percentile, 0, low}, {q::butterfly_percentile, 0, low}}},
            {"stress",
             "puts 10 to 20 points over at the money, butterfly up, curve inverted",
             {{q::vix, 25, unbounded}, {q::put_skew, 0.10, unbounded}, {q::contango, -unbounded, 0}}},
            {"call mania",
             "calls dearer than puts: short gamma of dealers drives the rally",
             {{q::risk_reversal, -unbounded, 0}}}};
}

/// Extremes of the VIX (index points) that contrarians act on.
[[nodiscard]] inline band_table vix_extremes()
{
    return {{0, 15, "vulnerable: little fear is priced"}, {40, unbounded, "peak fear: often near a low of the market"}};
}

/// First future less index (points): negative, under 0.5, to 1.5, to 3, beyond.
[[nodiscard]] inline band_table vix_basis_bands()
{
    return {{-unbounded, 0, "backwardation: acute stress"},
            {0, 0.5, "narrow: less mean reversion is priced"},
            {0.5, 1.5, "normal"},
            {1.5, 3, "wide: volatility is seen as temporary"},
            {3, unbounded, "beyond the usual range"}};
}

/// 25-delta risk reversal, put less call (vol): calls bid below -3 points, puts strongly bid from 5 points on; the two
/// bands between and the point on either side of zero are a choice.
[[nodiscard]] inline band_table risk_reversal_bands()
{
    return {{-unbounded, -0.03, "calls bid"},
            {-0.03, -0.01, "calls slightly bid"},
            {-0.01, 0.01, "near symmetric"},
            {0.01, 0.05, "puts bid"},
            {0.05, unbounded, "puts strongly bid"}};
}

/// The decision matrix: seven rows from level, premium, rank, term structure, skew, spot and expiry cycle.
///
/// Rows 4 to 7 overlap, and VIX 15 to 25 with IV rank 30 to 40, VIX below 15 with rank from 20 on, or VIX from 25 on
/// in contango match nothing. "Extreme" is the upper twentieth of the risk reversal's own history; "post-expiry" is
/// the first five trading days.
[[nodiscard]] inline decision_table decision_matrix()
{
    namespace q = quantity;
    return {
        {"low-vol complacency",
         "out-of-the-money calls for cheap convexity, long straddle as a hedge",
         {{q::vix, -unbounded, 15}, {q::iv_rank, -unbounded, 20}, {q::contango, above_zero, unbounded}}},
        {"normal",
         "short strangle, iron condor, calendar spread",
         {{q::vix, 15, 25}, {q::nvrp, 1, unbounded}, {q::iv_rank, 40, 70}}},
        {"underpriced vol",
         "long straddle, gamma scalping",
         {{q::vix, 15, 25}, {q::nvrp, -unbounded, 1}, {q::iv_rank, -unbounded, 30}}},
        {"stress",
         "short-front long-back calendar, ratio spreads",
         {{q::vix, 25, unbounded}, {q::contango, -unbounded, 0}, {q::iv_rank, 70, unbounded}}},
        {"panic",
         "conditional structures, put spreads instead of puts",
         {{q::vix, 30, unbounded}, {q::risk_reversal_percentile, 95, unbounded}}},
        {"anomaly: spot and VIX up",
         "find out whether mechanical or structural; reduce delta, collar",
         {{q::spot_return, above_zero, unbounded}, {q::vix_change, above_zero, unbounded}}},
        {"gamma reset after expiry",
         "momentum, short vega in the new contract month",
         {{q::days_since_expiry, 1, 6}, {q::iv_rank_change, -unbounded, 0}}},
    };
}

/// VIX against VVIX: four rows. "Low" and "high" are the lower and the upper third of each one's own history.
[[nodiscard]] inline decision_table vix_vvix_matrix()
{
    namespace q = quantity;
    constexpr double low = 100.0 / 3, high = 200.0 / 3;
    return {
        {"complacency",
         "calm, but uncertain of what comes",
         {{q::vix_percentile, -unbounded, low}, {q::vvix_percentile, high, unbounded}}},
        {"volatile but predictable",
         "the catalyst is known and priced",
         {{q::vix_percentile, high, unbounded}, {q::vvix_percentile, -unbounded, low}}},
        {"escalating stress",
         "feedback loops possible",
         {{q::vix_change, above_zero, unbounded}, {q::vvix_change, above_zero, unbounded}}},
        {"technical recovery",
         "uncertainty grows beneath the surface",
         {{q::vix_change, -unbounded, 0}, {q::vvix_change, above_zero, unbounded}}},
    };
}

} // namespace smirk::inline SMIRK_ABI::signals
