// SPDX-License-Identifier: BSL-1.0
// Mean reversion of a volatility index: half-life, and how often it came back from an extreme in time.
#pragma once
#include <smirk/statistics/least_squares.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Result of fit_mean_reversion().
struct [[nodiscard]] reversion_fit {
    double mean;      ///< long-run level, a / (1 - b)
    double speed;     ///< kappa = -ln b, per row
    double half_life; ///< ln 2 / kappa, rows
    double stdev;     ///< stationary, s / sqrt(1 - b^2)
    double b, b_error;
    statistics::regression_status status;

    /// Whether the fit reverts at all: 0 < b < 1. Where 1 - b is within two errors of zero, half-life is hardly known.
    explicit operator bool() const noexcept { return status == statistics::regression_status::ok && b > 0 && b < 1; }
};

/// Ornstein-Uhlenbeck process sampled once a row, by least squares.
///
///     x_{t+1} = a + b x_t + e,   mean = a / (1 - b),   kappa = -ln b,   half-life = ln 2 / kappa
///
/// x        level, or its log, one a row; a row beside a NaN is left out
/// returns  NaN mean and half-life unless 0 < b < 1. In short samples b is biased down by about (1 + 3 b) / n
/// source   the exact discretisation of dx = kappa (mean - x) dt + sigma dW
inline reversion_fit fit_mean_reversion(strided<double> x)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (x.size() < 4) return {none, none, none, none, none, none, statistics::regression_status::too_few_rows};
    const auto fit = statistics::least_squares(x.slice(1, x.size() - 1), {x.slice(0, x.size() - 1)});
    reversion_fit r{none, none, none, none, fit.coefficient[1], fit.standard_error[1], fit.status};
    if (!r) return r;
    r.mean = fit.coefficient[0] / (1 - r.b);
    r.speed = -std::log(r.b);
    r.half_life = std::numbers::ln2 / r.speed;
    r.stdev = std::sqrt(fit.residual_variance / (1 - r.b * r.b));
    return r;
}

/// Events in which a level was crossed, and how many were followed by another level in time.
struct reversion_count {
    std::size_t events;   ///< whose time was over before the series ended
    std::size_t reverted; ///< of these
    std::size_t open;     ///< the others, returned or not: to count only those that did would flatter the frequency
    double frequency;     ///< reverted / events, NaN without events
};

/// How often a series came back within a number of rows.
///
/// x        one value a row; a NaN is neither a crossing nor a return
/// from     an event begins when x crosses this level, away from `to`: rises to >= from where from > to, falls to
///          <= from where from < to. Until x has been back on the other side of `from` there is no new event
/// to       and is followed by x <= to (>= to) ...
/// within   ... at most so many rows later
/// throws   std::invalid_argument if from == to or within is 0
/// note     "above 30, back below 20 within six months": from = 30, to = 20, within = 126; "a rise from 12": from = 12,
///          to = 15
[[nodiscard]] inline reversion_count count_reversions(strided<double> x, double from, double to, std::size_t within)
{
    if (!(from < to || from > to) || within == 0)
        throw std::invalid_argument("smirk::signals::count_reversions: expected two levels that differ and a time of 1 "
                                    "or more, got " +
                                    std::to_string(from) + ", " + std::to_string(to) + " and " +
                                    std::to_string(within));
    const double side = from > to ? 1 : -1;
    reversion_count r{0, 0, 0, 0};
    bool beyond = true; // what begins beyond the level has not crossed it
    for (std::size_t t = 0; t < x.size(); ++t) {
        if (std::isnan(x[t])) continue;
        const bool now = side * x[t] >= side * from;
        if (now && !beyond) {
            if (within >= x.size() - t) {
                ++r.open;
            } else {
                bool back = false;
                for (std::size_t s = t + 1; s <= t + within && !back; ++s) back = side * x[s] <= side * to;
                ++r.events;
                r.reverted += back;
            }
        }
        beyond = now;
    }
    r.frequency = r.events > 0 ? static_cast<double>(r.reverted) / static_cast<double>(r.events)
                               : std::numeric_limits<double>::quiet_NaN();
    return r;
}

} // namespace smirk::inline SMIRK_ABI::signals
