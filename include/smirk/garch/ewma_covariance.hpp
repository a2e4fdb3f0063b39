// SPDX-License-Identifier: BSL-1.0
// Exponentially weighted covariance of a panel.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::garch {

/// Covariance matrices, one a period.
struct [[nodiscard]] covariance_series {
    std::size_t assets = 0, periods = 0;
    std::vector<double> values; // one matrix after another, each row by row

    /// Covariance of assets i and j after the returns of period t: the forecast for period t + 1.
    [[nodiscard]] double at(std::size_t t, std::size_t i, std::size_t j) const
    {
        return values.at((t * assets + i) * assets + j);
    }
    [[nodiscard]] double correlation(std::size_t t, std::size_t i, std::size_t j) const
    {
        return at(t, i, j) / std::sqrt(at(t, i, i) * at(t, j, j));
    }
};

/// Exponentially weighted covariance; means are taken as zero.
///
///     S_t = lambda S_{t-1} + (1 - lambda) y_t y_t'
///
/// panel    returns, a series an asset; read during the call only
/// lambda   0.94 is the daily decay of RiskMetrics, 0.97 the monthly
/// returns  per period, in the unit of the returns squared. The first period without a NaN starts the matrix; a period
///          with a NaN is NaN and leaves it as it is
/// throws   std::invalid_argument unless there are series, all of one length, and 0 < lambda < 1
/// cost     assets^2 a period
/// source   J.P. Morgan and Reuters, RiskMetrics Technical Document, 4th edition, 1996
[[nodiscard]] inline covariance_series ewma_covariance(const std::vector<strided<double>>& panel, double lambda = 0.94)
{
    if (panel.empty() || !(lambda > 0 && lambda < 1))
        throw std::invalid_argument(
            "smirk::garch::ewma_covariance: expected one or more series and 0 < lambda < 1, got " +
            std::to_string(panel.size()) + " and " + std::to_string(lambda));
    for (const auto& series : panel)
        if (series.size() != panel[0].size())
            throw std::invalid_argument("smirk::garch::ewma_covariance: expected series of one length, got " +
                                        std::to_string(panel[0].size()) + " and " + std::to_string(series.size()));
    const std::size_t k = panel.size(), n = panel[0].size();
    covariance_series r{k, n, std::vector<double>(n * k * k, std::numeric_limits<double>::quiet_NaN())};
    std::vector<double> s(k * k);
    bool started = false;
    for (std::size_t t = 0; t < n; ++t) {
        bool known = true;
        for (const auto& series : panel) known = known && !std::isnan(series[t]);
        if (!known) continue;
        for (std::size_t i = 0; i < k; ++i)
            for (std::size_t j = 0; j < k; ++j) {
                const double product = panel[i][t] * panel[j][t];
                double& cell = s[i * k + j];
                cell = started ? lambda * cell + (1 - lambda) * product : product;
                r.values[(t * k + i) * k + j] = cell;
            }
        started = true;
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
