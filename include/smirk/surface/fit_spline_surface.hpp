// SPDX-License-Identifier: BSL-1.0
// A surface fitted to vols: spline slices without butterfly or calendar arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/certificate.hpp>
#include <smirk/surface/fit_spline.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/fit_summary.hpp>
#include <smirk/surface/spline_surface.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

struct spline_surface_fit;

/// interpolation    in time; see time_interpolation. Where total variance cannot be proven to make no butterfly between
///                  two expiries, prices are interpolated instead: surface.interpolation() tells.
/// leave_out_thin   whether expiries with fewer than five different strikes may be left out; otherwise they make the
///                  status too_few_points
/// start            the last fit of a stream of chains, alive during the call: each expiry starts from the one
///                  nearest in time; null: none
/// smoothing, quotes_per_knot, max_knots, robust   see spline_fit_options
struct spline_surface_options {
    time_interpolation interpolation = time_interpolation::total_variance;
    bool leave_out_thin = false;
    const spline_surface_fit* start = nullptr;
    double smoothing = 3e-3;
    double quotes_per_knot = 2.5;
    std::size_t max_knots = 60;
    double robust = 3;
};

/// surface        the slices, at the expiries that could be fitted
/// status         the least good of the slices' own; too_few_points if an expiry was too thin, or there was none at all
/// rmse           root mean square of the slices' own, each counted by its quotes: weighted within an expiry, not
///                across them
/// max_error      the largest vol error of a quote used
/// years, slices  every expiry of the quotes and how its fit went, thin ones included
struct spline_surface_fit {
    spline_surface surface;
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> years;
    std::vector<spline_fit> slices;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// Fits a spline slice to each expiry, in order of time, none below the one before it.
///
/// quotes   any number of strikes an expiry; weight 1 / spread^2 as smile_quotes() makes it
/// options  see spline_surface_options
/// returns  see spline_surface_fit. The surface passes the certificates of arbitrage(), at and between its expiries,
///          whatever the status says.
/// cost     0.3 to 1 ms an expiry of 150 quotes
[[nodiscard]] inline spline_surface_fit fit_splines(const vol_quotes& quotes,
                                                    const spline_surface_options& options = {})
{
    spline_surface_fit result;
    const spline_smile* floor = nullptr; // the last slice fitted
    result.slices.reserve(quotes.size());
    for (const expiry_quotes& q : quotes) {
        const spline_fit* near =
            options.start ? detail::fit_near(options.start->years, options.start->slices, q.years) : nullptr;
        result.years.push_back(q.years);
        result.slices.push_back(fit_spline(q.k, q.w,
                                           {.weight = q.weight,
                                            .years = q.years,
                                            .floor = floor,
                                            .start = near ? &*near->smile : nullptr,
                                            .smoothing = options.smoothing,
                                            .quotes_per_knot = options.quotes_per_knot,
                                            .max_knots = options.max_knots,
                                            .robust = options.robust}));
        if (result.slices.back().smile) floor = &*result.slices.back().smile;
    }
    const detail::fit_summary all = detail::summarise(result.slices, options.leave_out_thin);
    result.status = all.status, result.rmse = all.rmse, result.max_error = all.max_error;
    std::vector<double> years;
    std::vector<spline_smile> slices;
    for (std::size_t i : all.fitted) {
        years.push_back(result.years[i]);
        slices.push_back(*result.slices[i].smile);
    }
    time_interpolation rule = options.interpolation;
    for (std::size_t i = 1; i < slices.size() && rule == time_interpolation::total_variance; ++i)
        if (!between_certificate(slices[i - 1], slices[i])) rule = time_interpolation::price;
    result.surface = spline_surface(std::move(years), std::move(slices), rule);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::surface
