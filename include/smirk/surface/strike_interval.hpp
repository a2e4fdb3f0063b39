// SPDX-License-Identifier: BSL-1.0
// An interval of strikes, as the certificates of no arbitrage report it.
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI::surface {

/// An interval of log-moneyness; an end may be infinite.
struct strike_interval {
    double low, high;
};

} // namespace smirk::inline SMIRK_ABI::surface
