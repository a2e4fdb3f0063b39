// SPDX-License-Identifier: BSL-1.0
// What total variance and its derivatives can be on an interval of strikes, wings to infinity included: the ground of
// proofs for all strikes.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/surface/svi.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Enclosures at all strikes beyond side * k >= K > 0, in x = side * k:
///
///     w_by_x  w / x,   slope  dw/dx,   bend  d^2w/dx^2
///
/// so that all three have limits where w is straight in the end.
struct wing_enclosure {
    smirk::detail::interval w_by_x, slope, bend;
};

/// What is said where nothing is known.
[[nodiscard]] inline smirk::detail::taylor not_enclosed()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    const smirk::detail::interval any(-inf, inf);
    return {{any, any, any, any}};
}
[[nodiscard]] inline wing_enclosure wing_not_enclosed()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    const smirk::detail::interval any(-inf, inf);
    return {any, any, any};
}

/// A smile that knows what it can be on an interval of strikes. Overload both functions for a smile of your own, and
/// its certificates follow.
///
///     enclose(smile, {k_1, k_2})            w, w', w''/2, w'''/6 for all k in between
///     enclose_wing(smile, side, K)          beyond K; side is -1 or 1
///     landmarks(smile)                      strikes, ascending, between which w is smooth, scale and place of it told
template <class S>
concept enclosed_smile = requires(const S& smile, smirk::detail::interval k) {
    {
        enclose(smile, k)
    } -> std::same_as<smirk::detail::taylor>;
    {
        enclose_wing(smile, 1, 1.0)
    } -> std::same_as<wing_enclosure>;
    {
        landmarks(smile)
    } -> std::same_as<std::vector<double>>;
};

/// SVI, from the shapes of its parts: with x = k - m and R = sqrt(x^2 + sigma^2), w is convex, c = x / R rises, and
/// sigma^2 / R^3 has its one maximum at x = 0.
[[nodiscard]] inline smirk::detail::taylor enclose(const svi& p, smirk::detail::interval k)
{
    using smirk::detail::interval, smirk::detail::outward;
    constexpr double rounding = 8 * std::numeric_limits<double>::epsilon(); // of the few operations below
    struct point {
        double x, R, c, w, dw, d2w, error;
    };
    const auto at = [&](double end) {
        const double x = end - p.m, R = std::sqrt(x * x + p.sigma * p.sigma), c = x / R, s = p.sigma / R;
        const double size = std::fabs(p.a) + p.b * (std::fabs(x) + R);
        return point{x, R, c, p.a + p.b * (p.rho * x + R), p.b * (p.rho + c), p.b * s * s / R, rounding * size};
    };
    const point left = at(k.low);
    const double slope_error = 2 * rounding * p.b;
    if (k.low == k.high) {
        const double d3w = -0.5 * left.d2w * left.c / left.R;
        return {{interval(left.w - left.error, left.w + left.error),
                 interval(left.dw - slope_error, left.dw + slope_error), outward(0.5 * left.d2w, 0.5 * left.d2w, 8),
                 outward(d3w, d3w, 16)}};
    }
    const point right = at(k.high);
    const bool vertex = left.x < 0 && right.x > 0;
    const double error = std::max(left.error, right.error), width = right.x - left.x;
    const interval dw(left.dw - slope_error, right.dw + slope_error);
    // not above the larger end, not below a tangent
    double least = std::min(left.w, right.w);
    if (dw.low < 0 && dw.high > 0)
        least = std::min(least, std::max(left.w + width * dw.low, right.w - width * dw.high) - rounding * width * p.b);
    const double nearest = vertex ? p.sigma : std::min(left.R, right.R), farthest = std::max(left.R, right.R);
    const interval half_d2w =
        outward(0.5 * std::min(left.d2w, right.d2w), 0.5 * (vertex ? p.b / p.sigma : std::max(left.d2w, right.d2w)), 8);
    const interval c_by_R =
        outward(left.c / (left.c < 0 ? nearest : farthest), right.c / (right.c > 0 ? nearest : farthest), 8);
    return {{interval(least - error, std::max(left.w, right.w) + error), dw, half_d2w, -(half_d2w * c_by_R)}};
}

/// w lies between its asymptote and the line of the same slope through its value at K.
[[nodiscard]] inline wing_enclosure enclose_wing(const svi& p, int side, double K)
{
    using smirk::detail::interval;
    const interval rho = side * p.rho, m = side * p.m, b = p.b, slope = b * (1 + rho), y = interval(K) - m;
    const interval s2 = square(interval(p.sigma)), R = sqrt(square(y) + s2);
    const interval asymptote = interval(p.a) - slope * m, at_K = interval(p.a) + b * (rho * y + R) - slope * K;
    const interval by_K = interval(1) / K, first = b * (rho + y / R);
    const interval beyond(0, by_K.high);
    return {slope + hull(asymptote, at_K) * beyond, hull(first, slope),
            y.low > 0 ? hull(0, b * s2 / (R * square(R))) : hull(0, b / interval(p.sigma))};
}

[[nodiscard]] inline std::vector<double> landmarks(const svi& p) { return {p.m - p.sigma, p.m, p.m + p.sigma}; }

} // namespace smirk::inline SMIRK_ABI::surface
