// SPDX-License-Identifier: BSL-1.0
// A surface fitted to vols: SVI slices without butterfly or calendar arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// arbitrage_free     whether slices must be free of butterflies and must not cross; without it each slice is the plain
///                    least-squares fit
/// sweeps             how often slices that a neighbour holds back are fitted again between both neighbours
/// interpolation      in time; see time_interpolation
/// leave_out_thin     whether expiries with fewer than five different strikes may be left out; otherwise they make the
///                    status too_few_points
struct surface_fit_options {
    bool arbitrage_free = true;
    int sweeps = 2;
    time_interpolation interpolation = time_interpolation::price;
    bool leave_out_thin = false;
};

/// surface   the slices, at the expiries that could be fitted
/// status    the least good of the slices' own; too_few_points if an expiry was too thin, or there was none at all
/// rmse, max_error   of vol over all quotes used, unweighted
/// years, slices     every expiry of the quotes and how its fit went, thin ones included
struct surface_fit {
    svi_surface surface;
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> years;
    std::vector<svi_fit> slices;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// Fits an SVI slice to each expiry, in order of time, none below the one before it. Where a slice is held back by a
/// neighbour, sweeps fit it again between both, which lowers the error and keeps the surface free of arbitrage.
///
/// quotes   any number of strikes an expiry
/// options  see surface_fit_options
/// returns  see surface_fit. The slices pass the exact certificates of arbitrage() whatever the status says.
/// cost     .1 to .3 ms an expiry where constraints bind, 10 us where they do not
/// source   slices that do not cross: Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 5.2
[[nodiscard]] inline surface_fit fit(const vol_quotes& quotes, const surface_fit_options& options = {})
{
    surface_fit result;
    std::vector<std::size_t> fitted; // expiries with a slice, in order of time
    const auto fit_between = [&](std::size_t i, std::optional<svi> floor, std::optional<svi> ceiling) {
        const expiry_quotes& q = quotes[i];
        return fit_svi(q.k, q.w,
                       {.weight = q.weight,
                        .years = q.years,
                        .butterfly = options.arbitrage_free,
                        .floor = options.arbitrage_free ? floor : std::nullopt,
                        .ceiling = options.arbitrage_free ? ceiling : std::nullopt});
    };
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        result.years.push_back(quotes[i].years);
        const auto floor = fitted.empty() ? std::nullopt : std::optional(result.slices[fitted.back()].smile);
        result.slices.push_back(fit_between(i, floor, std::nullopt));
        if (result.slices.back().status != fit_status::too_few_points) fitted.push_back(i);
    }
    for (int sweep = 0; sweep < options.sweeps && options.arbitrage_free; ++sweep)
        for (std::size_t j = fitted.size(); j-- > 0;) {
            svi_fit& slice = result.slices[fitted[j]];
            const auto neighbour = [&](std::size_t n) { return std::optional(result.slices[fitted[n]].smile); };
            const bool held = slice.constrained || (j + 1 < fitted.size() && result.slices[fitted[j + 1]].constrained);
            if (!held) continue;
            const svi_fit again = fit_between(fitted[j], j ? neighbour(j - 1) : std::nullopt,
                                              j + 1 < fitted.size() ? neighbour(j + 1) : std::nullopt);
            if (again.rmse < slice.rmse) slice = again;
        }

    if (fitted.empty()) return result;
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
        for (std::size_t j = 0; j < quotes[i].size(); ++j) {
            const double error = (std::sqrt(slice.smile.total_variance(quotes[i].k[j])) - std::sqrt(quotes[i].w[j])) /
                                 std::sqrt(quotes[i].years);
            if (!std::isfinite(error)) continue;
            sum += error * error, ++count;
            result.max_error = std::fmax(result.max_error, std::fabs(error));
        }
    }
    result.rmse = std::sqrt(sum / static_cast<double>(count));
    result.surface = svi_surface(std::move(years), std::move(slices), options.interpolation);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::surface
