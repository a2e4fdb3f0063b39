// SPDX-License-Identifier: BSL-1.0
// How the smile of a local-vol model moves with the underlying.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/config.hpp>
#include <smirk/option_type.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Skew stickiness ratio of local vol: how far the vol at the money moves, in units of the skew, when the underlying
/// moves and local vol stays where it is in strike and time.
///
///     R(T) = (d sigma_ATM / d ln S) / (d sigma / dk at k = 0)
///
/// by pricing at the money after moves of +h and -h. For a weak skew that is constant in T it is 2; where the skew
/// decays in T as a power law it is more, and grows slowly with T.
///
/// surface  what local vol is taken from
/// years    T > 0
/// options  grid; log_move is not used
/// h        size of the move
/// returns  R; NaN where the skew is zero
/// throws   std::invalid_argument unless h > 0, and as local_vol_prices()
/// cost     two solutions of the forward equation, some milliseconds
/// source   Bergomi, Stochastic Volatility Modeling, 2016, section 2.4
[[nodiscard]] inline double local_vol_stickiness(const svi_surface& surface, double years,
                                                 local_vol_pde_options options = {}, double h = 0.01)
{
    if (!(h > 0))
        throw std::invalid_argument("smirk::surface::local_vol_stickiness: expected h > 0, got " + std::to_string(h));
    const std::vector<double> at_the_money{0.0}, expiry{years};
    const auto vol = [&](double move) {
        options.log_move = move;
        const double price = local_vol_prices(surface, at_the_money, expiry, options)[0];
        return black::implied_vol(option_type::call, price, 1.0, 1.0, years).vol;
    };
    const smile_derivatives at = surface.smile(years).derivatives(0);
    const double skew = at.dw / (2 * std::sqrt(at.w * years));
    return (vol(h) - vol(-h)) / (2 * h) / skew;
}

} // namespace smirk::inline SMIRK_ABI::surface
