// SPDX-License-Identifier: BSL-1.0
// What the measures on returns within a day share.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::realized::detail {

inline void require_returns(const char* function, std::size_t n, std::size_t least)
{
    if (n < least)
        throw std::invalid_argument(std::string("smirk::realized::") + function + ": expected at least " +
                                    std::to_string(least) + (least == 1 ? " return" : " returns") + ", got " +
                                    std::to_string(n));
}

/// A count as a number to compute with.
[[nodiscard]] inline double number(std::size_t n) { return static_cast<double>(n); }

} // namespace smirk::inline SMIRK_ABI::realized::detail
