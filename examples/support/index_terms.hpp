// SPDX-License-Identifier: BSL-1.0
// The two expiries of an option file that an index is made of.
#pragma once
#include "option_file.hpp"

#include <smirk/replication/expiries.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace examples {

struct near_and_next {
    std::size_t near, next; ///< places in the chain
};

/// What the rule of an index chooses; nothing where the file does not have two such expiries.
///
/// quoted  the moment that counts: the chain of another day has to be seen from there
[[nodiscard]] inline std::optional<near_and_next>
index_terms_of(const option_file& f, moment quoted,
               const smirk::replication::index_family& family = smirk::replication::vix_family)
{
    namespace replication = smirk::replication;
    std::vector<replication::listed_expiry> listed;
    for (const auto& l : f.listings)
        listed.push_back({std::chrono::local_days{l.expiry.time_since_epoch()},
                          l.at_open ? replication::settlement::am : replication::settlement::pm});
    const auto terms =
        replication::choose_expiries(listed, replication::exchange_time{quoted.time_since_epoch()}, family);
    if (!terms) return {};
    return near_and_next{terms.near.index, terms.next.index};
}
[[nodiscard]] inline std::optional<near_and_next>
index_terms_of(const option_file& f, const smirk::replication::index_family& family = smirk::replication::vix_family)
{
    return index_terms_of(f, f.quoted, family);
}

/// The place of an expiry of another file, by its date and root; nothing where this file does not have it.
[[nodiscard]] inline std::optional<std::size_t> same_expiry(const option_file& f, const listing& other)
{
    for (std::size_t i = 0; i < f.listings.size(); ++i)
        if (f.listings[i].expiry == other.expiry && f.listings[i].root == other.root) return i;
    return {};
}

} // namespace examples
