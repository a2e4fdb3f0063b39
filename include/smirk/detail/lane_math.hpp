// SPDX-License-Identifier: BSL-1.0
// exp, expm1, log and log1p in lanes, each within 1.5 units in the last place, measured against 50 digits.
#pragma once
#include <smirk/detail/elementary_table.hpp>
#include <smirk/detail/lanes.hpp>

#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

inline constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33; // the high part has 32 bits
inline constexpr double integer_shift = 0x1.8p52; // x + this holds the nearest integer of x in its low bits
inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// x = n ln 2 + r, |r| <= ln(2) / 2: returns e^r - 1, and n.
template <int N>
SMIRK_LANE_INLINE lanes<N> expm1_reduced(const lanes<N>& x, lane_bits<N>& n)
{
    const lanes<N> shifted = muladd(x, 1.4426950408889634, integer_shift);
    n = bits_of(shifted) - bits_of(lanes<N>(integer_shift));
    const lanes<N> k = shifted - integer_shift;
    const lanes<N> r = muladd(k, -ln2_low, muladd(k, -ln2_high, x));
    return muladd(even_odd(exp_table, r), r * r, r);
}

/// e^x: 0 from -746 down, infinity from 709.8 up, subnormal results rounded once.
template <int N>
SMIRK_LANE_INLINE lanes<N> exp(const lanes<N>& x)
{
    lane_bits<N> n;
    const lanes<N> q = expm1_reduced(max(min(x, 1000.), -1000.), n);
    const lane_bits<N> half = ((n + UINT64_C(2048)) >> 1) - UINT64_C(1024); // 2^n as the product of two normal numbers
    const lanes<N> first = power_of_two(half), second = power_of_two(n - half);
    return select(x == x, muladd(q, first, first) * second, x);
}
inline double exp(double x) { return std::exp(x); }

/// e^x - 1 on 0 <= x <= 700.
template <int N>
SMIRK_LANE_INLINE lanes<N> expm1_positive(const lanes<N>& x)
{
    lane_bits<N> n;
    const lanes<N> q = expm1_reduced(x, n), scale = power_of_two(n);
    return muladd(q, scale, scale - 1.);
}
inline double expm1_positive(double x) { return std::expm1(x); }

/// k ln 2 + log(1 + f), f on [sqrt(1/2) - 1, sqrt(2) - 1]: with s = f / (2 + f), z = s^2,
/// log(1 + f) = 2 s + s z L(z) = f - (f^2/2 - s (f^2/2 + z L(z))).
template <int N>
SMIRK_LANE_INLINE lanes<N> log_assembled(const lanes<N>& k, const lanes<N>& f)
{
    const lanes<N> s = f / (f + 2.), z = s * s, half_square = f * (f * 0.5);
    const lanes<N> tail = muladd(s, muladd(z, horner(log_table, z), half_square), k * ln2_low);
    return muladd(k, ln2_high, f - (half_square - tail));
}

/// x = 2^k (1 + f): the integer k as bits, for positive normal x.
template <int N>
SMIRK_LANE_INLINE lane_bits<N> binary_exponent(const lanes<N>& x)
{
    constexpr std::uint64_t root_half = UINT64_C(0x3fe6a09e667f3bcd), one = UINT64_C(0x3ff0000000000000);
    return ((bits_of(x) + (2 * one - root_half)) >> 52) - UINT64_C(2046);
}

/// log x for positive normal x; anything else gives no useful number.
template <int N>
SMIRK_LANE_INLINE lanes<N> log_normal(const lanes<N>& x)
{
    const lane_bits<N> k = binary_exponent(x);
    return log_assembled(to_double(k), lanes_of(bits_of(x) - (k << 52)) - 1.);
}
inline double log_normal(double x) { return std::log(x); }

/// log x: -infinity of 0, NaN below, subnormals included.
template <int N>
SMIRK_LANE_INLINE lanes<N> log(const lanes<N>& x)
{
    const auto small = x < std::numeric_limits<double>::min();
    const lanes<N> y = select(small, x * 0x1p54, x);
    const lane_bits<N> k = binary_exponent(y);
    const lanes<N> r =
        log_assembled(to_double(k) - select(small, lanes<N>(54.), 0.), lanes_of(bits_of(y) - (k << 52)) - 1.);
    return select(x > 0., select(x < infinity, r, x), select(x == 0., lanes<N>(-infinity), not_a_number));
}
inline double log(double x) { return std::log(x); }

/// log(1 + x): -infinity of -1, NaN below.
template <int N>
SMIRK_LANE_INLINE lanes<N> log1p(const lanes<N>& x)
{
    const lanes<N> u = x + 1.;
    const lane_bits<N> k = binary_exponent(u);
    const lanes<N> shrink = power_of_two(-k); // 1 + f = (1 + x) 2^-k
    const lanes<N> f = select(u < 0x1p60, muladd(x, shrink, shrink - 1.), lanes_of(bits_of(u) - (k << 52)) - 1.);
    const lanes<N> r = log_assembled(to_double(k), f);
    const lanes<N> above = select(x < infinity, r, x);
    return select(x > -1., above, select(x == -1., lanes<N>(-infinity), not_a_number));
}
inline double log1p(double x) { return std::log1p(x); }

/// log(1 + p / q) for p >= 0, q > 0 and p + q finite, without rounding the quotient first: one division.
template <int N>
SMIRK_LANE_INLINE lanes<N> log1p_ratio(const lanes<N>& p, const lanes<N>& q)
{
    // The difference of the bits, rounded at sqrt(2) - 1, brings 1 + f = (1 + p/q) 2^-k between 0.707 and 1.586.
    const lane_bits<N> k = (bits_of(p + q) - bits_of(q) + UINT64_C(0x0006a09e667f3bcd)) >> 52;
    const lanes<N> shrink = power_of_two(-k);
    const lanes<N> n = muladd(p, shrink, (shrink - 1.) * q);
    const lanes<N> s = n / muladd(q, 2., n), z = s * s, kd = to_double(k); // s = f / (2 + f)
    const lanes<N> tail = muladd(s * z, horner(log_ratio_table, z), kd * ln2_low);
    return muladd(kd, ln2_high, muladd(s, 2., tail));
}
inline double log1p_ratio(double p, double q) { return std::log1p(p / q); }

} // namespace smirk::inline SMIRK_ABI::detail
