// SPDX-License-Identifier: BSL-1.0
// Garman and Klass's composite of the overnight gap and the day.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>

#include <limits>

namespace smirk::inline SMIRK_ABI::realized {

/// periods_per_year  252 for trading days
/// closed_share      f, the share of a period's variance that falls while the market is closed, between 0 and 1; there
///                   is no default
/// gap_weight        a, the weight of the gap: the optimum is 0.12 whatever f
/// steps             as in range_options
struct garman_klass_composite_options {
    double periods_per_year = 252;
    double closed_share = std::numeric_limits<double>::quiet_NaN();
    double gap_weight = 0.12;
    double steps = std::numeric_limits<double>::infinity();
};

struct garman_klass_composite_definition {
    static constexpr char name[] = "garman_klass_composite";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true, .previous_close = true};
    static constexpr std::size_t averaged = 2, centred = 0;
    using options = garman_klass_composite_options;

    static std::size_t min_periods(const options&) { return 1; }
    static const char* wants(const options& options)
    {
        if (!(options.closed_share > 0 && options.closed_share < 1)) return "closed_share between 0 and 1";
        if (!(options.gap_weight >= 0 && options.gap_weight <= 1)) return "gap_weight from 0 to 1";
        return nullptr;
    }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real o = ln_ratio(p.open, p.previous_close);
        return {{o * o, garman_klass_minimum_variance_definition::terms(p).averaged[0]}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        const double f = options.closed_share, a = options.gap_weight;
        const double left = garman_klass_minimum_variance_definition::left(options.steps);
        return Real(a / f) * w.mean(0) + Real((1 - a) / ((1 - f) * left)) * w.mean(1);
    }
};

/// Garman and Klass (1980), the composite of gap and day (their sigma_6).
///
///     v = a / f * mean o_i^2 + (1 - a) / (1 - f) * v_4,  o_i = ln(O_i / C_{i-1})
///
/// with v_4 the estimate of garman_klass_minimum_variance, f = options.closed_share, a = options.gap_weight.
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close; n periods are n + 1 bars
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. The most efficient
///          of those that use daily bars, 8.4, if f is right: both terms are scaled up by it, so a wrong f is a bias
/// throws   std::invalid_argument if there are fewer than 2 bars, or closed_share is not between 0 and 1
/// cost     four logs a bar, no allocation
/// source   Garman, Klass, Journal of Business 53(1), 1980, 67-78
inline constexpr estimator<garman_klass_composite_definition> garman_klass_composite;

} // namespace smirk::inline SMIRK_ABI::realized
