// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <numbers>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("durrleman: the second derivative of call prices, scaled", "[surface][durrleman]")
{
    // c_kk - c_k = 2 c_w g with c_w = n(d1) / (2 sqrt(w)), the left side by differences of Black prices
    const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
    const auto call = [&](double k) {
        return black::price(option_type::call, 1, std::exp(k), 1, std::sqrt(slice.total_variance(k)));
    };
    for (double k : {-0.4, -0.1, 0.0, 0.05, 0.2}) {
        const double h = 1e-3, up = call(k + h), down = call(k - h), up2 = call(k + 2 * h), down2 = call(k - 2 * h);
        const double c_k = (8 * (up - down) - up2 + down2) / (12 * h);
        const double c_kk = (16 * (up + down) - up2 - down2 - 30 * call(k)) / (12 * h * h);
        const double w = slice.total_variance(k), d1 = -k / std::sqrt(w) + 0.5 * std::sqrt(w);
        const double c_w = std::exp(-0.5 * d1 * d1) / std::sqrt(2 * std::numbers::pi) / (2 * std::sqrt(w));
        REQUIRE_THAT(durrleman(slice, k), WithinRel((c_kk - c_k) / (2 * c_w), 1e-6)); // h^4 and rounding over h^2
    }
}

TEST_CASE("durrleman: flat, kinked and vanishing variance", "[surface][durrleman]")
{
    static_assert(durrleman(0.7, {0.04, 0, 0}) == 1); // a flat smile, and at compile time
    REQUIRE(durrleman(0, {0.04, 0.1, -3}) < 0);       // concave enough
    REQUIRE_FALSE(std::isfinite(durrleman(0.1, {0, 0.1, 0})));
    REQUIRE(std::isnan(durrleman(0.1, {NAN, 0.1, 0})));
    // far out on a straight wing of slope b: (1 - b / 2)(...)  -> 1/4 - b^2 / 16
    const double b = 1.2, k = 1e9;
    REQUIRE_THAT(durrleman(k, {b * k, b, 0}), WithinRel(0.25 - b * b / 16, 1e-8));
}
