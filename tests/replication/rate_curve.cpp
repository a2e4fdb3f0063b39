// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/rate_curve.hpp>

using smirk::replication::rate_curve;
using smirk::replication::treasury_days;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Par yields of the example in the Cboe methodology, one month to thirty years
const std::vector<double> example{.0003, .0002, .0004, .0005, .0008, .0011, .0022, .0059, .0100, .0137, .0203, .0221};

} // namespace

TEST_CASE("the two rates of the published example")
{
    // Curve of the day before; the expiries lie 25 and 32 days after its date. The first is clamped by a ray, the
    // second is on the spline.
    const rate_curve curve(treasury_days, example);
    REQUIRE_THAT(curve.rate(25), WithinAbs(0.00031664, 5e-9));
    REQUIRE_THAT(curve.rate(32), WithinAbs(0.00028797, 5e-9));
}

TEST_CASE("the curve goes through its nodes and never leaves the range of its neighbours")
{
    const rate_curve curve(treasury_days, example);
    for (std::size_t i = 0; i < example.size(); ++i)
        REQUIRE_THAT(curve.bond_equivalent_yield(treasury_days[i]), WithinAbs(example[i], 1e-17));
    for (std::size_t i = 0; i + 1 < example.size(); ++i)
        for (double t = treasury_days[i]; t < treasury_days[i + 1]; t += 1) {
            const double y = curve.bond_equivalent_yield(t);
            REQUIRE((y >= std::min(example[i], example[i + 1]) && y <= std::max(example[i], example[i + 1])));
        }
    REQUIRE(curve.bond_equivalent_yield(20000) == example.back());
    REQUIRE(std::isnan(curve.rate(0)));
}

TEST_CASE("a straight line of yields stays straight")
{
    const std::vector<double> days{30, 60, 91, 182}, yields{.030, .033, .0361, .0452};
    const rate_curve curve(days, yields);
    for (const double t : {10.0, 45.0, 100.0}) // a natural spline has no second derivative on a line
        REQUIRE_THAT(curve.bond_equivalent_yield(t), WithinRel(.027 + .0001 * t, 1e-12));
    REQUIRE_THAT(curve.rate(45), WithinRel(2 * std::log(1 + .0315 / 2), 1e-12));
}

TEST_CASE("between nodes that bend, the natural cubic spline")
{
    // M_1 = 6 (s_1 - s_0) / (2 (30 + 30)) = -0.008 / 120, M_0 = M_2 = 0
    const std::vector<double> days{30, 60, 90}, yields{.01, .03, .01};
    const rate_curve curve(days, yields);
    const double m = -0.008 / 120;
    const auto at = [&](double a, double b) { return a * .01 + b * .03 + (b * b * b - b) * m * 900 / 6; };
    for (const double b : {0.25, 0.5, 2.0 / 3}) {
        REQUIRE_THAT(curve.bond_equivalent_yield(30 + 30 * b), WithinRel(at(1 - b, b), 1e-12));
        REQUIRE_THAT(curve.bond_equivalent_yield(90 - 30 * b), WithinRel(at(1 - b, b), 1e-12));
    }
}

TEST_CASE("maturities that were not published are left out")
{
    auto yields = example;
    yields[1] = missing;
    std::vector<double> days(treasury_days.begin(), treasury_days.end()), some = example;
    days.erase(days.begin() + 1);
    some.erase(some.begin() + 1);
    REQUIRE(rate_curve(treasury_days, yields).rate(45) == rate_curve(days, some).rate(45));
}

TEST_CASE("misuse of the curve")
{
    const std::vector<double> days{30, 60}, back{60, 30}, yields{.01, .02}, one{.01, missing};
    REQUIRE_THROWS_AS(rate_curve(days, example), std::invalid_argument);
    REQUIRE_THROWS_AS(rate_curve(back, yields), std::invalid_argument);
    REQUIRE_THROWS_AS(rate_curve(days, one), std::invalid_argument);
    REQUIRE_THAT(rate_curve(days, yields).bond_equivalent_yield(45), WithinRel(.015, 1e-14));
}
