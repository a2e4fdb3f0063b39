// SPDX-License-Identifier: BSL-1.0
// The quotes of one expiry, as Python holds them.
#pragma once
#include "arguments.hpp"

#include <smirk/chain.hpp>

namespace door {

namespace col = smirk::col;

/// A chain_slice and what keeps its columns alive.
struct expiry {
    std::vector<series> held;
    smirk::chain_slice<smirk::wide_quotes> slice;
};

expiry make_expiry(const named_columns& quotes, double years, double rate);

} // namespace door
