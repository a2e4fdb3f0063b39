// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/dynamics.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

namespace {
const svi smile_before{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
const double years = 0.5;
double vol(const auto& s, double k) { return std::sqrt(s.total_variance(k) / years); }
} // namespace

TEST_CASE("after_move: sticky strike keeps the vol of a strike, sticky moneyness that of a moneyness",
          "[surface][dynamics]")
{
    const double x = 0.03, k = -0.1; // a strike 10 % below the old forward is 13 % below the new one
    REQUIRE_THAT(after_move(smile_before, x, 1).total_variance(k - x),
                 WithinRel(smile_before.total_variance(k), 1e-14));
    REQUIRE(after_move(smile_before, x, 0).total_variance(k) == smile_before.total_variance(k));
    // spot up: at the money the vol falls along the skew if strikes are sticky, a put further out keeps its vol
    REQUIRE(vol(after_move(smile_before, x, 1), 0) < vol(smile_before, 0));
    // with sticky moneyness a fixed strike moves up the put wing
    REQUIRE(vol(after_move(smile_before, x, 0), k - x) > vol(smile_before, k));
}

TEST_CASE("after_move: R is the ratio of the move at the money to the skew", "[surface][dynamics]")
{
    const double h = 1e-5, skew = (vol(smile_before, h) - vol(smile_before, -h)) / (2 * h);
    for (double R : {0.0, 0.7, 1.0, 2.0}) {
        const double at_the_money =
            (vol(after_move(smile_before, h, R), 0) - vol(after_move(smile_before, -h, R), 0)) / (2 * h);
        REQUIRE_THAT(at_the_money, WithinAbs(R * skew, 1e-8));
        const double at_a_strike =
            (vol(after_move(smile_before, h, R), -h) - vol(after_move(smile_before, -h, R), h)) / (2 * h);
        REQUIRE_THAT(at_a_strike, WithinAbs((R - 1) * skew, 1e-8));
    }
}

TEST_CASE("smile_delta: it is the derivative of the price along the moved smile", "[surface][dynamics]")
{
    for (double R : {0.0, 1.0, 1.8})
        for (option_type type : {option_type::put, option_type::call})
            for (double k : {-0.2, 0.0, 0.1}) {
                const auto price = [&](double x) { // forward e^x, strike e^k
                    const double w = after_move(smile_before, x, R).total_variance(k - x);
                    return black::price(type, std::exp(x), std::exp(k), 1.0, std::sqrt(w));
                };
                const double h = 1e-5; // d/dF at F = 1 is d/dx
                REQUIRE_THAT(smile_delta(smile_before, type, k, R), WithinAbs((price(h) - price(-h)) / (2 * h), 1e-8));
            }
}

TEST_CASE("risk_reversal_slope: nothing under sticky moneyness, proportional to R else", "[surface][dynamics]")
{
    REQUIRE_THAT(risk_reversal_slope(smile_before, 0.25, years, 0), WithinAbs(0, 1e-9));
    const double one = risk_reversal_slope(smile_before, 0.25, years, 1);
    REQUIRE(one != 0);
    REQUIRE_THAT(risk_reversal_slope(smile_before, 0.25, years, 2),
                 WithinRel(2 * one, 1e-3)); // w(k + R x): d/dx is R d/dk
    REQUIRE_THROWS_AS(risk_reversal_slope(smile_before, 0.25, years, 1, {}, 0), std::invalid_argument);
}
