// SPDX-License-Identifier: BSL-1.0
// What all rolling order statistics agree on: where a window ends and how many of its values may be missing.
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::statistics {

/// The window of n values that belongs to row t.
enum class window_end {
    today,    ///< x[t - n + 1] ... x[t]
    yesterday ///< x[t - n] ... x[t - 1]: only what was known before t
};

/// min_valid: no value of the window may be NaN.
inline constexpr std::size_t whole_window = static_cast<std::size_t>(-1);

namespace detail {

/// Checks a rolling call once, and returns the least number of valid values.
inline std::size_t check_window(const char* function, std::size_t window, std::size_t min_valid)
{
    if (window == 0) throw std::invalid_argument(std::string(function) + ": expected a window of 1 or more, got 0");
    if (min_valid == 0) throw std::invalid_argument(std::string(function) + ": expected min_valid of 1 or more, got 0");
    return std::min(min_valid, window);
}

/// An output must be as long as x and must not overlap it: windows are read after rows have been written.
inline void check_output(const char* function, strided<double> x, std::span<const double> out)
{
    if (x.size() != out.size())
        throw std::invalid_argument(std::string(function) + ": expected an output of " + std::to_string(x.size()) +
                                    " values, got " + std::to_string(out.size()));
    if (x.empty()) return;
    const auto address = [](const double& v) { return reinterpret_cast<std::uintptr_t>(&v); };
    const std::uintptr_t first = address(x.front()), last = address(x.back());
    if (std::min(first, last) <= address(out.back()) && address(out.front()) <= std::max(first, last))
        throw std::invalid_argument(std::string(function) + ": expected an output that does not overlap the input");
}

} // namespace detail

} // namespace smirk::inline SMIRK_ABI::statistics
