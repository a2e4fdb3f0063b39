// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/variance_swap.hpp>

using namespace smirk::replication;

TEST_CASE("a variance swap pays about the vega notional for a point of vol")
{
    const variance_swap swap{.strike = 0.2, .vega_notional = 1e5};
    REQUIRE_THAT(variance_notional(swap), WithinRel(1e5 * 100 / 0.4, 1e-15)); // 25 million per unit of variance
    // realised 21 %: 25e6 (0.0441 - 0.04) = 102500, one point of vol and a little convexity
    REQUIRE_THAT(variance_swap_value(swap, 1, 0.21 * 0.21, 0), WithinRel(102500, 1e-12));
    // twice the deviation: 2 K d + d^2 grows from 301 to 700 vol points squared at K = 18, d = 7 and 14
    const variance_swap at18{.strike = 0.18, .vega_notional = 1};
    const double once = variance_swap_value(at18, 1, 0.25 * 0.25, 0),
                 twice = variance_swap_value(at18, 1, 0.32 * 0.32, 0);
    REQUIRE_THAT(twice / once, WithinRel(700.0 / 301, 1e-12));
}

TEST_CASE("convexity in vol points squared against 18: 76, 301 and 901; doubling a deviation does not quadruple it")
{
    const auto payoff = [](double rv) { // per point squared: 2 K d + d^2
        const variance_swap at18{.strike = 0.18, .vega_notional = 2 * 0.18 * 1e4 / 100};
        return variance_swap_value(at18, 1, rv * rv, 0);
    };
    REQUIRE_THAT(payoff(0.20), WithinRel(76, 1e-12));
    REQUIRE_THAT(payoff(0.25), WithinRel(301, 1e-12));
    REQUIRE_THAT(payoff(0.35), WithinRel(901, 1e-12));
    REQUIRE_THAT(payoff(0.52) / payoff(0.35), WithinAbs(2.64, 0.005)); // deviations of 34 and 17, to two digits
}

TEST_CASE("on the way it is worth what is done and what is to come")
{
    const variance_swap swap{.strike = 0.2, .vega_notional = 1e5};
    const double missing = std::numeric_limits<double>::quiet_NaN();
    REQUIRE_THAT(variance_swap_value(swap, 0, missing, 0.04), WithinAbs(0, 1e-9)); // fair at the start
    REQUIRE_THAT(variance_swap_value(swap, 0.25, 0.09, 0.05, 0.98),
                 WithinRel(0.98 * 25e6 * (0.25 * 0.09 + 0.75 * 0.05 - 0.04), 1e-12));
    REQUIRE_THAT(variance_swap_value(swap, 1, 0.05, missing), WithinRel(25e6 * 0.01, 1e-12));
    REQUIRE(std::isnan(variance_swap_value(swap, 0.5, missing, 0.04)));
    REQUIRE_THROWS_AS(variance_swap_value(swap, 1.01, 0.04, 0.04), std::invalid_argument);
    REQUIRE_THROWS_AS(variance_swap_value(swap, missing, 0.04, 0.04), std::invalid_argument);
}

TEST_CASE("the convexity adjustment is Jensen's inequality to second order")
{
    REQUIRE(convexity_adjusted_volatility(0.04, 0) == 0.2);
    // lognormal variance, mean v, log-deviation s: E sqrt = sqrt(v) exp(-s^2/8), deviation v sqrt(e^{s^2} - 1)
    const double v = 0.05, s = 0.2;
    const double exact = std::sqrt(v) * std::exp(-s * s / 8);
    REQUIRE_THAT(convexity_adjusted_volatility(v, v * std::sqrt(std::expm1(s * s))),
                 WithinRel(exact, s * s * s * s / 8));
    REQUIRE(std::isnan(convexity_adjusted_volatility(-0.01, 0.1)));
}

TEST_CASE("the vol of no vanna")
{
    const double years = 0.5;
    const auto flat = zero_vanna_volatility([](double) { return 0.02; }, years);
    REQUIRE_THAT(flat.log_moneyness, WithinRel(-0.01, 1e-12));
    REQUIRE_THAT(flat.vol, WithinRel(0.2, 1e-14));
    const auto skewed = [](double k) { return 0.02 - 0.03 * k + 0.1 * k * k; };
    const auto point = zero_vanna_volatility(skewed, years);
    REQUIRE_THAT(point.log_moneyness, WithinRel(-skewed(point.log_moneyness) / 2, 1e-12)); // d2 = 0
    REQUIRE_THAT(point.vol, WithinRel(std::sqrt(skewed(point.log_moneyness) / years), 1e-14));
    REQUIRE(point.vol > 0.2); // the put side of the money

    REQUIRE(std::isnan(zero_vanna_volatility([](double k) { return 0.02 - 3 * k; }, years).vol)); // steeper than Lee
    REQUIRE(std::isnan(zero_vanna_volatility([](double) { return -0.02; }, years).vol));
    REQUIRE_THROWS_AS(zero_vanna_volatility([](double) { return 0.02; }, 0), std::invalid_argument);
}

TEST_CASE("without correlation the vol of no vanna is the expected volatility, to first order in the vol of vol")
{
    // A mixture of two Black markets, vols 18 % and 22 %: the fair volatility is 20 %, the fair variance is above it.
    const double years = 0.5;
    const auto w = [&](double k) {
        const double price =
            0.5 * (out_of_the_money_price(k, 0.18 * 0.18 * years) + out_of_the_money_price(k, 0.22 * 0.22 * years));
        double low = 0, high = 1;
        for (int i = 0; i < 100; ++i) {
            const double middle = (low + high) / 2;
            (out_of_the_money_price(k, middle) < price ? low : high) = middle;
        }
        return low;
    };
    const double zero_vanna = zero_vanna_volatility(w, years).vol;
    REQUIRE_THAT(zero_vanna, WithinAbs(0.2, 2e-5));                   // the vol swap
    REQUIRE(std::sqrt((0.18 * 0.18 + 0.22 * 0.22) / 2) - 0.2 > 9e-4); // the variance swap is a tenth of a point above
}
