// SPDX-License-Identifier: BSL-1.0
// Ten signals of the volatility market on one page, and how far they agree.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// What a signal points to.
enum class direction {
    stress,       ///< fear is growing or justified
    rich_premium, ///< more fear is priced than is there: mean reversion
    mechanical    ///< the move has no fear behind it
};
inline constexpr std::size_t directions = 3;

/// A rule and where it points.
struct signal_row {
    rule when;
    direction points_to;
};

/// The ten signals. "Rapidly" is two standard deviations of the past year's changes, "extreme" the upper twentieth of
/// the history, "flat" half a point of vol; RV 30 % below IV is NVRP = 1 / 0.7 (not 1.3, which is 23 % below).
[[nodiscard]] inline std::vector<signal_row> dashboard_signals()
{
    namespace q = quantity;
    using enum direction;
    return {
        {{"front skew rises rapidly", "short-term fear, possible spike", {{q::put_skew_z, 2, unbounded}}}, stress},
        {{"term structure in backwardation", "acute stress, mean reversion is risky", {{q::contango, -unbounded, 0}}},
         stress},
        {{"VIX basis narrows", "stabilising forces diminish", {{q::vix_basis_change, -unbounded, 0}}}, stress},
        {{"IV high, RV 30 % below",
          "premium high, vol may revert",
          {{q::iv_rank, 50, unbounded}, {q::nvrp, 1 / 0.7, unbounded}}},
         rich_premium},
        {{"IV high, RV above",
          "genuine stress, short vol is dangerous",
          {{q::iv_rank, 50, unbounded}, {q::nvrp, -unbounded, 1}}},
         stress},
        {{"straddle 1.3 times what five days realized",
          "fear premium, possibly exaggerated",
          {{q::straddle_ratio, 1.3, unbounded}}},
         rich_premium},
        {{"spot up, call skew up",
          "dealer flow, unstable rally",
          {{q::spot_return, above_zero, unbounded}, {q::call_skew_change, above_zero, unbounded}}},
         mechanical},
        {{"spot down, skew flat",
          "technical weakness, no fear",
          {{q::spot_return, -unbounded, 0}, {q::put_skew_change, -0.005, 0.005}}},
         mechanical},
        {{"kurtosis premium extreme",
          "tail events are feared above the norm",
          {{q::kurtosis_premium_percentile, 95, unbounded}}},
         rich_premium},
        {{"dispersion falls, correlation rises",
          "all positions synchronise",
          {{q::dispersion_change, -unbounded, 0}, {q::correlation_change, above_zero, unbounded}}},
         stress},
    };
}

/// The three that say most where they agree: backwardation, a put skew that rises, and a spot-vol correlation below its
/// usual range.
[[nodiscard]] inline std::vector<condition> core_of_stress()
{
    namespace q = quantity;
    return {{q::contango, -unbounded, 0},
            {q::put_skew_z, above_zero, unbounded},
            {q::spot_vol_correlation, -unbounded, -0.85}};
}

/// Result of read_dashboard().
struct dashboard {
    findings signals;                             ///< as evaluate() returns them
    std::array<std::size_t, directions> agreeing; ///< matching signals by direction
    std::array<std::size_t, directions> possible; ///< those and the undecided
    answer core;                                  ///< all conditions of the core

    [[nodiscard]] std::size_t score(direction d) const noexcept { return agreeing[static_cast<std::size_t>(d)]; }
};

/// Every signal that is on, and how many point the same way: no single one is complete.
///
/// readings  what is known
/// rows      the signals; dashboard_signals() by default
/// core      conditions whose agreement is reported by itself
/// returns   the convergence score of each direction, with what missing readings could add
[[nodiscard]] inline dashboard read_dashboard(std::span<const reading> readings,
                                              const std::vector<signal_row>& rows = dashboard_signals(),
                                              const std::vector<condition>& core = core_of_stress())
{
    const auto rule_at = [&](std::size_t row) -> const rule& { return rows[row].when; };
    dashboard d{detail::evaluate_rules(rows.size(), rule_at, readings), {}, {}, answer::yes};
    for (const finding& f : d.signals.matching) {
        ++d.agreeing[static_cast<std::size_t>(rows[f.row].points_to)];
        ++d.possible[static_cast<std::size_t>(rows[f.row].points_to)];
    }
    for (const finding& f : d.signals.undecided) ++d.possible[static_cast<std::size_t>(rows[f.row].points_to)];
    for (const condition& c : core) d.core = both(d.core, holds(c, readings));
    return d;
}

} // namespace smirk::inline SMIRK_ABI::signals
