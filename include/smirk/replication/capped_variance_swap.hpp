// SPDX-License-Identifier: BSL-1.0
// Variance swaps whose payoff is capped, as most single-stock swaps are.
#pragma once
#include <smirk/detail/black_core.hpp>
#include <smirk/replication/variance_swap.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// The cap of the market's standard terms: realised vol counts up to two and a half times the strike.
inline constexpr double standard_variance_cap = 2.5;

/// What a capped variance swap pays at expiry.
///
///     N_var [ min(realised, (cap K)^2) - K^2 ]
///
/// realised_variance  annualised
/// cap                multiple of the strike, in vol; infinity for a swap without a cap
/// returns  money, for the side that receives the realised variance
/// throws   std::invalid_argument if cap is not positive
[[nodiscard]] inline double capped_payoff(const variance_swap& swap, double realised_variance,
                                          double cap = standard_variance_cap)
{
    if (!(cap > 0))
        throw std::invalid_argument("smirk::replication::capped_payoff: expected cap > 0, got " + std::to_string(cap));
    const double most = cap * swap.strike * cap * swap.strike;
    const double counted = realised_variance > most ? most : realised_variance; // keeps a NaN
    return variance_notional(swap) * (counted - swap.strike * swap.strike);
}

/// Value of a capped variance swap, and of its cap.
struct capped_swap_value {
    double value = std::numeric_limits<double>::quiet_NaN(); ///< what is left of the swap
    double cap = std::numeric_limits<double>::quiet_NaN();   ///< what the cap takes off
};

/// Value of a capped variance swap during its life where the variance to come is lognormal.
///
///     V = V_swap - D N_var E[((1 - t/T) X - L)^+],   L = (cap K)^2 - (t/T) realised
///
/// X is the annualised variance of the part to come, with mean fair_variance and standard deviation `deviation`: the
/// expectation is Black's formula with total variance ln(1 + (deviation / fair_variance)^2). Where L <= 0 the swap pays
/// the cap for certain.
///
/// swap, elapsed, realised_variance, fair_variance, discount  as for variance_swap_value
/// deviation  standard deviation of X, in the unit of variance
/// cap        multiple of the strike, in vol
/// returns    capped_swap_value, in money
/// throws     std::invalid_argument if elapsed is not in [0, 1], cap is not positive, or deviation is negative
/// source     Black, Journal of Financial Economics 3, 1976, 167-179, for a call on the variance to come
[[nodiscard]] inline capped_swap_value capped_variance_swap_value(const variance_swap& swap, double elapsed,
                                                                  double realised_variance, double fair_variance,
                                                                  double deviation, double discount = 1,
                                                                  double cap = standard_variance_cap)
{
    if (!(cap > 0) || !(deviation >= 0))
        throw std::invalid_argument(
            "smirk::replication::capped_variance_swap_value: expected cap > 0 and deviation >= 0, got " +
            std::to_string(cap) + " and " + std::to_string(deviation));
    const double plain = variance_swap_value(swap, elapsed, realised_variance, fair_variance, discount);
    const double done = elapsed > 0 ? elapsed * realised_variance : 0;
    const double to_come = elapsed < 1 ? (1 - elapsed) * fair_variance : 0;
    const double room = cap * swap.strike * cap * swap.strike - done; // L
    double excess = room < to_come ? to_come - room : 0;
    if (room > 0 && to_come > 0 && std::isfinite(room)) {
        const double h = std::fabs(std::log(to_come / room)), u = deviation / fair_variance;
        excess += std::min(to_come, room) * smirk::detail::out_of_the_money(h, std::sqrt(std::log1p(u * u)));
    }
    const double taken = discount * variance_notional(swap) * excess;
    return {plain - taken, taken};
}

} // namespace smirk::inline SMIRK_ABI::replication
