// SPDX-License-Identifier: BSL-1.0
// What the batches of the room share: columns or single values in, threads and vector width as options.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/column_or_value.hpp>
#include <smirk/detail/dispatch.hpp>

namespace smirk::inline SMIRK_ABI::black {

/// Options of implied_vols(), prices() and the greeks of many. The digits do not depend on the number of threads.
struct batch_options {
    unsigned threads = 1;                  ///< 0: as many as the machine has
    lane_width width = lane_width::widest; ///< a fixed one gives the same digits on every machine that has it
};

} // namespace smirk::inline SMIRK_ABI::black
