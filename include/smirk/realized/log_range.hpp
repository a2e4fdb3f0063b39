// SPDX-License-Identifier: BSL-1.0
// Volatility from the mean of the log range, which is nearly normal.
#pragma once
#include <smirk/detail/lane_math.hpp>
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/range_options.hpp>

namespace smirk::inline SMIRK_ABI::realized {

struct log_range_definition {
    static constexpr char name[] = "log_range";
    static constexpr price_needs needs{.high = true, .low = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = range_options;

    /// E[ln R] and E[1 / R] of the range R of a Brownian motion over a unit of time (Feller, Annals of Mathematical
    /// Statistics 22(3), 1951, 427-432): -euler/2 - 11/6 ln 2 - 12 zeta'(-1) and -28 sqrt(2/pi) zeta'(-2).
    static constexpr double mean_log = 0.42567606092807832, mean_inverse = 0.68024190604050857;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        return {{smirk::detail::log(ln_ratio(p.high, p.low))}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        const double unseen = 2 * extreme_shortfall(options.steps) * mean_inverse;
        return smirk::detail::exp(Real(2.) * (w.mean(0) - Real(mean_log - unseen)));
    }
};

/// Log-range estimator.
///
///     v = exp(2 (1/n sum ln ln(H_i / L_i) - E[ln R])),   E[ln R] = 0.4257
///
/// bars     one row a period; needs col::high, col::low, 0 < low <= high
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable, 0 while a bar of
///          one price is in the window (a geometric mean). Blind to gaps; biased by drift, and high by 1 / (6 n) of the
///          variance. Variance 6.1 times smaller than that of close-to-close: one far bar weighs less than with
///          Parkinson's mean of squares
/// throws   std::invalid_argument if there is no bar
/// cost     two logs a bar, no allocation
/// source   Alizadeh, Brandt, Diebold, Journal of Finance 57(3), 2002, 1047-1091
inline constexpr estimator<log_range_definition> log_range;

} // namespace smirk::inline SMIRK_ABI::realized
