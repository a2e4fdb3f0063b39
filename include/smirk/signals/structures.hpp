// SPDX-License-Identifier: BSL-1.0
// Option structures at expiry: payoff, profit, break-evens, and the greeks of the whole before it.
#pragma once
#include <smirk/black/greeks.hpp>
#include <smirk/option_type.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// One option of a structure.
struct leg {
    option_type type;
    double strike;
    double quantity; ///< negative: sold
    double premium;  ///< price of one, when traded
};

/// Legs of one expiry and a holding of the underlying.
struct structure {
    std::vector<leg> legs;
    double units = 0;      ///< of the underlying
    double unit_price = 0; ///< paid for each
};

[[nodiscard]] inline structure straddle(double strike, double call, double put, double quantity)
{
    return {{{option_type::call, strike, quantity, call}, {option_type::put, strike, quantity, put}}};
}
[[nodiscard]] inline structure strangle(double put_strike, double put, double call_strike, double call, double quantity)
{
    return {{{option_type::put, put_strike, quantity, put}, {option_type::call, call_strike, quantity, call}}};
}
/// The underlying with a call sold against it.
[[nodiscard]] inline structure covered_call(double spot, double strike, double call)
{
    return {{{option_type::call, strike, -1, call}}, 1, spot};
}

/// Profit at expiry.
///
///     P&L(S) = sum q ((theta (S - K))^+ - premium) + units (S - unit_price)
///
/// no interest on premiums
[[nodiscard]] inline double profit_at_expiry(const structure& s, double spot)
{
    double profit = s.units * (spot - s.unit_price);
    for (const leg& l : s.legs) profit += l.quantity * (std::fmax(sign(l.type) * (spot - l.strike), 0.0) - l.premium);
    return profit;
}

/// Range of the profit over all spots from 0 on.
struct profit_range {
    double worst, best;              ///< -inf or +inf where there is no bound
    std::vector<double> break_evens; ///< spots at which the profit changes sign, ascending
};

/// Break-evens and extremes: the profit is linear between strikes, so they follow exactly.
[[nodiscard]] inline profit_range range_at_expiry(const structure& s)
{
    std::vector<double> knots{0};
    double slope = s.units; // beyond the last strike
    for (const leg& l : s.legs) {
        knots.push_back(l.strike);
        slope += l.type == option_type::call ? l.quantity : 0;
    }
    std::sort(knots.begin(), knots.end());
    profit_range r{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), {}};
    for (std::size_t i = 0; i < knots.size(); ++i) {
        const double here = profit_at_expiry(s, knots[i]);
        r.worst = std::fmin(r.worst, here);
        r.best = std::fmax(r.best, here);
        if (i + 1 < knots.size()) {
            const double next = profit_at_expiry(s, knots[i + 1]);
            if ((here < 0 && next >= 0) || (here > 0 && next <= 0))
                r.break_evens.push_back(knots[i] + (knots[i + 1] - knots[i]) * here / (here - next));
        } else if (here * slope < 0) {
            r.break_evens.push_back(knots[i] - here / slope);
        }
    }
    if (slope > 0) r.best = std::numeric_limits<double>::infinity();
    if (slope < 0) r.worst = -std::numeric_limits<double>::infinity();
    return r;
}

/// An option of a book over several expiries, on one forward.
struct dated_leg {
    option_type type;
    double strike, years, vol;
    double quantity;
};

/// Sums of greeks of a book.
struct book_greeks {
    double price, delta, gamma, vega, theta;
};

/// Greeks of a calendar spread or any other book: sums of black::greeks, theta per year.
///
/// Long short-dated against short long-dated options is long gamma, short vega and, at the money, negative in theta
/// (theta goes with 1 / sqrt(T)): it bleeds in a calm market and gains from jumps by its short-dated leg.
[[nodiscard]] inline book_greeks greeks_of_book(const std::vector<dated_leg>& legs, double forward)
{
    book_greeks sum{0, 0, 0, 0, 0};
    for (const dated_leg& l : legs) {
        const auto g = black::greeks(l.type, forward, l.strike, l.years, l.vol);
        sum.price += l.quantity * g.price;
        sum.delta += l.quantity * g.delta;
        sum.gamma += l.quantity * g.gamma;
        sum.vega += l.quantity * g.vega;
        sum.theta += l.quantity * g.theta;
    }
    return sum;
}

/// Vega of one at-the-money option in units of another's, equal forwards.
///
///     Vega(T1) / Vega(T2) = sqrt(T1 / T2) e^{r (T2 - T1)}
///
/// A discount factor alone, e^{-r (T2 - T1)}, leaves out the square root of time and has the sign of the rate wrong.
[[nodiscard]] inline double vega_ratio(double years1, double years2, double rate)
{
    return std::sqrt(years1 / years2) * std::exp(rate * (years2 - years1));
}

} // namespace smirk::inline SMIRK_ABI::signals
