// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/exposure.hpp>

#include <smirk/black/price.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

using namespace smirk;
using signals::dealer_position;

namespace {

constexpr double spot = 5000, growth = 1.004, discount = 0.99, years = 30.0 / 365;

double value(const dealer_position& p, double s, double vol)
{
    return p.contracts * p.multiplier * black::price(p.type, s * p.growth, p.strike, p.years, vol, p.discount);
}

const std::vector<dealer_position> book{
    {option_type::call, 5100, years, 0.14, 8000, growth, discount},
    {option_type::put, 4700, years, 0.22, -9000, growth, discount},
    {option_type::call, 5000, 0.25, 0.17, -500, 1.01, 0.985},
};

} // namespace

TEST_CASE("exposures are the derivatives of the value of the book, in the units they name")
{
    double gamma = 0, vega = 0, vanna = 0;
    const double h = 5, v = 1e-4;
    for (const auto& p : book) {
        gamma += (value(p, spot + h, p.vol) - 2 * value(p, spot, p.vol) + value(p, spot - h, p.vol)) / (h * h);
        vega += (value(p, spot, p.vol + v) - value(p, spot, p.vol - v)) / (2 * v);
        vanna += (value(p, spot + h, p.vol + v) - value(p, spot - h, p.vol + v) - value(p, spot + h, p.vol - v) +
                  value(p, spot - h, p.vol - v)) /
                 (4 * h * v);
    }
    const auto e = signals::exposure(book, spot);
    constexpr double differences = 2e-4; // second-order error of the steps
    REQUIRE_THAT(e.gamma_shares, WithinRel(gamma, differences));
    REQUIRE_THAT(e.gamma_cash, WithinRel(gamma * spot, differences));
    REQUIRE_THAT(e.gamma_cash_percent, WithinRel(0.01 * gamma * spot * spot, differences));
    REQUIRE_THAT(e.vega, WithinRel(0.01 * vega, differences));
    REQUIRE_THAT(e.vanna_cash, WithinRel(0.01 * spot * vanna, differences));
}

TEST_CASE("dealers long gamma sell rallies and buy dips; short gamma, the other way round")
{
    const std::vector<dealer_position> long_gamma{{option_type::call, 5000, years, 0.15, 100}},
        short_gamma{{option_type::call, 5000, years, 0.15, -100}};
    REQUIRE(signals::hedge_flow(signals::exposure(long_gamma, spot), 0.01) < 0);
    REQUIRE(signals::hedge_flow(signals::exposure(long_gamma, spot), -0.01) > 0);
    REQUIRE(signals::hedge_flow(signals::exposure(short_gamma, spot), 0.01) > 0);
    REQUIRE(signals::hedge_flow(signals::exposure(short_gamma, spot), -0.01) < 0);
}

TEST_CASE("vanna flow: dealers short an out-of-the-money put sell when vol rises and buy it back when it falls")
{
    const std::vector<dealer_position> short_put{{option_type::put, 4700, years, 0.22, -100}};
    const auto e = signals::exposure(short_put, spot);
    REQUIRE(signals::hedge_flow(e, 0, 0.01) < 0);
    REQUIRE(signals::hedge_flow(e, 0, -0.01) > 0);
}

TEST_CASE(
    "zero-gamma level: the book priced there has none; the put's higher vol reaches further, so there is a second")
{
    const std::vector<dealer_position> front(book.begin(), book.begin() + 2);
    const auto zero = signals::zero_gamma_level(front, spot, 4000, 6000);
    REQUIRE(zero.crossings.size() == 2);
    REQUIRE(zero.nearest == zero.crossings[0]);
    REQUIRE(zero.crossings[1] > 5400);
    REQUIRE((zero.nearest > 4700 && zero.nearest < 5100));
    const double there = std::abs(signals::exposure(front, zero.nearest).gamma_shares);
    REQUIRE(there < 1e-6 * std::abs(signals::exposure(front, 5100).gamma_shares));
    REQUIRE(signals::exposure(front, zero.nearest - 20).gamma_shares < 0);
    REQUIRE(signals::exposure(front, zero.nearest + 20).gamma_shares > 0);
    const auto profile = signals::gamma_profile(front, std::vector<double>{zero.nearest - 20, zero.nearest + 20});
    REQUIRE((profile[0] < 0 && profile[1] > 0));
}

TEST_CASE("equal amounts at equal vols cancel half way in the logs")
{
    // Gamma(F) of strikes K1 and K2 with one s is equal where d1(K1) = -d1(K2): F^2 = K1 K2 e^{-s^2}
    const std::vector<dealer_position> two{{option_type::call, 5200, 0.25, 0.2, 10},
                                           {option_type::put, 4800, 0.25, 0.2, -10}};
    const auto zero = signals::zero_gamma_level(two, 5000, 4000, 6000);
    REQUIRE_THAT(zero.nearest, WithinRel(std::sqrt(5200.0 * 4800.0) * std::exp(-0.25 * 0.04 / 2), 1e-10));
}

TEST_CASE("a book of one sign has no zero-gamma level")
{
    const std::vector<dealer_position> calls{{option_type::call, 5000, years, 0.15, 100}};
    const auto zero = signals::zero_gamma_level(calls, spot, 4000, 6000);
    REQUIRE(zero.crossings.empty());
    REQUIRE(std::isnan(zero.nearest));
    REQUIRE_THROWS_AS(signals::zero_gamma_level(calls, spot, 6000, 4000), std::invalid_argument);
}

TEST_CASE("a book from open interest, with the sides as an argument; unknown vols are left out")
{
    const std::vector<double> strike{4900, 5000, 5100}, zero(3, 0.0), calls{10, 20, 30}, puts{40, 0, 60},
        vol{0.2, 0.18, std::numeric_limits<double>::quiet_NaN()};
    const chain_slice slice{columns(col::strike(strike), col::call_bid(zero), col::call_ask(zero), col::put_bid(zero),
                                    col::put_ask(zero), col::call_open_interest(calls), col::put_open_interest(puts)),
                            years};
    const auto usual = signals::dealer_book(slice, vol, growth, discount);
    REQUIRE(usual.size() == 3);
    REQUIRE(usual[0].contracts == 10);
    REQUIRE(usual[1].contracts == -40);
    REQUIRE(usual[1].type == option_type::put);
    const auto other = signals::dealer_book(slice, vol, growth, discount, {.call = -1, .put = -1});
    REQUIRE(other[0].contracts == -10);
    REQUIRE_THROWS_AS(signals::dealer_book(slice, std::vector<double>{0.2}, growth, discount), std::invalid_argument);
}

TEST_CASE("the strike that holds most gamma")
{
    const std::vector<dealer_position> open{{option_type::call, 5000, 0.02, 0.15, 100},
                                            {option_type::put, 5000, 0.02, 0.15, -300},
                                            {option_type::call, 5300, 0.02, 0.15, 100}};
    const auto p = signals::pin_strike(open, 4990);
    REQUIRE(p.strike == 5000);
    REQUIRE(p.share > 0.9);
    REQUIRE_THAT(p.distance, WithinRel(10.0 / 4990, 1e-12));
    REQUIRE(std::isnan(signals::pin_strike({}, 4990).strike));
}

TEST_CASE("every listed SPX option of 23 May 2023 against scipy: exposures, zero-gamma level, pin")
{
    // scipy 1.17.1, Black formulas with numpy on the quoted vols, forward = spot, days / 365; roots by brentq
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    using namespace std::chrono;
    const auto file = support::read_csv(support::shared_data("chains/SPX_full_2023-05-23.csv"));
    const auto strike = file.numbers("strike"), vol = file.numbers("iv"), interest = file.numbers("oi");
    const double index = file.numbers("spot").front();
    std::vector<dealer_position> listed;
    for (std::size_t i = 0; i < strike.size(); ++i) {
        int y = 0, m = 0, d = 0;
        REQUIRE(std::sscanf(file.text.at("expiry")[i].c_str(), "%d-%d-%d", &y, &m, &d) == 3);
        const auto left = static_cast<double>((sys_days(year(y) / m / d) - sys_days(2023y / 5 / 23)).count());
        if (!(left > 0 && vol[i] > 0 && interest[i] > 0)) continue;
        const bool call = file.text.at("type")[i] == "C";
        listed.push_back({call ? option_type::call : option_type::put, strike[i], left / 365, vol[i],
                          call ? interest[i] : -interest[i]});
    }
    REQUIRE(listed.size() == 12330);
    const auto e = signals::exposure(listed, index);
    constexpr double two_programs = 1e-10; // sums of 12330 terms of both signs
    REQUIRE_THAT(e.gamma_cash_percent, WithinRel(-10725238362.7661, two_programs));
    REQUIRE_THAT(e.vega, WithinRel(-1408299257.48093, two_programs));
    REQUIRE_THAT(e.vanna_cash, WithinRel(27789330182.3542, two_programs));
    const auto zero = signals::zero_gamma_level(listed, index, 3500, 4800, 60);
    REQUIRE(zero.crossings.size() == 1);
    REQUIRE_THAT(zero.nearest, WithinRel(4164.512269847318, 1e-9)); // xtol of brentq and cancellation at the root
    const auto p = signals::pin_strike(listed, index);
    REQUIRE(p.strike == 4000);
    REQUIRE_THAT(p.share, WithinRel(0.08638567535696728, two_programs));
}
