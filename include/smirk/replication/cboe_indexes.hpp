// SPDX-License-Identifier: BSL-1.0
// From a whole chain to every index of the family.
#pragma once
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/expiries.hpp>
#include <smirk/replication/skew_index.hpp>

#include <span>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// The indexes of one chain, each with its own status.
struct [[nodiscard]] cboe_indexes_result {
    cboe_index_result vix1d, vix9d, vix, vix3m, vix6m;
    skew_index_result skew;
};

/// Every index of the family from the quotes of all expiries of one underlying.
///
/// The expiries are picked by choose_expiries, and the time to each is counted from `quoted`; the years that the slices
/// carry are not looked at.
///
/// chain    chain[i] is the chain_slice of listed[i]: an option_chain, a vector of slices, or any other
/// listed   the expiries in any order
/// quoted   time of the quotes
/// options  by_strike: whether the results carry contributions and dropped quotes
/// returns  cboe_indexes_result; index_status::no_expiries where the chain does not reach so far (SKEW: no index)
/// throws   std::invalid_argument if chain and listed differ in length, and as cboe_index does
/// cost     twelve strips, and a regression each where a slice carries no rate
/// source   Cboe Volatility Index Mathematics Methodology; Cboe SKEW Index white paper, 2010
template <class Chain>
[[nodiscard]] cboe_indexes_result cboe_indexes(const Chain& chain, std::span<const listed_expiry> listed,
                                               exchange_time quoted, const cboe_variance_options& options = {})
{
    if (chain.size() != listed.size())
        throw std::invalid_argument(
            "smirk::replication::cboe_indexes: expected as many slices as listed expiries, got " +
            std::to_string(chain.size()) + " and " + std::to_string(listed.size()));
    const auto slice = [&](const index_term& term) {
        auto s = chain[term.index];
        s.years = term.years;
        return s;
    };
    const auto index = [&](const index_family& family, double target_minutes) {
        cboe_index_result result;
        result.status = index_status::no_expiries;
        if (const auto terms = choose_expiries(listed, quoted, family))
            result = cboe_index(slice(terms.near), slice(terms.next),
                                {.target_minutes = target_minutes, .by_strike = options.by_strike});
        return result;
    };
    cboe_indexes_result result;
    result.vix1d = index(vix1d_family, vix1d_minutes);
    result.vix9d = index(vix9d_family, vix9d_minutes);
    result.vix = index(vix_family, vix_minutes);
    result.vix3m = index(vix3m_family, vix3m_minutes);
    result.vix6m = index(vix6m_family, vix6m_minutes);
    if (const auto terms = choose_expiries(listed, quoted, skew_family))
        result.skew = skew_index(cboe_strip(slice(terms.near)), cboe_strip(slice(terms.next)));
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
