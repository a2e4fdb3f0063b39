// SPDX-License-Identifier: BSL-1.0
// A surface fitted to vols: SVI slices without butterfly or calendar arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// arbitrage_free     whether slices must be free of butterflies and must not cross; without it each slice is the plain
///                    least-squares fit
/// interpolation      in time; see time_interpolation. Where total variance turns out to make a butterfly between two
///                    expiries, prices are interpolated instead: surface.interpolation() tells.
/// leave_out_thin     whether expiries with fewer than five different strikes may be left out; otherwise they make the
///                    status too_few_points
struct surface_fit_options {
    bool arbitrage_free = true;
    time_interpolation interpolation = time_interpolation::total_variance;
    bool leave_out_thin = false;
};

/// surface   the slices, at the expiries that could be fitted
/// status    the least good of the slices' own; too_few_points if an expiry was too thin, or there was none at all
/// rmse      root mean square of the slices' own, each counted by its quotes: weighted within an expiry, not across
/// them max_error the largest vol error of a quote used years, slices     every expiry of the quotes and how its fit
/// went, thin ones included
struct surface_fit {
    svi_surface surface;
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> years;
    std::vector<svi_fit> slices;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// Fits an SVI slice to each expiry, in order of time, none below the one before it.
///
/// quotes   any number of strikes an expiry
/// options  see surface_fit_options
/// returns  see surface_fit. The slices pass the exact certificates of arbitrage() whatever the status says.
/// cost     some 0.1 ms an expiry where constraints bind, 10 us where they do not
/// source   slices that do not cross: Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 5.2
[[nodiscard]] inline surface_fit fit(const vol_quotes& quotes, const surface_fit_options& options = {})
{
    surface_fit result;
    std::optional<svi> floor; // the last slice fitted
    for (const expiry_quotes& q : quotes) {
        const svi_fit slice = fit_svi(q.k, q.w,
                                      {.weight = q.weight,
                                       .years = q.years,
                                       .butterfly = options.arbitrage_free,
                                       .floor = options.arbitrage_free ? floor : std::nullopt});
        result.years.push_back(q.years);
        result.slices.push_back(slice);
        if (slice.status != fit_status::too_few_points) floor = slice.smile;
    }
    if (!floor) return result;
    std::vector<double> years;
    std::vector<svi> slices;
    double sum = 0;
    std::size_t count = 0;
    result.status = fit_status::converged;
    result.max_error = 0;
    for (std::size_t i = 0; i < result.slices.size(); ++i) {
        const svi_fit& slice = result.slices[i];
        const bool thin = slice.status == fit_status::too_few_points;
        if (!(thin && options.leave_out_thin)) result.status = std::max(result.status, slice.status);
        if (thin) continue;
        years.push_back(quotes[i].years);
        slices.push_back(slice.smile);
        sum += slice.rmse * slice.rmse * static_cast<double>(slice.used);
        count += slice.used;
        result.max_error = std::fmax(result.max_error, slice.max_error);
    }
    result.rmse = std::sqrt(sum / static_cast<double>(count));
    result.surface = svi_surface(years, slices, options.interpolation);
    if (options.arbitrage_free && !arbitrage(result.surface).arbitrage_free())
        result.surface = svi_surface(std::move(years), std::move(slices), time_interpolation::price);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::surface
