// SPDX-License-Identifier: BSL-1.0
// What a smile does when the underlying moves: sticky strike, sticky moneyness, and what lies between and beyond.
#pragma once
#include <smirk/config.hpp>
#include <smirk/option_type.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/delta_quotes.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// The smile after a move x = ln(S'/S), in its new log-moneyness k = ln(K/F'):
///
///     w'(k) = w(k + R x),   R = (d sigma_ATM / d ln S) / (d sigma / dk),  the skew stickiness ratio
///
/// R = 1 is sticky strike: the vol of a strike stays. R = 0 is sticky moneyness (and sticky delta): the vol of a
/// moneyness stays. Near the money a fixed strike has d sigma_K / d ln S = (R - 1) skew. Local vol has R near 2 for
/// short expiries with a bounded skew and more where the skew explodes; index options are measured between 1 and 2.
///
/// source  Bergomi, Stochastic Volatility Modeling, 2016, chapter 9
template <smile S>
struct moved_smile {
    S before;
    double log_move, stickiness;

    [[nodiscard]] double total_variance(double k) const { return before.total_variance(k + stickiness * log_move); }
    [[nodiscard]] smile_derivatives derivatives(double k) const
        requires smooth_smile<S>
    {
        return before.derivatives(k + stickiness * log_move);
    }
};

/// log_move    ln(S'/S)
/// stickiness  R: 1 sticky strike, 0 sticky moneyness
template <smile S>
[[nodiscard]] moved_smile<S> after_move(const S& smile, double log_move, double stickiness)
{
    return {smile, log_move, stickiness};
}

/// Delta in the forward, undiscounted, of an option whose vol moves with the smile:
///
///     Delta = theta N(theta d1) + (R - 1) n(d1) w'(k) / (2 sqrt(w))
///
/// the Black delta plus vega times d sigma_K / dF.
///
/// k           log-moneyness of the strike
/// stickiness  R: 1 gives Black's delta, 0 that of sticky moneyness
/// returns     signed, negative for a put as a rule; NaN where w is not positive
/// source      Derman, Regimes of volatility, Risk 12(4), 1999; Bergomi 2016
template <smooth_smile S>
[[nodiscard]] double smile_delta(const S& smile, option_type type, double k, double stickiness)
{
    const smile_derivatives at = smile.derivatives(k);
    const double theta = sign(type), s = std::sqrt(at.w), d1 = -k / s + 0.5 * s;
    const double n = std::exp(-0.5 * d1 * d1) / std::sqrt(2 * std::numbers::pi);
    return theta * 0.5 * std::erfc(-theta * d1 / std::numbers::sqrt2) + (stickiness - 1) * n * at.dw / (2 * s);
}

/// How the vol of the put less that of the call, both at `delta`, changes with ln S. Both strikes are solved again on
/// the moved smile, so sticky moneyness gives 0.
///
/// returns  change of vol per unit of ln S, by a central difference over a move of 2 h; NaN where a strike is not found
/// throws   std::invalid_argument as at_delta(), or unless h > 0
template <smile S>
[[nodiscard]] double risk_reversal_slope(const S& smile, double delta, double years, double stickiness,
                                         const delta_options& options = {}, double h = 1e-3)
{
    if (!(h > 0))
        throw std::invalid_argument("smirk::surface::risk_reversal_slope: expected h > 0, got " + std::to_string(h));
    const auto risk_reversal = [&](double x) {
        const auto moved = after_move(smile, x, stickiness);
        return at_delta(moved, option_type::put, delta, years, options).vol -
               at_delta(moved, option_type::call, delta, years, options).vol;
    };
    return (risk_reversal(h) - risk_reversal(-h)) / (2 * h);
}

} // namespace smirk::inline SMIRK_ABI::surface
