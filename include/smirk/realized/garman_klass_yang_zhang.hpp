// SPDX-License-Identifier: BSL-1.0
// Garman and Klass's practical estimator with the gap from the close before.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/garman_klass.hpp>

namespace smirk::inline SMIRK_ABI::realized {

struct garman_klass_yang_zhang_definition {
    static constexpr char name[] = "garman_klass_yang_zhang";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true, .previous_close = true};
    static constexpr std::size_t averaged = 2, centred = 0;
    using options = range_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real o = ln_ratio(p.open, p.previous_close);
        return {{o * o, garman_klass_definition::terms(p).averaged[0]}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return w.mean(0) + w.mean(1) * Real(1 / open_range_left(options.steps));
    }
};

/// Garman-Klass with overnight gaps, the extension printed in Yang and Zhang (2000).
///
///     v = 1/n sum [ ln(O_i / C_{i-1})^2 + 1/2 ln(H_i / L_i)^2 - (2 ln 2 - 1) ln(C_i / O_i)^2 ]
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close; n periods are n + 1 bars
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. Sees gaps, biased
///          by a drift
/// throws   std::invalid_argument if there are fewer than 2 bars
/// cost     three logs a bar, no allocation
/// source   Yang, Zhang, Journal of Business 73(3), 2000, 477-491
inline constexpr estimator<garman_klass_yang_zhang_definition> garman_klass_yang_zhang;

} // namespace smirk::inline SMIRK_ABI::realized
