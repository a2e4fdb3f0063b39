// SPDX-License-Identifier: BSL-1.0
// Static arbitrage of a whole surface: each slice, and each pair of neighbours in time.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// butterfly  one report a slice
/// calendar   one report for each pair of neighbours; calendar[i] is of slices i and i + 1
struct surface_report {
    std::vector<butterfly_report> butterfly;
    std::vector<calendar_report> calendar;

    [[nodiscard]] bool arbitrage_free() const
    {
        const auto free = [](const auto& report) { return report.arbitrage_free(); };
        return std::all_of(butterfly.begin(), butterfly.end(), free) &&
               std::all_of(calendar.begin(), calendar.end(), free);
    }
};

/// Static arbitrage of a surface of SVI slices, decided for all strikes.
///
/// With time_interpolation::price a surface whose slices are free of arbitrage is free of it at every time between the
/// first and the last expiry, and before the first (Gatheral and Jacquier, lemma 5.1; before the first expiry g of
/// lambda w_1 is concave in lambda and positive at both ends). Beyond the last expiry butterfly_free() of the smile in
/// question decides.
///
/// cost  about a microsecond a slice
[[nodiscard]] inline surface_report arbitrage(const svi_surface& surface)
{
    surface_report report;
    for (std::size_t i = 0; i < surface.size(); ++i) {
        report.butterfly.push_back(butterfly_arbitrage(surface.slice(i)));
        if (i) report.calendar.push_back(calendar_arbitrage(surface.slice(i - 1), surface.slice(i)));
    }
    return report;
}

} // namespace smirk::inline SMIRK_ABI::surface
