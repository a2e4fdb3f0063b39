// SPDX-License-Identifier: BSL-1.0
// The variance of one expiry as the Cboe computes it for VIX and its kin, strike by strike.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/strip.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// What one strike adds to the variance; the factor 2/T is in it.
struct cboe_contribution {
    double strike;
    double price; ///< Q(K), as quoted
    double variance;
    strip_side side;
};

/// Variance of one expiry, with all that it was made of.
///
/// variance         sigma^2, annualised: the contributions less the split term
/// split_term       (F/K0 - 1)^2 / T
/// put_share        share of the contributions that lies below K0; call_share above it, the rest at K0
/// contributions    one a strike that counts, strikes ascending
/// dropped          one an option that does not count, strikes ascending
struct [[nodiscard]] cboe_variance_result {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double forward = std::numeric_limits<double>::quiet_NaN();
    double reference_strike = std::numeric_limits<double>::quiet_NaN();
    double growth = std::numeric_limits<double>::quiet_NaN(); ///< e^{rT}
    double years = std::numeric_limits<double>::quiet_NaN();
    double split_term = std::numeric_limits<double>::quiet_NaN();
    double put_share = std::numeric_limits<double>::quiet_NaN();
    double call_share = std::numeric_limits<double>::quiet_NaN();
    std::vector<cboe_contribution> contributions{};
    std::vector<dropped_quote> dropped{};
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok; }
};

/// Variance of one expiry by the rules of the Cboe.
///
///     sigma^2 = (2/T) sum dK_i / K_i^2 e^{rT} Q(K_i) - (1/T) (F/K0 - 1)^2
///
/// slice    one expiry, strikes ascending, prices as quoted; without a rate, forward and discount come from parity
/// returns  cboe_variance_result; variance is NaN where there is no strip; a negative one is returned as computed,
///          with a status that says so
/// throws   std::invalid_argument if strikes do not ascend, or years or rate make no sense
/// cost     three passes over the strikes, three allocations
/// source   Cboe Volatility Index Mathematics Methodology, section 3(a); Demeterfi, Derman, Kamal and Zou, More than
/// you
///          ever wanted to know about volatility swaps, Goldman Sachs 1999
template <option_quotes Quotes>
[[nodiscard]] cboe_variance_result cboe_variance(const chain_slice<Quotes>& slice)
{
    auto strip = cboe_strip(slice);
    cboe_variance_result result;
    result.forward = strip.forward;
    result.reference_strike = strip.reference_strike;
    result.growth = strip.growth;
    result.years = slice.years;
    result.dropped = std::move(strip.dropped);
    result.status = strip.status;
    if (!strip) return result;

    double total = 0, puts = 0, calls = 0;
    const double scale = 2 / slice.years * strip.growth;
    result.contributions.reserve(strip.options.size());
    for (const auto& option : strip.options) {
        const double v = scale * option.delta_strike / (option.strike * option.strike) * option.price;
        result.contributions.push_back({option.strike, option.price, v, option.side});
        total += v;
        if (option.side == strip_side::put) puts += v;
        if (option.side == strip_side::call) calls += v;
    }
    const double split = strip.forward / strip.reference_strike - 1;
    result.split_term = split * split / slice.years;
    result.variance = total - result.split_term;
    result.put_share = puts / total;
    result.call_share = calls / total;
    if (!(result.variance >= 0)) result.status = strip_status::negative_variance;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
