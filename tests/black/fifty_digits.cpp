// SPDX-License-Identifier: BSL-1.0
// Templates of Black's, Bachelier's and the displaced model in double against the same templates in 50 digits, from the
// same arguments. (Prices, implied vols and the normal law have bounds of their own, in the tests of their headers.)
#include <smirk/black/bachelier.hpp>
#include <smirk/black/conversions.hpp>
#include <smirk/black/displaced.hpp>
#include <smirk/black/greeks.hpp>
#include <smirk/black/straddle.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

namespace black = smirk::black;
using smirk::option_type;
using support::real50;
using support::units;

namespace {

/// Each greek is a product of the density, or of N(d), and of powers of d1 and d2: the error of d, which is that of
/// ln(F/K) over s, comes in by d itself from the exponential and by 1 from each power.
template <class Greeks, class Exact>
void greeks_agree(const Greeks& got, const Exact& exact, double d, double s)
{
    const double lost = (1 + std::fabs(d)) * (1 + std::fabs(d) + 1 / s);
    const auto agrees = [&](double x, const real50& y, const real50& size) {
        REQUIRE(units(x, y, abs(y) + size) < 4 * lost);
    };
    agrees(got.price, exact.price, 0);
    agrees(got.delta, exact.delta, 0);
    agrees(got.spot_delta, exact.spot_delta, 0);
    agrees(got.gamma, exact.gamma, 0);
    agrees(got.vega, exact.vega, 0);
    agrees(got.rho, exact.rho, 0);
    agrees(got.dual_delta, exact.dual_delta, 0);
    agrees(got.dual_gamma, exact.dual_gamma, 0);
    // these are differences, of the size of one of their terms; the forward is 100
    agrees(got.theta, exact.theta, abs(exact.price));
    agrees(got.vanna, exact.vanna, 100 * abs(exact.gamma));
    agrees(got.volga, exact.volga, abs(exact.vega));
    agrees(got.charm, exact.charm, abs(exact.delta));
    agrees(got.speed, exact.speed, abs(exact.gamma) / 100);
    agrees(got.zomma, exact.zomma, abs(exact.gamma));
    agrees(got.color, exact.color, abs(exact.gamma));
    agrees(got.veta, exact.veta, abs(exact.vega));
}

} // namespace

TEST_CASE("50 digits: greeks of the three models", "[black][fifty_digits]")
{
    const double years = 0.7, discount = 0.97;
    for (const auto type : {option_type::put, option_type::call})
        for (const double k : {60., 90., 100., 103., 150.}) {
            CAPTURE(k, static_cast<int>(type));
            const real50 F = 100, K = k, T = years, D = discount;
            const double s = 0.25 * std::sqrt(years);
            greeks_agree(black::greeks(type, 100., k, years, 0.25, discount),
                         black::greeks(type, F, K, T, real50(0.25), D), std::log(100 / k) / s, s);
            const double normal = 20 * std::sqrt(years);
            greeks_agree(black::bachelier::greeks(type, 100., k, years, 20., discount),
                         black::bachelier::greeks(type, F, K, T, real50(20), D), (100 - k) / normal, normal / 100);
            greeks_agree(black::displaced::greeks(type, 100., k, 40., years, 0.25, discount),
                         black::displaced::greeks(type, F, K, real50(40), T, real50(0.25), D),
                         std::log(140 / (k + 40)) / s, s);
        }
}

TEST_CASE("50 digits: displaced prices and vols", "[black][fifty_digits]")
{
    for (const double k : {-0.01, 0.002, 0.013, 0.05}) {
        CAPTURE(k);
        const real50 F = 0.01, K = k, A = 0.03, T = 2.5;
        const real50 exact = black::displaced::price(option_type::call, F, K, A, T, real50(0.3), real50(0.9));
        // forward and strike are rounded when the shift is added; far out the price feels it times d
        REQUIRE(units(black::displaced::price(option_type::call, 0.01, k, 0.03, 2.5, 0.3, 0.9), exact) < 32);
        const double price = static_cast<double>(exact);
        const auto vol = black::displaced::implied_vol(option_type::call, price, 0.01, k, 0.03, 2.5, 0.9);
        const auto want = black::displaced::implied_vol(option_type::call, real50(price), F, K, A, T, real50(0.9));
        REQUIRE(units(vol.vol, want.vol) < 32);
    }
}

TEST_CASE("50 digits: from one model's vol to another's", "[black][fifty_digits]")
{
    for (const double k : {70., 99.9, 100., 145.}) {
        CAPTURE(k);
        const real50 F = 100, K = k, T = 1.5;
        // a price and an implied vol, each within some units
        REQUIRE(units(black::bachelier_vol(100., k, 1.5, 0.3).vol, black::bachelier_vol(F, K, T, real50(0.3)).vol) <
                18);
        REQUIRE(units(black::vol_from_bachelier(100., k, 1.5, 28.).vol,
                      black::vol_from_bachelier(F, K, T, real50(28)).vol) < 18);
        REQUIRE(units(black::displaced_vol(100., k, 1.5, 0.3, 0., 50.).vol,
                      black::displaced_vol(F, K, T, real50(0.3), real50(0), real50(50)).vol) < 18);
        // ln(x / (2 sinh(x/2))) / x^2 loses what x^2 is less than 1, in the second order
        REQUIRE(units(black::bachelier_vol_expansion(100., k, 1.5, 0.3),
                      black::bachelier_vol_expansion(F, K, T, real50(0.3))) < 8);
        REQUIRE(units(black::vol_from_bachelier_expansion(100., k, 1.5, 28.),
                      black::vol_from_bachelier_expansion(F, K, T, real50(28))) < 8);
    }
}

TEST_CASE("50 digits: normalised prices, the straddle", "[black][fifty_digits]")
{
    for (const double x : {-0.5, -1e-4, 0.0, 0.3})
        for (const double s : {0.05, 0.4, 2.}) {
            CAPTURE(x, s);
            const auto type = option_type::call;
            const real50 exact = black::normalised_price(type, real50(x), real50(s));
            // out of the money a rounding of x / s counts (x / s)^2 times
            REQUIRE(units(black::normalised_price(type, x, s), exact) < 4 * (1 + x * x / (s * s)));
            const double price = static_cast<double>(exact);
            if (price > 0 && price > 2 * std::sinh(x / 2) * (1 + 1e-3)) { // the time value is not lost in the price
                const real50 vol = black::normalised_implied_vol(type, real50(price), real50(x)).vol;
                REQUIRE(units(black::normalised_implied_vol(type, price, x).vol, vol) < 4);
            }
        }
    for (const double vol : {0.01, 0.2, 1.5})
        REQUIRE(units(black::straddle_price(5750., 0.4, vol, 0.98),
                      black::straddle_price(real50(5750), real50(0.4), real50(vol), real50(0.98))) < 4);
}
