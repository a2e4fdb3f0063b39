// SPDX-License-Identifier: BSL-1.0
// Spot, vol and skew read together, as tables to start from: the regime of their correlation, a day's moves, and what a
// rise of both comes from and calls for.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Three regimes of spot and vol. The usual correlation of daily moves is put between -0.85 and -0.70 (sources differ:
/// -0.90 to -0.70 elsewhere). Inverted is a day on which both rise with calls dearer than puts; a crash has a
/// correlation beyond the usual, an inverted curve, and an extreme skew (the upper twentieth of its own history).
[[nodiscard]] inline decision_table spot_vol_regimes()
{
    namespace q = quantity;
    return {{"normal", "falls lift implied vol, rallies press it", {{q::spot_vol_correlation, -0.85, -0.70}}},
            {"inverted",
             "calls bid, dealers short of them, or puts restruck",
             {{q::spot_return, above_zero, unbounded},
              {q::iv_change, above_zero, unbounded},
              {q::risk_reversal, -unbounded, above_zero}}},
            {"crash",
             "vol jumps out of proportion to the fall",
             {{q::spot_vol_correlation, -unbounded, -0.85},
              {q::contango, -unbounded, 0},
              {q::put_skew_percentile, 95, unbounded}}}};
}

/// Spot, vol and skew together, five rows of twenty-seven. "Stays" is within half a point of vol; "sharply" is from
/// two points on.
[[nodiscard]] inline decision_table spot_vol_skew_table()
{
    namespace q = quantity;
    return {
        {"healthy rally",
         "structurally stable",
         {{q::spot_return, above_zero, unbounded},
          {q::iv_change, -unbounded, -0.005},
          {q::put_skew_change, -unbounded, -0.005}}},
        {"technical rally",
         "all-clear of institutions",
         {{q::spot_return, above_zero, unbounded}, {q::iv_change, -0.005, 0}, {q::put_skew_change, -0.005, 0}}},
        {"mechanical rally",
         "flow of dealers, unstable",
         {{q::spot_return, above_zero, unbounded},
          {q::iv_change, 0, unbounded},
          {q::call_skew_change, above_zero, unbounded}}},
        {"fear",
         "a trend is likely",
         {{q::spot_return, -unbounded, 0},
          {q::iv_change, 0.02, unbounded},
          {q::put_skew_change, above_zero, unbounded}}},
        {"short covering",
         "no genuine fear",
         {{q::spot_return, -unbounded, 0}, {q::iv_change, -unbounded, 0.005}, {q::put_skew_change, -0.005, 0.005}}},
    };
}

/// Why spot and vol rise together, three causes that can come at once, and the one reading that is a warning. Puts
/// that are restruck lift the put wing; a crowd that covers has been calm for long (the VIX in the lower third of its
/// own history).
[[nodiscard]] inline decision_table spot_up_vol_up_causes()
{
    namespace q = quantity;
    const condition spot_up{q::spot_return, above_zero, unbounded}, vol_up{q::iv_change, above_zero, unbounded};
    return {{"dealers short gamma in calls",
             "their hedges feed the rally: it can go on",
             {spot_up, vol_up, {q::call_skew_change, above_zero, unbounded}, {q::dealer_gamma, -unbounded, 0}}},
            {"puts restruck",
             "hedges follow the market up: a steady bid, no fear",
             {spot_up, vol_up, {q::put_skew_change, above_zero, unbounded}}},
            {"short vol unwound",
             "a crowd buys back what it sold: mechanical",
             {spot_up, vol_up, {q::vix_percentile, 0, 100.0 / 3}, {q::fund_flow, -unbounded, 0}}},
            {"credit does not confirm",
             "spreads widen while stocks rise: a warning",
             {spot_up, vol_up, {q::credit_spread_change, above_zero, unbounded}}}};
}

/// What a rise of both calls for while IV rank is low (below 30).
[[nodiscard]] inline decision_table spot_up_vol_up_at_low_rank()
{
    namespace q = quantity;
    const condition spot_up{q::spot_return, above_zero, unbounded}, vol_up{q::iv_change, above_zero, unbounded},
        low{q::iv_rank, -unbounded, 30};
    return {{"fade", "short-lived spike: sellers fade it", {spot_up, vol_up, low, {q::dealer_gamma, 0, unbounded}}},
            {"do not fade",
             "hedging flow of dealers is sticky; for buyers a cheap entry",
             {spot_up, vol_up, low, {q::dealer_gamma, -unbounded, 0}}}};
}

/// How the VIX rises: a jump of more than two standard deviations of its daily changes weighs more than a drift.
[[nodiscard]] inline decision_table vix_pace()
{
    namespace q = quantity;
    return {{"sudden", "a spike: the stronger signal, and the one that reverts", {{q::vix_change_z, 2, unbounded}}},
            {"gradual", "a drift", {{q::vix_change, above_zero, unbounded}, {q::vix_change_z, -unbounded, 2}}}};
}

} // namespace smirk::inline SMIRK_ABI::signals
