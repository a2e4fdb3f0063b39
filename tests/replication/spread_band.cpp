// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/spread_band.hpp>

#include <random>

using namespace smirk::replication;

namespace {

support::option_quotes quotes_with_spread(double years, double relative)
{
    auto q = support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(101, k, 0.04 * years, call); }, 60, 160, 2.5,
        years, 0.02);
    for (auto* bid : {&q.call_bid, &q.put_bid})
        for (auto& x : *bid) x *= 1 - relative;
    for (auto* ask : {&q.call_ask, &q.put_ask})
        for (auto& x : *ask) x *= 1 + relative;
    return q;
}

} // namespace

TEST_CASE("the band opens with the spread")
{
    const auto q = quotes_with_spread(0.1, 0.05);
    const auto band = spread_band(cboe_strip(q.slice()));
    REQUIRE(band);
    const double sum = band.at_mid - expected_payoff(cboe_strip(q.slice()), log_contract{0.1}).split;
    REQUIRE_THAT(band.at_bid, WithinRel(band.at_mid - 0.05 * sum, 1e-10)); // every bid is 5 % below its mid price
    REQUIRE_THAT(band.at_ask, WithinRel(band.at_mid + 0.05 * sum, 1e-10));
    const auto closed = spread_band(cboe_strip(quotes_with_spread(0.1, 0).slice()));
    REQUIRE(closed.at_bid == closed.at_ask);
    REQUIRE(closed.standard_error == 0);
}

TEST_CASE("the standard error is that of prices drawn between bid and ask")
{
    auto strip = cboe_strip(quotes_with_spread(0.1, 0.05).slice());
    const auto band = spread_band(strip);
    std::mt19937_64 random(20240105);
    double sum = 0, sum2 = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
        for (auto& o : strip.options) o.price = std::uniform_real_distribution(o.bid, o.ask)(random);
        const double v = expected_payoff(strip, log_contract{0.1}).value - band.at_mid;
        sum += v;
        sum2 += v * v;
    }
    const double sd = std::sqrt(sum2 / n - sum / n * sum / n);
    REQUIRE_THAT(sd,
                 WithinRel(band.standard_error, 0.02)); // four standard errors of an estimated deviation: 4/sqrt(2n)
}

TEST_CASE("the band of a volatility between two expiries")
{
    const auto near = spread_band(cboe_strip(quotes_with_spread(0.06, 0.05).slice()));
    const auto next = spread_band(cboe_strip(quotes_with_spread(0.12, 0.05).slice()));
    const auto at = [&](double years) { return volatility_band(near, 0.06, next, 0.12, years); };
    REQUIRE_THAT(at(0.06).at_mid, WithinRel(std::sqrt(near.at_mid), 1e-14));
    REQUIRE_THAT(at(0.06).standard_error, WithinRel(near.standard_error / (2 * std::sqrt(near.at_mid)), 1e-12));
    REQUIRE_THAT(at(0.12).at_ask, WithinRel(std::sqrt(next.at_ask), 1e-14));
    REQUIRE_THAT(at(0.09).at_bid, WithinRel(std::sqrt((0.06 * near.at_bid + 0.12 * next.at_bid) / 0.18), 1e-14));
    REQUIRE_THROWS_AS(at(0.05), std::invalid_argument);
    REQUIRE_FALSE(spread_band(option_strip{.status = strip_status::no_calls}));
}

TEST_CASE("the spreads of real chains leave a VIX open by points, independent ones by hundredths")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto chain = support::read_chain(support::shared_data("chains/SPX_2023-05-23.csv"));
    const auto &near = chain.at("2023-06-16 SPX"), &next = chain.at("2023-06-23 SPXW");
    const auto band = volatility_band(spread_band(cboe_strip(near.slice())), near.years,
                                      spread_band(cboe_strip(next.slice())), next.years, 30 / 365.0);
    REQUIRE(band);
    REQUIRE_THAT(100 * band.at_mid, WithinAbs(18.53, 0.01)); // the official close
    REQUIRE(100 * (band.at_ask - band.at_bid) > 0.1);
    REQUIRE(100 * (band.at_ask - band.at_bid) < 1);
    REQUIRE(100 * band.standard_error < 0.05);
}
