// SPDX-License-Identifier: BSL-1.0
// Implied vol below its own long-run mean: little is charged for risk.
#pragma once
#include <smirk/signals/rules.hpp>
#include <smirk/statistics/joint_moments.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// complacency_options::window: the mean of all rows so far.
inline constexpr std::size_t all_rows_so_far = static_cast<std::size_t>(-1);

/// window     rows of the mean, today's included: 1260 are five years; or all_rows_so_far
/// min_valid  values that must be known; with all_rows_so_far, 252 where this is whole_window
/// margin     how far below the mean, as a fraction of it
struct complacency_options {
    std::size_t window = 1260;
    std::size_t min_valid = statistics::whole_window;
    double margin = 0;
};

/// Mean of implied vol as known on each row.
///
///     m_t = mean of IV_{t-n+1}, ..., IV_t
///
/// returns  as long as iv; NaN until the first full window and where fewer than min_valid values are known
/// throws   std::invalid_argument if window or min_valid is 0
/// cost     O(1) a row
[[nodiscard]] inline std::vector<double> long_run_mean(strided<double> iv, const complacency_options& options = {})
{
    const std::size_t needed =
        statistics::detail::check_window("smirk::signals::long_run_mean", options.window, options.min_valid);
    std::vector<double> mean(iv.size(), std::numeric_limits<double>::quiet_NaN());
    if (options.window != all_rows_so_far) {
        statistics::detail::for_each_joint_moments(iv, iv, options.window,
                                                   [&](std::size_t t, const statistics::joint_moments& m) {
                                                       if (m.n >= static_cast<double>(needed)) mean[t] = m.mean_x;
                                                   });
        return mean;
    }
    const std::size_t enough = options.min_valid == statistics::whole_window ? 252 : needed;
    double n = 0, so_far = 0;
    for (std::size_t t = 0; t < iv.size(); ++t) {
        if (std::isnan(iv[t])) continue;
        n += 1;
        so_far += (iv[t] - so_far) / n;
        if (n >= static_cast<double>(enough)) mean[t] = so_far;
    }
    return mean;
}

/// Whether implied vol is below its long-run mean.
///
///     IV_t < (1 - margin) m_t
///
/// returns  as long as iv; unknown where either is
/// throws   as long_run_mean(); unless 0 <= margin < 1
[[nodiscard]] inline std::vector<answer> below_long_run_mean(strided<double> iv,
                                                             const complacency_options& options = {})
{
    if (!(options.margin >= 0 && options.margin < 1))
        throw std::invalid_argument("smirk::signals::below_long_run_mean: expected a margin from 0 to below 1, got " +
                                    std::to_string(options.margin));
    const std::vector<double> mean = long_run_mean(iv, options);
    std::vector<answer> below(iv.size(), answer::unknown);
    for (std::size_t t = 0; t < below.size(); ++t)
        if (!std::isnan(iv[t]) && !std::isnan(mean[t])) below[t] = to_answer(iv[t] < (1 - options.margin) * mean[t]);
    return below;
}

} // namespace smirk::inline SMIRK_ABI::signals
