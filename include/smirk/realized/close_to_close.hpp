// SPDX-License-Identifier: BSL-1.0
// The classical estimator, from closes alone.
#pragma once
#include <smirk/realized/estimator.hpp>
#include <smirk/realized/ln_ratio.hpp>

namespace smirk::inline SMIRK_ABI::realized {

enum class mean_return {
    sample, ///< the returns' own mean is taken off, divisor n - 1
    zero    ///< no mean is taken off, divisor n
};

/// periods_per_year  252 for trading days
/// mean              which mean the squares are taken about
/// small_sample      divide the volatility by c4, its expectation for normal returns in units of sigma; the variance
///                   is unbiased as it is
struct close_to_close_options {
    double periods_per_year = 252;
    mean_return mean = mean_return::sample;
    bool small_sample = false;
};

/// Expectation of the root of a variance with f degrees of freedom, in units of sigma, for normal returns.
///
///     c4 = sqrt(2 / f) Gamma((f + 1) / 2) / Gamma(f / 2)
///
/// returns  c4 within 4e-15, for any f > 0, whole or not; NaN otherwise
/// source   Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. 1994, chapter 13
[[nodiscard]] inline double c4(double f)
{
    if (!(f > 0)) return std::numeric_limits<double>::quiet_NaN();
    // Gamma((f+1)/2) / Gamma(f/2) at large x = f/2 by its series, brought there by Gamma(x+1) = x Gamma(x).
    double x = f / 2, lifted = 1;
    for (; x < 30; ++x) lifted *= x / (x + 0.5);
    const double y = 1 / x;
    const double ratio =
        std::sqrt(x) *
        (1 + y * (-1. / 8 +
                  y * (1. / 128 +
                       y * (5. / 1024 + y * (-21. / 32768 +
                                             y * (-399. / 262144 + y * (869. / 4194304 + y * (39325. / 33554432))))))));
    return std::sqrt(2 / f) * ratio * lifted;
}

struct close_to_close_definition {
    static constexpr char name[] = "close_to_close";
    static constexpr price_needs needs{.close = true, .previous_close = true};
    static constexpr std::size_t averaged = 1, centred = 1;
    using options = close_to_close_options;

    static std::size_t min_periods(const options& options) { return options.mean == mean_return::zero ? 1 : 2; }

    template <class Real>
    SMIRK_LANE_INLINE static period_terms<averaged, centred, Real> terms(const period<Real>& p)
    {
        const Real r = ln_ratio(p.close, p.previous_close);
        return {{r * r}, {r}};
    }

    template <class Real>
    SMIRK_LANE_INLINE static Real variance(const window_moments<averaged, centred, Real>& w, const options& options)
    {
        return options.mean == mean_return::zero ? w.mean(0) : w.variance(0);
    }

    static double volatility_factor(double n, const options& options)
    {
        return options.small_sample ? 1 / c4(options.mean == mean_return::zero ? n : n - 1) : 1;
    }
};

/// Close-to-close volatility.
///
///     r_i = ln(C_i / C_{i-1}),  v = 1/(n-1) sum (r_i - rbar)^2,  or  v = 1/n sum r_i^2 with options.mean zero
///
/// bars     one row a period; needs col::close, or a plain series of closes; n periods are n + 1 closes
/// returns  annualised volatility, .variance the variance per period; NaN if a close is not usable. Sees gaps; free of
///          drift with the sample mean, biased by mu^2 without
/// throws   std::invalid_argument if there are fewer than 2 periods (1 with the mean zero)
/// cost     one log a bar, no allocation
/// source   Hull, Options, Futures and Other Derivatives, 11th ed. 2021, section 15.4
inline constexpr estimator<close_to_close_definition> close_to_close;

} // namespace smirk::inline SMIRK_ABI::realized
