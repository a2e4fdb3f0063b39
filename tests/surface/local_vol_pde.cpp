// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/ssvi.hpp>

#include <cmath>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

struct options_on_a_surface {
    svi_surface surface;
    std::vector<double> k, years;

    /// Five expiries of a power-law SSVI, eight strikes each from -2 to 1.5 standard deviations.
    options_on_a_surface()
    {
        const ssvi_power_law law{.rho = -0.7, .eta = 1.0, .gamma = 0.45};
        const std::vector<double> times{30 / 365.0, 91 / 365.0, 182 / 365.0, 1, 2};
        std::vector<svi> slices;
        for (double t : times) slices.push_back(raw_svi(law.slice(0.04 * t + 0.0075 * (1 - std::exp(-2 * t)))));
        surface = svi_surface(times, slices);
        for (double t : times)
            for (double z = -2; z <= 1.5; z += 0.5) {
                k.push_back(z * std::sqrt(surface.total_variance(0, t)));
                years.push_back(t);
            }
    }

    /// Root mean square of the vol errors of the equation's prices.
    double error(std::size_t space, std::size_t time) const
    {
        const auto price = local_vol_prices(surface, k, years, {.space_steps = space, .time_steps = time});
        double sum = 0;
        for (std::size_t i = 0; i < k.size(); ++i) {
            const bool put = k[i] < 0;
            const double out_of_the_money = put ? price[i] + std::expm1(k[i]) : price[i];
            const double vol = black::implied_vol(put ? option_type::put : option_type::call, out_of_the_money, 1.0,
                                                  std::exp(k[i]), years[i])
                                   .vol;
            sum += std::pow(vol - surface.vol(k[i], years[i]), 2);
        }
        return std::sqrt(sum / static_cast<double>(k.size()));
    }
};

} // namespace

TEST_CASE("local_vol_prices: the surface that gave the local vol comes back", "[surface][local_vol_pde]")
{
    const options_on_a_surface options;
    REQUIRE(options.error(400, 200) < 0.2e-4);
}

TEST_CASE("local_vol_prices: the error falls with the square of the steps", "[surface][local_vol_pde]")
{
    const options_on_a_surface options;
    const double coarse = options.error(100, 50), middle = options.error(200, 100), fine = options.error(400, 200);
    REQUIRE(std::log2(coarse / middle) > 1.9);
    REQUIRE(std::log2(middle / fine) > 1.9);
    REQUIRE(std::log2(middle / fine) < 2.1);
}

TEST_CASE("local_vol_prices: a flat surface gives Black's prices", "[surface][local_vol_pde]")
{
    const svi_surface flat({1.0}, {{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 1}});
    const std::vector<double> k{-0.3, -0.1, 0.0, 0.07, 0.25}, years{0.5, 1.0, 0.25, 0.7, 1.0};
    const auto price = local_vol_prices(flat, k, years);
    for (std::size_t i = 0; i < k.size(); ++i)
        REQUIRE_THAT(price[i], WithinAbs(black::price(option_type::call, 1.0, std::exp(k[i]), years[i], 0.2), 2e-6));
}

TEST_CASE("local_vol_prices: outside the grid there is no price; misuse throws", "[surface][local_vol_pde]")
{
    const svi_surface flat({1.0}, {{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 1}});
    const std::vector<double> far{5.0}, one{1.0}, two{0.0, 0.1}, zero{0.0};
    REQUIRE(std::isnan(local_vol_prices(flat, far, one)[0]));
    REQUIRE(local_vol_prices(flat, std::vector<double>{}, std::vector<double>{}).empty());
    REQUIRE_THROWS_AS(local_vol_prices(flat, two, one), std::invalid_argument);
    REQUIRE_THROWS_AS(local_vol_prices(flat, far, zero), std::invalid_argument);
    REQUIRE_THROWS_AS(local_vol_prices(flat, far, one, {.space_steps = 4}), std::invalid_argument);
}
