// SPDX-License-Identifier: BSL-1.0
// Implied vol of one option: 50-digit oracle, every region of the method, every status.
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace smirk;
using black::implied_vol_status;
using support::oracle;
using support::real50;
using support::vol_units;

namespace {

// Six units, the bound that the docstring promises; the worst of 1e8 random quotes is about four.
constexpr double worst_units = 6;
const double not_a_number = std::numeric_limits<double>::quiet_NaN();
const double infinity = std::numeric_limits<double>::infinity();

implied_vol_status status(option_type type, double price, double forward, double strike, double years,
                          double discount = 1)
{
    const auto r = black::implied_vol(type, price, forward, strike, years, discount);
    CHECK(bool(r) == black::usable(r.status));
    CHECK(std::isnan(r.vol) != bool(r));
    return r.status;
}

} // namespace

TEST_CASE("implied vol: within six units of 50 digits in every region", "[black][implied_vol]")
{
    double worst = 0;
    for (const double moneyness :
         {1 + 1e-13, 1.000001, 1.001, 1.02, 1.2, 2., 2.8, 6., 100., 0.9999, 0.95, 0.7, 0.3, 0.01})
        for (const double years : {1. / 365, 0.08, 0.5, 2., 5.})
            for (const double vol : {0.001, 0.02, 0.1, 0.3, 0.7, 0.95, 1.3, 2.5, 4.}) {
                const double strike = 100 * moneyness, price = black::time_value(100., strike, years, vol);
                // Next to the maximum the rounded price and the exact one differ by too much for a first-order oracle.
                if (price < 1e-290 || price > 0.999999 * std::fmin(100, strike)) continue;
                const auto r = black::implied_vol_from_time_value(price, 100., strike, years);
                REQUIRE(r.status == implied_vol_status::converged);
                worst = std::fmax(worst, vol_units(r.vol, years, price, oracle(100, strike, years, vol)));
            }
    CHECK(worst < worst_units);
}

TEST_CASE("implied vol: random quotes within six units of 50 digits", "[black][implied_vol]")
{
    std::mt19937_64 engine(11);
    std::uniform_real_distribution<double> uniform(0, 1);
    double worst = 0;
    for (int i = 0; i < 1500; ++i) {
        const double strike = 100 * std::exp((uniform(engine) - 0.5) * std::pow(10, 1 - 5 * uniform(engine)));
        const double years = std::pow(730, uniform(engine)) / 365, vol = 0.001 * std::pow(5000, uniform(engine));
        const double price = black::time_value(100., strike, years, vol);
        if (price < 1e-200 || price > 0.999999 * std::fmin(100, strike)) continue;
        const auto type = strike > 100 ? option_type::call : option_type::put;
        const auto r = black::implied_vol(type, price, 100., strike, years);
        worst = std::fmax(worst, vol_units(r.vol, years, price, oracle(100, strike, years, vol)));
    }
    CHECK(worst < worst_units);
}

TEST_CASE("implied vol: exactly at the money", "[black][implied_vol]")
{
    for (const double s : {1e-200, 1e-12, 0.001, 0.2, 0.9, 1.1, 1.8, 2.5, 5., 12.}) {
        const auto r = black::implied_vol(option_type::call, black::time_value(100., 100., 1., s), 100., 100., 1.);
        // The price of a large vol is near the forward and fixes the vol less well: dP/ds / P.
        const double c = std::erf(s / std::sqrt(8.)),
                     slope = s * std::exp(-s * s / 8) / std::sqrt(2 * std::acos(-1.)) / c;
        CHECK_THAT(r.vol, WithinRel(s, worst_units * support::epsilon * std::fmax(1, 1 / slope)));
    }
}

TEST_CASE("implied vol: prices down to the smallest numbers", "[black][implied_vol]")
{
    for (const double price : {1e-200, 1e-300, 1e-305, 5e-324})
        for (const double strike : {101., 150., 5000.}) {
            const auto r = black::implied_vol(option_type::call, price, 100., strike, 1.);
            REQUIRE(r);
            const auto exact = oracle(100, strike, 1, r.vol);
            // In d ln P / d ln s: the vol that comes back is right to a few epsilon, so is the logarithm of the price.
            CHECK(double(abs(log(exact.price / real50(price)))) < 10 * support::epsilon * double(exact.sensitivity));
        }
}

TEST_CASE("implied vol: in the money, by parity", "[black][implied_vol]")
{
    const double price = black::price(option_type::call, 100., 80., 0.5, 0.25, 0.97);
    const auto r = black::implied_vol(option_type::call, price, 100., 80., 0.5, 0.97);
    // Three roundings of a price of 20 in a time value of 1.
    CHECK_THAT(r.vol, WithinRel(0.25, 1e-14));
    const double time = 0.97 * black::time_value(100., 80., 0.5, 0.25);
    CHECK_THAT(black::implied_vol_from_time_value(time, 100., 80., 0.5, 0.97).vol, WithinRel(0.25, 1e-15));
}

TEST_CASE("implied vol: every status", "[black][implied_vol]")
{
    using enum implied_vol_status;
    using enum option_type;
    CHECK(status(call, 10, 100, 100, 1) == converged);
    CHECK(status(call, 0, 100, 120, 1) == at_intrinsic);
    CHECK(status(call, 20, 100, 80, 1) == at_intrinsic);
    CHECK(status(put, 0.97 * 20, 100, 120, 1, 0.97) == at_intrinsic);
    CHECK(black::implied_vol(call, 20., 100., 80., 1.).vol == 0);
    CHECK(status(call, std::nextafter(50., 51.), 100, 50, 1) == saturated);
    CHECK(status(call, 50 + 1e-13, 100, 50, 1) == converged);
    CHECK(status(call, 0.5, 100, 99, 1) == below_intrinsic);
    CHECK(status(call, -1e-9, 100, 120, 1) == below_intrinsic);
    CHECK(status(call, 100, 100, 120, 1) == above_maximum);
    CHECK(status(call, 101, 100, 99, 1) == above_maximum);
    CHECK(status(put, 120, 100, 120, 1) == above_maximum);
    CHECK(status(put, 98, 100, 100, 1, 0.97) == above_maximum);
    CHECK(status(call, std::nextafter(100., 0.), 100, 120, 1) == converged);
    for (const double bad : {not_a_number, infinity, -infinity}) {
        CHECK(status(put, bad, 100, 99, 1) == invalid_input);
        CHECK(status(put, 5, bad, 99, 1) == invalid_input);
        CHECK(status(put, 5, 100, bad, 1) == invalid_input);
        CHECK(status(put, 5, 100, 99, bad) == invalid_input);
        CHECK(status(put, 5, 100, 99, 1, bad) == invalid_input);
    }
    for (const double bad : {0., -1.}) {
        CHECK(status(call, 5, bad, 99, 1) == invalid_input);
        CHECK(status(call, 5, 100, bad, 1) == invalid_input);
        CHECK(status(call, 5, 100, 99, bad) == invalid_input);
        CHECK(status(call, 5, 100, 99, 1, bad) == invalid_input);
    }
}

TEST_CASE("implied vol: extremes of moneyness and maturity", "[black][implied_vol]")
{
    for (const double strike : {1e-250, 1e-30, 1e30, 1e250})
        for (const double years : {1e-20, 1., 1e6}) {
            const double s = 0.05 * std::fabs(std::log(strike / 100)), vol = s / std::sqrt(years);
            const double price = black::time_value(100., strike, years, vol);
            CHECK_THAT(black::implied_vol_from_time_value(price, 100., strike, years).vol, WithinRel(vol, 1e-13));
        }
}

TEST_CASE("implied vol: other real types", "[black][implied_vol]")
{
    for (const double strike : {100., 100.5, 180., 55.})
        for (const double vol : {0.05, 0.4, 2.}) {
            const real50 k = strike, t = 0.7, s = vol;
            const real50 back =
                black::implied_vol_from_time_value(black::time_value(real50(100), k, t, s), real50(100), k, t).vol;
            CHECK(double(abs(back / s - 1)) < 1e-46); // 50 digits less the steps of the iteration
            const long double l = black::time_value(100.L, (long double)strike, 0.7L, (long double)vol);
            const long double vl = black::implied_vol_from_time_value(l, 100.L, (long double)strike, 0.7L).vol;
            CHECK(double(std::fabs(vl / (long double)vol - 1)) <
                  100 * double(std::numeric_limits<long double>::epsilon()));
            const float f = black::time_value(100.f, float(strike), 0.7f, float(vol));
            if (f > 1e-30f) {
                const auto r = black::implied_vol_from_time_value(f, 100.f, float(strike), 0.7f);
                static_assert(std::is_same_v<decltype(r.vol), float>);
                CHECK_THAT(double(r.vol), WithinRel(vol, 4e-7)); // three units of float
            }
        }
    CHECK(black::implied_vol(option_type::call, 10, 100, 100, 1).vol ==
          black::implied_vol(option_type::call, 10., 100., 100., 1.).vol);
}

TEST_CASE("normalised implied vol: round trip and statuses", "[black][implied_vol]")
{
    using enum implied_vol_status;
    for (const double x : {0., 1e-6, 0.2, 0.3, 1.5, 4.}) // out of the money for a put
        for (const double s : {0.05, 0.4, 1.3, 3.}) {
            const double b = black::normalised_price(option_type::put, x, s);
            if (b < 1e-280) continue;
            const double d = x / s, slope = s * std::exp(-(d * d + s * s / 4) / 2) / std::sqrt(2 * std::acos(-1.)) / b;
            // The price is off by three units of max(1, slope), the vol by six of max(1, 1 / slope).
            const double tolerance = support::epsilon * (3 * std::fmax(1, slope) / slope + 6 * std::fmax(1, 1 / slope));
            CHECK_THAT(black::normalised_implied_vol(option_type::put, b, x).vol, WithinRel(s, tolerance));
        }
    const double in_the_money = black::normalised_price(option_type::call, 0.3, 0.4);
    CHECK_THAT(black::normalised_implied_vol(option_type::call, in_the_money, 0.3).vol, WithinRel(0.4, 1e-14));
    CHECK(black::normalised_implied_vol(option_type::call,
                                        std::nextafter(black::normalised_price(option_type::call, 4., 0.), 9.), 4.)
              .status == saturated);
    CHECK(black::normalised_implied_vol(option_type::call, 1., 0.).status == above_maximum);
    CHECK(black::normalised_implied_vol(option_type::call, 0.1, 0.3).status == below_intrinsic);
    CHECK(black::normalised_implied_vol(option_type::call, 0., -0.3).status == at_intrinsic);
    CHECK(black::normalised_implied_vol(option_type::call, not_a_number, -0.3).status == invalid_input);
    CHECK(black::normalised_implied_vol(option_type::call, 0.1, infinity).status == invalid_input);
}
