// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/local_vol_monte_carlo.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("local_vol_monte_carlo: agrees with the forward equation and with the surface", "[surface][local_vol]")
{
    const svi_surface surface({0.25, 1.0}, {{.a = 0.002, .b = 0.03, .rho = -0.6, .m = 0.02, .sigma = 0.15},
                                            {.a = 0.014, .b = 0.06, .rho = -0.55, .m = 0.03, .sigma = 0.2}});
    std::vector<double> k, years;
    for (double T : {0.25, 1.0})
        for (double x : {-0.2, -0.1, 0.0, 0.05, 0.15}) k.push_back(x), years.push_back(T);
    std::mt19937_64 generator(5);
    const auto simulated = local_vol_monte_carlo(surface, k, years, generator, {.pairs = 40000, .time_steps = 30});
    const auto solved = local_vol_prices(surface, k, years);
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double black =
            black::price(option_type::call, 1.0, std::exp(k[i]), years[i], surface.vol(k[i], years[i]));
        INFO("k " << k[i] << " years " << years[i] << " error " << simulated.standard_error[i]);
        constexpr double bias = 5e-5; // with 1e6 pairs: 9e-5 at 15 steps, 2e-5 at 30
        CHECK_THAT(simulated.price[i], WithinAbs(solved[i], 4 * simulated.standard_error[i] + bias));
        CHECK_THAT(simulated.price[i], WithinAbs(black, 4 * simulated.standard_error[i] + bias));
        CHECK(simulated.standard_error[i] < 6e-4);
        CHECK(simulated.standard_error[i] > 0);
    }
}

TEST_CASE("local_vol_monte_carlo: at one vol there is no bias, and the error falls as 1 / sqrt(paths)",
          "[surface][local_vol]")
{
    const svi_surface flat({1.0}, {{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}});
    const std::vector<double> k{-0.1, 0, 0.2}, years{1, 1, 1};
    std::mt19937_64 generator(1);
    const auto few = local_vol_monte_carlo(flat, k, years, generator, {.pairs = 4000, .time_steps = 4});
    const auto many = local_vol_monte_carlo(flat, k, years, generator, {.pairs = 64000, .time_steps = 4});
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double exact = black::price(option_type::call, 1.0, std::exp(k[i]), 1.0, 0.2);
        CHECK_THAT(many.price[i], WithinAbs(exact, 4 * many.standard_error[i]));
        CHECK_THAT(few.standard_error[i] / many.standard_error[i], WithinRel(4, 0.15)); // sampling error of the spread
    }
}

TEST_CASE("local_vol_monte_carlo: misuse", "[surface][local_vol]")
{
    const svi_surface flat({1.0}, {{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}});
    std::mt19937_64 generator(1);
    const std::vector<double> one{1}, two{1, 2}, zero{0}, empty;
    REQUIRE_THROWS_AS(local_vol_monte_carlo(flat, one, two, generator), std::invalid_argument);
    REQUIRE_THROWS_AS(local_vol_monte_carlo(flat, one, zero, generator), std::invalid_argument);
    REQUIRE_THROWS_AS(local_vol_monte_carlo(flat, one, one, generator, {.pairs = 1}), std::invalid_argument);
    REQUIRE(local_vol_monte_carlo(flat, empty, empty, generator).price.empty());
}
