// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/attribution.hpp>

using namespace smirk::replication;

namespace {

constexpr double days = 1440 / minutes_per_year;

// A market with vol(K) = level + slope ln(K / 100), by strike, so that the smile stands still when the forward moves.
auto market(double forward, double level, double slope, double years)
{
    return support::priced_quotes(
        [=](double k, bool call) {
            const double vol = level + slope * std::log(k / 100);
            return support::black_forward_price(forward, k, vol * vol * years, call);
        },
        50, 160, 0.5, years, 0);
}

index_attribution moved(double f0, double level0, double slope0, double f1, double level1, double slope1)
{
    const auto a = market(f0, level0, slope0, 25 * days), b = market(f0, level0, slope0, 39 * days);
    const auto c = market(f1, level1, slope1, 25 * days), d = market(f1, level1, slope1, 39 * days);
    return attribute_index(a.slice(), b.slice(), c.slice(), d.slice());
}

double sum(const index_attribution& a)
{
    return a.roll + a.rates + a.time + a.spot + a.parallel + a.put_shoulder + a.put_wing + a.call_shoulder +
           a.call_wing + a.residual;
}

constexpr double rounding = 1e-11; // of sums of thousands of terms, in index points
constexpr double grid = 2e-3;      // a smile read off strikes 0.5 apart, in index points

} // namespace

TEST_CASE("nothing moved, nothing to explain")
{
    const auto a = moved(100, 0.2, -0.2, 100, 0.2, -0.2);
    REQUIRE(a);
    REQUIRE(a.change == 0);
    REQUIRE(a.parallel == 0);
    REQUIRE(a.spot == 0);
    REQUIRE(a.residual == 0);
}

TEST_CASE("a parallel move is parallel")
{
    const auto a = moved(100, 0.2, -0.2, 100, 0.22, -0.2);
    REQUIRE_THAT(a.parallel, WithinAbs(a.change, 5 * grid));
    REQUIRE(a.spot == 0);
    REQUIRE_THAT(a.put_wing, WithinAbs(0, grid));
    REQUIRE_THAT(sum(a), WithinAbs(a.change, rounding));
}

TEST_CASE("a forward that falls along a standing smile is spot alone")
{
    const auto a = moved(100, 0.2, -0.2, 97, 0.2, -0.2);
    REQUIRE(a.change > 0.3); // up the put wing
    REQUIRE_THAT(a.spot, WithinAbs(a.change, 10 * grid));
    REQUIRE_THAT(a.parallel, WithinAbs(0, grid));
    REQUIRE_THAT(a.put_shoulder, WithinAbs(0, grid));
    REQUIRE_THAT(sum(a), WithinAbs(a.change, rounding));
}

TEST_CASE("a steeper smile is puts up and calls down")
{
    const auto a = moved(100, 0.2, -0.2, 100, 0.2, -0.3);
    REQUIRE(a.put_shoulder > 0.05);
    REQUIRE(a.put_wing > 0.05);
    REQUIRE(a.call_shoulder < -0.05);
    REQUIRE(a.call_wing < -0.01);
    REQUIRE_THAT(a.parallel, WithinAbs(0, grid));
    REQUIRE_THAT(sum(a), WithinAbs(a.change, rounding));
}

TEST_CASE("there and back again")
{
    const auto there = moved(100, 0.2, -0.2, 96, 0.25, -0.3), back = moved(96, 0.25, -0.3, 100, 0.2, -0.2);
    REQUIRE_THAT(there.change, WithinAbs(-back.change, rounding));
    REQUIRE_THAT(sum(back), WithinAbs(back.change, rounding));
    REQUIRE(there.parallel * back.parallel < 0);
}

TEST_CASE("the roll is a line of its own")
{
    const auto vol = [](double years) { return 0.15 + 0.5 * years; };
    const auto at = [&](double n) { return market(100, vol(n * days), -0.2, n * days); };
    const auto a = at(25), b = at(32), c = at(20), d = at(39);
    const auto rolled = attribute_index(a.slice(), b.slice(), c.slice(), d.slice(), c.slice(), d.slice());
    REQUIRE(rolled);
    REQUIRE_THAT(rolled.roll, WithinAbs(rolled.change, rounding));
    REQUIRE(rolled.roll != 0);
    REQUIRE(rolled.parallel == 0);
    REQUIRE_THAT(sum(rolled), WithinAbs(rolled.change, rounding));
}

TEST_CASE("days that pass are a line of their own")
{
    // Nothing moves but the clock: vols by expiry stay, so at a constant maturity the index slides along their curve.
    const auto vol = [](double expiry) { return 0.15 + 0.5 * expiry; };
    const auto at = [&](double expiry, double passed) {
        return market(100, vol(expiry * days), -0.2, (expiry - passed) * days);
    };
    const auto a = at(29, 0), b = at(36, 0), c = at(29, 5), d = at(36, 5);
    const auto passed = attribute_index(a.slice(), b.slice(), a.slice(), b.slice(), c.slice(), d.slice());
    REQUIRE(passed);
    REQUIRE(passed.roll == 0);
    REQUIRE(passed.change > 0.3); // 0.5 of vol a year, five days
    // The strips of one expiry differ a little at two times: the steps are as coarse against a narrower smile.
    REQUIRE_THAT(passed.time, WithinAbs(passed.change, 0.05));
    REQUIRE_THAT(passed.parallel, WithinAbs(0, 0.05));
    REQUIRE_THAT(sum(passed), WithinAbs(passed.change, rounding));
    // without the overload the smile of constant maturity has it
    const auto absorbed = attribute_index(a.slice(), b.slice(), c.slice(), d.slice());
    REQUIRE(absorbed.time == 0);
    REQUIRE_THAT(absorbed.parallel + absorbed.spot, WithinAbs(passed.change, 0.05));
    // not the same expiries
    REQUIRE_THROWS_AS(attribute_index(a.slice(), b.slice(), a.slice(), b.slice(), c.slice(), b.slice()),
                      std::invalid_argument);
}

TEST_CASE("rates are a line of their own")
{
    const auto near = market(100, 0.2, -0.2, 25 * days), next = market(100, 0.2, -0.2, 39 * days);
    auto later_near = near, later_next = next; // the same prices, other rates
    later_near.rate = later_next.rate = 0.05;
    const auto a = attribute_index(near.slice(), next.slice(), later_near.slice(), later_next.slice());
    REQUIRE(a);
    REQUIRE_THAT(a.rates, WithinAbs(a.change, rounding));
    // Prices grow by e^{rT}, total variance by r T each: with weights 9/14 and 5/14, (25^2 9 + 39^2 5) / 14 / 30 = 31.5
    // days in the mean; vol by half of that. First order in r T.
    REQUIRE_THAT(a.rates, WithinRel(a.before * 0.5 * 0.05 * 31.5 * days, 0.005));
    REQUIRE(a.parallel == 0);
    REQUIRE_THAT(sum(a), WithinAbs(a.change, rounding));
    later_near.rate = std::numeric_limits<double>::quiet_NaN(); // from parity: no rate to compare with
    REQUIRE(attribute_index(near.slice(), next.slice(), later_near.slice(), later_next.slice()).rates == 0);
}

TEST_CASE("an index that cannot be formed cannot be explained")
{
    const auto a = market(100, 0.2, -0.2, 25 * days), b = market(100, 0.2, -0.2, 39 * days);
    auto broken = b;
    for (auto& bid : broken.call_bid) bid = 0;
    REQUIRE_FALSE(attribute_index(a.slice(), b.slice(), a.slice(), broken.slice()));
    REQUIRE_FALSE(attribute_index(a.slice(), broken.slice(), a.slice(), b.slice()));
}

TEST_CASE("May 2023: the VIX rose on a market that rose")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-05.csv");
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto before = support::read_chain(support::shared_data("chains/SPX_2023-05-05.csv"));
    const auto after = support::read_chain(support::shared_data("chains/SPX_2023-05-23.csv"));
    const auto a = attribute_index(before.at("2023-06-02 SPXW").slice(), before.at("2023-06-09 SPXW").slice(),
                                   after.at("2023-06-16 SPX").slice(), after.at("2023-06-23 SPXW").slice());
    REQUIRE(a);
    // An independent program (Python, all 64 coalitions on a grid from -1 to 0.35): the grids end at different k.
    REQUIRE_THAT(a.change, WithinAbs(1.339, 5e-4));
    REQUIRE_THAT(a.spot, WithinAbs(-0.406, 0.002));
    REQUIRE_THAT(a.parallel, WithinAbs(1.344, 0.002));
    REQUIRE_THAT(a.put_wing, WithinAbs(0.442, 0.01));
    REQUIRE_THAT(a.put_shoulder, WithinAbs(0.055, 0.002));
    REQUIRE_THAT(a.call_shoulder + a.call_wing, WithinAbs(-0.082, 0.002));
    REQUIRE_THAT(a.residual, WithinAbs(-0.014, 0.01));
    REQUIRE_THAT(sum(a), WithinAbs(a.change, rounding));
}
