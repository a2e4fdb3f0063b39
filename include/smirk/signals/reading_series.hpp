// SPDX-License-Identifier: BSL-1.0
// Named quantities over time, and what is known of them on a row.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/signals/rules.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// A named quantity over time, one value a row.
struct reading_series {
    std::string_view quantity;
    strided<double> values;
};

/// What is known on row t; a series that is shorter is unknown there.
[[nodiscard]] inline std::vector<reading> readings_at(std::span<const reading_series> series, std::size_t t)
{
    std::vector<reading> now;
    for (const reading_series& s : series)
        if (t < s.values.size()) now.push_back({s.quantity, s.values[t]});
    return now;
}

} // namespace smirk::inline SMIRK_ABI::signals
