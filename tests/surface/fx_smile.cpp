// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/fx_smile.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("smile_from_fx_quotes: all expiries of Clark's tables 3.3 and 3.4, both conventions", "[surface][fx_smile]")
{
    struct row {
        double years, atm, strangle, reversal;
    };
    SECTION("EURUSD, spot delta, straddle delta-neutral")
    {
        const row rows[] = {{1.0 / 12, 0.21, 0.0065, -0.002}, {2.0 / 12, 0.21, 0.0075, -0.0025},
                            {0.25, 0.2075, 0.0085, -0.003},   {0.5, 0.194, 0.009, -0.005},
                            {1, 0.1825, 0.0095, -0.006},      {2, 0.17677, 0.0085, -0.00562}};
        for (const row& r : rows) {
            const fx_smile_options options{.delta = {.convention = delta_convention::spot, .dividend_yield = 0.0346}};
            const auto fit = smile_from_fx_quotes({r.atm, r.reversal, r.strangle}, 1.3465 * std::exp(-0.0052 * r.years),
                                                  r.years, options);
            REQUIRE(fit);
            REQUIRE(fit.error < 1e-8);
            REQUIRE_THAT(fit.call.vol - fit.put.vol, WithinAbs(r.reversal, 1e-8));
            REQUIRE(fit.smile_strangle < r.strangle); // a skew makes the smile strangle the smaller one
        }
    }
    SECTION("EURJPY, premium-adjusted, strong skew")
    {
        const row rows[] = {
            {1.0 / 12, 0.215, 0.0035, -0.0835}, {0.5, 0.18, 0.00225, -0.0925}, {1, 0.1595, 0.00175, -0.0955}};
        for (const row& r : rows) {
            const fx_smile_options options{
                .delta = {.convention = delta_convention::spot_adjusted, .dividend_yield = 0.0294},
                .at_the_money = at_the_money_convention::delta_neutral_adjusted};
            const auto fit = smile_from_fx_quotes({r.atm, r.reversal, r.strangle}, 90.72 * std::exp(-0.0123 * r.years),
                                                  r.years, options);
            REQUIRE(fit);
            REQUIRE(fit.put.vol > fit.call.vol);
        }
    }
}

TEST_CASE("smile_from_fx_quotes: misuse throws, a smile that does not exist is an error", "[surface][fx_smile]")
{
    REQUIRE_THROWS_AS(smile_from_fx_quotes({0.2, 0, 0.01}, -1, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(smile_from_fx_quotes({0.2, 0, 0.01}, 1, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(smile_from_fx_quotes({-0.2, 0, 0.01}, 1, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(smile_from_fx_quotes({0.2, 0, 0.01, 0.6}, 1, 1), std::invalid_argument);
    REQUIRE_FALSE(smile_from_fx_quotes({0.2, 0.0, -0.05}, 1, 1)); // a strangle far below the money: no SABR is concave
}
