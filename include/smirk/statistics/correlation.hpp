// SPDX-License-Identifier: BSL-1.0
// Correlation and beta of two series: of all rows, rolling, exponentially weighted.
#pragma once
#include <smirk/statistics/joint_moments.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

namespace detail {
inline void check_pair(const char* function, std::size_t x, std::size_t y)
{
    if (x != y)
        throw std::invalid_argument(std::string(function) + ": expected as many x as y, got " + std::to_string(x) +
                                    " and " + std::to_string(y));
}
} // namespace detail

/// Pearson's correlation.
///
///     rho = sum (x - xbar)(y - ybar) / sqrt(sum (x - xbar)^2 sum (y - ybar)^2)
///
/// x, y     pairs; those with a NaN are left out
/// returns  NaN where one side does not vary
/// throws   std::invalid_argument if the lengths differ
[[nodiscard]] inline double correlation(strided<double> x, strided<double> y)
{
    detail::check_pair("smirk::statistics::correlation", x.size(), y.size());
    joint_moments m;
    for (std::size_t t = 0; t < x.size(); ++t) m.add(x[t], y[t]);
    return m.correlation();
}

/// Slope of y on x.
///
///     beta = sum (x - xbar)(y - ybar) / sum (x - xbar)^2
[[nodiscard]] inline double beta(strided<double> x, strided<double> y)
{
    detail::check_pair("smirk::statistics::beta", x.size(), y.size());
    joint_moments m;
    for (std::size_t t = 0; t < x.size(); ++t) m.add(x[t], y[t]);
    return m.beta();
}

/// Realized beta of intraday returns: means are taken as zero.
///
///     beta = sum x y / sum x^2
///
/// market, asset  returns over the same intervals
/// returns        NaN if one is NaN or the market never moves
/// source         Andersen, Bollerslev, Diebold and Wu, Advances in Econometrics 20, 2006, 1-39
[[nodiscard]] inline double realized_beta(strided<double> market, strided<double> asset)
{
    detail::check_pair("smirk::statistics::realized_beta", market.size(), asset.size());
    double xy = 0, xx = 0;
    for (std::size_t t = 0; t < market.size(); ++t) {
        xy += market[t] * asset[t];
        xx += market[t] * market[t];
    }
    return xx > 0 ? xy / xx : std::numeric_limits<double>::quiet_NaN();
}

struct rolling_pair_options {
    std::size_t min_valid = whole_window; ///< pairs of a window that must be known
};

namespace detail {
template <class Value>
std::vector<double> rolling_pair(const char* function, strided<double> x, strided<double> y, std::size_t window,
                                 rolling_pair_options options, Value value)
{
    check_pair(function, x.size(), y.size());
    const std::size_t needed = check_window(function, window, options.min_valid);
    std::vector<double> out(x.size(), std::numeric_limits<double>::quiet_NaN());
    for_each_joint_moments(x, y, window, [&](std::size_t t, const joint_moments& m) {
        if (m.n >= static_cast<double>(needed)) out[t] = value(m);
    });
    return out;
}
} // namespace detail

/// Correlation over the last `window` pairs.
///
/// x, y     one pair a row
/// window   number of rows
/// returns  as long as x; NaN until the first full window, where fewer than min_valid pairs are known (all, by
///          default), and where one side does not vary
/// throws   std::invalid_argument if the lengths differ, or window or min_valid is 0
/// cost     O(1) a row whatever the window; no sum is ever subtracted from, so flat stretches stay exact
[[nodiscard]] inline std::vector<double> rolling_correlation(strided<double> x, strided<double> y, std::size_t window,
                                                             rolling_pair_options options = {})
{
    return detail::rolling_pair("smirk::statistics::rolling_correlation", x, y, window, options,
                                [](const joint_moments& m) { return m.correlation(); });
}

/// Slope of y on x over the last `window` pairs; everything else as rolling_correlation.
[[nodiscard]] inline std::vector<double> rolling_beta(strided<double> x, strided<double> y, std::size_t window,
                                                      rolling_pair_options options = {})
{
    return detail::rolling_pair("smirk::statistics::rolling_beta", x, y, window, options,
                                [](const joint_moments& m) { return m.beta(); });
}

/// Exponentially weighted correlation; means are taken as zero.
///
///     s_xy(t) = lambda s_xy(t-1) + (1 - lambda) x_t y_t, s_xx and s_yy likewise,   rho_t = s_xy / sqrt(s_xx s_yy)
///
/// lambda   0.94 is the daily decay of RiskMetrics
/// returns  as long as x. The first known pair starts the sums, and its correlation is 1 or -1; a row with a NaN is
///          NaN and leaves the sums as they are
/// throws   std::invalid_argument if the lengths differ or lambda is not in (0, 1)
/// source   J.P. Morgan and Reuters, RiskMetrics Technical Document, 4th edition, 1996
[[nodiscard]] inline std::vector<double> ewma_correlation(strided<double> x, strided<double> y, double lambda = 0.94)
{
    detail::check_pair("smirk::statistics::ewma_correlation", x.size(), y.size());
    if (!(lambda > 0 && lambda < 1))
        throw std::invalid_argument("smirk::statistics::ewma_correlation: expected 0 < lambda < 1, got " +
                                    std::to_string(lambda));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> rho(x.size(), none);
    double xx = none, xy = none, yy = none;
    for (std::size_t t = 0; t < x.size(); ++t) {
        if (std::isnan(x[t]) || std::isnan(y[t])) continue;
        const bool first = std::isnan(xx);
        const auto step = [&](double s, double product) {
            return first ? product : lambda * s + (1 - lambda) * product;
        };
        xx = step(xx, x[t] * x[t]);
        xy = step(xy, x[t] * y[t]);
        yy = step(yy, y[t] * y[t]);
        if (xx > 0 && yy > 0) rho[t] = xy / (std::sqrt(xx) * std::sqrt(yy));
    }
    return rho;
}

} // namespace smirk::inline SMIRK_ABI::statistics
