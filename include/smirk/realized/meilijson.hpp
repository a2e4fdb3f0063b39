// SPDX-License-Identifier: BSL-1.0
// Meilijson's estimator: the best unbiased quadratic one from open, high, low and close of a driftless path.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/ln_ratio.hpp>

#include <numbers>

namespace smirk::inline SMIRK_ABI::realized {

/// periods_per_year  252 for trading days
struct meilijson_options {
    double periods_per_year = 252;
};

struct meilijson_definition {
    static constexpr char name[] = "meilijson";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = meilijson_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        using smirk::detail::select;
        const Real up = ln_ratio(p.high, p.open), down = ln_ratio(p.low, p.open), end = ln_ratio(p.close, p.open);
        const auto fell = end < Real(0.);
        const Real u = select(fell, -down, up), d = select(fell, -up, down), c = select(fell, -end, end);
        const Real v1 = Real(2.) * ((u - c) * (u - c) + d * d);
        const Real v2 = c * c;
        const Real v3 = Real(2.) * (u - c - d) * c;
        const Real v4 = -((u - c) * d) * Real(1 / (2 * std::numbers::ln2 - 1.25));
        return {{Real(0.273520) * v1 + Real(0.160358) * v2 + Real(0.365212) * v3 + Real(0.200910) * v4}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options&)
    {
        return w.mean(0);
    }
};

/// Meilijson (2011): the Garman-Klass idea with the sign of the day used as well.
///
///     v = 1/n sum [ 0.273520 v1 + 0.160358 v2 + 0.365212 v3 + 0.200910 v4 ]
///     v1 = 2 ((u - c)^2 + d^2),  v2 = c^2,  v3 = 2 (u - c - d) c,  v4 = -(u - c) d / (2 ln 2 - 5/4)
///
/// with u = ln(H/O), d = ln(L/O), c = ln(C/O), and -d, -u, -c in their place on a day that fell.
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close, 0 < low <= open, close <= high
/// returns  annualised volatility, .variance the variance per period, never negative; NaN if a price is not usable.
///          Blind to gaps, biased by a drift
/// throws   std::invalid_argument if bars is empty
/// cost     three logs a bar, no allocation
/// source   Meilijson, REVSTAT 9(3), 2011, 199-212
inline constexpr estimator<meilijson_definition> meilijson;

} // namespace smirk::inline SMIRK_ABI::realized
