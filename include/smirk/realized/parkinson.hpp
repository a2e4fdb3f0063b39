// SPDX-License-Identifier: BSL-1.0
// Parkinson's estimator, from the high and the low.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/range_options.hpp>

namespace smirk::inline SMIRK_ABI::realized {

struct parkinson_definition {
    static constexpr char name[] = "parkinson";
    static constexpr price_needs needs{.high = true, .low = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = range_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real range = ln_ratio(p.high, p.low);
        return {{range * range * Real(1 / (4 * std::numbers::ln2))}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return w.mean(0) * Real(1 / squared_range_left(options.steps));
    }
};

/// Parkinson (1980) high-low estimator.
///
///     v = 1 / (4 n ln 2) * sum ln(H_i / L_i)^2
///
/// bars     one row a period; needs col::high, col::low, 0 < low <= high
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. Blind to gaps
///          between periods, biased upwards by a drift and downwards by discrete observation (options.steps corrects)
/// throws   std::invalid_argument if bars is empty
/// cost     one log a bar, no allocation
/// source   Parkinson, Journal of Business 53(1), 1980, 61-65
inline constexpr estimator<parkinson_definition> parkinson;

} // namespace smirk::inline SMIRK_ABI::realized
