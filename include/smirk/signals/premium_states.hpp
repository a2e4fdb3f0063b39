// SPDX-License-Identifier: BSL-1.0
// States of the variance premium, and whether an extreme skew is confirmed by what the market does.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Three states of NVRP = IV / RV. In calm markets the ratio is high although the points are few (12 over 8 is 1.5, and
/// four points); in a crisis it is below one although vol is dear.
[[nodiscard]] inline decision_table premium_states()
{
    namespace q = quantity;
    return {{"high", "IV well above RV: favours selling premium", {{q::nvrp, 1.3, unbounded}}},
            {"compressed", "some premium, little room", {{q::nvrp, 1, 1.3}}},
            {"negative", "RV above IV: no premium to sell, debit strategies", {{q::nvrp, -unbounded, 1}}}};
}

/// An extreme put skew (the upper twentieth of its own history) against realized vol.
[[nodiscard]] inline decision_table skew_filter()
{
    namespace q = quantity;
    const condition extreme{q::put_skew_percentile, 95, unbounded};
    return {{"panic overdone",
             "RV stays well below IV: conditional structures instead of puts",
             {extreme, {q::nvrp, 1.3, unbounded}}},
            {"panic confirmed",
             "RV has reached IV: protection costs what it is worth",
             {extreme, {q::nvrp, -unbounded, 1}}}};
}

} // namespace smirk::inline SMIRK_ABI::signals
