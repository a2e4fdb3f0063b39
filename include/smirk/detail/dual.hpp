// SPDX-License-Identifier: BSL-1.0
// Dual numbers: a value and its derivatives in N directions, carried through arithmetic by the chain rule. A formula
// written for any number type yields its exact gradient; over duals of duals, its Hessian; over lanes, many at a time.
#pragma once
#include <smirk/detail/dispatch.hpp>
#include <smirk/detail/lane_math.hpp>

#include <type_traits>
#include <utility>

namespace smirk::inline SMIRK_ABI::detail {

template <class T, std::size_t N>
struct dual {
    T value;
    T d[N]; // d[i]: derivative in direction i

    dual() = default;
    SMIRK_LANE_INLINE dual(const T& x) : value(x) { clear(std::make_index_sequence<N>{}); } // NOLINT: a constant
    SMIRK_LANE_INLINE dual(double x)                                                        // NOLINT: a constant
        requires(!std::is_same_v<T, double>)
        : dual(T(x))
    {
    }
    template <class F, std::size_t... I>
    SMIRK_LANE_INLINE dual(const T& x, const F& derivative, std::index_sequence<I...>) : value(x), d{derivative(I)...}
    {
    }
    /// The variable number `direction`, at x.
    SMIRK_LANE_INLINE static dual variable(const T& x, std::size_t direction)
    {
        dual r(x);
        r.d[direction] = T(1.0);
        return r;
    }

private:
    template <std::size_t... I>
    SMIRK_LANE_INLINE void clear(std::index_sequence<I...>)
    {
        ((d[I] = T(0.0)), ...);
    }
};

/// The dual number with this value and the derivatives derivative(0), ..., derivative(N - 1). Written as a pack, so
/// that every optimisation level unrolls it.
template <std::size_t N, class T, class F>
SMIRK_LANE_INLINE dual<T, N> make_dual(const T& value, const F& derivative)
{
    return {value, derivative, std::make_index_sequence<N>{}};
}

template <class X>
inline constexpr bool is_dual = false;
template <class T, std::size_t N>
inline constexpr bool is_dual<dual<T, N>> = true;

/// What may stand beside a dual<T, N> as a constant.
template <class C, class T>
concept constant_beside = std::is_arithmetic_v<C> || std::is_same_v<C, T>;

#define SMIRK_DERIVATIVE(i) [&](std::size_t i) SMIRK_LANE_LAMBDA

// clang-format off
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> operator-(const dual<T, N>& a) { return make_dual<N>(T(-a.value), SMIRK_DERIVATIVE(i) { return T(-a.d[i]); }); }
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> operator+(const dual<T, N>& a, const dual<T, N>& b) { return make_dual<N>(T(a.value + b.value), SMIRK_DERIVATIVE(i) { return T(a.d[i] + b.d[i]); }); }
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> operator-(const dual<T, N>& a, const dual<T, N>& b) { return make_dual<N>(T(a.value - b.value), SMIRK_DERIVATIVE(i) { return T(a.d[i] - b.d[i]); }); }
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> operator*(const dual<T, N>& a, const dual<T, N>& b) { return make_dual<N>(T(a.value * b.value), SMIRK_DERIVATIVE(i) { return T(a.d[i] * b.value + a.value * b.d[i]); }); }
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> operator/(const dual<T, N>& a, const dual<T, N>& b)
{
    const T inverse = 1.0 / b.value, q = a.value * inverse;
    return make_dual<N>(q, SMIRK_DERIVATIVE(i) { return T((a.d[i] - q * b.d[i]) * inverse); });
}

template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator+(const dual<T, N>& a, const C& c) { return make_dual<N>(T(a.value + c), SMIRK_DERIVATIVE(i) { return a.d[i]; }); }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator+(const C& c, const dual<T, N>& a) { return a + c; }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator-(const dual<T, N>& a, const C& c) { return make_dual<N>(T(a.value - c), SMIRK_DERIVATIVE(i) { return a.d[i]; }); }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator-(const C& c, const dual<T, N>& a) { return make_dual<N>(T(c - a.value), SMIRK_DERIVATIVE(i) { return T(-a.d[i]); }); }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator*(const dual<T, N>& a, const C& c) { return make_dual<N>(T(a.value * c), SMIRK_DERIVATIVE(i) { return T(a.d[i] * c); }); }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator*(const C& c, const dual<T, N>& a) { return a * c; }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator/(const dual<T, N>& a, const C& c) { return a * T(1.0 / c); }
template <class T, std::size_t N, class C> requires constant_beside<C, T>
SMIRK_LANE_INLINE dual<T, N> operator/(const C& c, const dual<T, N>& a)
{
    const T inverse = 1.0 / a.value, q = c * inverse, slope = -q * inverse;
    return make_dual<N>(q, SMIRK_DERIVATIVE(i) { return T(slope * a.d[i]); });
}

// comparison looks at the value alone
template <class T, std::size_t N, class B>
SMIRK_LANE_INLINE auto operator<(const dual<T, N>& a, const B& b) { if constexpr (is_dual<B>) return a.value < b.value; else return a.value < b; }
template <class T, std::size_t N, class B>
SMIRK_LANE_INLINE auto operator>(const dual<T, N>& a, const B& b) { if constexpr (is_dual<B>) return a.value > b.value; else return a.value > b; }
// clang-format on

/// f(a) by its value and its slope f'(a).
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> chain(const dual<T, N>& a, const T& value, const T& slope)
{
    return make_dual<N>(
        value, SMIRK_DERIVATIVE(i) { return T(slope * a.d[i]); });
}

template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> sqrt(const dual<T, N>& a)
{
    T root;
    if constexpr (requires { T::width; })
        root = quick_sqrt(a.value);
    else
        root = sqrt(a.value);
    return chain(a, root, T(0.5 / root));
}
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> exp(const dual<T, N>& a)
{
    const T e = exp(a.value);
    return chain(a, e, e);
}
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> log(const dual<T, N>& a)
{
    return chain(a, T(log(a.value)), T(1.0 / a.value));
}
/// log a for positive normal a: see log_normal of lanes.
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> log_normal(const dual<T, N>& a)
{
    return chain(a, T(log_normal(a.value)), T(1.0 / a.value));
}
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> log1p(const dual<T, N>& a)
{
    return chain(a, T(log1p(a.value)), T(1.0 / (1.0 + a.value)));
}
/// Any other number type that brings functions of its own, such as one of 50 digits.
template <class R>
concept other_number = !std::is_arithmetic_v<R> && !is_dual<R> && !requires { R::width; };
template <other_number R>
R log_normal(const R& a)
{
    return log(a);
}
template <other_number R>
R sign_of(const R& a)
{
    return R(a < 0 ? -1 : 1);
}

/// 1 or -1, with the sign of a; 1 or -1 at 0 too.
template <int N>
SMIRK_LANE_INLINE lanes<N> sign_of(const lanes<N>& a)
{
    return lanes_of((bits_of(a) & std::numeric_limits<std::int64_t>::min()) + bits_of(lanes<N>(1.0)));
}
inline double sign_of(double a) { return std::copysign(1.0, a); }
template <class T, std::size_t N>
SMIRK_LANE_INLINE T sign_of(const dual<T, N>& a)
{
    return T(sign_of(a.value));
}
/// |a|, with slope 1 or -1 at 0.
template <class T, std::size_t N>
SMIRK_LANE_INLINE dual<T, N> abs(const dual<T, N>& a)
{
    return chain(a, T(abs(a.value)), T(sign_of(a.value)));
}
#undef SMIRK_DERIVATIVE

} // namespace smirk::inline SMIRK_ABI::detail
