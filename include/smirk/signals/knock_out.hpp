// SPDX-License-Identifier: BSL-1.0
// Puts that die when realized vol reaches a barrier: protection that is cheap because it fails in a panic.
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/signals/rules.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Which realized vol the barrier is held against; both take the mean return as zero.
enum class barrier_vol {
    since_inception, ///< of all periods since the first close
    trailing         ///< of the last options.periods periods
};

/// When the barrier is looked at.
enum class barrier_observation {
    every_row, ///< dead for good once it is reached
    expiry     ///< only on the last row
};

/// barrier           annualised vol that kills
/// vol, observation  as above
/// periods           length of the trailing window; since inception, the least number of periods that counts: the vol
///                   of a single day is over 30 % one day in sixteen where the true one is 16 %
struct knock_out_options {
    double barrier = 0.30;
    barrier_vol vol = barrier_vol::since_inception;
    barrier_observation observation = barrier_observation::every_row;
    std::size_t periods = 21;
    double periods_per_year = 252;
};

/// Result of vol_knock_out().
struct knock_out_path {
    std::vector<double> rv;    ///< the vol that is held against the barrier; NaN while it does not count
    std::vector<answer> alive; ///< as known on the row; a gap in the prices may hide the barrier: unknown
    std::size_t trigger;       ///< first row on which the option is dead; no_row where none is
};

/// The path of a volatility knock-out.
///
///     RV_t^2 = N / n sum ln(C_i / C_{i-1})^2,   dead from the first t with RV_t >= barrier
///
/// close    one a row, the first at inception
/// returns  as long as close. With observation at expiry every row before the last is alive
/// throws   std::invalid_argument if close is empty, or barrier, periods or periods_per_year is not positive
/// cost     periods logs a row for a trailing vol, one otherwise
[[nodiscard]] inline knock_out_path vol_knock_out(strided<double> close, const knock_out_options& options = {})
{
    if (close.empty() || !(options.barrier > 0) || options.periods == 0 || !(options.periods_per_year > 0))
        throw std::invalid_argument("smirk::signals::vol_knock_out: expected a close, a barrier, periods and periods a "
                                    "year above 0, got " +
                                    std::to_string(close.size()) + " closes, " + std::to_string(options.barrier) +
                                    ", " + std::to_string(options.periods) + " and " +
                                    std::to_string(options.periods_per_year));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::size_t rows = close.size();
    const auto square = [&](std::size_t t) {
        const double r = close[t] > 0 && close[t - 1] > 0 ? std::log(close[t] / close[t - 1]) : none;
        return r * r;
    };
    knock_out_path path{std::vector<double>(rows, none), std::vector<answer>(rows, answer::yes), no_row};
    double sum = 0;
    answer alive = answer::yes;
    for (std::size_t t = 1; t < rows; ++t) {
        sum += square(t);
        if (t >= options.periods) {
            std::size_t n = t;
            if (options.vol == barrier_vol::trailing) {
                n = options.periods;
                sum = 0;
                for (std::size_t i = t - n + 1; i <= t; ++i) sum += square(i);
            }
            path.rv[t] = std::sqrt(options.periods_per_year * sum / static_cast<double>(n));
            if (options.observation == barrier_observation::every_row || t + 1 == rows)
                alive = both(alive, std::isnan(path.rv[t]) ? answer::unknown : to_answer(path.rv[t] < options.barrier));
        }
        if (alive == answer::no && path.trigger == no_row) path.trigger = t;
        path.alive[t] = alive;
    }
    return path;
}

/// Payoff of the put on the last row.
///
///     (K - C_n)^+ if alive, 0 if dead
///
/// returns  NaN where it is unknown whether it lives, or the last close is
[[nodiscard]] inline double knock_out_put_payoff(strided<double> close, double strike,
                                                 const knock_out_options& options = {})
{
    const answer alive = vol_knock_out(close, options).alive.back();
    if (alive == answer::no) return 0;
    if (alive == answer::unknown || std::isnan(close.back())) return std::numeric_limits<double>::quiet_NaN();
    return close.back() < strike ? strike - close.back() : 0;
}

} // namespace smirk::inline SMIRK_ABI::signals
