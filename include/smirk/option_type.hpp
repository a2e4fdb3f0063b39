// SPDX-License-Identifier: BSL-1.0
// Call or put.
#pragma once
#include <smirk/config.hpp>

namespace smirk::inline SMIRK_ABI {

enum class option_type : signed char { put = -1, call = 1 };

/// +1 for a call, -1 for a put: the sign of the payoff (theta (S - K))^+.
[[nodiscard]] constexpr int sign(option_type type) noexcept { return static_cast<int>(type); }

} // namespace smirk::inline SMIRK_ABI
