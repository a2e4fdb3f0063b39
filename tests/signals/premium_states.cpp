// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/premium_states.hpp>
#include <smirk/signals/vrp.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
namespace q = signals::quantity;

namespace {
std::string state(double iv, double rv)
{
    const auto found =
        signals::evaluate(signals::premium_states(), std::vector<signals::reading>{{q::nvrp, signals::nvrp(iv, rv)}});
    return found.matching.at(0).name;
}
} // namespace

TEST_CASE("sell above 1.3, not below 1")
{
    REQUIRE(state(0.26, 0.20) == "high"); // 1.3 itself
    REQUIRE(state(0.22, 0.20) == "compressed");
    REQUIRE(state(0.20, 0.20) == "compressed");
    REQUIRE(state(0.40, 0.50) == "negative");
}

TEST_CASE("in calm markets the ratio is high and the points are few: which of the two is meant must be said")
{
    const double calm_iv = 0.12, calm_rv = 0.08, busy_iv = 0.30, busy_rv = 0.25;
    REQUIRE(signals::nvrp(calm_iv, calm_rv) > signals::nvrp(busy_iv, busy_rv));
    REQUIRE(signals::vrp(calm_iv, calm_rv) < signals::vrp(busy_iv, busy_rv));
    REQUIRE(state(calm_iv, calm_rv) == "high");
    REQUIRE(state(busy_iv, busy_rv) == "compressed");
}

TEST_CASE("an extreme skew that realized vol does not confirm is overdone")
{
    const auto verdict = [](double percentile, double nvrp) {
        const auto found =
            signals::evaluate(signals::skew_filter(),
                              std::vector<signals::reading>{{q::put_skew_percentile, percentile}, {q::nvrp, nvrp}});
        return found.matching.empty() ? std::string() : found.matching[0].name;
    };
    REQUIRE(verdict(97, 1.5) == "panic overdone");
    REQUIRE(verdict(97, 0.9) == "panic confirmed");
    REQUIRE(verdict(97, 1.1).empty());
    REQUIRE(verdict(80, 1.5).empty());
}
