// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/vanna_volga.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

using three = std::array<double, 3>;
const three k{std::log(0.96), std::log(1.001), std::log(1.05)}, vol{0.105, 0.09, 0.088};
constexpr double years = 0.25;

bool inside(const std::vector<strike_interval>& intervals, double x)
{
    for (const auto& i : intervals)
        if (x > i.low && x < i.high) return true;
    return false;
}

} // namespace

TEST_CASE("vanna_volga: the price that hedges vega, vanna and volga", "[surface][vanna_volga]")
{
    // mpmath 1.3, 50 digits: weights by solving the three equations with numerical derivatives of Black's call in vol
    // and spot, implied vol of the sum by findroot. Strike and vol.
    const std::vector<std::array<double, 2>> reference{{0.85, 0.1155398381697944},
                                                       {0.92, 0.11932958599283198},
                                                       {0.96, 0.105},
                                                       {0.98, 0.096370962233191618},
                                                       {1.001, 0.09},
                                                       {1.02, 0.087151049539278405},
                                                       {1.05, 0.088},
                                                       {1.10, 0.10006970133484396},
                                                       {1.20, 0.10754358995607034}};
    const vanna_volga exact(k, vol, years);
    for (const auto& [strike, sigma] : reference)
        REQUIRE_THAT(smile_vol(exact, std::log(strike), years), WithinAbs(sigma, 1e-12));
}

TEST_CASE("vanna_volga: strikes of the paper's example", "[surface][vanna_volga]")
{
    // Castagna and Mercurio, Consistent pricing of FX options, 2005: EURUSD of 1 July 2005, three months, spot 1.205,
    // discount factors .9902752 and .9945049, atm 9.05 %, rr -.50 %, butterfly .13 %; they print 1.1733 and 1.2487.
    const double T = 94.0 / 365, forward = 1.205 * 0.9945049 / 0.9902752;
    const vanna_volga_options options{.delta = {delta_convention::spot, -std::log(0.9945049) / T}};
    const auto smile =
        vanna_volga_from_fx({.at_the_money = 0.0905, .risk_reversal = -0.005, .smile_strangle = 0.0013}, T, options);
    const auto put = at_delta(smile, option_type::put, 0.25, T, options.delta),
               call = at_delta(smile, option_type::call, 0.25, T, options.delta);
    REQUIRE_THAT(forward * std::exp(put.log_moneyness), WithinAbs(1.1733, 5e-5));
    REQUIRE_THAT(forward * std::exp(call.log_moneyness), WithinAbs(1.2487, 5e-5));
    REQUIRE_THAT(put.vol, WithinAbs(0.0943, 1e-10));
    REQUIRE_THAT(call.vol, WithinAbs(0.0893, 1e-10));
    REQUIRE_THAT(at_the_money(smile, T, at_the_money_convention::delta_neutral).vol, WithinAbs(0.0905, 1e-10));
    REQUIRE(smile.butterflies().empty());
}

TEST_CASE("vanna_volga: the second order passes through the quotes and stays near the exact form",
          "[surface][vanna_volga]")
{
    const three mild{0.0943, 0.0905, 0.0893};
    const vanna_volga exact(k, mild, years), second(k, mild, years, vanna_volga_form::second_order);
    for (std::size_t i = 0; i < 3; ++i) REQUIRE_THAT(smile_vol(second, k[i], years), WithinAbs(mild[i], 1e-9));
    for (double x = -0.06; x < 0.07; x += 0.005) // "asymptotically equal": 1 bp where the quotes are, 20 outside
        REQUIRE_THAT(smile_vol(second, x, years),
                     WithinAbs(smile_vol(exact, x, years), x > k[0] && x < k[2] ? 1e-5 : 2e-3));
    const vanna_volga flat(k, {0.1, 0.1, 0.1}, years),
        flat_second(k, {0.1, 0.1, 0.1}, years, vanna_volga_form::second_order);
    for (double x : {-0.3, 0.0, 0.2}) {
        REQUIRE_THAT(smile_vol(flat, x, years), WithinAbs(0.1, 1e-12));
        REQUIRE_THAT(smile_vol(flat_second, x, years), WithinAbs(0.1, 1e-15));
        REQUIRE_THAT(flat.derivatives(x).dw, WithinAbs(0, 1e-10));
    }
}

TEST_CASE("vanna_volga: derivatives are those of the smile", "[surface][vanna_volga]")
{
    for (auto form : {vanna_volga_form::exact, vanna_volga_form::second_order}) {
        const vanna_volga smile(k, vol, years, form);
        const auto w = [&](double x) { return smile.total_variance(x); };
        for (double x : {-0.15, -0.06, -1e-3, 1e-3, 0.02, 0.1}) {
            const double h = 1e-4;
            const auto at = smile.derivatives(x);
            REQUIRE_THAT(at.w, WithinRel(w(x), 1e-13));
            REQUIRE_THAT(at.dw, WithinAbs((8 * (w(x + h) - w(x - h)) - w(x + 2 * h) + w(x - 2 * h)) / (12 * h), 1e-9));
            const double d2w = (16 * (w(x + h) + w(x - h)) - w(x + 2 * h) - w(x - 2 * h) - 30 * w(x)) / (12 * h * h);
            REQUIRE_THAT(at.d2w, WithinAbs(d2w, 1e-5)); // rounding over h^2
        }
    }
}

TEST_CASE("vanna_volga: where the exact form has a butterfly and the other no square root", "[surface][vanna_volga]")
{
    std::mt19937_64 generator(3);
    std::uniform_real_distribution<double> U;
    int with_butterfly = 0, broken = 0;
    for (int i = 0; i < 300; ++i) {
        const double atm = 0.05 + 0.4 * U(generator), T = 0.05 + U(generator), s = atm * std::sqrt(T);
        const three at{-s * (0.3 + U(generator)), 0.2 * s * (U(generator) - 0.5), s * (0.3 + U(generator))};
        const double tilt = 0.5 * (U(generator) - 0.5), bend = 0.5 * (U(generator) - 0.3);
        const three sigma{atm * (1 + bend - tilt), atm, atm * (1 + bend + tilt)};
        const vanna_volga exact(at, sigma, T), second(at, sigma, T, vanna_volga_form::second_order);
        const auto bad = exact.butterflies(), gone = second.breakdown();
        with_butterfly += !bad.empty(), broken += !gone.empty();
        REQUIRE(exact.breakdown().empty());
        for (double x = -3.7 * s; x < 3.7 * s; x += 0.05 * s) {
            // convexity of Vanna-Volga prices by differences, where they are not yet at the rounding
            const auto price = [&](double y) {
                const double d1 = -y / s + 0.5 * s;
                double q = 0;
                for (std::size_t j : {0u, 2u}) {
                    const double d = -at[j] / s + 0.5 * s;
                    const double vega = std::sqrt(T / (2 * std::numbers::pi)) * std::exp(-0.5 * d * d);
                    const double K = std::exp(at[j]);
                    q += (black::price(option_type::call, 1, K, T, sigma[j]) -
                          black::price(option_type::call, 1, K, T, atm)) /
                         vega * (y - at[1]) * (y - at[2 - j]) / ((at[j] - at[1]) * (at[j] - at[2 - j]));
                }
                return black::price(option_type::call, 1, std::exp(y), T, atm) +
                       q * std::sqrt(T / (2 * std::numbers::pi)) * std::exp(-0.5 * d1 * d1);
            };
            const double h = 0.02 * s, up = price(x + h), here = price(x), down = price(x - h);
            const double bend_in_strike = (up - 2 * here + down) / (h * h) - (up - down) / (2 * h);
            const bool near_an_end = inside(bad, x - 4 * h) != inside(bad, x + 4 * h); // differences blur the border
            if (!near_an_end && std::fabs(bend_in_strike) > 1e-6) REQUIRE((bend_in_strike < 0) == inside(bad, x));
            REQUIRE(std::isnan(second.total_variance(x)) >= inside(gone, x));
            if (!inside(gone, x) && !std::isnan(second.derivatives(x).w)) REQUIRE(second.total_variance(x) > 0);
        }
    }
    REQUIRE(with_butterfly > 50);
    REQUIRE(with_butterfly < 290);
    REQUIRE(broken > 50);
}

TEST_CASE("vanna_volga: no butterflies means that g is nowhere negative", "[surface][vanna_volga]")
{
    const vanna_volga mild(k, {0.0943, 0.0905, 0.0893}, years);
    REQUIRE(mild.butterflies().empty());
    REQUIRE(butterfly_arbitrage(mild, -0.3, 0.3).arbitrage_free());
    const vanna_volga sharp(k, {0.13, 0.09, 0.12}, years);
    const auto bad = sharp.butterflies();
    const auto scanned = butterfly_arbitrage(sharp, -0.25, 0.25);
    REQUIRE(bad.size() == 2);
    REQUIRE_FALSE(scanned.arbitrage_free());
    for (const auto& v : scanned.violations)
        if (v.low > -0.2 && v.high < 0.2) REQUIRE(inside(bad, 0.5 * (v.low + v.high)));
}

TEST_CASE("vanna_volga: misuse", "[surface][vanna_volga]")
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    REQUIRE_THROWS_AS(vanna_volga({0, 0, 0.1}, vol, years), std::invalid_argument);
    REQUIRE_THROWS_AS(vanna_volga(k, {0.1, none, 0.1}, years), std::invalid_argument);
    REQUIRE_THROWS_AS(vanna_volga(k, {0.1, 0.1, 0}, years), std::invalid_argument);
    REQUIRE_THROWS_AS(vanna_volga(k, vol, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(vanna_volga(k, vol, years, vanna_volga_form::second_order).butterflies(), std::invalid_argument);
    REQUIRE_THROWS_AS(vanna_volga_from_fx({0.01, -0.05, 0.001}, years), std::invalid_argument); // a call vol below 0
    REQUIRE_THROWS_AS(vanna_volga_from_fx({-0.1, 0, 0}, years), std::invalid_argument);
}
