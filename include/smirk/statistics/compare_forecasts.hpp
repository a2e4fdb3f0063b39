// SPDX-License-Identifier: BSL-1.0
// Several variance forecasts of one realized variance, side by side: losses, bias, and whether the first is better.
#pragma once
#include <smirk/statistics/forecast_evaluation.hpp>

#include <algorithm>

namespace smirk::inline SMIRK_ABI::statistics {

/// A series of forecasts, a row beside each realized value; NaN where there is none.
struct named_forecast {
    std::string name;
    strided<double> variance;
};

/// How one forecast did, on the rows that all forecasts have.
struct forecast_score {
    std::string name;
    double qlike, mse;                            ///< mean losses
    forecast_regression regression;               ///< of Mincer and Zarnowitz: unbiased where a = 0, b = 1
    loss_comparison qlike_to_first, mse_to_first; ///< of Diebold and Mariano: negative where better than the first
};

struct [[nodiscard]] forecast_comparison {
    std::vector<forecast_score> scores; ///< in the order given
    std::size_t rows = 0, left_out = 0;
    std::size_t best_by_qlike = 0, best_by_mse = 0; ///< numbers of the scores
    explicit operator bool() const noexcept { return rows > 0; }
};

/// Compares variance forecasts: of GARCH models, of HAR, implied variances.
///
///     compare_forecasts(realized, {{"GARCH", g}, {"HAR", h}, {"implied", iv}}, 21)
///
/// Only rows with a positive realized variance and a positive forecast of each are used, so that all are judged by the
/// same days.
///
/// realized    variance over the horizon, or an unbiased proxy of it; realized[t] is what forecast[t] is of
/// forecasts   in the unit of realized, each from data before the horizon begins; the first is what the others are
///             compared with
/// horizon     rows that a forecast spans: overlapping forecasts need the errors that this gives
/// returns     no rows, and NaN, where no row has everything
/// throws      std::invalid_argument if there is no forecast, the lengths differ or horizon is 0
/// source      Patton, Journal of Econometrics 160(1), 2011, 246-256; Diebold and Mariano 1995; Mincer and Zarnowitz
/// 1969
[[nodiscard]] inline forecast_comparison
compare_forecasts(strided<double> realized, const std::vector<named_forecast>& forecasts, std::size_t horizon = 1)
{
    if (forecasts.empty() || horizon == 0)
        throw std::invalid_argument("smirk::statistics::compare_forecasts: expected forecasts and a horizon of 1 or "
                                    "more, got " +
                                    std::to_string(forecasts.size()) + " and " + std::to_string(horizon));
    for (const auto& f : forecasts)
        if (f.variance.size() != realized.size())
            throw std::invalid_argument("smirk::statistics::compare_forecasts: expected as many forecasts as realized "
                                        "values, " +
                                        f.name + " has " + std::to_string(f.variance.size()) + " and realized " +
                                        std::to_string(realized.size()));
    std::vector<double> target;
    std::vector<std::vector<double>> columns(forecasts.size());
    for (std::size_t t = 0; t < realized.size(); ++t) {
        bool all = realized[t] > 0 && std::isfinite(realized[t]);
        for (const auto& f : forecasts) all = all && f.variance[t] > 0 && std::isfinite(f.variance[t]);
        if (!all) continue;
        target.push_back(realized[t]);
        for (std::size_t i = 0; i < forecasts.size(); ++i) columns[i].push_back(forecasts[i].variance[t]);
    }
    forecast_comparison r;
    r.rows = target.size();
    r.left_out = realized.size() - r.rows;
    const std::vector<double> first_qlike = losses(target, columns[0], qlike),
                              first_mse = losses(target, columns[0], squared_error);
    const std::size_t lags = std::max(horizon - 1, newey_west_lags(r.rows));
    for (std::size_t i = 0; i < forecasts.size(); ++i) {
        const std::vector<double> by_qlike = losses(target, columns[i], qlike),
                                  by_mse = losses(target, columns[i], squared_error);
        r.scores.push_back({forecasts[i].name, mean_loss(by_qlike), mean_loss(by_mse),
                            mincer_zarnowitz(target, columns[i], lags), diebold_mariano(by_qlike, first_qlike, horizon),
                            diebold_mariano(by_mse, first_mse, horizon)});
        if (r.scores[i].qlike < r.scores[r.best_by_qlike].qlike) r.best_by_qlike = i;
        if (r.scores[i].mse < r.scores[r.best_by_mse].mse) r.best_by_mse = i;
    }
    return r;
}

} // namespace smirk::inline SMIRK_ABI::statistics
