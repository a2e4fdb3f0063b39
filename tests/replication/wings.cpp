// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/wings.hpp>

#include <vector>

using namespace smirk::replication;

namespace {

constexpr double years = 30.0 / 365;

} // namespace

TEST_CASE("linear wings go straight on, never steeper than two and never falling")
{
    std::vector<double> k, w;
    for (int i = -40; i <= 20; ++i) {
        k.push_back(0.01 * i);
        w.push_back(0.04 * years * (1 - 2 * k.back()));
    }
    const smirk::quoted_smile quotes(k, w);
    const winged wing(quotes, wing_rule::linear);
    REQUIRE_THAT(wing.put_slope(), WithinRel(-0.08 * years, 1e-9));
    REQUIRE(wing.call_slope() == 0);
    REQUIRE_THAT(wing.total_variance(-1), WithinRel(0.04 * years * 3, 1e-9));
    REQUIRE(wing.total_variance(0.5) == w.back());

    std::vector<double> steep{9, 0.01, 9};
    const std::vector<double> ends{-0.5, 0, 0.5};
    const winged bound(smirk::quoted_smile(ends, steep), wing_rule::flat);
    REQUIRE(bound.put_slope() == 0);
    const smirk::quoted_smile steep_quotes(ends, steep);
    REQUIRE(winged(steep_quotes, wing_rule::linear).put_slope() == -2);
    REQUIRE(winged(steep_quotes, wing_rule::linear).call_slope() == 2);
}

TEST_CASE("flat wings, no wings, and curves that need none")
{
    const std::vector<double> k{-0.2, 0, 0.1}, w{0.05, 0.04, 0.045};
    const smirk::quoted_smile quotes(k, w);
    const winged flat(quotes, wing_rule::flat), none(quotes, wing_rule::none);
    REQUIRE(flat.total_variance(-3) == 0.05);
    REQUIRE(flat.total_variance(3) == 0.045);
    REQUIRE(std::isinf(flat.put_limit()));
    REQUIRE(std::isnan(none.total_variance(-0.21)));
    REQUIRE(std::isnan(none.total_variance(0.11)));
    REQUIRE(none.total_variance(0) == 0.04);
    REQUIRE(none.put_limit() == -0.2);
    REQUIRE(none.call_limit() == 0.1);
    const auto everywhere = [](double x) { return 0.04 + x * x; };
    const winged curve(everywhere, wing_rule::none);
    REQUIRE(curve.total_variance(-7) == 0.04 + 49);
    REQUIRE(std::isinf(curve.first_k()));
}

TEST_CASE("one wild quote at the end does not decide the slope")
{
    std::vector<double> k, w;
    for (int i = -40; i <= 20; ++i) {
        k.push_back(0.01 * i);
        w.push_back(0.01 - 0.02 * k.back());
    }
    w.front() += 0.004; // alone it would make the last segment 20 times as steep
    const smirk::quoted_smile quotes(k, w);
    const double slope = winged(quotes, wing_rule::linear).put_slope();
    REQUIRE(slope < -0.02);
    REQUIRE(slope > -0.12);
}
