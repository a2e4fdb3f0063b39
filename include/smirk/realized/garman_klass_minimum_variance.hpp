// SPDX-License-Identifier: BSL-1.0
// Garman and Klass's estimator of least variance, from open, high, low and close.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/range_options.hpp>

namespace smirk::inline SMIRK_ABI::realized {

struct garman_klass_minimum_variance_definition {
    static constexpr char name[] = "garman_klass_minimum_variance";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = range_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real u = ln_ratio(p.high, p.open), d = ln_ratio(p.low, p.open), c = ln_ratio(p.close, p.open);
        return {
            {Real(0.511) * (u - d) * (u - d) - Real(0.019) * (c * (u + d) - Real(2.) * u * d) - Real(0.383) * c * c},
            {}};
    }

    /// E[v] where the extremes are each d short: 0.511 of R^2 loses 4 d (R - d), and 2 u d another d (R - d).
    static double left(double steps)
    {
        const double d = extreme_shortfall(steps);
        return 1 - (4 * 0.511 - 2 * 0.019) * d * (mean_range - d);
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return w.mean(0) * Real(1 / left(options.steps));
    }
};

/// Garman and Klass (1980), the estimator of least variance among the quadratic ones (their sigma_4).
///
///     v = 1/n sum [ 0.511 (u_i - d_i)^2 - 0.019 (c_i (u_i + d_i) - 2 u_i d_i) - 0.383 c_i^2 ],
///     u = ln(H/O), d = ln(L/O), c = ln(C/O)
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close, 0 < low <= open, close <= high
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. Within 0.1 % of
///          garman_klass in efficiency; blind to gaps, biased by a drift
/// throws   std::invalid_argument if bars is empty
/// cost     three logs a bar, no allocation
/// source   Garman, Klass, Journal of Business 53(1), 1980, 67-78
inline constexpr estimator<garman_klass_minimum_variance_definition> garman_klass_minimum_variance;

} // namespace smirk::inline SMIRK_ABI::realized
