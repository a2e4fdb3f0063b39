// SPDX-License-Identifier: BSL-1.0
// First-order linear recursions in lanes: N steps of x' = a x + u at once, forwards or backwards, by composing the
// affine maps of neighbours (log2 N rounds) instead of waiting for one result after another.
#pragma once
#include <smirk/detail/lanes.hpp>

#include <utility>

namespace smirk::inline SMIRK_ABI::detail {

template <int K, int N, int... I>
SMIRK_LANE_INLINE lanes<N> shift_up_lanes(const lanes<N>& x, const lanes<N>& fill, std::integer_sequence<int, I...>)
{
    return lanes<N>(__builtin_shufflevector(x.v, fill.v, (I < K ? N + I : I - K)...));
}
template <int K, int N, int... I>
SMIRK_LANE_INLINE lanes<N> shift_down_lanes(const lanes<N>& x, const lanes<N>& fill, std::integer_sequence<int, I...>)
{
    return lanes<N>(__builtin_shufflevector(x.v, fill.v, (I + K < N ? I + K : N + I)...));
}
/// Lane i of the result is x[i - K], or fill[i] where there is none.
template <int K, int N>
SMIRK_LANE_INLINE lanes<N> shift_up(const lanes<N>& x, const lanes<N>& fill)
{
    return shift_up_lanes<K>(x, fill, std::make_integer_sequence<int, N>{});
}
/// Lane i of the result is x[i + K], or fill[i] where there is none.
template <int K, int N>
SMIRK_LANE_INLINE lanes<N> shift_down(const lanes<N>& x, const lanes<N>& fill)
{
    return shift_down_lanes<K>(x, fill, std::make_integer_sequence<int, N>{});
}

template <int I, int N, int... J>
SMIRK_LANE_INLINE lanes<N> spread_lanes(const lanes<N>& x, std::integer_sequence<int, J...>)
{
    return lanes<N>(__builtin_shufflevector(x.v, x.v, (I + 0 * J)...));
}
/// Lane I of x in every lane.
template <int I, int N>
SMIRK_LANE_INLINE lanes<N> spread(const lanes<N>& x)
{
    return spread_lanes<I>(x, std::make_integer_sequence<int, N>{});
}

/// N maps x' = a x + u, one a lane; composed in place so that lane i holds the map from before lane 0 to after lane i.
template <int N, int K = 1>
SMIRK_LANE_INLINE void compose_forwards(lanes<N>& a, lanes<N>& u)
{
    if constexpr (K < N) {
        u = muladd(a, shift_up<K>(u, lanes<N>(0.0)), u);
        a = a * shift_up<K>(a, lanes<N>(1.0));
        compose_forwards<N, 2 * K>(a, u);
    }
}
/// The same for several maps a lane that share their slopes.
template <int N, std::size_t M, int K = 1>
SMIRK_LANE_INLINE void compose_forwards(lanes<N>& a, lanes<N> (&u)[M])
{
    if constexpr (K < N) {
        for (std::size_t m = 0; m < M; ++m) u[m] = muladd(a, shift_up<K>(u[m], lanes<N>(0.0)), u[m]);
        a = a * shift_up<K>(a, lanes<N>(1.0));
        compose_forwards<N, M, 2 * K>(a, u);
    }
}
/// The same from the last lane to the first: lane i holds the map from after lane N - 1 to before lane i.
template <int N, int K = 1>
SMIRK_LANE_INLINE void compose_backwards(lanes<N>& a, lanes<N>& u)
{
    if constexpr (K < N) {
        u = muladd(a, shift_down<K>(u, lanes<N>(0.0)), u);
        a = a * shift_down<K>(a, lanes<N>(1.0));
        compose_backwards<N, 2 * K>(a, u);
    }
}

/// The sum of the lanes.
template <int N>
SMIRK_LANE_INLINE double sum(const lanes<N>& x)
{
    double s = 0;
    for (int i = 0; i < N; ++i) s += x.v[i];
    return s;
}

} // namespace smirk::inline SMIRK_ABI::detail
