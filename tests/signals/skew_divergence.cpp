// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/skew_divergence.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
using signals::reading;
namespace q = signals::quantity;

namespace {
std::vector<std::string> names(const signals::decision_table& table, const std::vector<reading>& now)
{
    std::vector<std::string> list;
    for (const auto& f : signals::evaluate(table, now).matching) list.push_back(f.name);
    return list;
}
using list = std::vector<std::string>;
} // namespace

TEST_CASE("four divergences; the wing that moved decides, not \"the skew\"")
{
    const auto at = [](double spot, double put, double call) {
        return names(signals::skew_divergences(),
                     {{q::spot_return, spot}, {q::put_skew_change, put}, {q::call_skew_change, call}});
    };
    REQUIRE(at(0.01, 0.0, 0.01) == list{"spot up, calls bid"});
    REQUIRE(at(-0.01, -0.01, 0.0) == list{"spot down, puts not bid"});
    REQUIRE(at(-0.03, 0.05, 0.0) == list{"spot down, puts bid"});
    REQUIRE(at(0.01, -0.01, 0.0) == list{"spot up, puts sold"});
    REQUIRE(at(0.01, 0.01, 0.0).empty()); // puts bid in a rally: no row, and not the one of the calls
    REQUIRE(at(0.01, -0.01, 0.01) == list{"spot up, calls bid", "spot up, puts sold"});
}

TEST_CASE("dead bands silence small changes")
{
    const auto table = signals::skew_divergences({.spot = 0.002, .skew = 0.003});
    REQUIRE(names(table, {{q::spot_return, -0.001}, {q::put_skew_change, 0.05}, {q::call_skew_change, 0}}).empty());
    REQUIRE(names(table, {{q::spot_return, -0.01}, {q::put_skew_change, 0.002}, {q::call_skew_change, 0}}).empty());
    REQUIRE(names(table, {{q::spot_return, -0.01}, {q::put_skew_change, 0.003}, {q::call_skew_change, 0}}) ==
            list{"spot down, puts bid"});
}

TEST_CASE("a spike of the skew: front or all tenors, contango or backwardation")
{
    const auto at = [](double z, double far, double contango, double percentile) {
        return names(signals::skew_spikes(), {{q::put_skew_z, z},
                                              {q::far_put_skew_change, far},
                                              {q::contango, contango},
                                              {q::put_skew_percentile, percentile}});
    };
    REQUIRE(at(2.5, 0, 0.05, 80) == list{"front only", "spike in contango"});
    REQUIRE(at(2.5, 0.01, -0.05, 80) == list{"all tenors", "spike in backwardation"});
    REQUIRE(at(0, 0, -0.05, 99) == list{"extreme in backwardation"});
    REQUIRE(at(0, 0, 0.05, 99).empty());
}

TEST_CASE("risk reversal with the term structure")
{
    const auto at = [](double contango, double rr) {
        return names(signals::skew_and_term_structure(), {{q::contango, contango}, {q::risk_reversal, rr}});
    };
    REQUIRE(at(0.0, 0.04).size() == 1);
    REQUIRE(at(-0.1, -0.01) == list{"near catalyst, upside in demand"});
    REQUIRE(at(0.1, 0.04).empty());
}

TEST_CASE("a dead band of nothing takes every rise, a wide one takes only what lies on it or beyond")
{
    const auto rises = [](double spot, double skew, smirk::signals::divergence_options band) {
        const auto found = smirk::signals::evaluate(
            smirk::signals::skew_divergences(band),
            std::vector<smirk::signals::reading>{{smirk::signals::quantity::spot_return, spot},
                                                 {smirk::signals::quantity::call_skew_change, skew}});
        return !found.matching.empty();
    };
    REQUIRE(rises(1e-9, 1e-9, {}));
    REQUIRE_FALSE(rises(0, 0.01, {})); // no change is no rise
    REQUIRE_FALSE(rises(0.01, 0, {}));
    REQUIRE(rises(0.01, 0.005, {.spot = 0.01, .skew = 0.005}));
    REQUIRE_FALSE(rises(0.009, 0.005, {.spot = 0.01, .skew = 0.005}));
    REQUIRE_FALSE(rises(0.01, 0.004, {.spot = 0.01, .skew = 0.005}));
}
