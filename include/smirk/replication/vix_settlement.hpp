// SPDX-License-Identifier: BSL-1.0
// The special opening quotation (VRO) that VIX futures and options settle to: the formula of the index on the opening
// prices of the one expiry that is thirty days away.
#pragma once
#include <smirk/replication/cboe_variance.hpp>

#include <cmath>

namespace smirk::inline SMIRK_ABI::replication {

/// Price of an option at the open: its first trade; without one, the middle of the first quotes.
///
/// trade    NaN or not positive where there was none
/// returns  to be used as both bid and ask of the slice; an option without a trade and without a bid stays out, as in
///          the index
[[nodiscard]] inline double opening_price(double trade, double bid, double ask)
{
    return trade > 0 ? trade : bid > 0 ? bid + (ask - bid) / 2 : 0;
}

/// Settlement value of the futures and options on the index.
///
///     VRO = 100 sqrt(s^2)
///
/// opening  variance of the expiry thirty days on, of a slice with opening_price() as its bids and asks: one expiry,
///          nothing is interpolated
/// returns  index points; NaN where the variance is NaN or negative
/// source   Cboe, settlement of VIX derivatives (special opening quotation)
[[nodiscard]] inline double vix_settlement(const cboe_variance_result& opening)
{
    return 100 * std::sqrt(opening.variance);
}

} // namespace smirk::inline SMIRK_ABI::replication
