// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/attribution.hpp>
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/moments.hpp>
#include <smirk/replication/strip_smile.hpp>

#include <random>

using namespace smirk::replication;

TEST_CASE("total variance comes back from the prices of a strip")
{
    const double years = 0.1;
    const auto quotes = support::priced_quotes(
        [=](double k, bool call) {
            const double x = std::log(k / 101);
            return support::black_forward_price(101, k, years * (0.04 - 0.1 * x + 0.3 * x * x), call);
        },
        80, 120, 1, years, 0.04);
    const auto vols = implied_total_variance(cboe_strip(quotes.slice()));
    REQUIRE(vols);
    REQUIRE(vols.k.size() == 40); // 41 strikes less K0
    REQUIRE(vols.without_vol == 0);
    for (std::size_t i = 0; i < vols.k.size(); ++i) {
        const double x = vols.k[i];
        REQUIRE_THAT(vols.w[i],
                     WithinRel(years * (0.04 - 0.1 * x + 0.3 * x * x), 1e-9)); // digits of the test's own prices
    }
}

TEST_CASE("a flat market is worth its variance however few its quotes, where the wings are flat")
{
    const double years = 0.1;
    const auto quotes = support::priced_quotes(
        [=](double k, bool call) { return support::black_forward_price(101, k, 0.04 * years, call); }, 95, 105, 2.5,
        years, 0.04);
    const auto v = fair_variance(quotes.slice(), {.wings = wing_rule::flat});
    REQUIRE(v);
    REQUIRE_THAT(v.fair.variance, WithinRel(0.04, 1e-9));
    REQUIRE(v.fair.put_tail_share > 0.05);
    REQUIRE(v.first_strike == 95);
    REQUIRE(v.last_strike == 105);
    const auto none = fair_variance(quotes.slice(), {.wings = wing_rule::none});
    REQUIRE_THAT(none.fair.variance, WithinRel((1 - v.fair.put_tail_share - v.fair.call_tail_share) * 0.04, 1e-8));
}

TEST_CASE("a chain without a strip has no fair variance")
{
    support::option_quotes quotes;
    quotes.years = 0.1;
    quotes.rate = 0;
    quotes.add(100, 0, 0, 1, 2);
    const auto v = fair_variance(quotes.slice());
    REQUIRE_FALSE(v);
    REQUIRE(v.strip == strip_status::no_parity_pair);
}

TEST_CASE("beyond the quotes of real chains")
{
    // Independent program: flat wings add 0.02 to 0.03 index points to a full SPX chain, linear ones 0.05 to 0.09 (0.10
    // on one day here, whose tails are a fifth more); a chain cut to +-10 % loses 0.9 to 2.9 points.
    struct day {
        const char *date, *near, *next;
    };
    const day days[] = {{"2022-02-04", "2022-03-04 SPXW", "2022-03-11 SPXW"},
                        {"2023-05-05", "2023-06-02 SPXW", "2023-06-09 SPXW"},
                        {"2023-05-23", "2023-06-16 SPX", "2023-06-23 SPXW"},
                        {"2024-01-05", "2024-02-02 SPXW", "2024-02-09 SPXW"}};
    for (const auto& [date, near_name, next_name] : days) {
        const auto file = std::string("chains/SPX_") + date + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        const auto chain = support::read_chain(support::shared_data(file));
        const auto &near = chain.at(near_name), &next = chain.at(next_name);
        const auto vix = cboe_index(near.slice(), next.slice());
        const auto index = [&](wing_rule wings) {
            const auto a = fair_variance(near.slice(), {.wings = wings}),
                       b = fair_variance(next.slice(), {.wings = wings});
            REQUIRE(a);
            REQUIRE(b);
            return 100 * std::sqrt((near.years * a.fair.variance * vix.near_weight +
                                    next.years * b.fair.variance * vix.next_weight) /
                                   (vix_minutes / minutes_per_year));
        };
        const double none = index(wing_rule::none);
        REQUIRE_THAT(none, WithinAbs(vix.index, 0.03)); // the step of the strikes and the half cell at either end
        REQUIRE(index(wing_rule::flat) - none > 0.015);
        REQUIRE(index(wing_rule::flat) - none < 0.03);
        REQUIRE(index(wing_rule::linear) - none > 0.05);
        REQUIRE(index(wing_rule::linear) - none < 0.13);
    }
}

TEST_CASE("whatever the quotes, what is usable is finite")
{
    std::mt19937_64 random(2);
    const auto chance = [&](double p) { return std::bernoulli_distribution(p)(random); };
    const double poison[] = {0, std::numeric_limits<double>::quiet_NaN(), -1, 1e9,
                             std::numeric_limits<double>::infinity()};
    const auto clean = support::small_chain();
    int usable = 0;
    for (int trial = 0; trial < 1000; ++trial) {
        auto q = clean;
        if (chance(0.2)) q.rate = std::numeric_limits<double>::quiet_NaN();
        for (auto* v : {&q.call_bid, &q.call_ask, &q.put_bid, &q.put_ask})
            for (auto& x : *v)
                if (chance(0.05)) x = poison[random() % std::size(poison)];
        const auto v = fair_variance(q.slice());
        if (v) {
            ++usable;
            REQUIRE(v.fair.variance > 0);
            REQUIRE(std::isfinite(v.fair.variance));
        }
        if (const auto m = moments(cboe_strip(q.slice()))) REQUIRE(std::isfinite(m.kurtosis));
        auto later = clean;
        later.years = 0.2;
        if (const auto a = attribute_index(clean.slice(), later.slice(), q.slice(), later.slice()))
            REQUIRE_THAT(a.spot + a.parallel + a.put_shoulder + a.put_wing + a.call_shoulder + a.call_wing + a.residual,
                         WithinAbs(a.change, 1e-9 * (1 + std::fabs(a.after))));
    }
    REQUIRE(usable > 100);
}
