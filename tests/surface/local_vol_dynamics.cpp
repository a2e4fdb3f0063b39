// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/local_vol_dynamics.hpp>
#include <smirk/surface/ssvi.hpp>

#include <cmath>
#include <vector>

using namespace smirk::surface;

namespace {

svi_surface surface_of(const ssvi_power_law& law, auto theta)
{
    std::vector<double> years;
    std::vector<svi> slices;
    for (double t = 1e-4; t < 6; t *= 1.1) years.push_back(t), slices.push_back(raw_svi(law.slice(theta(t))));
    return {years, slices};
}

} // namespace

TEST_CASE("local_vol_stickiness: not 2, where the skew decays as a power of time", "[surface][local_vol_dynamics]")
{
    // An independent program with the analytic local vol of this SSVI surface, 3000 by 1500 steps, finds R from 2.46 at
    // seven days to 2.74 at five years. Here the surface is linear between slices a tenth apart in time.
    const auto surface = surface_of({.rho = -0.7, .eta = 1.0, .gamma = 0.45},
                                    [](double t) { return 0.04 * t + 0.0075 * (1 - std::exp(-2 * t)); });
    REQUIRE_THAT(local_vol_stickiness(surface, 7 / 365.0), WithinAbs(2.46, 0.02));
    REQUIRE_THAT(local_vol_stickiness(surface, 5), WithinAbs(2.74, 0.02));
}

TEST_CASE("local_vol_stickiness: 2, where the skew is weak and the same at all times", "[surface][local_vol_dynamics]")
{
    std::vector<double> years;
    std::vector<svi> slices;
    for (double t = 0.1; t < 3;
         t += 0.1) { // phi does not depend on time, so neither does the skew rho phi sqrt(theta / T) / 2
        years.push_back(t);
        slices.push_back(raw_svi(ssvi_slice{.theta = 0.04 * t, .rho = -0.3, .psi = 0.5 * 0.04 * t}));
    }
    const svi_surface surface(years, slices);
    for (double t : {0.25, 1.0})
        REQUIRE_THAT(local_vol_stickiness(surface, t), WithinAbs(2, 0.01)); // first order in the skew
}

TEST_CASE("local_vol_stickiness: misuse throws", "[surface][local_vol_dynamics]")
{
    const svi_surface flat({1.0}, {{.a = 0.04, .b = 0.01, .rho = -0.5, .m = 0, .sigma = 1}});
    REQUIRE_THROWS_AS(local_vol_stickiness(flat, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(local_vol_stickiness(flat, 1, {}, -0.01), std::invalid_argument);
}

TEST_CASE("under local vol the smile moves against the spot: at a fixed strike vol falls when the spot rises",
          "[surface][local_vol_dynamics]")
{
    const auto surface = surface_of({.rho = -0.7, .eta = 1.0, .gamma = 0.45}, [](double t) { return 0.04 * t; });
    const double years = 0.5, move = 0.005;
    const auto vol_at_first_strike = [&](double log_move) { // the strike that was at the money, after the move
        const std::vector<double> k{-log_move}, expiry{years};
        const double price = local_vol_prices(surface, k, expiry, {.log_move = log_move})[0];
        return smirk::black::implied_vol(smirk::option_type::call, price, 1.0, std::exp(-log_move), years).vol;
    };
    const double before = surface.vol(0, years), up = vol_at_first_strike(move), down = vol_at_first_strike(-move);
    REQUIRE(up < before);
    REQUIRE(down > before);
    // a smile that stays with its strikes would not move there, one that stays with moneyness would rise with the spot
    REQUIRE(surface.vol(-move, years) > before);
    // to first order (R - 1) times the skew times the move
    const double R = local_vol_stickiness(surface, years),
                 skew = (surface.vol(move, years) - surface.vol(-move, years)) / (2 * move);
    REQUIRE_THAT((up - down) / (2 * move), WithinRel((R - 1) * skew, 0.02)); // of the grid and of third order
}
