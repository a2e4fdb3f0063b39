// SPDX-License-Identifier: BSL-1.0
// The strip: the out-of-the-money options of one expiry that count, and those that do not, with the reason for each.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/forward.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
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
    null_quote,       ///< not quoted: NaN, infinite, negative or 0/0; does not count towards the stop
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

namespace detail {

/// What one wing of a strip comes to.
///
/// first, last  strikes of the options nearest to K0 and farthest from it; K0 itself where the wing is empty
/// size         number of options
/// visited      rows that were looked at before two zero bids ended the wing
struct strip_wing {
    double first, last;
    std::size_t size = 0, visited = 0;
};

/// Walks out from K0 over `rows` rows, `step` = -1 for puts and 1 for calls.
///
/// take(row, dK)       for each option that counts, once the one beyond it is known
/// drop(row, reason)   for each that does not, up to the end of the wing
template <class Take, class Drop>
strip_wing walk_wing(strided<double> strike, strided<double> bid, strided<double> ask, std::size_t k0, int step,
                     std::size_t rows, const Take& take, const Drop& drop)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto row_at = [&](std::size_t i) { return step > 0 ? k0 + 1 + i : k0 - 1 - i; };
    strip_wing wing{strike[k0], strike[k0]};
    double inner = strike[k0]; // the strike on the near side of the last option found
    std::size_t last_row = k0;
    int zero_bids = 0;
    while (wing.visited < rows && zero_bids < 2) {
        const std::size_t row = row_at(wing.visited++);
        const double b = bid[row], a = ask[row];
        if (b > 0 && a > 0 && b < infinity && a < infinity) {
            const double k = strike[row];
            if (wing.size++ == 0)
                wing.first = k;
            else
                take(last_row, 0.5 * std::fabs(k - inner));
            inner = wing.last;
            wing.last = k;
            last_row = row;
            zero_bids = 0;
        } else if (is_null_quote(b, a)) {
            drop(row, drop_reason::null_quote);
        } else if (b > 0) {
            drop(row, drop_reason::zero_ask);
        } else {
            drop(row, drop_reason::zero_bid);
            ++zero_bids;
        }
    }
    if (wing.size > 0) take(last_row, std::fabs(wing.last - inner));
    return wing;
}

/// Both wings of the strip that begins at `start`.
///
/// take(row, dK, type)      for each option that counts, K0 left out
/// drop(row, type, reason)  for each that does not
template <option_quotes Quotes, class Take, class Drop>
std::pair<strip_wing, strip_wing> walk_strip(const Quotes& quotes, const strip_start& start, const Take& take,
                                             const Drop& drop)
{
    const auto strike = quotes[col::strike];
    const std::size_t k0 = start.reference_row, above = strike.size() - k0 - 1;
    const auto wing = [&](option_type type, auto bid, auto ask, int step, std::size_t rows) {
        const auto walked = walk_wing(
            strike, bid, ask, k0, step, rows, [&](std::size_t row, double dk) { take(row, dk, type); },
            [&](std::size_t row, drop_reason reason) { drop(row, type, reason); });
        for (std::size_t i = walked.visited; i < rows; ++i)
            drop(step > 0 ? k0 + 1 + i : k0 - 1 - i, type, drop_reason::beyond_zero_bids);
        return walked;
    };
    const auto puts = wing(option_type::put, quotes[col::put_bid], quotes[col::put_ask], -1, k0);
    const auto calls = wing(option_type::call, quotes[col::call_bid], quotes[col::call_ask], 1, above);
    return {puts, calls};
}

[[nodiscard]] constexpr strip_status wing_status(const strip_wing& puts, const strip_wing& calls) noexcept
{
    return puts.size == 0 ? strip_status::no_puts : calls.size == 0 ? strip_status::no_calls : strip_status::ok;
}

} // namespace detail

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
    const std::size_t k0 = start.reference_row;
    auto& options = strip.options;
    options.reserve(strike.size());
    strip.dropped.reserve(strike.size());
    const auto [puts, calls] = detail::walk_strip(
        slice.quotes, start,
        [&](std::size_t row, double dk, option_type type) {
            const bool put = type == option_type::put;
            const double bid = put ? put_bid[row] : call_bid[row], ask = put ? put_ask[row] : call_ask[row];
            options.push_back({strike[row], dk, bid, ask, 0.5 * (bid + ask), put ? strip_side::put : strip_side::call});
        },
        [&](std::size_t row, option_type type, drop_reason reason) {
            strip.dropped.push_back({strike[row], type, reason});
        });
    const auto end_of_puts = options.begin() + static_cast<std::ptrdiff_t>(puts.size);
    std::reverse(options.begin(), end_of_puts); // the walk was outwards
    std::reverse(strip.dropped.begin(), strip.dropped.begin() + static_cast<std::ptrdiff_t>(k0 - puts.size));
    const double bid = 0.5 * (call_bid[k0] + put_bid[k0]), ask = 0.5 * (call_ask[k0] + put_ask[k0]);
    options.insert(end_of_puts,
                   {strike[k0], 0.5 * (calls.first - puts.first), bid, ask, 0.5 * (bid + ask), strip_side::both});
    strip.status = detail::wing_status(puts, calls);
    return strip;
}

} // namespace smirk::inline SMIRK_ABI::replication
