// SPDX-License-Identifier: BSL-1.0
// The market of a day on one page, from market data: all readings, the signals and how far they agree, the regime, the
// rows of the decision matrix that hold, and the questions before premium is sold. For one day or for every day.
#pragma once
#include <smirk/signals/dashboard.hpp>
#include <smirk/signals/market_readings.hpp>
#include <smirk/signals/regimes.hpp>
#include <smirk/signals/short_premium_filter.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// A regime: a band of the VIX, and what usually comes with it.
struct regime_row {
    band level; ///< index points
    std::vector<condition> usual;
};

/// Three regimes with their company: the curve, the premium, the dealers.
[[nodiscard]] inline std::vector<regime_row> market_regimes()
{
    namespace q = quantity;
    const band_table level = vix_regimes();
    return {{level[0],
             {{q::contango, above_zero, unbounded}, {q::nvrp, 1, unbounded}, {q::dealer_gamma, above_zero, unbounded}}},
            {level[1], {{q::contango, above_zero, unbounded}, {q::nvrp, 1, unbounded}}},
            {level[2], {{q::contango, -unbounded, 0}, {q::nvrp, -unbounded, 1}, {q::dealer_gamma, -unbounded, 0}}}};
}

/// The regime of a day.
struct regime_reading {
    std::string name; ///< empty where the VIX is unknown or lies in a gap
    std::size_t row;  ///< of the table; no_row likewise
    tally usual;      ///< how much of what usually comes with it is there
};

/// Which regime the VIX is in, and what else speaks for it.
///
/// throws   std::invalid_argument if two levels overlap
[[nodiscard]] inline regime_reading read_regime(std::span<const reading> readings,
                                                const std::vector<regime_row>& regimes = market_regimes())
{
    band_table levels;
    for (const regime_row& r : regimes) levels.push_back(r.level);
    const band_match match = band_of(levels, value_of(readings, quantity::vix));
    if (match.row == no_band) return {{}, no_row, {}};
    return {match.name, match.row, tally_of(regimes[match.row].usual, readings)};
}

/// The tables a page is made with. Read, change, extend.
struct dashboard_tables {
    std::vector<signal_row> signals = dashboard_signals();
    std::vector<condition> core = core_of_stress();
    std::vector<regime_row> regimes = market_regimes();
    decision_table matrix = decision_matrix();
    rule short_premium = short_premium_filter();
    decision_table warnings = short_premium_warnings();
    std::vector<condition> instability = signs_of_instability();
};

/// The market of one row, as it was known then.
struct market_page {
    std::size_t row;
    std::vector<reading> readings; ///< every quantity; NaN is unknown
    dashboard signals;             ///< the ten signals with evidence, and how many point the same way
    regime_reading regime;
    findings matrix;         ///< the rows of the decision matrix that hold, and those that could
    finding short_premium;   ///< the four questions: yes only if all are
    findings warnings;       ///< when high IV is no signal to sell
    anomaly_reading anomaly; ///< spot and vol up together: mechanical or genuine
};

/// A page from readings.
[[nodiscard]] inline market_page make_page(std::size_t row, std::vector<reading> readings,
                                           const dashboard_tables& tables = {})
{
    market_page page{row,
                     {},
                     read_dashboard(readings, tables.signals, tables.core),
                     read_regime(readings, tables.regimes),
                     evaluate(tables.matrix, readings),
                     examine(tables.short_premium, readings),
                     evaluate(tables.warnings, readings),
                     classify_spot_up_vol_up(readings, tables.instability)};
    page.readings = std::move(readings);
    return page;
}

/// The market as it was known on a row: rows after it are not looked at.
///
/// history  what there is: of everything but the close each series may be left out, and is then unknown
/// row      the day; the last row is today
/// returns  readings, signals, regime, matching rows, filter, each with its evidence and what was missing
/// throws   std::invalid_argument as market_readings(); if there is no such row
/// cost     O(row): some us for each row before
[[nodiscard]] inline market_page market_dashboard(const market_history& history, std::size_t row,
                                                  const market_options& options = {},
                                                  const dashboard_tables& tables = {})
{
    const auto series = market_readings(history_until(history, row), options);
    return make_page(row, readings_at(series, row), tables);
}

/// Today's page (the last row), with the options of yesterday and today given as chains.
///
/// history           its options are replaced: only the two evenings are known, so that changes of skew are and their
///                   percentiles are not
/// yesterday, today  chains of the last two rows
[[nodiscard]] inline market_page market_dashboard(market_history history, const option_chain& yesterday,
                                                  const option_chain& today, const market_options& options = {},
                                                  const dashboard_tables& tables = {},
                                                  const option_day_options& reading = {})
{
    const std::size_t n = history.rows();
    if (n < 2)
        throw std::invalid_argument("smirk::signals::market_dashboard: expected two rows or more, got " +
                                    std::to_string(n));
    std::vector<option_day> evenings(n);
    evenings[n - 2] = read_options(yesterday, history.close[n - 2], reading);
    evenings[n - 1] = read_options(today, history.close[n - 1], reading);
    history.options = evenings;
    return market_dashboard(history, n - 1, options, tables);
}

/// The page of every row, each as it was known then; the same as market_dashboard(history, row) for each.
///
/// cost     O(rows): rolling quantities are computed once, the tables cost some us a row
[[nodiscard]] inline std::vector<market_page> market_dashboards(const market_history& history,
                                                                const market_options& options = {},
                                                                const dashboard_tables& tables = {})
{
    const auto series = market_readings(history, options);
    std::vector<market_page> pages;
    pages.reserve(history.rows());
    for (std::size_t t = 0; t < history.rows(); ++t) pages.push_back(make_page(t, readings_at(series, t), tables));
    return pages;
}

} // namespace smirk::inline SMIRK_ABI::signals
