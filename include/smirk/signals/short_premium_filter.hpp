// SPDX-License-Identifier: BSL-1.0
// Before premium is sold: four questions that must all be answered yes, warnings, and how the size goes with vol.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

#include <limits>
#include <string>

namespace smirk::inline SMIRK_ABI::signals {

struct short_premium_options {
    double rich_nvrp = 1.2;    ///< 1.2 to 1.3
    double accelerating = 1.1; ///< RV over 5 days / RV over 21 from here on
};

/// The four questions as one rule: examine(short_premium_filter(), readings).holds is yes only if all are; a question
/// without an answer leaves it unknown, which is not a yes.
///
///     1  is IV rich against RV?        NVRP >= 1.2
///     2  is RV stable?                 RV5 / RV21 < 1.1
///     3  is dealer gamma stabilising?  > 0
///     4  does credit confirm?          spreads do not widen
[[nodiscard]] inline rule short_premium_filter(short_premium_options options = {})
{
    namespace q = quantity;
    return {"short premium",
            "high IV is a complete signal",
            {{q::nvrp, options.rich_nvrp, unbounded},
             {q::rv_ratio, -unbounded, options.accelerating},
             {q::dealer_gamma, above_zero, unbounded},
             {q::credit_spread_change, -unbounded, above_zero}}};
}

/// When high IV is no signal to sell, three rows; "low" is the lower third of its own history. (That volatility has
/// moved to another level for good shows only afterwards and is no row.)
[[nodiscard]] inline decision_table short_premium_warnings(short_premium_options options = {})
{
    namespace q = quantity;
    constexpr double low = 100.0 / 3;
    return {
        {"realized vol accelerates", "little room between IV and RV", {{q::rv_ratio, options.accelerating, unbounded}}},
        {"dealers short gamma", "hedging amplifies every move", {{q::dealer_gamma, -unbounded, 0}}},
        {"crowded short vol",
         "a shock can trigger a cascade of covering",
         {{q::vvix_percentile, -unbounded, low}, {q::put_skew_percentile, -unbounded, low}}},
    };
}

/// What the standard deviation of the profit goes with.
enum class size_rule {
    vega,       ///< with vol: a directional or a vega position
    short_gamma ///< with variance: a delta-hedged option earns Gamma S^2 ((dS/S)^2 - IV^2 dt) / 2
};

/// Size that keeps the standard deviation of the profit where it is at the target vol.
///
///     size = base (target / RV)       vega
///     size = base (target / RV)^2     short_gamma: when RV triples, a ninth
///
/// returns  NaN unless rv > 0
[[nodiscard]] inline double size_for_vol(double base, double target_vol, double rv, size_rule rule)
{
    if (!(rv > 0)) return std::numeric_limits<double>::quiet_NaN();
    const double ratio = target_vol / rv;
    return base * (rule == size_rule::vega ? ratio : ratio * ratio);
}

} // namespace smirk::inline SMIRK_ABI::signals
