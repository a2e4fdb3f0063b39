// SPDX-License-Identifier: BSL-1.0
// How much vega dealers carry, against their own past, and what their hedges then do to a move of implied vol.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

namespace smirk::inline SMIRK_ABI::signals {

/// Three regimes of the dealers' vega, dealer_exposure::vega under the same assumption about sides (with the usual one,
/// long calls and short puts, it is a guess twice over: reports of positions give contracts, not vega).
///
/// Large is the upper fifth, small the lower fifth, of the past year of |vega|; both are a choice, no study is behind
/// them. market_readings() gives both quantities. Between the fifths no regime is named.
[[nodiscard]] inline decision_table vega_regimes()
{
    namespace q = quantity;
    const condition large{q::dealer_vega_percentile, 80, unbounded}, small{q::dealer_vega_percentile, 0, 20};
    return {{"large short vega",
             "dealers buy options back as vol rises: a rise feeds itself",
             {large, {q::dealer_vega, -unbounded, 0}}},
            {"large long vega",
             "dealers sell options as vol rises: moves of vol are damped",
             {large, {q::dealer_vega, above_zero, unbounded}}},
            {"small vega", "little to hedge: implied vol goes with the news", {small}}};
}

} // namespace smirk::inline SMIRK_ABI::signals
