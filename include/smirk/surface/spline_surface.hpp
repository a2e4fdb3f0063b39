// SPDX-License-Identifier: BSL-1.0
// A surface of spline smiles, and the look for butterflies between two of them.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/interval.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/smile_enclosure.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/spline_enclosure.hpp>
#include <smirk/surface/spline_smile.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// A spline smile that someone else owns: what a surface hands out, since a copy would allocate.
class spline_view {
    const spline_smile* smile_;

public:
    explicit spline_view(const spline_smile& smile) : smile_(&smile) {}
    [[nodiscard]] const spline_smile& smile() const { return *smile_; }
    [[nodiscard]] double total_variance(double k) const { return smile_->total_variance(k); }
    [[nodiscard]] smile_derivatives derivatives(double k) const { return smile_->derivatives(k); }
};

template <>
struct slice_handle<spline_smile> {
    using type = spline_view;
};

/// A surface of spline slices, read in time as svi_surface is. A smile it hands out lives no longer than the surface.
using spline_surface = basic_surface<spline_smile>;

/// g of the smiles w = (1 - x) w_1 + x w_2 for all x in [0, 1] and all k, proven by intervals; where that does not
/// succeed the least g at the knots of both, three places between each two of them, and some in the wings.
///
/// cost  half a microsecond a knot
[[nodiscard]] inline between_report butterflies_between(const spline_smile& early, const spline_smile& late)
{
    return detail::butterflies_between(early, late, [&](const auto& look) {
        constexpr int points = 3;
        const double first = std::min(early.knots().front(), late.knots().front()),
                     last = std::max(early.knots().back(), late.knots().back());
        detail::gap_pieces(early, late, [&](double left, double width, const auto&) {
            for (int i = 0; i <= points; ++i) look(left + width * i / (points + 1));
        });
        look(last);
        for (double far = 0.01; far < 400; far *= 1.5) { // widths of the quotes
            look(first - far * (last - first));
            look(last + far * (last - first));
        }
    });
}

[[nodiscard]] inline smirk::detail::taylor enclose(const spline_view& smile, smirk::detail::interval k)
{
    return enclose(smile.smile(), k);
}
[[nodiscard]] inline wing_enclosure enclose_wing(const spline_view& smile, int side, double K)
{
    return enclose_wing(smile.smile(), side, K);
}
[[nodiscard]] inline std::vector<double> landmarks(const spline_view& smile) { return landmarks(smile.smile()); }

static_assert(vol_surface<spline_surface>);

} // namespace smirk::inline SMIRK_ABI::surface
