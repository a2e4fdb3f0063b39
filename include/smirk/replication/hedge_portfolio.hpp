// SPDX-License-Identifier: BSL-1.0
// The options to hold: a payoff drawn with straight lines between listed strikes.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>
#include <smirk/replication/payoffs.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

struct hedge_position {
    option_type type;
    double strike;
    double quantity;
};

/// A static hedge of f(S/F) for one unit of payoff: cash at expiry, forward contracts struck at F, and options.
struct hedge_portfolio {
    double cash = 0;
    double forwards = 0;
    std::vector<hedge_position> options{}; ///< puts with falling strikes, then calls with rising ones

    /// What the portfolio pays at expiry.
    [[nodiscard]] double payoff(double spot, double forward) const
    {
        double total = cash + forwards * (spot - forward);
        for (const auto& o : options) total += o.quantity * std::max(sign(o.type) * (spot - o.strike), 0.0);
        return total;
    }
};

/// Portfolio that equals a payoff at the strikes and runs straight between them: above a convex payoff in between, and
/// below it beyond the ends.
///
///     m_i = (f(K_{i+1}) - f(K_i)) / (K_{i+1} - K_i),   quantity(K_i) = m_i - m_{i-1}
///
/// with m_{-1} = f'(K0) for the calls, and the mirror image for the puts. The first and the last strike only end a line
/// and carry no option.
///
/// f          payoff of x = S/F
/// forward    F
/// strikes    ascending
/// reference  place of K0 in strikes: puts below, calls above, one of each there
/// returns    hedge_portfolio; its value is cash + sum quantity * forward price
/// throws     std::invalid_argument if strikes do not ascend, or there is none on a side of K0
/// source     Demeterfi, Derman, Kamal and Zou, Goldman Sachs 1999, appendix A
[[nodiscard]] hedge_portfolio hedge(const payoff auto& f, double forward, strided<double> strikes,
                                    std::size_t reference)
{
    for (std::size_t i = 0; i < strikes.size(); ++i)
        if (!(strikes[i] > (i ? strikes[i - 1] : 0.0)))
            throw std::invalid_argument("smirk::replication::hedge: strikes must be positive and ascend, strike[" +
                                        std::to_string(i) + "] = " + std::to_string(strikes[i]));
    if (reference == 0 || reference + 1 >= strikes.size() || !(forward > 0))
        throw std::invalid_argument("smirk::replication::hedge: expected a strike on either side of strike[" +
                                    std::to_string(reference) + "] of " + std::to_string(strikes.size()) +
                                    " and forward > 0, got " + std::to_string(forward));
    const auto value = [&](std::size_t i) { return f.value(strikes[i] / forward); };
    const auto line = [&](std::size_t i) { return (value(i + 1) - value(i)) / (strikes[i + 1] - strikes[i]); };
    hedge_portfolio result;
    const double slope = f.slope(strikes[reference] / forward) / forward;
    result.forwards = slope;
    result.cash = value(reference) - slope * (strikes[reference] - forward);
    double last = slope;
    for (std::size_t i = reference; i >= 1; --i) {
        result.options.push_back({option_type::put, strikes[i], last - line(i - 1)});
        last = line(i - 1);
    }
    last = slope;
    for (std::size_t i = reference; i + 1 < strikes.size(); ++i) {
        result.options.push_back({option_type::call, strikes[i], line(i) - last});
        last = line(i);
    }
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
