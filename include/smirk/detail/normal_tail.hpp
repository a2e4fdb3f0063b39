// SPDX-License-Identifier: BSL-1.0
// The scaled tail of the normal law, Q(z) = e^(z^2/2) N(-z), and the differences of it that make a Black price without
// cancellation. One text for lanes, double, and any other real type.
#pragma once
#include <smirk/detail/lane_math.hpp>
#include <smirk/detail/normal_table.hpp>
#include <smirk/detail/real.hpp>

#include <limits>
#include <type_traits>

namespace smirk::inline SMIRK_ABI::detail {

/// Types that have the tables: double and lanes of it. Others take erfc and series to their own precision.
template <class V>
inline constexpr bool has_table = false;
template <>
inline constexpr bool has_table<double> = true;
template <int N>
inline constexpr bool has_table<lanes<N>> = true;

/// Q(z) = e^(z^2/2) N(-z), z >= 0. Without a table: erfc, and from z = 8 the continued fraction
/// n(0) / (z + 1 / (z + 2 / (z + 3 / ...))).
template <class V>
SMIRK_LANE_INLINE V scaled_tail(const V& z)
{
    if constexpr (has_table<V>) {
        const V y = min(z, V(1e100)), r = 1. / (y + 5.), w = (y - 5.) * r, bend = 20. * y * r * r; // bend = 1 - w^2
        return muladd(bend, even_odd(tail_table, w), muladd(w, tail_tilt, tail_centre)) / (y + 1.);
    } else {
        using std::erfc;
        using std::exp;
        using std::sqrt;
        if (z < 8) return exp(z * z / 2) * erfc(z / sqrt(V(2))) / 2;
        V f = 0;
        for (int k = 20 + std::numeric_limits<V>::digits * std::numeric_limits<V>::digits / 256; k > 0; --k)
            f = k / (z + f);
        return 1 / (sqrt(2 * pi<V>()) * (z + f));
    }
}

/// -Q'(z) = n(0) - z Q(z), z >= 0.
template <class V>
SMIRK_LANE_INLINE V scaled_tail_slope(const V& z)
{
    if constexpr (has_table<V>) {
        const V y = min(z, V(1e100)), r = 1. / (y + 5.), w = (y - 5.) * r, bend = 20. * y * r * r;
        return muladd(bend, even_odd(tail_slope_table, w), normal_n0) / muladd(y, y + 2., 1.);
    } else {
        using std::sqrt;
        return 1 / sqrt(2 * pi<V>()) - z * scaled_tail(z);
    }
}

/// Where Q(d - t) - Q(d + t) is taken from its Taylor series.
template <class V>
SMIRK_LANE_INLINE auto near_the_money(const V& d, const V& t)
{
    return max(V(t - 0.7), V(d * t - 1.25)) < V(0);
}

/// Q(d - t) - Q(d + t) by its Taylor series about d, where near_the_money(d, t):
///
///     2 t (y_1 + y_3 t^2 / 3! + y_5 t^4 / 5! + ...),   y_n = -Q^(n)(d),
///     y_3 = (d^2 + 3) y_1 - n(0),   y_{n+2} = (d^2 + 2n + 1) y_n - n (n - 1) y_{n-2}
template <class V>
SMIRK_LANE_INLINE V scaled_tail_difference(const V& d, const V& t)
{
    const V dd = d * d, tt = t * t, y1 = scaled_tail_slope(d);
    V before = y1, power = tt * V(1. / 6), rest = V(0); // y_{n-2} and t^(n-1) / n!, n = 3
    if constexpr (has_table<V>) {
        V now = muladd(dd + 3., y1, -normal_n0);
        const auto add = [&](auto order) __attribute__((always_inline))
        {
            constexpr double n = decltype(order)::value;
            rest = muladd(now, power, rest);
            const V next = muladd(dd + (2 * n + 1), now, before * -(n * (n - 1)));
            before = now;
            now = next;
            power = power * (tt * (1 / ((n + 1) * (n + 2))));
        };
        [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline))
        {
            (add(std::integral_constant<int, 2 * I + 3>{}), ...);
        }
        (std::make_integer_sequence<int, 11>{});
    } else {
        using std::sqrt;
        V now = (dd + 3) * y1 - 1 / sqrt(2 * pi<V>());
        power = tt / 6;
        for (int n = 3; n < 400; n += 2) {
            const V term = now * power;
            rest += term;
            if (term < y1 * std::numeric_limits<V>::epsilon() / 8) break;
            const V next = (dd + (2 * n + 1)) * now - n * (n - 1) * before;
            before = now;
            now = next;
            power *= tt / ((n + 1) * (n + 2));
        }
    }
    return 2 * t * (y1 + rest);
}

} // namespace smirk::inline SMIRK_ABI::detail
