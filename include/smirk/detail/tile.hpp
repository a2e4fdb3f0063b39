// SPDX-License-Identifier: BSL-1.0
// What the batches of option quotes share: the size of a tile, and the sign of a call or put in lanes.
#pragma once
#include <smirk/detail/lanes.hpp>
#include <smirk/option_type.hpp>

#include <cstddef>
#include <cstring>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// Rows that go through the passes of a kernel together: their intermediate arrays stay in the first cache.
inline constexpr std::size_t tile_size = 512;

/// Rows that are worth a thread: fewer take less time than it may need to start, some hundred microseconds.
inline constexpr std::size_t thread_grain = 64 * tile_size;

/// Flips the sign of x for puts.
template <int N>
SMIRK_LANE_INLINE lanes<N> signed_by(const option_type* type, const lanes<N>& x)
{
    typedef signed char bytes __attribute__((vector_size(N)));
    static_assert(sizeof(option_type) == 1);
    bytes b;
    std::memcpy(&b, type, sizeof b);
    const lane_bits<N> sign{__builtin_convertvector(b, typename lane_bits<N>::native)};
    return lanes_of(bits_of(x) ^ (sign & std::numeric_limits<std::int64_t>::min()));
}

} // namespace smirk::inline SMIRK_ABI::detail
