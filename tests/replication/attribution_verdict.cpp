// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/replication/attribution_verdict.hpp>

using namespace smirk::replication;

namespace {

index_attribution may_2023()
{
    index_attribution a;
    a.before = 17.19;
    a.after = 18.53;
    a.change = 1.34;
    a.spot = -0.41;
    a.parallel = 1.34;
    a.put_shoulder = 0.05;
    a.put_wing = 0.44;
    a.call_wing = -0.06;
    a.call_shoulder = -0.03;
    a.residual = 0.01;
    return a;
}

} // namespace

TEST_CASE("a verdict names what moved the index, what moved it back, and no more")
{
    REQUIRE(verdict(may_2023()) ==
            "VIX +1.34 to 18.53: parallel shift +1.34, put wing +0.44; against it spot along the smile -0.41");
}

TEST_CASE("a fall is told the other way round")
{
    index_attribution a;
    a.after = 20;
    a.change = -0.5;
    a.spot = -0.9;
    a.parallel = 0.4;
    a.residual = 0;
    REQUIRE(verdict(a, "VIX9D") == "VIX9D -0.50 to 20.00: spot along the smile -0.90; against it parallel shift +0.40");
}

TEST_CASE("a line is told from a tenth of the largest on")
{
    index_attribution a;
    a.after = 20;
    a.change = 2.25;
    a.parallel = 2;
    a.call_wing = 0.25;
    a.put_wing = 0.125;
    a.spot = -0.125;
    a.residual = 0;
    REQUIRE(verdict(a) == "VIX +2.25 to 20.00: parallel shift +2.00, call wing +0.25");
    a.parallel = 1.25; // of which the wings are exactly a tenth
    a.change = 1.5;
    REQUIRE(
        verdict(a) ==
        "VIX +1.50 to 20.00: parallel shift +1.25, call wing +0.25, put wing +0.12; against it spot along the smile "
        "-0.12");
}

TEST_CASE("nothing moved, and nothing known")
{
    index_attribution a;
    a.after = 20;
    a.change = 0;
    a.residual = 0;
    REQUIRE(verdict(a) == "VIX +0.00 to 20.00: nothing moved by half a hundredth of a point");
    REQUIRE(verdict(index_attribution{}) ==
            "VIX: the move cannot be explained, an index or a smile could not be formed");
}

TEST_CASE("ranked lines add up, the largest first")
{
    const auto lines = ranked_lines(may_2023());
    double sum = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        sum += lines[i].points;
        if (i) REQUIRE(std::fabs(lines[i].points) <= std::fabs(lines[i - 1].points));
    }
    REQUIRE(lines[0].points == 1.34);
    REQUIRE_THAT(sum, WithinAbs(1.34, 1e-12));
}
