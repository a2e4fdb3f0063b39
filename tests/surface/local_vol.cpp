// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <stdexcept>

using namespace smirk;
using namespace smirk::surface;

namespace {

const svi early{.a = 0.006, .b = 0.06, .rho = -0.6, .m = 0.02, .sigma = 0.18},
    late{.a = 0.03, .b = 0.13, .rho = -0.6, .m = 0.05, .sigma = 0.4};

struct own_smile { // of somebody else's surface: all that local vol asks for
    double years;
    [[nodiscard]] double total_variance(double) const { return 0.04 * years * years; }
    [[nodiscard]] double local_variance(double) const { return 0.08 * years; }
};
struct own_surface {
    [[nodiscard]] own_smile smile(double years) const { return {years}; }
};

} // namespace

TEST_CASE("local_vol: from call prices with rates and dividends the same", "[surface][local_vol]")
{
    // sigma^2 = 2 (C_T + (r - q) K C_K + q C) / (K^2 C_KK), by differences of discounted Black prices
    const svi_surface surface({0.5, 2.0}, {early, late});
    const double S = 100, r = 0.05, q = 0.02;
    const auto call = [&](double K, double T) {
        const double F = S * std::exp((r - q) * T);
        return black::price(option_type::call, F, K, T, surface.vol(std::log(K / F), T), std::exp(-r * T));
    };
    for (double T : {0.8, 1.3, 1.9})
        for (double K : {75.0, 95.0, 105.0, 130.0}) {
            const double h = 0.02, e = 1e-4;
            const double C = call(K, T), C_T = (call(K, T + e) - call(K, T - e)) / (2 * e);
            const double up = call(K + h, T), down = call(K - h, T);
            const double C_K = (up - down) / (2 * h), C_KK = (up - 2 * C + down) / (h * h);
            const double variance = 2 * (C_T + (r - q) * K * C_K + q * C) / (K * K * C_KK);
            const double k = std::log(K / (S * std::exp((r - q) * T)));
            REQUIRE_THAT(local_vol(surface, k, T), WithinRel(std::sqrt(variance), 2e-5)); // rounding over h^2
        }
}

TEST_CASE("local_vol: arbitrage gives no number, not a wrong one", "[surface][local_vol]")
{
    const svi_surface crossed({0.5, 2.0}, {late, early}); // w falls with time
    REQUIRE(std::isnan(local_vol(crossed, 0.0, 1.0)));
    const svi butterfly{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28}; // g < 0 near k = .6
    double k = 0;
    while (durrleman(butterfly, k) > 0 && k < 3) k += 0.01;
    REQUIRE(k < 3);
    REQUIRE(std::isnan(local_vol(svi_surface({0.5}, {butterfly}), k + 0.02, 0.5)));
}

TEST_CASE("local_vol: wings far out, and where prices underflow", "[surface][local_vol]")
{
    const svi_surface linear({0.5, 2.0}, {early, late}), prices({0.5, 2.0}, {early, late}, time_interpolation::price);
    // straight wings with slopes s_1, s_2 and x the weight: (s_2 - s_1) |k| dx/dT / (1/4 - s^2/16)
    const double k = -1e6, x = 0.5, s1 = early.left_slope(), s2 = late.left_slope(), s = (1 - x) * s1 + x * s2;
    REQUIRE_THAT(local_vol(linear, k, 1.25),
                 WithinRel(std::sqrt((s2 - s1) * 1e6 / 1.5 / (0.25 - s * s / 16)), 1e-3)); // w(0) / 1e6
    REQUIRE(std::isnan(local_vol(prices, -1e4, 1.25)));
    REQUIRE(local_vol(prices, -0.2, 1.25) > 0.1);
}

TEST_CASE("local_vol: any surface that has a local variance; misuse", "[surface][local_vol]")
{
    REQUIRE_THAT(local_vol(own_surface{}, 0.3, 0.5), WithinRel(0.2, 1e-15));
    REQUIRE_THROWS_AS(local_vol(svi_surface(), 0, 1), std::invalid_argument);
}
