// SPDX-License-Identifier: BSL-1.0
// Rogers and Satchell's estimator, free of drift, from open, high, low and close.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/range_options.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// u (u - c) + d (d - c) with u = ln(H/O), d = ln(L/O), c = ln(C/O): what a period adds, never negative.
template <class Real>
[[nodiscard]] SMIRK_LANE_INLINE Real rogers_satchell_term(const Real& u, const Real& d, const Real& c)
{
    return u * (u - c) + d * (d - c);
}

struct rogers_satchell_definition {
    static constexpr char name[] = "rogers_satchell";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true};
    static constexpr std::size_t averaged = 1, centred = 0;
    using options = range_options;

    static std::size_t min_periods(const options&) { return 1; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real u = ln_ratio(p.high, p.open), d = ln_ratio(p.low, p.open), c = ln_ratio(p.close, p.open);
        return {{rogers_satchell_term(u, d, c)}, {}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return w.mean(0) * Real(1 / open_range_left(options.steps));
    }
};

/// Rogers and Satchell (1991): unbiased whatever the drift.
///
///     v = 1/n sum [ u_i (u_i - c_i) + d_i (d_i - c_i) ],  u = ln(H/O), d = ln(L/O), c = ln(C/O)
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close, 0 < low <= open, close <= high
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable. Blind to gaps;
///          0 for a bar that opens at one extreme and closes at the other
/// throws   std::invalid_argument if bars is empty
/// cost     three logs a bar, no allocation
/// source   Rogers, Satchell, Annals of Applied Probability 1(4), 1991, 504-512
inline constexpr estimator<rogers_satchell_definition> rogers_satchell;

} // namespace smirk::inline SMIRK_ABI::realized
