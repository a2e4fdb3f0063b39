// SPDX-License-Identifier: BSL-1.0
// What the fits of single expiries come to as the fit of a surface.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/fit_status.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface::detail {

/// status     the least good of the slices' own; too_few_points where an expiry was too thin, unless that may be, or
///            none could be fitted
/// rmse       root mean square of the slices' own, each counted by its quotes; max_error the largest; NaN of none
/// fitted     the slices there are, by number
struct fit_summary {
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::size_t> fitted;
};

template <class SliceFit>
[[nodiscard]] fit_summary summarise(const std::vector<SliceFit>& slices, bool leave_out_thin)
{
    fit_summary all;
    double sum = 0, worst = 0;
    std::size_t count = 0;
    fit_status status = fit_status::converged;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        const SliceFit& slice = slices[i];
        const bool thin = slice.status == fit_status::too_few_points;
        if (!(thin && leave_out_thin)) status = std::max(status, slice.status);
        if (thin) continue;
        all.fitted.push_back(i);
        sum += slice.rmse * slice.rmse * static_cast<double>(slice.used);
        count += slice.used;
        worst = std::fmax(worst, slice.max_error);
    }
    if (all.fitted.empty()) return all;
    all.status = status;
    all.rmse = std::sqrt(sum / static_cast<double>(count));
    all.max_error = worst;
    return all;
}

/// The fit of the expiry nearest to `years` among those of the last fit of a stream; null where none is within a
/// quarter of it, or there was no fit.
template <class SliceFit>
[[nodiscard]] const SliceFit* fit_near(const std::vector<double>& all_years, const std::vector<SliceFit>& slices,
                                       double years)
{
    constexpr double near = 0.25;
    const SliceFit* best = nullptr;
    double least = near * years;
    for (std::size_t i = 0; i < slices.size(); ++i)
        if (const double off = std::fabs(all_years[i] - years);
            off <= least && slices[i].status != fit_status::too_few_points)
            best = &slices[i], least = off;
    return best;
}

} // namespace smirk::inline SMIRK_ABI::surface::detail
