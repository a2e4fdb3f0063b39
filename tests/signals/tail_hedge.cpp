// SPDX-License-Identifier: BSL-1.0
#include <smirk/black/price.hpp>
#include <smirk/signals/tail_hedge.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace smirk;
namespace q = signals::quantity;

namespace {
/// Monthly puts 10 % out of the money on an index of 100, and calls on a VIX of 15, struck at 25.
std::vector<signals::hedge_bucket> two_buckets()
{
    return {{"protection", {{{option_type::put, 90, 1, 0.25}}}, 0.01, 12},   // for a portfolio of 1
            {"convexity", {{{option_type::call, 25, 1, 0.40}}}, 0.002, 12}}; // 0.2 % of it in calls
}
} // namespace

TEST_CASE("carry, crash and break-even of two buckets, by hand")
{
    const auto buckets = two_buckets();
    const std::vector<double> calm{100, 15}, crash{75, 60};
    // 12 x 0.01 x 0.25 + 12 x 0.002 x 0.40 = 0.03 + 0.0096
    REQUIRE_THAT(signals::hedge_carry(buckets, calm), WithinRel(-0.0396, 1e-14));
    // 0.01 (15 - 0.25) + 0.002 (35 - 0.40) = 0.1475 + 0.0692
    REQUIRE_THAT(signals::hedge_profit(buckets, crash), WithinRel(0.2167, 1e-14));
    // gain over the calm month: 0.01 x 15 + 0.002 x 35 = 0.22; 0.22 / 0.0396
    REQUIRE_THAT(signals::break_even_years(buckets, calm, crash), WithinRel(0.22 / 0.0396, 1e-13));
}

TEST_CASE("a crash every break-even number of years returns what the calm months cost")
{
    const auto buckets = two_buckets();
    const std::vector<double> calm{100, 15}, crash{80, 45};
    const double years = signals::break_even_years(buckets, calm, crash), months = 12 * years;
    const double sum = (months - 1) * signals::hedge_profit(buckets, calm) + signals::hedge_profit(buckets, crash);
    REQUIRE_THAT(sum, WithinAbs(0, 1e-14)); // of amounts below 1
}

TEST_CASE("premium sold can carry the hedge: then no crash is needed; and a crash that pays nothing is no hedge")
{
    auto buckets = two_buckets();
    const std::vector<double> calm{100, 15};
    REQUIRE(std::isnan(signals::break_even_years(buckets, calm, std::vector<double>{95, 20})));
    // strangles sold further out, of the same expiries
    buckets.push_back({"carry", {signals::strangle(95, 0.9, 104, 0.8, -1)}, 0.01, 12});
    const std::vector<double> still{100, 15, 100}, crash{70, 60, 95};
    REQUIRE(signals::hedge_carry(buckets, still) > 0);
    REQUIRE(signals::break_even_years(buckets, still, crash) == std::numeric_limits<double>::infinity());
}

TEST_CASE("fairly priced puts cost their premium in calm months and nothing on average")
{
    // the mean of P&L over the distribution that priced the put is zero: midpoint rule over 4000 log-normal spots
    const double vol = 0.2, years = 1 / 12.;
    const double premium = black::price(option_type::put, 100, 90, years, vol);
    const std::vector<signals::hedge_bucket> bucket{{"put", {{{option_type::put, 90, 1, premium}}}, 1, 12}};
    double mean = 0;
    const int n = 4000;
    for (int i = 0; i < n; ++i) {
        const double z = -8 + 16 * (i + 0.5) / n, s = vol * std::sqrt(years);
        const double weight = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979323846) * 16 / n;
        mean += weight * signals::hedge_profit(bucket, std::vector<double>{100 * std::exp(s * z - s * s / 2)});
    }
    REQUIRE_THAT(mean, WithinAbs(0, 1e-6)); // of the midpoint rule across the kink
    REQUIRE_THAT(signals::hedge_carry(bucket, std::vector<double>{100}), WithinRel(-12 * premium, 1e-14));
}

TEST_CASE("levels and buckets must match")
{
    REQUIRE_THROWS_WITH(signals::hedge_profit(two_buckets(), std::vector<double>{100}),
                        ContainsSubstring("expected 2 levels, got 1"));
    REQUIRE_THROWS_AS(signals::hedge_carry(two_buckets(), std::vector<double>{}), std::invalid_argument);
    REQUIRE(signals::hedge_profit({}, {}) == 0);
}

TEST_CASE("which bucket pays: 5 February 2018 was variance, the autumn of 2018 the index, quiet vol is bought")
{
    const auto names = [](const signals::decision_table& table, const std::vector<signals::reading>& now) {
        std::string all;
        for (const auto& f : signals::evaluate(table, now).matching) all += f.name + ";";
        return all;
    };
    const auto buckets = signals::tail_hedge_buckets();
    REQUIRE(names(buckets,
                  {{q::vix_change_z, 9}, {q::vix_change, 20}, {q::spot_return, 0.001}, {q::cross_asset_vol, 0.2}}) ==
            "variance;");
    REQUIRE(names(buckets,
                  {{q::vix_change_z, 1}, {q::vix_change, 2}, {q::spot_return, -0.02}, {q::cross_asset_vol, 0.2}}) ==
            "index puts;");
    REQUIRE(names(buckets,
                  {{q::vix_change_z, 0}, {q::vix_change, -1}, {q::spot_return, 0.01}, {q::cross_asset_vol, 0.08}}) ==
            "cross-asset;");
    const auto needs = signals::tail_hedge_needs();
    REQUIRE(names(needs, {{q::leverage, 2}, {q::short_vega, 0}}) == "yes: leverage;");
    REQUIRE(names(needs, {{q::leverage, 1}, {q::short_vega, 0}}) == "often not;");
    REQUIRE(names(needs, {{q::leverage, 1}, {q::short_vega, 1e4}}) == "yes: short options;");
}
