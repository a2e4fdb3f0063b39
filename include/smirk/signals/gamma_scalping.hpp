// SPDX-License-Identifier: BSL-1.0
// Profit of a delta-hedged option: what realized variance earns and implied variance costs.
#pragma once
#include <smirk/black/greeks.hpp>
#include <smirk/black/price.hpp>
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::signals {

/// Profit of gamma from one move between two hedges: Gamma dS^2 / 2.
[[nodiscard]] inline double gamma_profit(double gamma, double move) { return gamma * move * move / 2; }

/// Profit of a hedged long option over one interval, gamma less theta.
///
///     P&L = 1/2 Gamma S^2 ((dS / S)^2 - IV^2 dt)
///
/// gamma, spot, move  d2P/dS2, S, dS
/// iv, dt             implied vol and length of the interval in years
[[nodiscard]] inline double hedged_profit(double gamma, double spot, double move, double iv, double dt)
{
    const double r = move / spot;
    return gamma * spot * spot * (r * r - iv * iv * dt) / 2;
}

/// Rate of that profit, a year: 1/2 Gamma S^2 (RV^2 - IV^2).
[[nodiscard]] inline double scalping_rate(double gamma, double spot, double rv, double iv)
{
    return gamma * spot * spot * (rv * rv - iv * iv) / 2;
}

/// Move at which gamma just pays for theta: S IV sqrt(dt).
[[nodiscard]] inline double break_even_move(double spot, double iv, double dt) { return spot * iv * std::sqrt(dt); }

/// Expected profit at expiry of an option bought at one vol and hedged at that vol, if another is realized and the
/// asset drifts at the riskless rate.
///
///     E[P&L_T] = e^{rT} (C(sigma_realized) - C(sigma_implied))
///
/// type, spot, strike, years  no yield; forward S e^{rT}
/// realized, implied          vols
/// rate                       continuously compounded
[[nodiscard]] inline double expected_scalping_profit(option_type type, double spot, double strike, double years,
                                                     double realized, double implied, double rate)
{
    const double forward = spot * std::exp(rate * years);
    return black::price(type, forward, strike, years, realized) - black::price(type, forward, strike, years, implied);
}

/// What became of a long option that was hedged along a path.
struct scalping_result {
    double profit;       ///< at expiry, cash carried at the rate
    double gamma_theta;  ///< sum of hedged_profit() with the gamma and vol of each hedge, carried likewise
    double realized_vol; ///< of the path, mean zero
    double premium;      ///< paid at the outset
};

/// Buys an option at `implied`, hedges it on every row at that vol, and settles it at the last.
///
///     P&L_T = payoff - premium e^{rT} - sum_j c_j e^{r (T - t_j)},   c_j the cash of the hedge at t_j
///
/// path     spots at equal intervals over `years`; the first is today, the last is expiry
/// strike, years, implied, rate   as expected_scalping_profit
/// returns  NaN where a spot is not positive
/// throws   std::invalid_argument if the path has fewer than two rows or years is not positive
/// cost     one set of greeks a row
[[nodiscard]] inline scalping_result scalp(option_type type, strided<double> path, double strike, double years,
                                           double implied, double rate = 0)
{
    if (path.size() < 2 || !(years > 0))
        throw std::invalid_argument("smirk::signals::scalp: expected a path of two rows or more over a positive time, "
                                    "got " +
                                    std::to_string(path.size()) + " and " + std::to_string(years));
    const std::size_t steps = path.size() - 1;
    const double dt = years / static_cast<double>(steps), growth = std::exp(rate * dt);
    scalping_result r{0, 0, 0, 0};
    double cash = 0, hedge = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        const double left = years - static_cast<double>(i) * dt, carry = std::exp(rate * left);
        const auto g = black::greeks(type, path[i] * carry, strike, left, implied, 1 / carry);
        if (i == 0) {
            r.premium = g.price;
            cash = -g.price;
        }
        cash += (g.spot_delta - hedge) * path[i]; // sells delta of the asset short
        hedge = g.spot_delta;
        cash *= growth;
        const double x = std::log(path[i + 1] / path[i]);
        r.realized_vol += x * x / years;
        const double spot_gamma = g.gamma * carry * carry;
        r.gamma_theta += hedged_profit(spot_gamma, path[i], path[i + 1] - path[i], implied, dt) * (carry / growth);
    }
    r.realized_vol = std::sqrt(r.realized_vol);
    const double end = path.back(), payoff = std::fmax(sign(type) * (end - strike), 0.0);
    r.profit = payoff + cash - hedge * end;
    if (!(end > 0)) r.profit = std::numeric_limits<double>::quiet_NaN();
    return r;
}

} // namespace smirk::inline SMIRK_ABI::signals
