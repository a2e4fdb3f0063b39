// SPDX-License-Identifier: BSL-1.0
// Yang and Zhang's estimator: free of drift, and it sees gaps.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/rogers_satchell.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// periods_per_year  252 for trading days
/// alpha             E[(u(u-c) + d(d-c))^2] / sigma^4 of a period, 1.33 with no drift and at most 1.5; the authors
///                   take 1.34
/// steps             as in range_options
struct yang_zhang_options {
    double periods_per_year = 252;
    double alpha = 1.34;
    double steps = std::numeric_limits<double>::infinity();
};

/// The weight of the open-to-close variance that makes the variance of the whole smallest.
///
///     k = (alpha - 1) / (alpha + (n + 1) / (n - 1))
///
/// n        periods, 2 or more
/// returns  k: 0.0783 at n = 2, 0.1390 at n = 20, towards (alpha - 1) / (alpha + 1)
/// source   Yang, Zhang, Journal of Business 73(3), 2000, 477-491, equation 11
[[nodiscard]] constexpr double yang_zhang_weight(double n, double alpha = 1.34)
{
    return (alpha - 1) / (alpha + (n + 1) / (n - 1));
}

struct yang_zhang_definition {
    static constexpr char name[] = "yang_zhang";
    static constexpr price_needs needs{.open = true, .high = true, .low = true, .close = true, .previous_close = true};
    static constexpr std::size_t averaged = 1, centred = 2;
    using options = yang_zhang_options;

    static std::size_t min_periods(const options&) { return 2; }
    static const char* wants(const options& options)
    {
        return options.alpha > 1 && options.alpha <= 2 ? nullptr : "alpha above 1 and up to 2";
    }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real o = ln_ratio(p.open, p.previous_close);
        const Real u = ln_ratio(p.high, p.open), d = ln_ratio(p.low, p.open), c = ln_ratio(p.close, p.open);
        return {{rogers_satchell_term(u, d, c)}, {o, c}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        const double k = yang_zhang_weight(w.n, options.alpha);
        const double left = open_range_left(options.steps);
        return w.variance(0) + Real(k) * w.variance(1) + Real((1 - k) / left) * w.mean(0);
    }
};

/// Yang and Zhang (2000): the best of those that use daily bars where there are gaps and a drift.
///
///     v = s_o^2 + k s_c^2 + (1 - k) v_rs,  k = (alpha - 1) / (alpha + (n + 1) / (n - 1))
///
/// with s_o^2 and s_c^2 the sample variances (divisor n - 1) of o = ln(O_i / C_{i-1}) and c = ln(C_i / O_i), and v_rs
/// the Rogers-Satchell mean of u (u - c) + d (d - c).
///
/// bars     one row a period; needs col::open, col::high, col::low, col::close; n periods are n + 1 bars
/// returns  annualised volatility, .variance the variance per period; NaN if a price is not usable
/// throws   std::invalid_argument if there are fewer than 2 periods, that is 3 bars
/// cost     four logs a bar, no allocation
/// source   Yang, Zhang, Journal of Business 73(3), 2000, 477-491
inline constexpr estimator<yang_zhang_definition> yang_zhang;

} // namespace smirk::inline SMIRK_ABI::realized
