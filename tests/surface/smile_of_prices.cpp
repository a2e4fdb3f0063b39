// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/smile_of_prices.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("smile_of_price: prices of a slice give the slice back", "[surface][smile_of_prices]")
{
    const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
    for (double k : {-1.2, -0.3, -1e-9, 0.0, 1e-9, 0.1, 0.5}) {
        const auto at = slice.derivatives(k);
        const double price = black::time_value(1.0, std::exp(k), 1.0, std::sqrt(at.w)), c_w = variance_vega(k, at.w);
        const auto back =
            smile_of_price(k, price, out_of_the_money_slope(k, at.w) + c_w * at.dw, 2 * c_w * durrleman(k, at));
        REQUIRE_THAT(back.w, WithinRel(at.w, 1e-12));
        REQUIRE_THAT(back.dw, WithinAbs(at.dw, 1e-10));
        REQUIRE_THAT(back.d2w, WithinAbs(at.d2w, 1e-8)); // what is left of the rounding of w over w^2
    }
}

TEST_CASE("out_of_the_money_slope and variance_vega are derivatives of the price", "[surface][smile_of_prices]")
{
    const double w = 0.05, h = 1e-5;
    const auto price = [](double k, double v) { return black::time_value(1.0, std::exp(k), 1.0, std::sqrt(v)); };
    for (double k : {-0.6, -0.05, 0.05, 0.4}) {
        REQUIRE_THAT(out_of_the_money_slope(k, w), WithinAbs((price(k + h, w) - price(k - h, w)) / (2 * h), 1e-9));
        REQUIRE_THAT(variance_vega(k, w), WithinAbs((price(k, w + h) - price(k, w - h)) / (2 * h), 1e-6));
    }
}

TEST_CASE("smile_of_price: no price, no smile", "[surface][smile_of_prices]")
{
    REQUIRE(std::isnan(variance_of_price(0.1, 0)));
    REQUIRE(std::isnan(variance_of_price(0.1, -1e-5)));
    REQUIRE(std::isnan(variance_of_price(0.1, 1.01))); // a call of more than the forward
    REQUIRE(std::isnan(smile_of_price(0.1, -1e-5, 0, 0).w));
    REQUIRE(std::isnan(smile_of_price(0.1, -1e-5, 0, 0).d2w));
}
