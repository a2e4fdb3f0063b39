// SPDX-License-Identifier: BSL-1.0
// A surface fitted to vols: SVI slices without butterfly or calendar arbitrage.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/fit_summary.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

struct surface_fit;

/// arbitrage_free     whether slices must be free of butterflies and must not cross; without it each slice is the plain
///                    least-squares fit
/// interpolation      in time; see time_interpolation. Where total variance cannot be proven to make no butterfly
///                    between two expiries, prices are interpolated instead: surface.interpolation() tells.
/// leave_out_thin     whether expiries with fewer than five different strikes may be left out; otherwise they make the
///                    status too_few_points
/// start              the last fit of a stream of chains, alive during the call: each expiry starts from the one
///                    nearest in time; null: none
struct surface_fit_options {
    bool arbitrage_free = true;
    time_interpolation interpolation = time_interpolation::total_variance;
    bool leave_out_thin = false;
    const surface_fit* start = nullptr;
};

/// surface   the slices, at the expiries that could be fitted
/// status    the least good of the slices' own; too_few_points if an expiry was too thin, or there was none at all
/// rmse      root mean square of the slices' own, each counted by its quotes: weighted within an expiry only
/// max_error the largest vol error of a quote used
/// years, slices   every expiry of the quotes and how its fit went, thin ones included
struct surface_fit {
    svi_surface surface;
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> years;
    std::vector<svi_fit> slices;
    bool outward = false;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

namespace detail {

/// One pass over the expiries, from number `first` on to later ones, none below the one before it, and back to earlier
/// ones, none above the one after it. Given up, and empty, once the sum of squared vol errors exceeds `most`.
struct surface_pass {
    std::vector<svi_fit> slices;
    double squares = 0;

    surface_pass(const vol_quotes& quotes, const surface_fit_options& options, std::size_t first,
                 double most = std::numeric_limits<double>::infinity())
        : slices(quotes.size())
    {
        std::optional<svi> floor, ceiling; // the last slices fitted
        const auto fit_one = [&](std::size_t i, std::optional<svi>& neighbour, bool later) {
            const expiry_quotes& q = quotes[i];
            svi_fit_options of{.weight = q.weight, .years = q.years, .butterfly = options.arbitrage_free};
            if (options.arbitrage_free) (later ? of.floor : of.ceiling) = neighbour;
            if (options.start)
                if (const svi_fit* near = fit_near(options.start->years, options.start->slices, q.years))
                    of.start = *near;
            slices[i] = fit_svi(q.k, q.w, of);
            if (slices[i].status == fit_status::too_few_points) return;
            neighbour = slices[i].smile;
            if (!ceiling) ceiling = slices[i].smile; // of the first one fitted
            squares += slices[i].rmse * slices[i].rmse * static_cast<double>(slices[i].used);
        };
        for (std::size_t i = first; i < quotes.size() && squares <= most; ++i) fit_one(i, floor, true);
        for (std::size_t i = first; i-- > 0 && squares <= most;) fit_one(i, ceiling, false);
        if (!(squares <= most)) slices.clear();
    }
};

} // namespace detail

/// Fits an SVI slice to each expiry without crossings, in two passes of which the better is kept: in order of time,
/// none below the one before it; and from the expiry a third of the way outward, so that early slices with steep wings,
/// which would bind all later ones, give way. From the last fit of a stream there is one pass, the one that won then.
///
/// quotes   any number of strikes an expiry
/// options  see surface_fit_options
/// returns  see surface_fit. The surface passes the certificates of arbitrage(), at and between its expiries, whatever
///          the status says.
/// cost     some 0.2 ms an expiry where constraints bind, 20 us where they do not, and 40 us a pair for the proof
/// source   slices that do not cross: Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, section 5.2
[[nodiscard]] inline surface_fit fit(const vol_quotes& quotes, const surface_fit_options& options = {})
{
    surface_fit result;
    for (const expiry_quotes& q : quotes) result.years.push_back(q.years);
    const std::size_t inner = quotes.size() / 3;
    const bool stream = options.start && !options.start->slices.empty();
    result.outward = stream && options.start->outward;
    detail::surface_pass pass(quotes, options, result.outward ? inner : 0);
    if (options.arbitrage_free && !stream && inner > 0) {
        detail::surface_pass other(quotes, options, inner, pass.squares);
        result.outward = other.squares < pass.squares && !other.slices.empty();
        if (result.outward) pass = std::move(other);
    }
    result.slices = std::move(pass.slices);
    const detail::fit_summary all = detail::summarise(result.slices, options.leave_out_thin);
    result.status = all.status, result.rmse = all.rmse, result.max_error = all.max_error;
    std::vector<double> years;
    std::vector<svi> slices;
    for (std::size_t i : all.fitted) {
        years.push_back(result.years[i]);
        slices.push_back(result.slices[i].smile);
    }
    result.surface = svi_surface(years, slices, options.interpolation);
    if (options.arbitrage_free && !arbitrage(result.surface).arbitrage_free())
        result.surface = svi_surface(std::move(years), std::move(slices), time_interpolation::price);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::surface
