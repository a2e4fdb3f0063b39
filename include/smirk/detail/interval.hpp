// SPDX-License-Identifier: BSL-1.0
// Interval arithmetic that encloses rounding, and functions known on an interval by their derivatives: what a proof for
// all arguments is made of.
#pragma once
#include <smirk/config.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// All numbers from low to high. Results of arithmetic contain the exact result of any numbers in the operands: after
/// rounding to nearest both ends are moved outward by more than half a unit. Ends stay finite in what it is used for.
struct interval {
    double low = 0, high = 0;

    constexpr interval() = default;
    constexpr interval(double at) : low(at), high(at) {}
    constexpr interval(double from, double to) : low(from), high(to) {}

    [[nodiscard]] constexpr double middle() const { return 0.5 * (low + high); }
};

/// Both ends moved outward by `ulps` units of rounding.
[[nodiscard]] constexpr interval outward(double low, double high, double ulps = 1)
{
    const double part = ulps * std::numeric_limits<double>::epsilon();
    constexpr double tiny = std::numeric_limits<double>::min();
    return {low - part * (low < 0 ? -low : low) - tiny, high + part * (high < 0 ? -high : high) + tiny};
}

[[nodiscard]] constexpr interval operator-(interval a) { return {-a.high, -a.low}; }
[[nodiscard]] constexpr interval operator+(interval a, interval b) { return outward(a.low + b.low, a.high + b.high); }
[[nodiscard]] constexpr interval operator-(interval a, interval b) { return outward(a.low - b.high, a.high - b.low); }
[[nodiscard]] constexpr interval operator*(interval a, interval b)
{
    if (a.low >= 0 && b.low >= 0) return outward(a.low * b.low, a.high * b.high);
    const double p = a.low * b.low, q = a.low * b.high, r = a.high * b.low, s = a.high * b.high;
    return outward(std::min(std::min(p, q), std::min(r, s)), std::max(std::max(p, q), std::max(r, s)));
}
/// b must not contain 0.
[[nodiscard]] constexpr interval operator/(interval a, interval b) { return a * outward(1 / b.high, 1 / b.low); }
[[nodiscard]] constexpr interval square(interval a)
{
    const double p = a.low * a.low, q = a.high * a.high;
    if (a.low < 0 && a.high > 0) return outward(0, std::max(p, q));
    return outward(std::min(p, q), std::max(p, q));
}
/// a must not be negative.
[[nodiscard]] inline interval sqrt(interval a) { return outward(std::sqrt(std::max(a.low, 0.0)), std::sqrt(a.high)); }
[[nodiscard]] inline interval tanh(interval a)
{
    constexpr double of_the_library = 4; // units that the function itself may be off
    return outward(std::tanh(a.low), std::tanh(a.high), of_the_library);
}
/// The largest magnitude, and the largest distance from a number inside.
[[nodiscard]] constexpr double magnitude(interval a) { return std::max(-a.low, a.high); }
[[nodiscard]] constexpr double distance(interval a, double from) { return std::max(from - a.low, a.high - from); }
/// The numbers in both, which must have some in common.
[[nodiscard]] constexpr interval common(interval a, interval b)
{
    return {std::max(a.low, b.low), std::min(a.high, b.high)};
}
[[nodiscard]] constexpr interval hull(interval a, interval b)
{
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// A function on an interval: enclosures of f, f', f''/2 and f'''/6 at all its arguments.
struct taylor {
    std::array<interval, 4> c;

    [[nodiscard]] constexpr interval f() const { return c[0]; }
    [[nodiscard]] constexpr interval df() const { return c[1]; }
    [[nodiscard]] constexpr interval d2f() const { return 2 * c[2]; }
    [[nodiscard]] constexpr interval d3f() const { return 6 * c[3]; }
};

[[nodiscard]] constexpr taylor operator+(const taylor& a, const taylor& b)
{
    return {{a.c[0] + b.c[0], a.c[1] + b.c[1], a.c[2] + b.c[2], a.c[3] + b.c[3]}};
}
[[nodiscard]] constexpr taylor operator*(interval by, const taylor& a)
{
    return {{by * a.c[0], by * a.c[1], by * a.c[2], by * a.c[3]}};
}
[[nodiscard]] constexpr taylor operator*(const taylor& a, const taylor& b)
{
    return {{a.c[0] * b.c[0], a.c[0] * b.c[1] + a.c[1] * b.c[0], a.c[0] * b.c[2] + a.c[1] * b.c[1] + a.c[2] * b.c[0],
             a.c[0] * b.c[3] + a.c[1] * b.c[2] + a.c[2] * b.c[1] + a.c[3] * b.c[0]}};
}
/// a must be positive.
[[nodiscard]] inline taylor sqrt(const taylor& a)
{
    const interval s = sqrt(a.c[0]), half = interval(0.5) / s, s1 = half * a.c[1], s2 = half * (a.c[2] - square(s1));
    return {{s, s1, s2, half * (a.c[3] - 2 * s1 * s2)}};
}
/// tanh(k scale) for k in an interval.
[[nodiscard]] inline taylor tanh_of(interval k, interval scale)
{
    const interval t = tanh(k * scale), e = common((1 - t) * (1 + t), interval(0, 1)), s2 = square(scale);
    // t' = s e,  t'' = -2 s^2 t e,  t''' = -2 s^3 e (1 - 3 t^2)
    return {{t, scale * e, -(s2 * t * e), -(s2 * scale * e * (1 - 3 * square(t)) * (interval(1) / 3))}};
}

/// A function on an interval of arguments: its value at the middle and how far off that it can be, the same of its
/// derivative, and the size of the numbers that went into it, for the rounding. Bounds are as good as the second order
/// in the width of the interval, and cost a few operations without a branch.
struct bounded {
    double at, off;
    double slope, slope_off;
    double size;

    /// What the function is not below, no further than `reach` from the middle.
    [[nodiscard]] constexpr double least(double reach) const
    {
        constexpr double operations = 100; // more than go into any one number
        const double steep = (slope < 0 ? -slope : slope) + slope_off;
        return at - std::min(off, reach * steep) -
               operations * std::numeric_limits<double>::epsilon() * (size + reach * steep);
    }
};

[[nodiscard, gnu::always_inline]] constexpr bounded operator+(const bounded& a, const bounded& b)
{
    return {a.at + b.at, a.off + b.off, a.slope + b.slope, a.slope_off + b.slope_off, a.size + b.size};
}
[[nodiscard, gnu::always_inline]] constexpr bounded operator*(double by, const bounded& a)
{
    const double part = by < 0 ? -by : by;
    return {by * a.at, part * a.off, by * a.slope, part * a.slope_off, part * a.size};
}
[[nodiscard, gnu::always_inline]] constexpr bounded operator*(const bounded& a, const bounded& b)
{
    const auto abs = [](double x) { return x < 0 ? -x : x; };
    const double p = abs(a.at), q = abs(b.at);
    return {a.at * b.at, p * b.off + a.off * (q + b.off), a.slope * b.at + a.at * b.slope,
            abs(a.slope) * b.off + a.slope_off * (q + b.off) + a.off * abs(b.slope) + (p + a.off) * b.slope_off,
            a.size * b.size};
}

} // namespace smirk::inline SMIRK_ABI::detail
