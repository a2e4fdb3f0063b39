// SPDX-License-Identifier: BSL-1.0
// Spline smiles on intervals of strikes, so that proofs for all strikes hold for them and what is made of them.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/surface/smile_enclosure.hpp>
#include <smirk/surface/spline_smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

namespace detail {

/// A cubic c_0 + c_1 y + c_2 y^2 + c_3 y^3 for y from y_1 to y_2: w'' is linear; where w'' has one sign w' lies between
/// its ends, else no further from the left one than w'' allows; so does w by w'.
[[nodiscard]] inline smirk::detail::taylor enclose_cubic(const std::array<double, 4>& c, double y_1, double y_2)
{
    using smirk::detail::interval, smirk::detail::outward;
    constexpr double rounding = 8 * std::numeric_limits<double>::epsilon();
    const interval y1 = outward(y_1, y_1), y2 = outward(y_2, y_2), width = outward(0, y_2 - y_1, 4);
    const auto near = [](double value, double size) {
        return interval(value - rounding * size, value + rounding * size);
    };
    const auto w = [&](double y) {
        return near(c[0] + y * (c[1] + y * (c[2] + y * c[3])),
                    std::fabs(c[0]) +
                        std::fabs(y) * (std::fabs(c[1]) + std::fabs(y) * (std::fabs(c[2]) + std::fabs(y * c[3]))));
    };
    const auto dw = [&](double y) {
        return near(c[1] + y * (2 * c[2] + 3 * y * c[3]),
                    std::fabs(c[1]) + std::fabs(y) * (2 * std::fabs(c[2]) + 3 * std::fabs(y * c[3])));
    };
    const interval c3 = c[3], half_d2w = hull(c[2] + 3 * c3 * y1, c[2] + 3 * c3 * y2);
    const auto between = [&](interval left, interval right, interval slope) {
        return slope.low >= 0 || slope.high <= 0 ? hull(left, right) : hull(right, left + width * slope);
    };
    const interval slope = between(dw(y_1), dw(y_2), 2 * half_d2w);
    return {{between(w(y_1), w(y_2), slope), slope, half_d2w, c3}};
}

} // namespace detail

[[nodiscard]] inline smirk::detail::taylor enclose(const spline_smile& smile, smirk::detail::interval k)
{
    const auto& knot = smile.knots();
    auto i = static_cast<std::size_t>(std::upper_bound(knot.begin(), knot.end(), k.low) - knot.begin());
    const auto on_piece = [&](double low, double high) {
        const double from = knot[i ? i - 1 : 0];
        return detail::enclose_cubic(smile.piece(i), low - from, high - from);
    };
    auto all = on_piece(k.low, i < knot.size() ? std::min(k.high, knot[i]) : k.high);
    while (i < knot.size() && knot[i] < k.high) {
        const double low = knot[i++];
        const auto next = on_piece(low, i < knot.size() ? std::min(k.high, knot[i]) : k.high);
        for (std::size_t j = 0; j < 4; ++j) all.c[j] = hull(all.c[j], next.c[j]);
    }
    return all;
}

/// A straight line from the last knot on; nothing is said of a wing that begins before it.
[[nodiscard]] inline wing_enclosure enclose_wing(const spline_smile& smile, int side, double K)
{
    using smirk::detail::interval;
    const double end = side > 0 ? smile.knots().back() : -smile.knots().front();
    if (K < end) return wing_not_enclosed();
    const interval slope = side > 0 ? smile.right_slope() : smile.left_slope();
    const interval at_zero = interval(smile.piece(side > 0 ? smile.knots().size() : 0)[0]) - slope * end;
    return {slope + hull(0, at_zero / K), slope, 0};
}

[[nodiscard]] inline std::vector<double> landmarks(const spline_smile& smile) { return smile.knots(); }

} // namespace smirk::inline SMIRK_ABI::surface
