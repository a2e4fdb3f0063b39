// SPDX-License-Identifier: BSL-1.0
// Spline smiles and surfaces of them: certified free of arbitrage whatever is quoted, and by values in between.
#include "smile_input.hpp"

#include <smirk/surface/fit_spline_surface.hpp>

namespace {

namespace surface = smirk::surface;
using fuzz::refuses, fuzz::require;

void look_at(const surface::spline_smile& smile)
{
    require(smile.valid() && surface::butterfly_free(smile) && surface::butterfly_arbitrage(smile).arbitrage_free());
    const auto& knot = smile.knots();
    const double width = knot.back() - knot.front();
    for (int i = -10; i <= 50; ++i) require(smile.total_variance(knot.front() + width * i / 40) > 0);
}

void slice(fuzz::input& in)
{
    const auto p = fuzz::read_smile(in, 32), below = fuzz::read_smile(in), above = fuzz::read_smile(in);
    surface::spline_fit_options options{.weight = p.weight};
    const unsigned mode = in.byte();
    const auto floor = surface::fit_spline(below.k, below.w), ceiling = surface::fit_spline(above.k, above.w);
    options.butterfly = !(mode & 1);
    if (mode & 2 && floor.smile) options.floor = &*floor.smile;
    if (mode & 4 && ceiling.smile) options.ceiling = &*ceiling.smile;
    options.years = in.number(in.scale(0.001, 10));
    options.smoothing = in.number(in.scale(1e-6, 1));
    options.quotes_per_knot = in.number(in.between(0.5, 5));
    options.robust = in.number(3);
    if (mode & 8) options.max_knots = in.below(40);
    const bool ordered = !options.floor || !options.ceiling || surface::calendar_free(*options.floor, *options.ceiling);
    refuses([&] {
        const auto fit = surface::fit_spline(p.k, p.w, options);
        require(fit.used + fit.dropped == p.k.size());
        require(fit.smile.has_value() == (fit.status != surface::fit_status::too_few_points));
        if (!fit.smile) return;
        if (options.butterfly) look_at(*fit.smile);
        if (options.floor && ordered) require(surface::calendar_arbitrage(*options.floor, *fit.smile).arbitrage_free());
        if (options.ceiling && ordered)
            require(surface::calendar_arbitrage(*fit.smile, *options.ceiling).arbitrage_free());
        require(!fit || (std::isfinite(fit.rmse) && fit.rmse >= 0));
        const auto again = surface::fit_spline(p.k, p.w, options);
        require(again.smile->knots() == fit.smile->knots() && again.status == fit.status &&
                fuzz::same(again.rmse, fit.rmse));
    });
}

void whole_surface(fuzz::input& in)
{
    surface::vol_quotes all;
    const std::size_t expiries = in.below(4);
    const bool thin = in.flag();
    for (std::size_t i = 0; i < expiries; ++i) {
        const auto p = fuzz::read_smile(in, 16);
        const double years = in.number(in.scale(0.002, 5));
        refuses([&] {
            for (std::size_t j = 0; j < p.k.size(); ++j)
                all.add_moneyness(p.k[j], years, std::sqrt(p.w[j] / years), p.weight[j]);
        });
    }
    const auto fit = surface::fit_splines(all, {.leave_out_thin = thin});
    require(fit.slices.size() == all.size());
    const surface::spline_smile* before = nullptr;
    for (const auto& s : fit.slices) {
        if (!s.smile) continue;
        look_at(*s.smile);
        if (before) require(surface::calendar_arbitrage(*before, *s.smile).arbitrage_free());
        before = &*s.smile;
    }
    require(!fit || std::isfinite(fit.rmse));
}

} // namespace

SMIRK_FUZZ_TARGET(spline)
{
    fuzz::input in(data, size);
    if (in.byte() & 1)
        slice(in);
    else
        whole_surface(in);
    return 0;
}
