// SPDX-License-Identifier: BSL-1.0
// The out-of-the-money Black price in its own units: h = ln(max(F, K) / min(F, K)), s = sigma sqrt(T),
// c = undiscounted price / min(F, K). One text for lanes, double, and any other real type.
#pragma once
#include <smirk/detail/normal_tail.hpp>

#include <algorithm>
#include <cmath>

namespace smirk::inline SMIRK_ABI::detail {

/// h = ln(max / min), from the distance of the two so that no digit is lost near the money.
template <class Real>
[[nodiscard]] Real log_moneyness(const Real& forward, const Real& strike)
{
    using std::log;
    using std::log1p;
    const Real ratio = forward < strike ? Real((strike - forward) / forward) : Real((forward - strike) / strike);
    if (finite(ratio)) return log1p(ratio);
    return forward < strike ? log(strike) - log(forward) : log(forward) - log(strike);
}

/// exp(-(d - t)^2 / 2), the factor that every branch of the price shares.
template <class V>
SMIRK_LANE_INLINE V gaussian(const V& d, const V& t)
{
    using std::exp;
    const V z = d - t;
    return exp(z * (z * V(-0.5)));
}

/// c(h, s), with d = h / s, t = s / 2 and Q(z) = e^(z^2/2) N(-z):
///
///     c = N(t - d) - e^h N(-t - d) = e^(-(d - t)^2 / 2) (Q(d - t) - Q(d + t)),
///     1 - c                        = e^(-(d - t)^2 / 2) (Q(t - d) + Q(d + t))
///
/// Small t takes the difference from its Taylor series; elsewhere nothing cancels beyond the price's own condition.
template <class Real>
[[nodiscard]] Real out_of_the_money(const Real& h, const Real& s)
{
    if (!(s > 0)) return s == 0 ? Real(0) : s + std::numeric_limits<Real>::quiet_NaN();
    const Real d = h / s, t = s / 2, g = gaussian(d, t);
    if (g == 0) return d > t ? 0 : 1;
    if (near_the_money(d, t)) return g * scaled_tail_difference(d, t);
    if (d > t) return g * (scaled_tail(Real(d - t)) - scaled_tail(Real(d + t)));
    return 1 - g * (scaled_tail(Real(t - d)) + scaled_tail(Real(d + t)));
}

} // namespace smirk::inline SMIRK_ABI::detail
