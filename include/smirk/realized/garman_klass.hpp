// SPDX-License-Identifier: BSL-1.0
// Garman and Klass's practical estimator, from open, high, low and close.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/range_options.hpp>

namespace smirk::inline SMIRK_ABI::realized {

struct garman_klass_definition {
    static constexpr char name[] = "garman_klass";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = range_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real range = ln_ratio(p.high, p.low), c = ln_ratio(p.close, p.open);
        return {{Real(0.5) * range * range - Real(2 * std::numbers::ln2 - 1) * c * c}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return w.mean(0) * Real(1 / open_range_left(options.steps));
    }
};

/// Garman and Klass (1980), the practical estimator (their sigma_5).
///
///     v = 1/n sum [ 1/2 ln(H_i / L_i)^2 - (2 ln 2 - 1) ln(C_i / O_i)^2 ]
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close, 0 < low <= open, close <= high
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. Blind to gaps,
///          biased by a drift. The variance of a few bars that close near their extremes can be negative, and the
///          volatility is then NaN
/// throws   std::invalid_argument if bars is empty
/// cost     two logs a bar, no allocation
/// source   Garman, Klass, Journal of Business 53(1), 1980, 67-78
inline constexpr estimator<garman_klass_definition> garman_klass;

} // namespace smirk::inline SMIRK_ABI::realized
