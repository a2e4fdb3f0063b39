// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/volatility_swap.hpp>

#include <numbers>

using namespace smirk::replication;

namespace {

// Implied total variance of a mixture of two Black markets: the vol is drawn at the start, independently of the price.
double mixed_variance(double k, double w1, double w2)
{
    const double price = 0.5 * (out_of_the_money_price(k, w1) + out_of_the_money_price(k, w2));
    double low = w1, high = w2;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (out_of_the_money_price(k, middle) < price ? low : high) = middle;
    }
    return low;
}

} // namespace

TEST_CASE("a flat smile is worth its vol")
{
    for (const double vol : {0.05, 0.2, 0.6})
        for (const double years : {0.01, 0.25, 2.0}) {
            const auto v = fair_volatility([=](double) { return vol * vol * years; }, years);
            REQUIRE(v);
            REQUIRE_THAT(v.volatility, WithinRel(vol, 1e-9)); // ten times the tolerance of the integral
            REQUIRE(v.straddle < v.volatility);
        }
}

TEST_CASE("independent vol: exact, whatever the vol of vol")
{
    const double years = 0.5, w1 = 0.1 * 0.1 * years, w2 = 0.4 * 0.4 * years;
    const auto smile = [=](double k) { return mixed_variance(k, w1, w2); };
    const auto v = fair_volatility(smile, years, {.tolerance = 1e-8});
    REQUIRE(v);
    REQUIRE_THAT(v.volatility, WithinAbs(0.25, 1e-7));
    REQUIRE(std::fabs(v.straddle - 0.25) > 1e-4); // the straddle alone is near, not exact
    const double variance = fair_variance(smile, years, {.tolerance = 1e-8}).variance;
    REQUIRE_THAT(variance, WithinRel((0.01 + 0.16) / 2, 1e-7)); // its root is 4 points of vol above: Jensen
}

TEST_CASE("below the fair variance on a skewed smile")
{
    const double years = 30 / 365.0;
    const auto skewed = [=](double k) { return years * (0.04 - 0.1 * k + 0.2 * k * k) / (1 + k * k); };
    const auto v = fair_volatility(skewed, years);
    REQUIRE(v);
    REQUIRE(v.volatility * v.volatility < fair_variance(skewed, years).variance);
    REQUIRE_THAT(v.volatility, WithinAbs(0.2, 2e-3)); // the vol at the money
}

TEST_CASE("what is no smile has no fair volatility")
{
    REQUIRE(fair_volatility([](double) { return -0.01; }, 1).status == integral_status::invalid_smile);
    REQUIRE_THROWS_AS(fair_volatility([](double) { return 0.01; }, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(fair_volatility([](double) { return 0.01; }, 1, {.tolerance = 0}), std::invalid_argument);
}

TEST_CASE("I_0 + I_1 of positive and negative arguments")
{
    // Abramowitz and Stegun, table 9.8: e^{-x} I_0 and e^{-x} I_1 at x = 1 and 5, ten places
    using detail::bessel_i0_plus_i1;
    REQUIRE_THAT(bessel_i0_plus_i1(1) / std::numbers::e, WithinAbs(0.4657596077 + 0.2079104154, 2e-10));
    REQUIRE_THAT(bessel_i0_plus_i1(-1) / std::numbers::e, WithinAbs(0.4657596077 - 0.2079104154, 2e-10));
    REQUIRE_THAT(bessel_i0_plus_i1(5) * std::exp(-5), WithinAbs(0.1835408126 + 0.1639722669, 2e-10));
    REQUIRE_THAT(bessel_i0_plus_i1(-5) * std::exp(-5), WithinAbs(0.1835408126 - 0.1639722669, 2e-10));
}
