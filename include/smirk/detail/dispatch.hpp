// SPDX-License-Identifier: BSL-1.0
// Run-time choice of the vector unit. A kernel is one always-inline body over a type V of lanes; it is compiled three
// times, for AVX-512, for AVX2 with FMA, and for whatever the compiler was told, and the processor decides at the call.
// SMIRK_NO_DISPATCH leaves only the last; so do processors other than x86-64.
//
//     struct log_ratios {
//         template <class V>
//         SMIRK_LANE_INLINE void operator()(std::size_t n, const double* high, const double* low, double* out) const
//         {
//             detail::for_lanes<V>(n, [&](auto at) SMIRK_LANE_LAMBDA { at.store(out, log(at.load(high) /
//             at.load(low))); });
//         }
//     };
//     detail::dispatch(lane_width::widest, log_ratios{}, n, high, low, out);
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/lanes.hpp>

#include <cstddef>

/// After the parameters of a lambda in a kernel.
#define SMIRK_LANE_LAMBDA __attribute__((always_inline)) SMIRK_LANE_UNCHECKED

namespace smirk::inline SMIRK_ABI {

/// Vector instructions of a batch. `widest` asks the processor; a narrower one can be fixed to have the same digits on
/// every machine. One that the processor lacks falls back to the next narrower.
enum class lane_width : unsigned char { widest, avx512, avx2, baseline };

namespace detail {

#if defined(__x86_64__) && !defined(SMIRK_NO_DISPATCH)
#define SMIRK_DISPATCH 1
#else
#define SMIRK_DISPATCH 0
#endif

/// Doubles in a vector of the instructions that the compiler was told to use.
#if defined(__AVX512F__)
inline constexpr int baseline_lanes = 8;
#elif defined(__AVX__)
inline constexpr int baseline_lanes = 4;
#else
inline constexpr int baseline_lanes = 2;
#endif

/// What `wanted` comes to on this processor.
[[nodiscard]] inline lane_width available(lane_width wanted) noexcept
{
#if SMIRK_DISPATCH
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    if (wanted == lane_width::baseline || !avx2) return lane_width::baseline;
    if (wanted == lane_width::avx2 || !avx512) return lane_width::avx2;
    return lane_width::avx512;
#else
    return static_cast<void>(wanted), lane_width::baseline;
#endif
}

#if SMIRK_DISPATCH
template <class Kernel, class... A>
SMIRK_LANE_UNCHECKED __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))) void
run_avx512(const Kernel& kernel, A... arguments)
{
    kernel.template operator()<lanes<8>>(arguments...);
}
template <class Kernel, class... A>
SMIRK_LANE_UNCHECKED __attribute__((target("avx2,fma"))) void run_avx2(const Kernel& kernel, A... arguments)
{
    kernel.template operator()<lanes<4>>(arguments...);
}
#endif
template <class Kernel, class... A>
SMIRK_LANE_UNCHECKED void run_baseline(const Kernel& kernel, A... arguments)
{
    kernel.template operator()<lanes<baseline_lanes>>(arguments...);
}

/// Calls kernel.operator()<V>(arguments...) with the lanes and the instructions of `width`. Arguments go by value.
template <class Kernel, class... A>
void dispatch(lane_width width, const Kernel& kernel, A... arguments)
{
#if SMIRK_DISPATCH
    switch (available(width)) {
    case lane_width::avx512:
        return run_avx512(kernel, arguments...);
    case lane_width::avx2:
        return run_avx2(kernel, arguments...);
    default:
        break;
    }
#endif
    static_cast<void>(width);
    run_baseline(kernel, arguments...);
}

/// A whole vector of elements from `first` on.
template <class V>
struct whole_lanes {
    std::size_t first;
    SMIRK_LANE_INLINE V load(const double* p) const { return V::load(p + first); }
    SMIRK_LANE_INLINE void store(double* p, const V& x) const { x.store(p + first); }
};
/// The last, incomplete vector: lanes beyond the end are loaded as 1 and not stored.
template <class V>
struct last_lanes {
    std::size_t first, count;
    SMIRK_LANE_INLINE V load(const double* p) const
    {
        double x[V::width];
        for (std::size_t i = 0; i < std::size_t{V::width}; ++i) x[i] = i < count ? p[first + i] : 1.;
        return V::load(x);
    }
    SMIRK_LANE_INLINE void store(double* p, const V& y) const
    {
        double x[V::width];
        y.store(x);
        for (std::size_t i = 0; i < count; ++i) p[first + i] = x[i];
    }
};

/// body(at) for every vector of n elements; at.load(p) and at.store(p, x) reach its elements of an array.
template <class V, class Body>
SMIRK_LANE_INLINE void for_lanes(std::size_t n, const Body& body)
{
    constexpr std::size_t width = V::width;
    std::size_t i = 0;
    for (; i + width <= n; i += width) body(whole_lanes<V>{i});
    if (i < n) body(last_lanes<V>{i, n - i});
}

} // namespace detail
} // namespace smirk::inline SMIRK_ABI
