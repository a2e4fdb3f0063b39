// SPDX-License-Identifier: BSL-1.0
// Where a strip of options begins: the forward of one expiry by put-call parity, and the strike just below it.
#pragma once
#include <smirk/black/parity.hpp>
#include <smirk/chain.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Why a strip of options cannot be formed. Each has its own remedy, so each has its own name.
enum class strip_status {
    ok,
    no_parity_pair,          ///< no strike has a call and a put that are both quoted and not crossed
    no_parity_fit,           ///< the slice has no rate, and the quotes do not determine a forward and a discount
    no_reference_strike,     ///< the forward lies below the lowest strike
    null_reference_quote,    ///< K0 has no call quote or no put quote
    crossed_reference_quote, ///< K0 has a bid above its ask
    no_puts,                 ///< no put below K0 has a bid
    no_calls,                ///< no call above K0 has a bid
    negative_variance,       ///< the strip is worth less than the split at K0 takes off
};

[[nodiscard]] constexpr const char* to_string(strip_status status) noexcept
{
    switch (status) {
    case strip_status::ok:
        return "ok";
    case strip_status::no_parity_pair:
        return "no strike has a usable call and put";
    case strip_status::no_parity_fit:
        return "no rate given, and none follows from the quotes";
    case strip_status::no_reference_strike:
        return "the forward lies below the lowest strike";
    case strip_status::null_reference_quote:
        return "the strike below the forward is not quoted on both sides";
    case strip_status::crossed_reference_quote:
        return "the strike below the forward has a bid above its ask";
    case strip_status::no_puts:
        return "no put with a bid below the forward";
    case strip_status::no_calls:
        return "no call with a bid above the forward";
    case strip_status::negative_variance:
        return "negative variance";
    }
    return "unknown";
}

/// A quote that is not there: absent (NaN), infinite, negative, or 0/0, which is how a file prints "nobody quotes". A
/// zero bid under an offer is a quote.
[[nodiscard]] inline bool is_null_quote(double bid, double ask) noexcept
{
    const auto is_price = [](double x) { return x >= 0 && std::isfinite(x); };
    return !is_price(bid) || !is_price(ask) || (bid == 0 && ask == 0);
}

/// A quote that is there and not crossed; its bid may be zero.
[[nodiscard]] inline bool is_two_sided(double bid, double ask) noexcept
{
    return (bid >= 0) & (ask >= bid) & (ask > 0) & (ask < std::numeric_limits<double>::infinity());
}

/// The forward of one expiry and the strike that separates puts from calls.
///
/// forward           F
/// growth            e^{rT}: today's option prices times this are forward prices
/// parity_strike     K*, where call and put are closest; NaN where F comes from a regression over all strikes
/// reference_strike  K0, the highest listed strike that is not above F
/// reference_row     the row of K0
struct strip_start {
    double forward = std::numeric_limits<double>::quiet_NaN();
    double growth = std::numeric_limits<double>::quiet_NaN();
    double parity_strike = std::numeric_limits<double>::quiet_NaN();
    double reference_strike = std::numeric_limits<double>::quiet_NaN();
    std::size_t reference_row = 0;
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok; }
};

/// Forward and reference strike of one expiry as the Cboe defines them.
///
///     K* = argmin |C(K) - P(K)|,   F = K* + e^{rT} (C(K*) - P(K*)),   K0 = max { K <= F }
///
/// C and P are mid prices. A strike with a null or a crossed quote cannot be K*; of equals the lowest strike counts. A
/// slice without a rate (NaN) takes F and e^{rT} from black::implied_forward, the robust regression of C - P on K.
///
/// slice    one expiry, strikes ascending, prices as quoted
/// returns  strip_start; a status other than ok where there is no such forward or no usable K0
/// throws   std::invalid_argument if strikes do not ascend, or years or rate make no sense
/// cost     one pass over the strikes
/// source   Cboe Volatility Index Mathematics Methodology, section 3(a)(ii)
template <option_quotes Quotes>
[[nodiscard]] strip_start cboe_forward(const chain_slice<Quotes>& slice)
{
    const auto& quotes = slice.quotes;
    const auto strike = quotes[col::strike];
    const auto call_bid = quotes[col::call_bid], call_ask = quotes[col::call_ask];
    const auto put_bid = quotes[col::put_bid], put_ask = quotes[col::put_ask];
    require_ascending_strikes("smirk::replication::cboe_forward", strike);
    if (!(slice.years > 0) || !std::isfinite(slice.years) || std::isinf(slice.rate))
        throw std::invalid_argument(
            "smirk::replication::cboe_forward: expected years > 0 and a finite rate or NaN, got " +
            std::to_string(slice.years) + " and " + std::to_string(slice.rate));

    strip_start start;
    const auto fails = [&](strip_status status) {
        start.status = status;
        return start;
    };

    if (std::isnan(slice.rate)) {
        const auto parity = black::implied_forward(slice);
        if (!parity) return fails(strip_status::no_parity_fit);
        start.forward = parity.forward;
        start.growth = 1 / parity.discount;
    } else {
        double closest = std::numeric_limits<double>::infinity(), difference = 0;
        for (std::size_t i = 0; i < strike.size(); ++i) {
            const double call = 0.5 * (call_bid[i] + call_ask[i]), put = 0.5 * (put_bid[i] + put_ask[i]);
            const double distance = std::fabs(call - put), rounding = 1e-13 * (call + put); // of equals, at most
            if (!(distance < closest - rounding)) continue;
            if (!is_two_sided(call_bid[i], call_ask[i]) || !is_two_sided(put_bid[i], put_ask[i])) continue;
            closest = distance;
            difference = call - put;
            start.parity_strike = strike[i];
        }
        if (std::isnan(start.parity_strike)) return fails(strip_status::no_parity_pair);
        start.growth = std::exp(slice.rate * slice.years);
        start.forward = start.parity_strike + start.growth * difference;
    }

    std::size_t above = 0;
    while (above < strike.size() && strike[above] <= start.forward) ++above;
    if (above == 0) return fails(strip_status::no_reference_strike);
    const std::size_t k0 = start.reference_row = above - 1;
    start.reference_strike = strike[k0];
    if (is_null_quote(call_bid[k0], call_ask[k0]) || is_null_quote(put_bid[k0], put_ask[k0]))
        return fails(strip_status::null_reference_quote);
    if (call_bid[k0] > call_ask[k0] || put_bid[k0] > put_ask[k0]) return fails(strip_status::crossed_reference_quote);
    return start;
}

} // namespace smirk::inline SMIRK_ABI::replication
