// SPDX-License-Identifier: BSL-1.0
// The root of a function between two points where its signs differ.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

/// Root of f in [lower, upper], Chandrupatla's method: inverse quadratic steps where they are safe, bisection
/// elsewhere.
///
/// f        a function of a double, of opposite signs (or zero) at the two ends
/// returns  the end of the last bracket where |f| is least; the bracket is as wide as rounding, or `tolerance`
/// cost     about ten calls of f for a smooth function; never more than `max_calls`
/// source   Chandrupatla, Advances in Engineering Software 28(3), 1997, 145-149
template <class F>
[[nodiscard]] double bracketed_root(const F& f, double lower, double upper, double tolerance = 0, int max_calls = 200)
{
    constexpr double eps = std::numeric_limits<double>::epsilon();
    double x1 = upper, x2 = lower, f1 = f(x1), f2 = f(x2);
    if (f1 == 0) return x1;
    if (f2 == 0) return x2;
    double t = 0.5;
    for (int calls = 2; calls < max_calls; ++calls) {
        const double x = x1 + t * (x2 - x1), fx = f(x);
        double x3 = x1, f3 = f1;
        if ((fx > 0) != (f1 > 0)) {
            x3 = x2, f3 = f2;
            x2 = x1, f2 = f1;
        }
        x1 = x, f1 = fx;
        const double best = std::fabs(f1) < std::fabs(f2) ? x1 : x2;
        const double limit = (2 * eps * std::fabs(best) + 0.5 * tolerance) / std::fabs(x2 - x1);
        if (!(limit <= 0.5) || f1 == 0) return best;
        const double xi = (x1 - x2) / (x3 - x2), phi = (f1 - f2) / (f3 - f2);
        if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
            t = f1 / (f2 - f1) * (f3 / (f2 - f3)) + (x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2));
        else
            t = 0.5;
        t = std::fmin(1 - limit, std::fmax(limit, t));
    }
    return std::fabs(f1) < std::fabs(f2) ? x1 : x2;
}

} // namespace smirk::inline SMIRK_ABI::detail
