// SPDX-License-Identifier: BSL-1.0
// What GARCH(1,1) parameters of daily index returns usually are: a fit beyond them deserves a second look.
#pragma once
#include <smirk/signals/quantities.hpp>
#include <smirk/signals/rules.hpp>

#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// alpha from 0.05 to 0.15, beta from 0.80 to 0.95, both closed: tally_of(usual_garch(), readings) tells which holds.
/// (alpha + beta < 1 is a matter of the model: garch::persistence.)
[[nodiscard]] inline std::vector<condition> usual_garch()
{
    namespace q = quantity;
    constexpr double next = 1 + std::numeric_limits<double>::epsilon();
    return {{q::garch_alpha, 0.05, 0.15 * next}, {q::garch_beta, 0.80, 0.95 * next}};
}

} // namespace smirk::inline SMIRK_ABI::signals
