// SPDX-License-Identifier: BSL-1.0
// The variance of one expiry as the Cboe computes it for VIX and its kin, strike by strike.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/strip.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// What one strike adds to the variance; the factor 2/T is in it.
struct cboe_contribution {
    double strike;
    double price; ///< Q(K), as quoted
    double variance;
    strip_side side;
};

/// What a variance is asked for beside itself.
struct cboe_variance_options {
    bool by_strike = true; ///< fill contributions and dropped; without them nothing is allocated
};

/// Variance of one expiry, with all that it was made of.
///
/// variance         sigma^2, annualised: the contributions less the split term
/// split_term       (F/K0 - 1)^2 / T
/// put_share        share of the contributions that lies below K0; call_share above it, the rest at K0
/// strikes          number of strikes that count, from first_strike to last_strike
/// contributions    one a strike that counts, strikes ascending; empty unless asked for
/// dropped          one an option that does not count, strikes ascending; empty unless asked for
struct [[nodiscard]] cboe_variance_result {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double forward = std::numeric_limits<double>::quiet_NaN();
    double reference_strike = std::numeric_limits<double>::quiet_NaN();
    double growth = std::numeric_limits<double>::quiet_NaN(); ///< e^{rT}
    double years = std::numeric_limits<double>::quiet_NaN();
    double split_term = std::numeric_limits<double>::quiet_NaN();
    double put_share = std::numeric_limits<double>::quiet_NaN();
    double call_share = std::numeric_limits<double>::quiet_NaN();
    double first_strike = std::numeric_limits<double>::quiet_NaN();
    double last_strike = std::numeric_limits<double>::quiet_NaN();
    std::size_t strikes = 0;
    std::vector<cboe_contribution> contributions{};
    std::vector<dropped_quote> dropped{};
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok; }

    /// How far the puts reach below the forward, in standard deviations: ln(F / first strike) / sqrt(variance T).
    [[nodiscard]] double put_width() const { return std::log(forward / first_strike) / std::sqrt(variance * years); }
    /// How far the calls reach above it.
    [[nodiscard]] double call_width() const { return std::log(last_strike / forward) / std::sqrt(variance * years); }
};

/// Variance of one expiry by the rules of the Cboe.
///
///     sigma^2 = (2/T) sum dK_i / K_i^2 e^{rT} Q(K_i) - (1/T) (F/K0 - 1)^2
///
/// slice    one expiry, strikes ascending, prices as quoted; without a rate, forward and discount come from parity
/// options  by_strike: whether contributions and dropped are filled; the numbers are the same
/// returns  cboe_variance_result; variance is NaN where there is no strip; a negative one is returned as computed,
///          with a status that says so
/// throws   std::invalid_argument if strikes do not ascend, or years or rate make no sense
/// cost     two passes over the strikes; two allocations by strike, none otherwise
/// source   Cboe Volatility Index Mathematics Methodology, section 3(a); Demeterfi, Derman, Kamal and Zou, More than
///          you ever wanted to know about volatility swaps, Goldman Sachs 1999
template <option_quotes Quotes>
[[nodiscard]] cboe_variance_result cboe_variance(const chain_slice<Quotes>& slice,
                                                 const cboe_variance_options& options = {})
{
    const auto start = cboe_forward(slice);
    cboe_variance_result result;
    result.forward = start.forward;
    result.reference_strike = start.reference_strike;
    result.growth = start.growth;
    result.years = slice.years;
    result.status = start.status;
    if (!start) return result;

    const auto strike = slice.quotes[col::strike];
    const auto call_bid = slice.quotes[col::call_bid], call_ask = slice.quotes[col::call_ask];
    const auto put_bid = slice.quotes[col::put_bid], put_ask = slice.quotes[col::put_ask];
    if (options.by_strike) {
        result.contributions.reserve(strike.size());
        result.dropped.reserve(strike.size());
    }
    const double scale = 2 / slice.years * start.growth;
    const auto contribution = [&](std::size_t row, double dk, double price, strip_side side) {
        return cboe_contribution{strike[row], price, scale * dk / (strike[row] * strike[row]) * price, side};
    };
    double put_total = 0, call_total = 0;
    const auto add = [&](std::size_t row, double dk, option_type type) {
        const bool put = type == option_type::put;
        const double price = put ? 0.5 * (put_bid[row] + put_ask[row]) : 0.5 * (call_bid[row] + call_ask[row]);
        const auto c = contribution(row, dk, price, put ? strip_side::put : strip_side::call);
        (put ? put_total : call_total) += c.variance;
        return c;
    };
    const auto walk = [&] {
        if (!options.by_strike)
            return detail::walk_strip(slice.quotes, start, add, [](std::size_t, option_type, drop_reason) {});
        return detail::walk_strip(
            slice.quotes, start,
            [&](std::size_t row, double dk, option_type type) { result.contributions.push_back(add(row, dk, type)); },
            [&](std::size_t row, option_type type, drop_reason reason) {
                result.dropped.push_back({strike[row], type, reason});
            });
    };
    const auto [puts, calls] = walk();
    const std::size_t k0 = start.reference_row;
    const double reference_price = 0.25 * (call_bid[k0] + call_ask[k0] + put_bid[k0] + put_ask[k0]);
    const auto reference = contribution(k0, 0.5 * (calls.first - puts.first), reference_price, strip_side::both);
    if (options.by_strike) { // the walk was outwards
        const auto end_of_puts = result.contributions.begin() + static_cast<std::ptrdiff_t>(puts.size);
        std::reverse(result.contributions.begin(), end_of_puts);
        std::reverse(result.dropped.begin(), result.dropped.begin() + static_cast<std::ptrdiff_t>(k0 - puts.size));
        result.contributions.insert(end_of_puts, reference);
    }
    result.status = detail::wing_status(puts, calls);
    if (!result) return result;

    const double total = put_total + reference.variance + call_total;
    const double split = start.forward / start.reference_strike - 1;
    result.split_term = split * split / slice.years;
    result.variance = total - result.split_term;
    result.put_share = put_total / total;
    result.call_share = call_total / total;
    result.first_strike = puts.last;
    result.last_strike = calls.last;
    result.strikes = puts.size + 1 + calls.size;
    if (!(result.variance >= 0)) result.status = strip_status::negative_variance;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
