// SPDX-License-Identifier: BSL-1.0
// Variance and volatility swaps: notionals, values on the way, and the fair strike of a volatility swap.
#pragma once
#include <smirk/replication/smile_integral.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// A variance swap: at expiry it pays notional * (realised variance - strike^2).
///
/// strike         volatility, decimal
/// vega_notional  money for one point of volatility (0.01) near the strike
struct variance_swap {
    double strike;
    double vega_notional;
};

/// Money for one unit of annualised variance (1 = 100 %^2).
///
///     N_var = N_vega / (2 K) * 100
[[nodiscard]] inline double variance_notional(const variance_swap& swap) noexcept
{
    return swap.vega_notional * 100 / (2 * swap.strike);
}

/// Value of a variance swap during its life.
///
///     V = D N_var [ (t/T) realised + (1 - t/T) fair - K^2 ]
///
/// swap               strike and notional
/// elapsed            t/T, the share of the observations that are done, 0 to 1
/// realised_variance  annualised, over the part that is done; any value where elapsed is 0
/// fair_variance      annualised, over the part to come; any value where elapsed is 1
/// discount           to the payment date
/// returns  money, for the side that receives the realised variance
/// throws   std::invalid_argument if elapsed is not in [0, 1]
/// source   Demeterfi, Derman, Kamal and Zou, Goldman Sachs 1999
[[nodiscard]] inline double variance_swap_value(const variance_swap& swap, double elapsed, double realised_variance,
                                                double fair_variance, double discount = 1)
{
    if (!(elapsed >= 0 && elapsed <= 1))
        throw std::invalid_argument("smirk::replication::variance_swap_value: elapsed must be in [0, 1], got " +
                                    std::to_string(elapsed));
    const double expected =
        (elapsed > 0 ? elapsed * realised_variance : 0) + (elapsed < 1 ? (1 - elapsed) * fair_variance : 0);
    return discount * variance_notional(swap) * (expected - swap.strike * swap.strike);
}

/// Fair strike of a volatility swap from the law of realised variance: Jensen's inequality to second order.
///
///     K_vol = sqrt(v) (1 - u^2 / 8),   u = deviation / v
///
/// fair_variance  v, annualised
/// deviation      standard deviation of realised variance over the life of the swap, in the unit of v
/// returns  volatility; NaN where v is not positive
/// source   Brockhaus and Long, Risk 13(1), 2000, 92-95
[[nodiscard]] inline double convexity_adjusted_volatility(double fair_variance, double deviation)
{
    if (!(fair_variance > 0)) return std::numeric_limits<double>::quiet_NaN();
    const double u = deviation / fair_variance;
    return std::sqrt(fair_variance) * (1 - u * u / 8);
}

/// A point of a smile.
struct smile_point {
    double log_moneyness = std::numeric_limits<double>::quiet_NaN();
    double vol = std::numeric_limits<double>::quiet_NaN();
};

/// Fair strike of a volatility swap read off a smile, whatever the correlation of price and vol (to first order): the
/// implied vol at the strike where an option has no vanna.
///
///     d2(k) = 0,   that is k = -w(k) / 2;   K_vol = sqrt(w(k) / T)
///
/// curve    total variance at k
/// years    T
/// returns  the strike and its vol; NaN where w(0) is not positive, or there is no such point within |k| = 20
/// throws   std::invalid_argument if years is not positive
/// cost     some tens of evaluations of the curve
/// source   Rolloos and Arslan, Taylor-made volatility swaps, Wilmott 2017(87), 56-61
template <variance_curve S>
[[nodiscard]] smile_point zero_vanna_volatility(const S& curve, double years)
{
    if (!(years > 0))
        throw std::invalid_argument("smirk::replication::zero_vanna_volatility: expected years > 0, got " +
                                    std::to_string(years));
    const auto excess = [&](double k) { return k + total_variance_at(curve, k) / 2; }; // at k = 0 it is w/2 >= 0
    double above = 0, below = -total_variance_at(curve, 0);
    if (!(below < 0)) return {};
    while (!(excess(below) <= 0)) {
        if (!(below > -20) || std::isnan(excess(below))) return {};
        above = below;
        below *= 2;
    }
    for (int i = 0; i < 200 && above - below > 1e-15 * -below; ++i) {
        const double middle = (above + below) / 2;
        (excess(middle) > 0 ? above : below) = middle;
    }
    const double k = (above + below) / 2;
    return {k, std::sqrt(total_variance_at(curve, k) / years)};
}

} // namespace smirk::inline SMIRK_ABI::replication
