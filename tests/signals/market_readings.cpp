// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/market_readings.hpp>

#include "signals/simulated_market.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <set>
#include <string>

using namespace smirk;
using signals::market_readings;
namespace q = signals::quantity;

namespace {
const support::simulated_market market(600);

const std::vector<double>& series_of(const std::vector<signals::named_readings>& all, std::string_view name)
{
    for (const auto& s : all)
        if (s.quantity == name) return s.values;
    FAIL("no series " << name);
    throw;
}
constexpr double rounding = 1e-13; // a handful of operations on numbers of order one
} // namespace

TEST_CASE("every quantity has one series as long as the history, and all are known on the last row")
{
    const auto all = market_readings(market.history(), {.long_run = {.window = 252}});
    std::set<std::string_view> names;
    for (const auto& s : all) {
        INFO(std::string(s.quantity));
        REQUIRE(names.insert(s.quantity).second);
        REQUIRE(s.values.size() == 600);
        REQUIRE_FALSE(std::isnan(s.values.back()));
    }
    REQUIRE(all.size() == 46);
}

TEST_CASE("the readings are those of the functions that compute them")
{
    const auto all = market_readings(market.history());
    const std::size_t t = 599;
    const auto now = [&](std::string_view name) { return series_of(all, name)[t]; };
    const auto bars =
        columns(col::open(market.open), col::high(market.high), col::low(market.low), col::close(market.close));
    const double iv = market.vix[t] / 100, rv = realized::yang_zhang(bars.slice(t - 21, 22));
    const double rv5 = realized::yang_zhang(bars.slice(t - 5, 6));
    constexpr double windows = 1e-11; // a rolling window sums in another order
    REQUIRE_THAT(now(q::iv), WithinRel(iv, rounding));
    REQUIRE_THAT(now(q::rv), WithinRel(rv, windows));
    REQUIRE_THAT(now(q::nvrp), WithinRel(iv / rv, windows));
    REQUIRE_THAT(now(q::vrp), WithinAbs(iv - rv, windows));
    REQUIRE_THAT(now(q::rv_ratio), WithinRel(rv5 / rv, windows));
    REQUIRE_THAT(now(q::vix_change), WithinAbs(market.vix[t] - market.vix[t - 1], rounding));
    REQUIRE_THAT(now(q::contango), WithinAbs(market.second_future[t] / market.first_future[t] - 1, rounding));
    REQUIRE_THAT(now(q::vix_basis), WithinAbs(market.first_future[t] - market.vix[t], rounding));
    REQUIRE_THAT(now(q::vix_basis_change),
                 WithinAbs(now(q::vix_basis) - market.first_future[t - 10] + market.vix[t - 10],
                           rounding * 100)); // points
    REQUIRE_THAT(now(q::spot_return), WithinAbs(std::log(market.close[t] / market.close[t - 1]), rounding));
    REQUIRE_THAT(now(q::iv_rank), WithinAbs(signals::iv_rank(strided<double>(market.vix).slice(t - 251, 252)), 1e-10));
    REQUIRE_THAT(now(q::iv_percentile),
                 WithinAbs(signals::iv_percentile(strided<double>(market.vix).slice(t - 252, 253)), rounding));
    const auto& o = market.options[t];
    REQUIRE_THAT(now(q::risk_reversal), WithinAbs(o.put - o.call, rounding));
    const auto& yesterday = market.options[t - 1];
    REQUIRE_THAT(now(q::call_skew_change),
                 WithinAbs((o.call - o.at_the_money) - (yesterday.call - yesterday.at_the_money), rounding));
    double sum = 0;
    for (std::size_t i = t - 251; i <= t; ++i) sum += market.vix[i] / 100 / 252;
    const auto year = market_readings(market.history(), {.long_run = {.window = 252}});
    REQUIRE_THAT(series_of(year, q::iv_over_mean)[t], WithinAbs(iv / sum - 1, windows));
    REQUIRE_THAT(now(q::put_skew), WithinAbs(o.put - o.at_the_money, rounding));
    REQUIRE_THAT(now(q::vix_gap), WithinAbs(market.vix[t] - 100 * o.at_the_money, rounding * 100));
    REQUIRE_THAT(now(q::straddle_ratio),
                 WithinRel(std::sqrt(std::acos(-1.0) / 2) * o.straddle / (rv5 * std::sqrt(5 / 252.0)), windows));
    REQUIRE_THAT(now(q::credit_spread_change),
                 WithinAbs(market.credit_spread[t] - market.credit_spread[t - 5], rounding));
    REQUIRE(now(q::dealer_gamma) == o.dealer_gamma);
    REQUIRE(now(q::dealer_vega) == o.dealer_vega);
    const auto percentile = [&](auto value) { // of today among the year before
        int below = 0;
        for (std::size_t i = t - 252; i < t; ++i) below += value(market.options[i]) < value(o);
        return 100.0 * below / 252;
    };
    REQUIRE_THAT(now(q::risk_reversal_percentile),
                 WithinAbs(percentile([](const auto& d) { return d.put - d.call; }), rounding));
    REQUIRE_THAT(now(q::put_skew_percentile),
                 WithinAbs(percentile([](const auto& d) { return d.put - d.at_the_money; }), rounding));
    REQUIRE_THAT(now(q::dealer_vega_percentile),
                 WithinAbs(percentile([](const auto& d) { return std::abs(d.dealer_vega); }), rounding));
    const auto vix_changes = signals::changes(market.vix, signals::vol_change::points);
    REQUIRE_THAT(now(q::vix_change_z), WithinAbs(statistics::rolling_zscore(vix_changes, 252)[t], windows));
    REQUIRE_THAT(now(q::funding_spread_change),
                 WithinAbs(market.funding_spread[t] - market.funding_spread[t - 5], rounding));
    REQUIRE(now(q::days_since_expiry) == signals::distance_to_expiry(market.day[t]).since);
    REQUIRE_THAT(now(q::spot_vol_correlation),
                 WithinAbs(signals::spot_vol_correlation(market.close, market.vix, 63)[t], rounding));
}

TEST_CASE("closes alone: realized vol from them, and nothing is made up for the rest")
{
    const auto all = market_readings({.close = market.close});
    REQUIRE_THAT(series_of(all, q::rv).back(),
                 WithinRel(realized::close_to_close(strided<double>(market.close).slice(600 - 22, 22),
                                                    {.mean = realized::mean_return::zero}),
                           1e-11)); // a rolling window sums in another order
    for (const auto& s : all) {
        INFO(std::string(s.quantity));
        const bool from_prices = s.quantity == q::rv || s.quantity == q::rv_ratio || s.quantity == q::spot_return;
        REQUIRE(std::isnan(s.values.back()) == !from_prices);
    }
}

TEST_CASE("without futures the curve is that of the vols at the money; a series of dealer gamma comes first")
{
    auto h = market.history();
    h.second_future = {};
    h.dealer_gamma = market.fund_flow;
    const auto all = market_readings(h);
    REQUIRE(series_of(all, q::contango).back() ==
            signals::contango(market.options.back().at_the_money, market.options.back().far_at_the_money));
    REQUIRE(series_of(all, q::dealer_gamma).back() == market.fund_flow.back());
}

TEST_CASE("a missing day is unknown; min_valid decides whether its year is")
{
    support::simulated_market holed(600);
    holed.vix[500] = std::nan("");
    const auto strict = market_readings(holed.history()),
               lenient = market_readings(holed.history(), {.min_valid = 200});
    REQUIRE(std::isnan(series_of(strict, q::iv_rank).back()));
    REQUIRE_FALSE(std::isnan(series_of(lenient, q::iv_rank).back()));
    REQUIRE(std::isnan(series_of(lenient, q::iv_rank)[500]));
    REQUIRE(std::isnan(series_of(lenient, q::iv_rank_change)[501]));
}

TEST_CASE("a history of another length is named, and so is an empty one")
{
    auto h = market.history();
    h.vvix = strided<double>(market.vvix).slice(0, 599);
    REQUIRE_THROWS_WITH(market_readings(h), ContainsSubstring("vvix of 600 rows or none, got 599"));
    REQUIRE_THROWS_AS(market_readings({}), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::history_until(market.history(), 600), std::invalid_argument);
}
