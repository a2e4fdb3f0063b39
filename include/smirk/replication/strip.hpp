// SPDX-License-Identifier: BSL-1.0
// The strip: the out-of-the-money options of one expiry that count, and those that do not, with the reason for each.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/forward.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// What an option of the strip is; at K0 it is the average of put and call.
enum class strip_side { put, both, call };

/// One strike of a strip. Prices as quoted, not forwarded.
struct strip_option {
    double strike;
    double delta_strike; ///< half the distance between the neighbours in the strip; one-sided at its ends
    double bid, ask;
    double price; ///< (bid + ask) / 2
    strip_side side;
};

enum class drop_reason {
    null_quote,       ///< not quoted: NaN, infinite or 0/0; does not count towards the stop
    zero_ask,         ///< a bid and no offer; does not count towards the stop
    zero_bid,         ///< an offer and no bid; two in a row end the wing
    beyond_zero_bids, ///< farther out than two zero bids in a row
};
inline constexpr std::size_t drop_reasons = 4;

[[nodiscard]] constexpr const char* to_string(drop_reason reason) noexcept
{
    switch (reason) {
    case drop_reason::null_quote:
        return "not quoted";
    case drop_reason::zero_ask:
        return "zero ask";
    case drop_reason::zero_bid:
        return "zero bid";
    case drop_reason::beyond_zero_bids:
        return "beyond two zero bids";
    }
    return "unknown";
}

/// An out-of-the-money option that does not count.
struct dropped_quote {
    double strike;
    option_type type;
    drop_reason reason;
};

/// Number of options dropped for one reason.
[[nodiscard]] inline std::size_t count(const std::vector<dropped_quote>& dropped, drop_reason reason)
{
    return static_cast<std::size_t>(
        std::count_if(dropped.begin(), dropped.end(), [&](const dropped_quote& q) { return q.reason == reason; }));
}

/// The out-of-the-money options of one expiry, strikes ascending. Owns what it holds.
struct [[nodiscard]] option_strip {
    double forward = std::numeric_limits<double>::quiet_NaN();
    double reference_strike = std::numeric_limits<double>::quiet_NaN(); ///< K0
    double growth = std::numeric_limits<double>::quiet_NaN();           ///< e^{rT}
    double years = std::numeric_limits<double>::quiet_NaN();
    std::vector<strip_option> options{};
    std::vector<dropped_quote> dropped{}; ///< strikes ascending
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok; }
};

/// The strip of one expiry by the rules of the Cboe: puts below K0, calls above it, both at K0.
///
/// Walking out from K0, null quotes are passed over as if the strike were not listed, a zero bid is skipped, and two
/// zero bids in a row end the wing. dK is taken on the strikes that are left:
///
///     dK_i = (K_{i+1} - K_{i-1}) / 2,   at the ends the distance to the one neighbour
///
/// A crossed quote in a wing counts with its mid price, since no rule removes it.
///
/// slice    one expiry, strikes ascending, prices as quoted; without a rate, see cboe_forward
/// returns  option_strip; where status is not ok, what was found so far
/// throws   std::invalid_argument as cboe_forward does
/// cost     two passes over the strikes, two allocations
/// source   Cboe Volatility Index Mathematics Methodology, section 3(a)(iii)
template <option_quotes Quotes>
[[nodiscard]] option_strip cboe_strip(const chain_slice<Quotes>& slice)
{
    const auto start = cboe_forward(slice);
    option_strip strip;
    strip.forward = start.forward;
    strip.reference_strike = start.reference_strike;
    strip.growth = start.growth;
    strip.years = slice.years;
    strip.status = start.status;
    if (!start) return strip;

    const auto strike = slice.quotes[col::strike];
    const auto call_bid = slice.quotes[col::call_bid], call_ask = slice.quotes[col::call_ask];
    const auto put_bid = slice.quotes[col::put_bid], put_ask = slice.quotes[col::put_ask];
    strip.options.reserve(strike.size());
    strip.dropped.reserve(strike.size());
    const auto add = [&](double k, double bid, double ask, strip_side side) {
        strip.options.push_back({k, 0, bid, ask, 0.5 * (bid + ask), side});
    };
    int zero_bids = 0;
    const auto visit = [&](double k, double bid, double ask, option_type type) {
        if (bid > 0 && ask > 0 && std::isfinite(bid + ask) && zero_bids < 2) {
            zero_bids = 0;
            return add(k, bid, ask, type == option_type::call ? strip_side::call : strip_side::put);
        }
        const auto reason = zero_bids >= 2            ? drop_reason::beyond_zero_bids
                            : is_null_quote(bid, ask) ? drop_reason::null_quote
                            : bid > 0                 ? drop_reason::zero_ask
                                                      : drop_reason::zero_bid;
        if (reason == drop_reason::zero_bid) ++zero_bids;
        strip.dropped.push_back({k, type, reason});
    };

    const std::size_t k0 = start.reference_row;
    for (std::size_t i = k0; i-- > 0;) visit(strike[i], put_bid[i], put_ask[i], option_type::put);
    std::reverse(strip.options.begin(), strip.options.end());
    std::reverse(strip.dropped.begin(), strip.dropped.end());
    const std::size_t puts = strip.options.size();
    add(strike[k0], 0.5 * (call_bid[k0] + put_bid[k0]), 0.5 * (call_ask[k0] + put_ask[k0]), strip_side::both);
    zero_bids = 0;
    for (std::size_t i = k0 + 1; i < strike.size(); ++i) visit(strike[i], call_bid[i], call_ask[i], option_type::call);

    auto& options = strip.options;
    const std::size_t n = options.size();
    if (puts == 0)
        strip.status = strip_status::no_puts;
    else if (n == puts + 1)
        strip.status = strip_status::no_calls;
    if (!strip) return strip;
    options[0].delta_strike = options[1].strike - options[0].strike;
    for (std::size_t i = 1; i + 1 < n; ++i)
        options[i].delta_strike = 0.5 * (options[i + 1].strike - options[i - 1].strike);
    options[n - 1].delta_strike = options[n - 1].strike - options[n - 2].strike;
    return strip;
}

} // namespace smirk::inline SMIRK_ABI::replication
