// SPDX-License-Identifier: BSL-1.0
// Static arbitrage of smiles and surfaces of any kind, by a scan of strikes and given times.
#pragma once
#include <smirk/config.hpp>
#include <smirk/market_span.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// Calendar arbitrage between two smiles of any kind for k in [low, high], by a scan: the gap w_late - w_early is
/// looked at in `points` places, and the ends of each interval where it is negative are found by bisection. What lies
/// between two neighbouring places, or beyond the ends, is not seen; two SVI slices have an exact form.
///
/// returns  as for SVI; a place where either variance is not a number counts as a violation
/// throws   std::invalid_argument unless low < high and points >= 2
template <smile Early, smile Late>
[[nodiscard]] calendar_report calendar_arbitrage(const Early& early, const Late& late, double low, double high,
                                                 std::size_t points = 2001)
{
    if (!(low < high) || points < 2)
        throw std::invalid_argument(
            "smirk::surface::calendar_arbitrage: expected low < high and 2 points at least, got " +
            std::to_string(low) + ", " + std::to_string(high) + ", " + std::to_string(points));
    constexpr double inf = std::numeric_limits<double>::infinity();
    calendar_report report{inf, low, {}};
    const auto gap = [&](double k) {
        const double d = late.total_variance(k) - early.total_variance(k);
        const double value = d == d ? d : -inf;
        if (value < report.min_gap) report.min_gap = value, report.where = k;
        return value;
    };
    const auto boundary = [&](double bad, double good) {
        for (int step = 0; step < 60; ++step) {
            const double middle = 0.5 * (bad + good);
            (gap(middle) < 0 ? bad : good) = middle;
        }
        return bad;
    };
    double before = low, open = low;
    bool inside = false;
    for (std::size_t i = 0; i < points; ++i) {
        const double k = low + (high - low) * static_cast<double>(i) / static_cast<double>(points - 1);
        const bool bad = gap(k) < 0;
        if (bad && !inside) open = i == 0 ? low : boundary(k, before);
        if (!bad && inside) report.violations.push_back({open, boundary(before, k)});
        inside = bad, before = k;
    }
    if (inside) report.violations.push_back({open, high});
    return report;
}

/// deviations  reach of the scan on both sides, in standard deviations at the money of each time
/// points      places a smile is looked at; local minima of g are refined
struct arbitrage_scan_options {
    double deviations = 6;
    std::size_t points = 601;
};

/// Butterfly arbitrage at each of the times and calendar arbitrage between neighbours, by scans. Nothing is said of
/// other times or of strikes beyond the reach.
///
/// years    positive, ascending
/// returns  butterfly[i] at years[i], calendar[i] between years[i] and years[i + 1]; `between` is left empty
/// throws   std::invalid_argument unless years ascend from above 0 and deviations > 0
/// cost     some 1500 values of a smile a time
template <vol_surface S>
[[nodiscard]] surface_report scan_arbitrage(const S& surface, strided<double> years,
                                            const arbitrage_scan_options& options = {})
{
    if (!(options.deviations > 0) || !std::isfinite(options.deviations))
        throw std::invalid_argument("smirk::surface::scan_arbitrage: expected deviations > 0, got " +
                                    std::to_string(options.deviations));
    surface_report report;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (!(years[i] > (i ? years[i - 1] : 0.0)))
            throw std::invalid_argument("smirk::surface::scan_arbitrage: times must be positive and ascend, years[" +
                                        std::to_string(i) + "] = " + std::to_string(years[i]));
        const auto smile = surface.smile(years[i]);
        const double w = smile.total_variance(0);
        if (!(w > 0) || !std::isfinite(w)) { // nothing to measure strikes by, and arbitrage enough
            constexpr double none = std::numeric_limits<double>::quiet_NaN();
            report.butterfly.push_back({none, 0, w, none, none, {{0, 0}}});
            if (i > 0) report.calendar.push_back({none, 0, {{0, 0}}});
            continue;
        }
        const double reach = options.deviations * std::sqrt(w);
        report.butterfly.push_back(butterfly_arbitrage(smile, -reach, reach, options.points));
        if (i > 0)
            report.calendar.push_back(
                calendar_arbitrage(surface.smile(years[i - 1]), smile, -reach, reach, options.points));
    }
    return report;
}

} // namespace smirk::inline SMIRK_ABI::surface
