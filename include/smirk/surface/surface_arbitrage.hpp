// SPDX-License-Identifier: BSL-1.0
// Static arbitrage of a whole surface: each slice, and each pair of neighbours in time.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Butterfly arbitrage at times between two expiries.
///
/// min_g   least g found
/// where   its k
/// weight  of the later slice at that time, 0 to 1
struct between_report {
    double min_g, where, weight;

    [[nodiscard]] bool arbitrage_free() const { return min_g >= 0; }
};

/// butterfly  one report a slice
/// calendar   one report for each pair of neighbours; calendar[i] is of slices i and i + 1
/// between    the same pairs, where total variance is interpolated; empty where prices are, since nothing can go wrong
struct surface_report {
    std::vector<butterfly_report> butterfly;
    std::vector<calendar_report> calendar;
    std::vector<between_report> between;

    [[nodiscard]] bool arbitrage_free() const
    {
        const auto free = [](const auto& report) { return report.arbitrage_free(); };
        return std::all_of(butterfly.begin(), butterfly.end(), free) &&
               std::all_of(calendar.begin(), calendar.end(), free) && std::all_of(between.begin(), between.end(), free);
    }
};

namespace detail {

/// Looks for the least g at k of the smiles w = (1 - x) w_1 + x w_2, 0 <= x <= 1.
///
/// w^2 g = (w - k w' / 2)^2 - w w'^2 / 4 - w^2 w'^2 / 16 + w^2 w'' / 2 is of degree 4 in x, and its Bernstein form
/// bounds it for all x; only where the bound is not positive is x searched too.
inline void butterflies_at(double k, const smile_derivatives& one, const smile_derivatives& two, between_report& report)
{
    using smirk::detail::bernstein, smirk::detail::multiply;
    const auto consider = [&](double x) {
        const double g =
            durrleman(k, {(1 - x) * one.w + x * two.w, (1 - x) * one.dw + x * two.dw, (1 - x) * one.d2w + x * two.d2w});
        if (!(g >= report.min_g)) report = {g, k, x};
    };
    const std::array<double, 2> w{one.w, two.w - one.w}, dw{one.dw, two.dw - one.dw}, d2w{one.d2w, two.d2w - one.d2w};
    const std::array<double, 2> h{w[0] - 0.5 * k * dw[0], w[1] - 0.5 * k * dw[1]};
    const auto hh = multiply(h, h), dd = multiply(dw, dw), ww = multiply(w, w);
    const auto wdd = multiply(w, dd), wwd2 = multiply(ww, d2w);
    const auto wwdd = multiply(ww, dd);
    std::array<double, 5> G{};
    for (std::size_t j = 0; j < 5; ++j) {
        G[j] = -wwdd[j] / 16;
        if (j < 4) G[j] += 0.5 * wwd2[j] - 0.25 * wdd[j];
        if (j < 3) G[j] += hh[j];
    }
    consider(0);
    consider(1);
    const auto beta = bernstein(G);
    if (*std::min_element(beta.begin(), beta.end()) > 0) return;
    for (int j = 1; j < 16; ++j) consider(j / 16.0);
    if (report.min_g >= 0 && smirk::detail::negative_in_unit_interval(beta, smirk::detail::bernstein_depth))
        report = {-std::numeric_limits<double>::min(), k, 0.5}; // negative, in less than a sixteenth
}

} // namespace detail

/// g of the smiles w = (1 - x) w_1 + x w_2 for all x in [0, 1] and k on a grid of `points` that reaches 400 widths out.
/// Between two k of the grid nothing is known. Far out g tends to (1 - slope^2 / 4) / 4, which is safe within Lee's
/// bound.
///
/// cost  40 us for 161 points
[[nodiscard]] inline between_report butterflies_between(const svi& early, const svi& late, int points = 161)
{
    constexpr double reach = 6.7; // asinh(400)
    const double centre = 0.5 * (early.m + late.m),
                 width = 0.5 * (early.sigma + late.sigma + std::fabs(early.m - late.m));
    between_report report{std::numeric_limits<double>::infinity(), centre, 0};
    for (int i = 0; i < points; ++i) {
        const double k = centre + width * std::sinh(reach * (2.0 * i / (points - 1) - 1));
        detail::butterflies_at(k, early.derivatives(k), late.derivatives(k), report);
    }
    return report;
}

/// Static arbitrage of a surface. Each slice and each pair of neighbours is decided for all strikes.
///
/// Between expiries: with time_interpolation::price a surface whose slices are free of arbitrage is free of it at all
/// times (Gatheral and Jacquier, lemma 5.1); with total_variance calendar spreads are safe and butterflies are looked
/// for by butterflies_between(). Before the first expiry both are proven: g of lambda w_1 is concave in lambda and not
/// negative at 0 and 1. Beyond the last expiry butterfly_free() of the smile in question decides.
///
/// cost  about a microsecond a slice, and 40 a pair for total_variance
template <class Slice>
[[nodiscard]] surface_report arbitrage(const basic_surface<Slice>& surface)
{
    surface_report report;
    for (std::size_t i = 0; i < surface.size(); ++i) {
        report.butterfly.push_back(butterfly_arbitrage(surface.slice(i)));
        if (i == 0) continue;
        report.calendar.push_back(calendar_arbitrage(surface.slice(i - 1), surface.slice(i)));
        if (surface.interpolation() == time_interpolation::total_variance)
            report.between.push_back(butterflies_between(surface.slice(i - 1), surface.slice(i)));
    }
    return report;
}

} // namespace smirk::inline SMIRK_ABI::surface
