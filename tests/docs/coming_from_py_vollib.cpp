// SPDX-License-Identifier: BSL-1.0
// The calls of examples/docs/coming_from.md for those who know py_vollib, against its numbers: version 1.0.12,
// analytical greeks, flag, F = 105, K = 100, t = 0.75, r = 0.03, sigma = 0.22, q = 0.01.
#include "support/catch.hpp"

#include <smirk/black.hpp>

#include <cmath>
#include <vector>

namespace black = smirk::black;
using smirk::option_type;

namespace {

constexpr double F = 105, K = 100, t = 0.75, sigma = 0.22, r = 0.03, q = 0.01;
const double D = std::exp(-r * t), S = F * std::exp(-r * t), Sq = F * std::exp(-(r - q) * t);
constexpr double theirs = 1e-12; // relative: differences of terms of the size of F

struct greeks_of_a_model {
    double delta, gamma, vega, theta, rho;
};

} // namespace

TEST_CASE("py_vollib: prices", "[docs]")
{
    for (const auto& [type, price] :
         {std::pair{option_type::call, 10.297657473135494}, std::pair{option_type::put, 5.4089012871688125}}) {
        REQUIRE_THAT(black::price(type, F, K, t, sigma, D), WithinRel(price, theirs));
        REQUIRE_THAT(black::price(type, F, K, t, sigma), WithinRel(price / D, theirs));
        REQUIRE_THAT(black::price(type, S * std::exp(r * t), K, t, sigma, D), WithinRel(price, theirs));
        REQUIRE_THAT(black::price(type, Sq * std::exp((r - q) * t), K, t, sigma, D), WithinRel(price, theirs));
        REQUIRE_THAT(black::implied_vol(type, price, F, K, t, D).vol, WithinRel(sigma, theirs));
        REQUIRE_THAT(black::implied_vol(type, price / D, F, K, t).vol, WithinRel(sigma, theirs));
        REQUIRE_THAT(black::implied_vol(type, price, S * std::exp(r * t), K, t, D).vol, WithinRel(sigma, theirs));
        REQUIRE_THAT(black::implied_vol(type, price, Sq * std::exp((r - q) * t), K, t, D).vol,
                     WithinRel(sigma, theirs));
    }
    // normalised_black(x, s, 1)
    const double x = std::log(F / K), s = sigma * std::sqrt(t), b = 0.10278161046442941;
    REQUIRE_THAT(black::normalised_price(option_type::call, x, s), WithinRel(b, theirs));
    REQUIRE_THAT(black::normalised_implied_vol(option_type::call, b, x).vol, WithinRel(s, theirs));
    REQUIRE_THAT(black::normal_cdf(x), WithinRel(std::erfc(-x / std::sqrt(2.0)) / 2, theirs));
}

TEST_CASE("py_vollib: greeks per point, per day, at fixed spot", "[docs]")
{
    struct {
        option_type type;
        greeks_of_a_model black, black_scholes, black_scholes_merton;
    } const expected[] = {
        {option_type::call,
         {0.6231552161393775, 0.01833118302291392, 0.33346713316558296, -0.012553209759546538, -0.07723243104851621},
         {0.6373351343723819, 0.019174928147053658, 0.33346713316558296, -0.017931124638557602, 0.41350230166124363},
         {0.6325730011865139, 0.018889450658693394, 0.333467133165583, -0.016138486345553916, 0.41350230166124335}},
        {option_type::put,
         {-0.3545960210539588, 0.01833118302291392, 0.33346713316558296, -0.012955025336475306, -0.04056675965376609},
         {-0.3626648656276181, 0.019174928147053658, 0.33346713316558296, -0.009894813099982237, -0.3198111262337586},
         {-0.3599550536326245, 0.018889450658693394, 0.333467133165583, -0.010914883845479931, -0.31981112623375896}}};
    for (const auto& [type, of_black, of_black_scholes, of_merton] : expected) {
        const auto g = black::greeks(type, F, K, t, sigma, D);
        REQUIRE_THAT(g.delta, WithinRel(of_black.delta, theirs));
        REQUIRE_THAT(g.gamma, WithinRel(of_black.gamma, theirs));
        REQUIRE_THAT(0.01 * g.vega, WithinRel(of_black.vega, theirs));
        REQUIRE_THAT(g.theta / 365, WithinRel(of_black.theta, theirs));
        REQUIRE_THAT(0.01 * g.rho, WithinRel(of_black.rho, theirs));

        REQUIRE_THAT(g.spot_delta, WithinRel(of_black_scholes.delta, theirs));
        REQUIRE_THAT(g.gamma * F * F / (S * S), WithinRel(of_black_scholes.gamma, theirs));
        REQUIRE_THAT((g.theta - r * F * g.delta) / 365, WithinRel(of_black_scholes.theta, theirs));
        REQUIRE_THAT(0.01 * (g.rho + t * F * g.delta), WithinRel(of_black_scholes.rho, theirs));

        REQUIRE_THAT(g.spot_delta * std::exp(-q * t), WithinRel(of_merton.delta, theirs));
        REQUIRE_THAT(g.gamma * F * F / (Sq * Sq), WithinRel(of_merton.gamma, theirs));
        REQUIRE_THAT((g.theta - (r - q) * F * g.delta) / 365, WithinRel(of_merton.theta, theirs));
        REQUIRE_THAT(0.01 * (g.rho + t * F * g.delta), WithinRel(of_merton.rho, theirs));
    }
}

TEST_CASE("py_vollib raises, a status tells", "[docs]")
{
    // BelowIntrinsicException, AboveMaximumException
    REQUIRE(black::implied_vol(option_type::call, 1.0, F, K, t, D).status ==
            black::implied_vol_status::below_intrinsic);
    REQUIRE(black::implied_vol(option_type::call, 110.0, F, K, t, D).status ==
            black::implied_vol_status::above_maximum);
    const std::vector<double> prices{10.297657473135494, 1.0, 110.0};
    std::vector<double> vols(3);
    std::vector<black::implied_vol_status> statuses(3);
    black::implied_vols(option_type::call, prices, F, K, t, D, vols, statuses);
    REQUIRE_THAT(vols[0], WithinRel(sigma, theirs));
    REQUIRE((std::isnan(vols[1]) && std::isnan(vols[2])));
}
