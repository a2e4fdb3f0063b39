// SPDX-License-Identifier: BSL-1.0
// Backtest of a signal: outcomes on the days it was on against those on which it was off, without looking ahead and
// with errors that know that outcomes overlap.
#pragma once
#include <smirk/signals/rules.hpp>
#include <smirk/statistics/least_squares.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Outcomes of one side of a split.
struct outcome_summary {
    std::size_t n;
    double mean, stdev;
    double win_rate; ///< share of outcomes > 0
    double worst;
};

/// Summary of the outcomes that are not NaN.
[[nodiscard]] inline outcome_summary summarise(strided<double> outcome)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    double n = 0, mean = 0, squares = 0, wins = 0, worst = none;
    for (const double v : outcome) {
        if (std::isnan(v)) continue;
        n += 1;
        const double d = v - mean;
        mean += d / n;
        squares += d * (v - mean);
        wins += v > 0;
        worst = std::fmin(worst, v);
    }
    return {static_cast<std::size_t>(n), n > 0 ? mean : none, n > 1 ? std::sqrt(squares / (n - 1)) : none,
            n > 0 ? wins / n : none, worst};
}

/// Result of backtest().
struct [[nodiscard]] backtest_result {
    outcome_summary on, off;
    double difference;     ///< of the means, on less off
    double standard_error; ///< Newey-West over horizon - 1 lags
    double t_statistic;
    double p_value;      ///< two-sided, normal
    std::size_t unknown; ///< rows with an outcome whose signal is unknown
    statistics::regression_status status;

    explicit operator bool() const noexcept { return status == statistics::regression_status::ok; }
};

/// Does the outcome differ when a signal is on?
///
///     outcome_t = a + b 1{signal on at t} + e_t,   b = mean on - mean off
///
/// signal   one a row, known on that row
/// outcome  what a position opened on row t has earned by row t + horizon, e.g. ex_post_vrp(...).value: unknown (NaN)
///          on the last rows
/// on       the signal is on where its value lies in [on.from, on.to); the name of the quantity is not looked at
/// horizon  rows that an outcome spans; neighbouring ones overlap, and errors that ignore it are too small by about
///          sqrt(horizon)
/// returns  both sides, their difference and its error; rows without signal or outcome are left out
/// throws   std::invalid_argument if the lengths differ or horizon is 0
[[nodiscard]] inline backtest_result backtest(strided<double> signal, strided<double> outcome, const condition& on,
                                              std::size_t horizon)
{
    if (signal.size() != outcome.size() || horizon == 0)
        throw std::invalid_argument("smirk::signals::backtest: expected a signal and an outcome a row and a horizon of "
                                    "1 or more, got " +
                                    std::to_string(signal.size()) + ", " + std::to_string(outcome.size()) + " and " +
                                    std::to_string(horizon));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> indicator(signal.size(), none), with, without;
    std::size_t unknown = 0;
    for (std::size_t t = 0; t < signal.size(); ++t) {
        if (std::isnan(outcome[t])) continue;
        if (std::isnan(signal[t])) {
            ++unknown;
            continue;
        }
        const bool is_on = within(signal[t], on.from, on.to);
        indicator[t] = is_on;
        (is_on ? with : without).push_back(outcome[t]);
    }
    const auto fit = statistics::least_squares(
        outcome, {indicator}, {.errors = statistics::standard_errors::newey_west, .lags = horizon - 1});
    const double b = fit.coefficient[1], error = fit.standard_error[1], t = b / error;
    return {summarise(with), summarise(without), b, error, t, std::erfc(std::abs(t) / std::numbers::sqrt2),
            unknown,         fit.status};
}

/// Trades that do not overlap: opened on the first row the signal is on, held for the horizon, the next opened when the
/// signal is on after that.
///
/// returns  the rows on which a trade is opened; every one has an outcome
[[nodiscard]] inline std::vector<std::size_t> separate_trades(strided<double> signal, strided<double> outcome,
                                                              const condition& on, std::size_t horizon)
{
    if (signal.size() != outcome.size() || horizon == 0)
        throw std::invalid_argument("smirk::signals::separate_trades: expected a signal and an outcome a row and a "
                                    "horizon of 1 or more, got " +
                                    std::to_string(signal.size()) + ", " + std::to_string(outcome.size()) + " and " +
                                    std::to_string(horizon));
    std::vector<std::size_t> rows;
    for (std::size_t t = 0; t < signal.size();) {
        const bool open = within(signal[t], on.from, on.to) && !std::isnan(outcome[t]);
        if (open) rows.push_back(t);
        t += open ? horizon : 1;
    }
    return rows;
}

} // namespace smirk::inline SMIRK_ABI::signals
