// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include <smirk/black/bachelier.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>
#include <type_traits>

namespace bachelier = smirk::black::bachelier;
using real50 = boost::multiprecision::cpp_bin_float_50;
using smirk::option_type;
using smirk::black::implied_vol_status;

namespace {
constexpr double epsilon = std::numeric_limits<double>::epsilon();
} // namespace

TEST_CASE("Bachelier price in 50 digits agrees with the textbook formula", "[black][bachelier]")
{
    for (const double z : {0.0, 0.01, 0.7, 3.0, 9.0, 25.0}) {
        const real50 s = real50(30) * sqrt(real50(0.7)), k = real50(50) + z * s;
        const real50 d = (50 - k) / s, n = exp(-d * d / 2) / sqrt(2 * acos(real50(-1)));
        const real50 call = (50 - k) * erfc(-d / sqrt(real50(2))) / 2 + s * n;
        const real50 got = bachelier::price(option_type::call, real50(50), k, real50(0.7), real50(30));
        // the textbook formula loses z^2 of its digits
        REQUIRE(abs(got / call - 1) < 1e-46 * (1 + z * z) * (1 + z * z));
        const real50 put = bachelier::price(option_type::put, real50(50), k, real50(0.7), real50(30));
        REQUIRE(abs((got - put) / s + z) < 1e-46);
    }
}

TEST_CASE("Bachelier price in double agrees with 50 digits", "[black][bachelier]")
{
    for (double z = 1e-6; z < 37; z *= 1.3) {
        const double s = 17, k = 3 - z * s;
        const real50 exact = bachelier::time_value(real50(3), real50(k), real50(1), real50(s));
        const double got = bachelier::time_value(3.0, k, 1.0, s);
        CAPTURE(z);
        // the exponent z^2 / 2 carries the rounding of z twice; the rest is a polynomial
        REQUIRE(static_cast<double>(abs(got / exact - 1)) < (4 + 1.5 * z * z) * epsilon);
    }
    REQUIRE_THAT(bachelier::price(option_type::call, 1, 2, 1, 1),
                 WithinRel(0.08331547058768628, 1e-15)); // n(1) - N(-1)
    REQUIRE_THAT(bachelier::price(option_type::put, -0.01f, -0.02f, 1.0f, 0.01f), WithinRel(0.00083315470f, 1e-6f));
}

TEST_CASE("Bachelier implied vol returns the vol to four units", "[black][bachelier]")
{
    double worst = 0;
    for (double z = 1e-18; z < 38; z *= 1.07)
        for (const double f : {-0.003, 0.0, 41.3}) {
            const double sigma = 0.0086, years = 2.25, k = f + z * sigma * 1.5;
            // the price of double inputs in 50 digits, rounded once; then the exact answer for that very price
            const double price =
                static_cast<double>(bachelier::time_value(real50(f), real50(k), real50(years), real50(sigma)));
            if (!(price > std::numeric_limits<double>::min())) continue;
            const auto exact =
                bachelier::implied_vol_from_time_value(real50(price), real50(f), real50(k), real50(years));
            const auto got = bachelier::implied_vol_from_time_value(price, f, k, years);
            REQUIRE(got);
            worst = std::fmax(worst, std::fabs(static_cast<double>(got.vol / exact.vol - 1)) / epsilon);
        }
    CAPTURE(worst);
    REQUIRE(worst < 4);
}

TEST_CASE("Bachelier implied vol in 50 digits inverts the price", "[black][bachelier]")
{
    for (const double z : {1e-8, 0.3, 2.0, 11.0, 40.0}) {
        const real50 sigma = 1.7, k = 100 + z * sigma;
        const real50 price = bachelier::price(option_type::call, real50(100), k, real50(1), sigma, real50(0.9));
        const auto iv = bachelier::implied_vol(option_type::call, price, real50(100), k, real50(1), real50(0.9));
        REQUIRE(abs(iv.vol / sigma - 1) < 1e-45);
    }
}

TEST_CASE("Bachelier implied vol of hard inputs", "[black][bachelier]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    const auto call = option_type::call, put = option_type::put;
    // at the money: sigma = p sqrt(2 pi / T)
    REQUIRE_THAT(bachelier::implied_vol(call, 2.0, 5, 5, 4).vol, WithinRel(2.506628274631000502, 2 * epsilon));
    REQUIRE_THAT(bachelier::implied_vol(call, 2.0, 0.0, 1e-310, 4).vol, WithinRel(2.506628274631000502, 2 * epsilon));
    // subnormal price: the wing z ~ 38.4; the price itself has two digits, the vol four
    REQUIRE_THAT(bachelier::implied_vol(call, 1e-322, 0.0, 1.0, 1.0).vol, WithinRel(1 / 38.3, 0.01));
    // in the money, by parity with the other side
    const double p = bachelier::price(put, -2.0, 1.0, 1.0, 0.8, 0.9);
    REQUIRE_THAT(bachelier::implied_vol(put, p, -2.0, 1.0, 1.0, 0.9).vol, WithinRel(0.8, 1e-11));
    REQUIRE(bachelier::implied_vol(call, 4.9, 10, 5, 1).status == implied_vol_status::below_intrinsic);
    REQUIRE(bachelier::implied_vol(call, -0.1, 5, 10, 1).status == implied_vol_status::below_intrinsic);
    REQUIRE(bachelier::implied_vol(call, 5, 10, 5, 1).status == implied_vol_status::at_intrinsic);
    REQUIRE(bachelier::implied_vol(call, 5, 10, 5, 1).vol == 0);
    REQUIRE(bachelier::implied_vol(put, 0, 10, 5, 1).status == implied_vol_status::at_intrinsic);
    const double next = std::nextafter(1e9, infinity); // a unit of the last place above intrinsic says nothing
    REQUIRE(bachelier::implied_vol(call, next, 1e9, 0, 1).status == implied_vol_status::saturated);
    REQUIRE(bachelier::implied_vol(call, 1e300, 1, 0, 1).status == implied_vol_status::converged); // no maximum
    REQUIRE(bachelier::implied_vol(call, nan, 1, 0, 1).status == implied_vol_status::invalid_input);
    REQUIRE(bachelier::implied_vol(call, 1, infinity, 0, 1).status == implied_vol_status::invalid_input);
    REQUIRE(bachelier::implied_vol(call, 1, 1, 0, 0).status == implied_vol_status::invalid_input);
    REQUIRE(bachelier::implied_vol(call, 1, 1, 0, 1, 0).status == implied_vol_status::invalid_input);
    REQUIRE(std::isnan(bachelier::price(call, 1.0, nan, 1.0, 1.0)));
    REQUIRE(std::isnan(bachelier::price(call, 1.0, 1.0, 1.0, -1.0)));
    REQUIRE(bachelier::price(call, 3.0, 3.0, 0.0, 1.0) == 0);
    REQUIRE(bachelier::price(call, 3.0, 2.0, 1.0, 0.0) == 1);
}

TEST_CASE("Bachelier greeks are the derivatives of the price", "[black][bachelier]")
{
    // central differences in 50 digits: their own error is h^2 = 1e-30 of the next but one derivative
    const real50 f = 0.013, k = 0.02, t = 1.7, sigma = 0.009, r = 0.031, h = 1e-15;
    const double tolerance = 1e-20;
    for (const auto type : {option_type::call, option_type::put}) {
        const auto at = [&](real50 df, real50 dk, real50 dt, real50 ds, real50 dr) {
            return bachelier::greeks(type, real50(f + df), real50(k + dk), real50(t + dt), real50(sigma + ds),
                                     exp(-(r + dr) * (t + dt)));
        };
        const auto g = at(0, 0, 0, 0, 0), f1 = at(h, 0, 0, 0, 0), f0 = at(-h, 0, 0, 0, 0), s1 = at(0, 0, 0, h, 0),
                   s0 = at(0, 0, 0, -h, 0), t1 = at(0, 0, h, 0, 0), t0 = at(0, 0, -h, 0, 0), k1 = at(0, h, 0, 0, 0),
                   k0 = at(0, -h, 0, 0, 0), r1 = at(0, 0, 0, 0, h), r0 = at(0, 0, 0, 0, -h);
        const auto near = [&](const real50& got, const real50& up, const real50& down) {
            const real50 difference = (up - down) / (2 * h);
            CAPTURE(got.str(10), difference.str(10));
            REQUIRE(abs(got - difference) < tolerance * (1 + abs(got)));
        };
        REQUIRE(g.price == bachelier::price(type, f, k, t, sigma, exp(-r * t)));
        near(g.delta, f1.price, f0.price);
        near(g.gamma, f1.delta, f0.delta);
        near(g.speed, f1.gamma, f0.gamma);
        near(g.vega, s1.price, s0.price);
        near(g.vanna, s1.delta, s0.delta);
        near(g.volga, s1.vega, s0.vega);
        near(g.zomma, s1.gamma, s0.gamma);
        near(g.theta, t0.price, t1.price);
        near(g.charm, t0.delta, t1.delta);
        near(g.color, t0.gamma, t1.gamma);
        near(g.veta, t0.vega, t1.vega);
        near(g.rho, r1.price, r0.price);
        near(g.dual_delta, k1.price, k0.price);
        near(g.dual_gamma, k1.dual_delta, k0.dual_delta);
        REQUIRE(abs(g.spot_delta * exp(-r * t) - g.delta) < 1e-45);
    }
    REQUIRE(std::isnan(bachelier::greeks(option_type::call, 1.0, 1.0, 0.0, 1.0).vega));
}

TEST_CASE("Bachelier in float and long double", "[black][bachelier]")
{
    const float price = bachelier::price(option_type::call, 1.0f, 1.5f, 2.0f, 0.4f);
    REQUIRE_THAT(bachelier::implied_vol(option_type::call, price, 1.0f, 1.5f, 2.0f).vol, WithinRel(0.4f, 2e-7f));
    const long double fine = bachelier::price(option_type::call, 1.0L, 1.5L, 2.0L, 0.4L);
    const auto iv = bachelier::implied_vol(option_type::call, fine, 1.0L, 1.5L, 2.0L);
    REQUIRE(std::fabs(iv.vol / 0.4L - 1) < 8 * std::numeric_limits<long double>::epsilon());
    static_assert(std::is_same_v<decltype(bachelier::greeks(option_type::put, 1.0f, 1, 1, 1).vega), double>);
}
