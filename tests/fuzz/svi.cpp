// SPDX-License-Identifier: BSL-1.0
// SVI slices with and without neighbours, SVI and eSSVI surfaces: whatever is quoted, what comes out is free of the
// arbitrage it is to be free of, by certificates and by values between them, and the same when asked again.
#include "smile_input.hpp"

#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_essvi.hpp>

#include <algorithm>
#include <optional>

namespace {

namespace surface = smirk::surface;
using fuzz::refuses, fuzz::require, fuzz::same;

/// What the certificate says, looked at between its places: no value of g below what rounding explains.
void look_at(const surface::svi& slice)
{
    require(slice.valid() && surface::butterfly_free(slice) && surface::butterfly_arbitrage(slice).arbitrage_free());
    for (int i = -40; i <= 40; ++i) {
        const auto d = slice.derivatives(slice.m + slice.sigma * std::sinh(0.25 * i));
        require(d.w > 0 && d.d2w >= 0 && std::isfinite(d.dw));
        require(std::fabs(d.dw) <= 2 * (1 + 1e-12));
    }
}

/// A floor or ceiling as the fit of other quotes gives it.
std::optional<surface::svi> neighbour(fuzz::input& in)
{
    const auto p = fuzz::read_smile(in);
    const auto fit = surface::fit_svi(p.k, p.w);
    if (fit.status == surface::fit_status::too_few_points) return std::nullopt;
    return fit.smile;
}

void slice(fuzz::input& in)
{
    const auto p = fuzz::read_smile(in);
    surface::svi_fit_options options{.weight = p.weight};
    const unsigned mode = in.byte();
    options.butterfly = !(mode & 1);
    options.years = in.number(in.scale(0.001, 10));
    if (mode & 2) options.floor = neighbour(in);
    if (mode & 4) options.ceiling = neighbour(in);
    refuses([&] {
        const auto fit = surface::fit_svi(p.k, p.w, options);
        require(fit.used + fit.dropped == p.k.size());
        if (fit.status == surface::fit_status::too_few_points) {
            require(std::isnan(fit.smile.a) && std::isnan(fit.rmse));
            return;
        }
        require(std::isfinite(fit.smile.a) && std::isfinite(fit.smile.b) && std::isfinite(fit.smile.rho) &&
                std::isfinite(fit.smile.m) && std::isfinite(fit.smile.sigma));
        if (options.butterfly) look_at(fit.smile);
        if (options.floor) require(surface::calendar_arbitrage(*options.floor, fit.smile).arbitrage_free());
        if (options.ceiling) require(surface::calendar_arbitrage(fit.smile, *options.ceiling).arbitrage_free());
        require(!fit || (std::isfinite(fit.rmse) && std::isfinite(fit.max_error) && fit.rmse >= 0));
        const auto again = surface::fit_svi(p.k, p.w, options);
        require(again.smile == fit.smile && again.status == fit.status);
    });
}

surface::vol_quotes quotes(fuzz::input& in)
{
    surface::vol_quotes all;
    const std::size_t expiries = in.below(5);
    for (std::size_t i = 0; i < expiries; ++i) {
        const auto p = fuzz::read_smile(in, 14);
        const double years = in.number(in.scale(0.002, 5));
        refuses([&] {
            for (std::size_t j = 0; j < p.k.size(); ++j)
                all.add_moneyness(p.k[j], years, std::sqrt(p.w[j] / years), p.weight[j]);
        });
    }
    return all;
}

void svi_surface(fuzz::input& in)
{
    const surface::surface_fit_options options{.arbitrage_free = !(in.byte() & 1), .leave_out_thin = in.flag()};
    const auto q = quotes(in);
    const auto fit = surface::fit(q, options);
    require(fit.slices.size() == q.size() && fit.years.size() == q.size());
    if (!fit) return;
    require(std::isfinite(fit.rmse));
    if (options.arbitrage_free) require(surface::arbitrage(fit.surface).arbitrage_free());
}

void essvi_surface(fuzz::input& in)
{
    const auto q = quotes(in);
    const auto fit = surface::fit_essvi(q);
    std::size_t rows = 0;
    for (const auto& e : q) rows += e.size();
    require(fit.used + fit.dropped == rows);
    if (fit.used == 0) {
        require(!fit && std::isnan(fit.rmse));
        return;
    }
    for (const auto& s : fit.slices)
        require(s.theta > 0 && s.psi > 0 && std::fabs(s.rho) < 1 && std::isfinite(s.theta));
    for (std::size_t i = 1; i < fit.slices.size(); ++i) { // essvi_slices_ordered, but for rounding
        const auto &early = fit.slices[i - 1], &late = fit.slices[i];
        const double p = std::max((1 + early.rho) / (1 + late.rho), (1 - early.rho) / (1 - late.rho));
        constexpr double rounding = 1 - 1e-12;
        require(late.psi >= rounding * p * early.psi);
        require(rounding * late.psi * early.theta <= early.psi * late.theta);
    }
    if (fit.slices.back().theta > 1e100) return; // the certificates overflow, and say no
    require(!fit || std::isfinite(fit.rmse));
    const auto report = surface::arbitrage(fit.surface); // between expiries it is looked for, not ruled out
    for (const auto& slice : report.butterfly) require(slice.arbitrage_free());
    for (const auto& pair : report.calendar) require(pair.arbitrage_free());
}

} // namespace

SMIRK_FUZZ_TARGET(svi)
{
    fuzz::input in(data, size);
    const unsigned what = in.byte() % 4;
    if (what < 2)
        slice(in);
    else if (what == 2)
        svi_surface(in);
    else
        essvi_surface(in);
    return 0;
}
