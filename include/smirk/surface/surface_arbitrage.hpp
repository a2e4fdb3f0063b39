// SPDX-License-Identifier: BSL-1.0
// Static arbitrage of a whole surface: each slice, and each pair of neighbours in time.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/certificate.hpp>
#include <smirk/surface/smile_enclosure.hpp>
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
/// min_g    least g met
/// where    its k
/// weight   of the later slice at that time, 0 to 1
/// verdict  whether there is none at any strike and any time between: proven by between_certificate(), refuted by
///          min_g, or open
struct between_report {
    double min_g, where, weight;
    proof verdict;

    [[nodiscard]] bool arbitrage_free() const { return verdict == proof::proven; }
};

/// butterfly  one report a slice
/// calendar   one report for each pair of neighbours; calendar[i] is of slices i and i + 1
/// between    the same pairs, where total variance is interpolated; empty where prices are, since nothing can go wrong
///
/// Calendar spreads need no report of times between: w is linear in time at fixed k, or prices are, so they rise
/// between two slices that do not cross.
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
        if (!(g >= report.min_g)) report.min_g = g, report.where = k, report.weight = x;
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
        report.min_g = -std::numeric_limits<double>::min(), report.where = k, // negative, in less than a sixteenth
            report.weight = 0.5;
}

} // namespace detail

namespace detail {

/// The certificate, and only where it does not prove a search of the strikes that look(k, report) is called with.
template <class Slice, class Scan>
[[nodiscard]] between_report butterflies_between(const Slice& early, const Slice& late, const Scan& scan)
{
    const certificate found =
        butterfly_free(early) && butterfly_free(late) ? between_certificate(early, late) : certificate{};
    between_report report{found.least, found.where, 0.5, found.verdict};
    if (found) return report;
    report.min_g = std::numeric_limits<double>::infinity();
    scan([&](double k) { butterflies_at(k, early.derivatives(k), late.derivatives(k), report); });
    if (report.min_g < 0) report.verdict = proof::refuted;
    return report;
}

} // namespace detail

/// g of the smiles w = (1 - x) w_1 + x w_2 for all x in [0, 1] and all k, proven by intervals; where that does not
/// succeed the least g on a grid of strikes that reaches 400 widths out.
///
/// cost  40 us, a hundred more where there is arbitrage
[[nodiscard]] inline between_report butterflies_between(const svi& early, const svi& late)
{
    return detail::butterflies_between(early, late, [&](const auto& look) {
        constexpr double reach = 6.7; // asinh(400)
        constexpr int steps = 160;
        const double centre = 0.5 * (early.m + late.m),
                     width = 0.5 * (early.sigma + late.sigma + std::fabs(early.m - late.m));
        for (int i = 0; i <= steps; ++i) look(centre + width * std::sinh(reach * (2.0 * i / steps - 1)));
    });
}

/// A mixture of slices in total variance. With prices mixed nothing is said, and nothing has to be.
template <class Slice>
    requires enclosed_smile<Slice>
[[nodiscard]] smirk::detail::taylor enclose(const basic_mixed_smile<Slice>& smile, smirk::detail::interval k)
{
    const auto [p, q, shift] = smile.weights();
    if (!(p == p)) return not_enclosed();
    auto sum = smirk::detail::interval(p) * enclose(smile.early(), k);
    if (q != 0) sum = sum + smirk::detail::interval(q) * enclose(smile.late(), k);
    sum.c[0] = sum.c[0] + shift;
    return sum;
}
template <class Slice>
    requires enclosed_smile<Slice>
[[nodiscard]] wing_enclosure enclose_wing(const basic_mixed_smile<Slice>& smile, int side, double K)
{
    const auto [p, q, shift] = smile.weights();
    if (!(p == p)) return wing_not_enclosed();
    const smirk::detail::interval one = p, two = q;
    const auto a = enclose_wing(smile.early(), side, K),
               b = enclose_wing(q != 0 ? smile.late() : smile.early(), side, K);
    return {one * a.w_by_x + two * b.w_by_x + smirk::detail::interval(shift) * smirk::detail::outward(0, 1 / K),
            one * a.slope + two * b.slope, one * a.bend + two * b.bend};
}
template <class Slice>
    requires enclosed_smile<Slice>
[[nodiscard]] std::vector<double> landmarks(const basic_mixed_smile<Slice>& smile)
{
    return smile.weights().q != 0 ? detail::merged(landmarks(smile.early()), landmarks(smile.late()))
                                  : landmarks(smile.early());
}

/// Static arbitrage of a surface. Each slice, each pair of neighbours and all times between them are decided for all
/// strikes.
///
/// Between expiries: with time_interpolation::price a surface whose slices are free of arbitrage is free of it at all
/// times (Gatheral and Jacquier, lemma 5.1); with total_variance calendar spreads are safe, w being linear in time, and
/// butterflies are decided by butterflies_between(). Before the first expiry both are proven: g of lambda w_1 is
/// concave in lambda and not negative at 0 and 1. Beyond the last expiry w grows by the same at all k, so calendar
/// spreads are safe; butterfly_certificate() of the smile in question decides on butterflies.
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
