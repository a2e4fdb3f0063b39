// SPDX-License-Identifier: BSL-1.0
// Black price: 50-digit oracle from the textbook formula, limits, other real types.
#include <smirk/black/price.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace smirk;
using support::oracle;
using support::price_units;
using support::real50;

namespace {
// Three units: rounding of sqrt(T), of s, of h, of the exponential and of the products between them.
constexpr double worst_units = 3;
} // namespace

TEST_CASE("price: within three units of 50 digits, from the money to the far wings", "[black][price]")
{
    double worst = 0;
    for (const double moneyness :
         {1., 1 + 1e-12, 1.0001, 1.01, 1.1, 1.5, 3., 20., 150., 1 / 1.0001, 1 / 1.1, 0.4, 0.02})
        for (const double years : {1. / 365, 0.1, 1., 2., 10.})
            for (const double vol : {0.01, 0.05, 0.2, 0.65, 1., 1.4, 3., 5.}) {
                const auto exact = oracle(100, 100 * moneyness, years, vol);
                if (exact.price < 1e-300) continue;
                worst = std::fmax(worst, price_units(black::time_value(100., 100 * moneyness, years, vol), exact));
            }
    CHECK(worst < worst_units);
}

TEST_CASE("price: random quotes within three units of 50 digits", "[black][price]")
{
    std::mt19937_64 engine(7);
    std::uniform_real_distribution<double> uniform(0, 1);
    double worst = 0;
    for (int i = 0; i < 1000; ++i) {
        const double strike = 100 * std::exp((uniform(engine) - 0.5) * std::pow(10, 1 - 5 * uniform(engine)));
        const double years = std::pow(730, uniform(engine)) / 365, vol = 0.001 * std::pow(5000, uniform(engine));
        const auto exact = oracle(100, strike, years, vol);
        if (exact.price < 1e-300) continue;
        worst = std::fmax(worst, price_units(black::time_value(100., strike, years, vol), exact));
    }
    CHECK(worst < worst_units);
}

TEST_CASE("price: the template at 50 digits agrees with the textbook formula at 100", "[black][price]")
{
    for (const double strike : {100., 100.001, 120., 300., 40.}) {
        const auto exact = oracle(100, strike, 0.5, 0.25);
        const real50 value = black::time_value(real50(100), real50(strike), real50(0.5), real50(0.25));
        CHECK(double(abs(value / exact.price - 1)) < 1e-45); // 50 digits less the condition of the far wing
    }
}

TEST_CASE("price: put-call parity, discounting, integers", "[black][price]")
{
    const double call = black::price(option_type::call, 100., 120., 0.5, 0.25, 0.97);
    const double put = black::price(option_type::put, 100., 120., 0.5, 0.25, 0.97);
    CHECK_THAT(call - put, WithinAbs(0.97 * (100 - 120), 1e-14));
    CHECK(black::price(option_type::call, 100, 120, 0.5, 0.25) ==
          black::price(option_type::call, 100., 120., 0.5, 0.25));
    CHECK(black::price(option_type::call, 100, 120, 1, 1) == black::price(option_type::call, 100., 120., 1., 1.));
    CHECK_THAT(call, WithinRel(0.97 * black::price(option_type::call, 100., 120., 0.5, 0.25), 1e-15));
}

TEST_CASE("price: exact at the money, P = F (2 N(s/2) - 1)", "[black][price]")
{
    for (const double s : {1e-150, 1e-8, 0.1, 1., 3., 8.})
        CHECK_THAT(black::time_value(100., 100., 1., s), WithinRel(100 * std::erf(s / std::sqrt(8.)), 1e-15));
}

TEST_CASE("price: limits of vol and time", "[black][price]")
{
    CHECK(black::price(option_type::call, 100., 80., 1., 0.) == 20);
    CHECK(black::price(option_type::call, 100., 120., 0., 0.2) == 0);
    CHECK(black::price(option_type::put, 100., 100., 0., 0.) == 0);
    CHECK(black::price(option_type::call, 100., 120., 1., 1e9) == 100);
    CHECK(black::price(option_type::put, 100., 120., 1., 1e9) == 120);
    CHECK(black::price(option_type::call, 1e-300, 1e300, 1., 0.2) == 0);
    CHECK(black::price(option_type::call, 100., 101., 1e-30, 1e-5) == 0);
}

TEST_CASE("price: NaN for arguments without a price", "[black][price]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(black::price(option_type::call, nan, 100., 1., 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., nan, 1., 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., 100., nan, 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., 100., 1., nan)));
    CHECK(std::isnan(black::price(option_type::call, 100., 100., 1., 0.2, nan)));
    CHECK(std::isnan(black::price(option_type::call, -100., 100., 1., 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., 0., 1., 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., 100., -1., 0.2)));
    CHECK(std::isnan(black::price(option_type::call, 100., 100., 1., -0.2)));
}

TEST_CASE("price: float and long double", "[black][price]")
{
    const auto exact = oracle(100, 120, 0.5, 0.25).price;
    const auto f = black::price(option_type::call, 100.f, 120.f, 0.5f, 0.25f);
    const auto l = black::price(option_type::call, 100.L, 120.L, 0.5L, 0.25L);
    static_assert(std::is_same_v<decltype(f), const float> && std::is_same_v<decltype(l), const long double>);
    CHECK_THAT(double(f), WithinRel(double(exact), double(std::numeric_limits<float>::epsilon())));
    CHECK(double(abs(real50(l) / exact - 1)) < 20 * double(std::numeric_limits<long double>::epsilon()));
}

TEST_CASE("normalised price: b = P / sqrt(F K) and its symmetry in x", "[black][price]")
{
    for (const double x : {-3., -0.2, -1e-9, 0., 0.4, 2.})
        for (const double s : {0.01, 0.3, 1.5, 6.}) {
            const real50 exact = black::normalised_price(option_type::call, real50(x), real50(s));
            const double b = black::normalised_price(option_type::call, x, s);
            // d ln b / d ln s is at most (x/s)^2 + 1
            if (exact > 1e-300) CHECK_THAT(b, WithinRel(double(exact), 3 * support::epsilon * (1 + x * x / (s * s))));
            CHECK(black::normalised_price(option_type::put, -x, s) == b);
        }
    const double f = 100, k = 130, s = 0.3, p = black::price(option_type::put, f, k, 1., s);
    CHECK_THAT(black::normalised_price(option_type::put, std::log(f / k), s), WithinRel(p / std::sqrt(f * k), 1e-14));
}
