// SPDX-License-Identifier: BSL-1.0
// Whether a stress brings arbitrage: proven or refuted for all strikes where the smile can be enclosed, by a scan where
// it cannot.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/market_span.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/arbitrage_scan.hpp>
#include <smirk/surface/certificate.hpp>
#include <smirk/surface/smile_enclosure.hpp>
#include <smirk/surface/stress.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// A smile under stress, by the rules of arithmetic: vol = sqrt(w / T) + shift + x (skew + curvature x / 2), w = T
/// vol^2. Nothing is said where vol may not be positive.
template <enclosed_smile S>
[[nodiscard]] smirk::detail::taylor enclose(const stressed_smile<S>& smile, smirk::detail::interval k)
{
    using smirk::detail::interval;
    const auto before = enclose(smile.before(), k);
    if (!(before.f().low > 0)) return not_enclosed();
    const interval T = smile.years(), r = smile.reach();
    const auto x = r * tanh_of(k, interval(1) / r);
    auto factor = interval(0.5 * smile.curvature()) * x;
    factor.c[0] = factor.c[0] + smile.skew();
    auto vol = sqrt((interval(1) / T) * before) + x * factor;
    vol.c[0] = vol.c[0] + smile.shift();
    if (!(vol.f().low > 0)) return not_enclosed();
    return T * (vol * vol);
}

/// In a wing x = side k, with sigma = sqrt(w / T) before the stress, s what is added to it and q = s / sigma:
///
///     w' = (1 + q) (w_0' + 2 Z_1),   Z_1 = T sigma s',   Z_2 = T sigma s''
///     w'' = (w_0' + 2 Z_1)^2 / (2 w_0) + (1 + q) (w_0'' - w_0'^2 / (2 w_0) + 2 Z_2)
///
/// s' and s'' fall as sech^2(x / r), faster than sigma grows with the root of x: from x = r on their products with it
/// are largest at K.
template <enclosed_smile S>
[[nodiscard]] wing_enclosure enclose_wing(const stressed_smile<S>& smile, int side, double K)
{
    using smirk::detail::interval, smirk::detail::magnitude, smirk::detail::outward;
    const auto [w_by_x, slope, bend] = enclose_wing(smile.before(), side, K);
    const interval T = smile.years(), r = smile.reach();
    if (!(w_by_x.low > 0) || !std::isfinite(w_by_x.high) || !(K >= smile.reach())) return wing_not_enclosed();
    const interval t = tanh(interval(K) / r), x = interval(side) * r * interval(t.low, 1);
    const interval steep = interval(smile.skew()) + interval(smile.curvature()) * x;
    const interval added =
        interval(smile.shift()) + x * (interval(smile.skew()) + interval(0.5 * smile.curvature()) * x);
    const interval w_at_K = w_by_x * K, one_by_w = outward(0, 1 / w_at_K.low, 2);
    const interval one_plus_q = interval(1) + added * sqrt(T * one_by_w);
    if (!(one_plus_q.low > 0)) return wing_not_enclosed();
    const double sech2 = std::max(0.0, ((1 - t) * (1 + t)).high), sigma_T = sqrt(T * w_at_K).high;
    const double first = magnitude(steep) * sech2 * sigma_T,
                 second = (std::fabs(smile.curvature()) + 2 * magnitude(steep) / smile.reach()) * sech2 * sigma_T;
    const interval Z_1 = outward(-first, first, 4), Z_2 = outward(-second, second, 8);
    const interval d = slope + 2 * Z_1;
    return {w_by_x * square(one_plus_q), one_plus_q * d,
            interval(0.5) * square(d) * one_by_w +
                one_plus_q * (bend - interval(0.5) * square(slope) * one_by_w + 2 * Z_2)};
}

template <enclosed_smile S>
[[nodiscard]] std::vector<double> landmarks(const stressed_smile<S>& smile)
{
    return detail::merged(landmarks(smile.before()), {-smile.reach(), 0, smile.reach()});
}

/// before, after  arbitrage without and with the stress at the times asked for, by the same scans: where and how much
/// free_before, free_after  whether there is none at those times at any strike: proven and refuted for smiles that can
///                          be enclosed; for others a scan refutes, or leaves it open
struct stress_report {
    surface_report before, after;
    proof free_before = proof::open, free_after = proof::open;

    /// The stress brought butterfly or calendar arbitrage to a surface in which none is known.
    [[nodiscard]] bool created() const { return free_before != proof::refuted && free_after == proof::refuted; }
};

namespace detail {

/// Butterflies at each time and calendars between neighbours, by certificates.
template <class Surface>
[[nodiscard]] proof free_of_arbitrage(const Surface& surface, strided<double> years, const surface_report& scanned)
{
    if (!scanned.arbitrage_free()) return proof::refuted;
    if constexpr (enclosed_smile<std::remove_cvref_t<decltype(surface.smile(1.0))>>) {
        bool open = false;
        for (std::size_t i = 0; i < years.size(); ++i) {
            const auto& smile = surface.smile(years[i]);
            const proof butterfly = butterfly_certificate(smile).verdict;
            const proof calendar =
                i > 0 ? calendar_certificate(surface.smile(years[i - 1]), smile).verdict : proof::proven;
            if (butterfly == proof::refuted || calendar == proof::refuted) return proof::refuted;
            open = open || butterfly == proof::open || calendar == proof::open;
        }
        return open ? proof::open : proof::proven;
    } else {
        return proof::open;
    }
}

template <class Before, class After>
[[nodiscard]] stress_report compare(const Before& before, const After& after, strided<double> years,
                                    const arbitrage_scan_options& options)
{
    stress_report report{scan_arbitrage(before, years, options), scan_arbitrage(after, years, options)};
    report.free_before = free_of_arbitrage(before, years, report.before);
    report.free_after = free_of_arbitrage(after, years, report.after);
    return report;
}

} // namespace detail

/// Whether a stress creates arbitrage at the times given. At the expiries of a surface of SVI or spline slices, and
/// between them where total variance is interpolated, it is decided for all strikes; Lee's bounds are part of that.
/// Other smiles are scanned within the reach of the options.
///
/// years    at which to look, positive and ascending; the expiries of the surface as a rule
/// returns  see stress_report. A lower level can make wings of equal slope cross beyond any strike that trades: that is
///          refuted as well.
/// throws   as scan_arbitrage() and stressed_smile
/// cost     that of two scans, and some 100 us a time
template <vol_surface S>
[[nodiscard]] stress_report stress_arbitrage(const S& surface, const vol_stress& stress, strided<double> years,
                                             const arbitrage_scan_options& options = {})
{
    return detail::compare(surface, stressed(surface, stress), years, options);
}

/// The same of a single smile, which has butterflies alone.
template <smooth_smile S>
[[nodiscard]] stress_report stress_arbitrage(const S& smile, double years, const vol_stress& stress,
                                             const arbitrage_scan_options& options = {})
{
    struct one_time {
        const S& of;
        [[nodiscard]] const S& smile(double) const { return of; }
    };
    struct one_time_stressed {
        stressed_smile<S> of;
        [[nodiscard]] const stressed_smile<S>& smile(double) const { return of; }
    };
    return detail::compare(one_time{smile}, one_time_stressed{stressed(smile, years, stress)},
                           strided<double>(&years, 1), options);
}

} // namespace smirk::inline SMIRK_ABI::surface
