// SPDX-License-Identifier: BSL-1.0
// Lanes: N doubles that move together, over the vector types of GCC and clang. A kernel is written once for a type V
// and runs with V = lanes<8>, lanes<4>, lanes<2> (chosen in detail/dispatch.hpp) or with V = double.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/real.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The sanitizers pass by what a kernel calls: their checks on every reference to a vector take minutes to compile.
#define SMIRK_LANE_UNCHECKED __attribute__((no_sanitize("address", "undefined")))

/// Every function a kernel calls is inlined into the wrapper that carries the target attributes.
#define SMIRK_LANE_INLINE __attribute__((always_inline)) SMIRK_LANE_UNCHECKED inline

namespace smirk::inline SMIRK_ABI::detail {

template <int N>
struct lane_bits;

/// N doubles. Arithmetic and comparison act lane by lane; a double stands for N equal lanes.
template <int N>
struct lanes {
    static constexpr int width = N;
    typedef double native __attribute__((vector_size(N * sizeof(double)))); // an alias loses the attribute
    native v;

    lanes() = default;
    SMIRK_LANE_INLINE lanes(double x) : v(x - native{}) {} // NOLINT: a number is N equal lanes
    SMIRK_LANE_INLINE explicit lanes(const native& x) : v(x) {}

    SMIRK_LANE_INLINE static lanes load(const double* p)
    {
        lanes x;
        std::memcpy(&x.v, p, sizeof x.v);
        return x;
    }
    SMIRK_LANE_INLINE void store(double* p) const { std::memcpy(p, &v, sizeof v); }

    SMIRK_LANE_INLINE friend lanes operator-(const lanes& a) { return lanes(-a.v); }
    SMIRK_LANE_INLINE friend lanes operator+(const lanes& a, const lanes& b) { return lanes(a.v + b.v); }
    SMIRK_LANE_INLINE friend lanes operator-(const lanes& a, const lanes& b) { return lanes(a.v - b.v); }
    SMIRK_LANE_INLINE friend lanes operator*(const lanes& a, const lanes& b) { return lanes(a.v * b.v); }
    SMIRK_LANE_INLINE friend lanes operator/(const lanes& a, const lanes& b) { return lanes(a.v / b.v); }
    SMIRK_LANE_INLINE friend lane_bits<N> operator<(const lanes& a, const lanes& b) { return {a.v < b.v}; }
    SMIRK_LANE_INLINE friend lane_bits<N> operator<=(const lanes& a, const lanes& b) { return {a.v <= b.v}; }
    SMIRK_LANE_INLINE friend lane_bits<N> operator>(const lanes& a, const lanes& b) { return {a.v > b.v}; }
    SMIRK_LANE_INLINE friend lane_bits<N> operator>=(const lanes& a, const lanes& b) { return {a.v >= b.v}; }
    SMIRK_LANE_INLINE friend lane_bits<N> operator==(const lanes& a, const lanes& b) { return {a.v == b.v}; }
};

/// N integers of 64 bits that wrap around: the bits of doubles, or a mask (all bits of a lane set, or none). Masks are
/// not combined: g++ 12 would split them into scalars. Nest select(), or compare the max() of two quantities.
template <int N>
struct lane_bits {
    typedef std::int64_t native __attribute__((vector_size(N * sizeof(double))));
    typedef std::uint64_t wrapping __attribute__((vector_size(N * sizeof(double))));
    native v;

    SMIRK_LANE_INLINE static lane_bits of(const wrapping& w) { return {(native)w}; }

    SMIRK_LANE_INLINE friend lane_bits operator~(const lane_bits& a) { return {~a.v}; }
    SMIRK_LANE_INLINE friend lane_bits operator^(const lane_bits& a, const lane_bits& b) { return {a.v ^ b.v}; }
    SMIRK_LANE_INLINE friend lane_bits operator&(const lane_bits& a, std::int64_t b) { return {a.v & b}; }
    SMIRK_LANE_INLINE friend lane_bits operator-(const lane_bits& a) { return of(-(wrapping)a.v); }
    SMIRK_LANE_INLINE friend lane_bits operator+(const lane_bits& a, const lane_bits& b)
    {
        return of((wrapping)a.v + (wrapping)b.v);
    }
    SMIRK_LANE_INLINE friend lane_bits operator-(const lane_bits& a, const lane_bits& b)
    {
        return of((wrapping)a.v - (wrapping)b.v);
    }
    SMIRK_LANE_INLINE friend lane_bits operator+(const lane_bits& a, std::uint64_t b) { return of((wrapping)a.v + b); }
    SMIRK_LANE_INLINE friend lane_bits operator-(const lane_bits& a, std::uint64_t b) { return of((wrapping)a.v - b); }
    SMIRK_LANE_INLINE friend lane_bits operator<<(const lane_bits& a, int n) { return of((wrapping)a.v << n); }
    SMIRK_LANE_INLINE friend lane_bits operator>>(const lane_bits& a, int n)
    {
        return of((wrapping)a.v >> n);
    } // zeros come in
};

template <int N>
SMIRK_LANE_INLINE lane_bits<N> bits_of(const lanes<N>& a)
{
    lane_bits<N> b;
    std::memcpy(&b.v, &a.v, sizeof b.v);
    return b;
}
template <int N>
SMIRK_LANE_INLINE lanes<N> lanes_of(const lane_bits<N>& a)
{
    lanes<N> b;
    std::memcpy(&b.v, &a.v, sizeof b.v);
    return b;
}

/// One lane.
template <int N>
SMIRK_LANE_INLINE double lane(const lanes<N>& a, int i)
{
    return a.v[i];
}
template <int N>
SMIRK_LANE_INLINE bool lane(const lane_bits<N>& mask, int i)
{
    return mask.v[i] != 0;
}

/// 2^n, -1022 <= n <= 1023.
template <int N>
SMIRK_LANE_INLINE lanes<N> power_of_two(const lane_bits<N>& n)
{
    return lanes_of((n + UINT64_C(1023)) << 52);
}
/// The double of an integer below 2^51 in size.
template <int N>
SMIRK_LANE_INLINE lanes<N> to_double(const lane_bits<N>& n)
{
    return lanes_of(n + UINT64_C(0x4338000000000000)) - 0x1.8p52;
}

/// a * b + c, one rounding where the machine has it. Kernels spell it out: clang fuses within an expression only.
template <int N>
SMIRK_LANE_INLINE lanes<N> muladd(const lanes<N>& a, const lanes<N>& b, const lanes<N>& c)
{
    return lanes<N>(a.v * b.v + c.v);
}
template <int N>
SMIRK_LANE_INLINE lanes<N> muladd(const lanes<N>& a, double b, const lanes<N>& c)
{
    return muladd(a, lanes<N>(b), c);
}
template <int N>
SMIRK_LANE_INLINE lanes<N> muladd(const lanes<N>& a, double b, double c)
{
    return muladd(a, lanes<N>(b), lanes<N>(c));
}
template <int N>
SMIRK_LANE_INLINE lanes<N> muladd(const lanes<N>& a, const lanes<N>& b, double c)
{
    return muladd(a, b, lanes<N>(c));
}
inline double muladd(double a, double b, double c) { return a * b + c; }

/// m ? a : b, lane by lane; both sides are computed.
template <int N>
SMIRK_LANE_INLINE lanes<N> select(const lane_bits<N>& m, const lanes<N>& a, const lanes<N>& b)
{
    return lanes<N>(m.v ? a.v : b.v);
}
template <int N>
SMIRK_LANE_INLINE lanes<N> select(const lane_bits<N>& m, const lanes<N>& a, double b)
{
    return select(m, a, lanes<N>(b));
}
template <int N>
SMIRK_LANE_INLINE lanes<N> select(const lane_bits<N>& m, double a, const lanes<N>& b)
{
    return select(m, lanes<N>(a), b);
}
inline double select(bool m, double a, double b) { return m ? a : b; }

/// The smaller, the larger; b where a is NaN.
template <int N>
SMIRK_LANE_INLINE lanes<N> min(const lanes<N>& a, const lanes<N>& b)
{
    return select(a < b, a, b);
}
template <int N>
SMIRK_LANE_INLINE lanes<N> min(const lanes<N>& a, double b)
{
    return min(a, lanes<N>(b));
}
template <int N>
SMIRK_LANE_INLINE lanes<N> max(const lanes<N>& a, const lanes<N>& b)
{
    return select(a > b, a, b);
}
template <int N>
SMIRK_LANE_INLINE lanes<N> max(const lanes<N>& a, double b)
{
    return max(a, lanes<N>(b));
}
inline double min(double a, double b) { return a < b ? a : b; }

template <int N>
SMIRK_LANE_INLINE lanes<N> abs(const lanes<N>& a)
{
    return lanes_of(bits_of(a) & INT64_C(0x7fffffffffffffff));
}
inline double abs(double a) { return std::fabs(a); }

/// Whether a lane of the mask is set.
template <int N>
SMIRK_LANE_INLINE bool any(const lane_bits<N>& m)
{
    if constexpr (N == 1) {
        return m.v[0] != 0;
    } else {
        using half = typename lane_bits<N / 2>::native;
        half lo, hi;
        std::memcpy(&lo, &m.v, sizeof lo);
        std::memcpy(&hi, reinterpret_cast<const char*>(&m.v) + sizeof lo, sizeof hi);
        return any(lane_bits<N / 2>{lo | hi});
    }
}
inline bool any(bool m) { return m; }
template <int N>
SMIRK_LANE_INLINE bool all(const lane_bits<N>& m)
{
    return !any(~m);
}
inline bool all(bool m) { return m; }

/// Square root, correctly rounded.
template <int N>
SMIRK_LANE_INLINE lanes<N> sqrt(const lanes<N>& a)
{
    lanes<N> r;
#if defined(__SSE2__)
    if constexpr (N == 2) {
        r.v = _mm_sqrt_pd(a.v);
        return r;
    } else if constexpr (N > 2) { // two lanes at a time
        lanes<N / 2> half[2];
        std::memcpy(&half, &a.v, sizeof half);
        for (auto& h : half) h = sqrt(h);
        std::memcpy(&r.v, &half, sizeof half);
        return r;
    }
#endif
    for (int i = 0; i < N; ++i) r.v[i] = std::sqrt(a.v[i]);
    return r;
}

/// Square root within 0.75 units, correctly rounded where multiply-adds are fused; of eight lanes in a third of the time.
template <int N>
SMIRK_LANE_INLINE lanes<N> quick_sqrt(const lanes<N>& a)
{
    if constexpr (N < 8) {
        return sqrt(a);
    } else {
        const lanes<N> minus_half = -0.5 * a;
        lanes<N> y = lanes_of(-(bits_of(a) >> 1) + UINT64_C(0x5fe6eb50c7b537a9));
        for (int i = 0; i < 4; ++i) y = y * muladd(minus_half * y, y, 1.5); // Newton's method, to a^(-1/2)
        const lanes<N> root = a * y;
        const lanes<N> nearest = muladd(muladd(-root, root, a), 0.5 * y, root);
        const lane_bits<N> extreme = max(1e-280 - a, a - 1e280) > lanes<N>(0.0);
        return any(extreme) ? select(extreme, sqrt(a), nearest) : nearest;
    }
}
inline double sqrt(double a) { return std::sqrt(a); }

template <class V, int M, std::size_t... I>
SMIRK_LANE_INLINE V horner_steps(const double (&c)[M], const V& x, std::index_sequence<I...>)
{
    V r = c[M - 1];
    ((r = muladd(r, x, c[M - 2 - static_cast<int>(I)])), ...);
    return r;
}
/// c[0] + c[1] x + ... + c[M-1] x^(M-1)
template <class V, int M>
SMIRK_LANE_INLINE V horner(const double (&c)[M], const V& x)
{
    return horner_steps(c, x, std::make_index_sequence<M - 1>{});
}

template <class V, int First, int M, std::size_t... I>
SMIRK_LANE_INLINE V every_other(const double (&c)[M], const V& x2, std::index_sequence<I...>)
{
    V r = c[First + 2 * static_cast<int>(sizeof...(I))];
    ((r = muladd(r, x2, c[First + 2 * (static_cast<int>(sizeof...(I)) - 1 - static_cast<int>(I))])), ...);
    return r;
}
/// The same value from its even and odd parts: half the chain of dependent steps, for long polynomials.
template <class V, int M>
SMIRK_LANE_INLINE V even_odd(const double (&c)[M], const V& x)
{
    static_assert(M >= 4);
    const V x2 = x * x;
    const V even = every_other<V, 0>(c, x2, std::make_index_sequence<(M - 1) / 2>{});
    const V odd = every_other<V, 1>(c, x2, std::make_index_sequence<(M - 2) / 2>{});
    return muladd(odd, x, even);
}

} // namespace smirk::inline SMIRK_ABI::detail
