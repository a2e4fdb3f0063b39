// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/bachelier.hpp>
#include <smirk/black/displaced.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

namespace black = smirk::black;
namespace displaced = smirk::black::displaced;
using real50 = boost::multiprecision::cpp_bin_float_50;
using smirk::option_type;
using smirk::black::implied_vol_status;

TEST_CASE("displaced price agrees with the formula in 50 digits", "[black][displaced]")
{
    const real50 f = -0.002, k = 0.001, a = 0.03, t = 5, sigma = 0.25, df = 0.9;
    const real50 s = sigma * sqrt(t), d1 = log((f + a) / (k + a)) / s + s / 2, d2 = d1 - s;
    const auto n = [](const real50& x) { return real50(erfc(-x / sqrt(real50(2))) / 2); };
    const real50 call = df * ((f + a) * n(d1) - (k + a) * n(d2));
    REQUIRE(abs(displaced::price(option_type::call, f, k, a, t, sigma, df) / call - 1) < 1e-45);
    const double in_double = displaced::price(option_type::call, -0.002, 0.001, 0.03, 5, 0.25, 0.9);
    REQUIRE_THAT(in_double, WithinRel(static_cast<double>(call), 1e-14)); // f + a loses two bits
    const real50 put = displaced::price(option_type::put, f, k, a, t, sigma, df);
    REQUIRE(abs(call - put - df * (f - k)) < 1e-50);
}

TEST_CASE("a shift of nothing is Black, a large one Bachelier", "[black][displaced]")
{
    REQUIRE(displaced::price(option_type::put, 100, 90, 0, 0.5, 0.3) ==
            black::price(option_type::put, 100, 90, 0.5, 0.3));
    // sigma_n = sigma (F + a) held fixed: the price tends to Bachelier's as 1 / a
    const double bachelier = black::bachelier::price(option_type::call, 100.0, 110.0, 0.5, 20.0);
    double before = 1;
    for (const double a : {1e3, 1e4, 1e5}) {
        const double error = displaced::price(option_type::call, 100.0, 110.0, a, 0.5, 20 / (100 + a)) / bachelier - 1;
        REQUIRE(std::fabs(error) < std::fabs(before) / 5);
        before = error;
    }
    REQUIRE(std::fabs(before) < 2e-4); // of order (K - F) / a
}

TEST_CASE("displaced implied vol returns the vol", "[black][displaced]")
{
    for (const double k : {-0.02, -0.002, 0.0, 0.01, 0.08}) {
        const double price =
            displaced::price(k > 0 ? option_type::call : option_type::put, 0.0, k, 0.03, 2.0, 0.4, 0.97);
        const auto iv =
            displaced::implied_vol(k > 0 ? option_type::call : option_type::put, price, 0.0, k, 0.03, 2.0, 0.97);
        REQUIRE(iv);
        REQUIRE_THAT(iv.vol, WithinRel(0.4, 4e-15)); // K + a loses two bits
    }
    REQUIRE(displaced::implied_vol(option_type::call, 0.02, 0.0, -0.05, 0.03, 1.0).status ==
            implied_vol_status::invalid_input);
    REQUIRE(displaced::implied_vol(option_type::call, 0.031, 0.0, 0.01, 0.03, 1.0).status ==
            implied_vol_status::above_maximum);
    REQUIRE(std::isnan(displaced::price(option_type::call, -0.04, 0.01, 0.03, 1.0, 0.2)));
}

TEST_CASE("displaced greeks are the derivatives of the price", "[black][displaced]")
{
    const real50 f = 0.01, k = 0.015, a = 0.02, t = 3, sigma = 0.3, df = 0.93, h = 1e-15;
    const auto at = [&](real50 df_, real50 ds) {
        return displaced::greeks(option_type::put, real50(f + df_), k, a, t, real50(sigma + ds), df);
    };
    const double tolerance = 1e-20; // central differences in 50 digits err by h^2
    const auto g = at(0, 0);
    REQUIRE(g.price == displaced::price(option_type::put, f, k, a, t, sigma, df));
    REQUIRE(abs(g.delta - (at(h, 0).price - at(-h, 0).price) / (2 * h)) < tolerance);
    REQUIRE(abs(g.gamma - (at(h, 0).delta - at(-h, 0).delta) / (2 * h)) < tolerance * 100);
    REQUIRE(abs(g.vega - (at(0, h).price - at(0, -h).price) / (2 * h)) < tolerance);
    REQUIRE(abs(g.vanna - (at(0, h).delta - at(0, -h).delta) / (2 * h)) < tolerance);
}
