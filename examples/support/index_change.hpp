// SPDX-License-Identifier: BSL-1.0
// Why the index moved between two option files, and what kind of day it was.
#pragma once
#include "index_terms.hpp"

#include <smirk/replication/attribution.hpp>
#include <smirk/signals/option_day.hpp>
#include <smirk/signals/spot_vol.hpp>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace examples {

struct index_change {
    smirk::replication::index_attribution lines;
    bool with_roll; ///< false where an expiry of the second file is not in the first: roll and time are then no lines
};

/// Shares the change of the index out.
///
/// throws  std::runtime_error where a file does not have two expiries that the index may use, or comes too late
[[nodiscard]] inline index_change attribute(const option_file& before, const option_file& after)
{
    namespace replication = smirk::replication;
    if (!before.underlying.empty() && !after.underlying.empty() && before.underlying != after.underlying)
        throw std::runtime_error(before.path + " has options on " + before.underlying + ", " + after.path +
                                 " options on " + after.underlying);
    if (!(before.quoted < after.quoted))
        throw std::runtime_error("the quotes of " + before.path + " (" + iso(before.quoted) +
                                 ") are not earlier than those of " + after.path + " (" + iso(after.quoted) + ")");
    const auto was = index_terms_of(before), is = index_terms_of(after);
    if (!was || !is)
        throw std::runtime_error((was ? after : before).path + ": has no two expiries that the index may use");
    const auto near = same_expiry(before, after.listings[is->near]);
    const auto next = same_expiry(before, after.listings[is->next]);
    const auto from_near = before.chain[was->near], from_next = before.chain[was->next];
    const auto to_near = after.chain[is->near], to_next = after.chain[is->next];
    if (!near || !next) return {replication::attribute_index(from_near, from_next, to_near, to_next), false};
    return {
        replication::attribute_index(from_near, from_next, before.chain[*near], before.chain[*next], to_near, to_next),
        true};
}

/// What the two moments say, as readings for the tables of the signals.
///
/// change  of the index, points
[[nodiscard]] inline std::vector<smirk::signals::reading> readings_of_change(const option_file& before,
                                                                             const option_file& after, double change)
{
    namespace signals = smirk::signals;
    namespace q = smirk::signals::quantity;
    const auto day = [](const option_file& f) {
        return f.spot > 0 ? signals::read_options(f.chain, f.spot) : signals::option_day{};
    };
    const auto was = day(before), is = day(after);
    return {{q::spot_return, std::log(after.spot / before.spot)},
            {q::vix_change, change},
            {q::iv_change, is.at_the_money - was.at_the_money},
            {q::put_skew_change, (is.put - is.at_the_money) - (was.put - was.at_the_money)},
            {q::call_skew_change, (is.call - is.at_the_money) - (was.call - was.at_the_money)},
            {q::dealer_gamma, is.dealer_gamma}};
}

} // namespace examples
