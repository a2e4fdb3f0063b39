// SPDX-License-Identifier: BSL-1.0
// Clark, Foreign Exchange Option Pricing, Wiley 2011, chapter 3: EURUSD one year, from market strangle to smile.
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/fx_smile.hpp>
#include <smirk/surface/sabr.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

namespace {

// Table 3.3: spot, rates, and ATM (delta-neutral), 25-delta risk reversal and market strangle
const double spot = 1.3465, domestic = 0.0294, foreign = 0.0346, years = 1;
const double atm = 0.1825, risk_reversal = -0.0060, market_strangle = 0.0095;
const double forward = spot * std::exp(domestic - foreign), discount = std::exp(-domestic);
const delta_options spot_delta{.convention = delta_convention::spot, .dividend_yield = foreign};
// Table 3.7: SABR with beta = 1 through those quotes
const sabr fitted{.alpha = 0.17431060, .beta = 1, .rho = -0.11268306, .nu = 0.81694072, .forward = forward, .years = 1};

struct flat {
    double w;
    double total_variance(double) const { return w; }
};

double strike(const delta_quote& q) { return forward * std::exp(q.log_moneyness); }

} // namespace

TEST_CASE("Clark 2011: strikes of the smile and of the market strangle, to the printed digits", "[papers][surface]")
{
    REQUIRE_THAT(strike(at_the_money(flat{atm * atm}, years, at_the_money_convention::delta_neutral)),
                 WithinAbs(1.3620, 5e-5));
    const auto put = at_delta(fitted, option_type::put, 0.25, years, spot_delta);
    const auto call = at_delta(fitted, option_type::call, 0.25, years, spot_delta);
    REQUIRE_THAT(strike(put), WithinAbs(1.2034, 5e-5));
    REQUIRE_THAT(strike(call), WithinAbs(1.5410, 5e-5));
    const double v = atm + market_strangle;
    REQUIRE_THAT(strike(at_delta(flat{v * v}, option_type::put, 0.25, years, spot_delta)), WithinAbs(1.2050, 5e-5));
    REQUIRE_THAT(strike(at_delta(flat{v * v}, option_type::call, 0.25, years, spot_delta)), WithinAbs(1.5449, 5e-5));
    // and the quotes come back from the smile
    REQUIRE_THAT(fitted.vol(1.3620), WithinAbs(atm, 1e-5));
    REQUIRE_THAT(call.vol - put.vol, WithinAbs(risk_reversal, 1e-5));
    REQUIRE_THAT(0.5 * (call.vol + put.vol) - atm, WithinAbs(0.00944, 1e-5)); // smile strangle, .944 against .950
}

TEST_CASE("Clark 2011: the market strangle is worth the same on the smile", "[papers][surface]")
{
    const double v = atm + market_strangle;
    const double low = strike(at_delta(flat{v * v}, option_type::put, 0.25, years, spot_delta));
    const double high = strike(at_delta(flat{v * v}, option_type::call, 0.25, years, spot_delta));
    const auto strangle = [&](double put_vol, double call_vol) {
        return black::price(option_type::put, forward, low, years, put_vol, discount) +
               black::price(option_type::call, forward, high, years, call_vol, discount);
    };
    REQUIRE_THAT(strangle(fitted.vol(low), fitted.vol(high)), WithinAbs(strangle(v, v), 1e-6));
}

TEST_CASE("Clark 2011: from the market strangle to the smile, table 3.7", "[papers][surface]")
{
    const auto fit =
        smile_from_fx_quotes({.at_the_money = atm, .risk_reversal = risk_reversal, .market_strangle = market_strangle},
                             forward, years, {.delta = spot_delta});
    REQUIRE(fit);
    REQUIRE(fit.error < 1e-9);
    // the printed parameters come from a solver that stopped at a few digits
    REQUIRE_THAT(fit.smile.alpha, WithinAbs(0.17431060, 2e-6));
    REQUIRE_THAT(fit.smile.rho, WithinAbs(-0.11268306, 2e-5));
    REQUIRE_THAT(fit.smile.nu, WithinAbs(0.81694072, 5e-5));
    REQUIRE_THAT(strike(fit.put), WithinAbs(1.2034, 5e-5));
    REQUIRE_THAT(strike(fit.call), WithinAbs(1.5410, 5e-5));
    REQUIRE_THAT(100 * fit.smile_strangle, WithinAbs(0.944, 5e-4)); // against .950 for the market strangle
}
