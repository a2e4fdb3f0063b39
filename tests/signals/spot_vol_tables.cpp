// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/spot_vol_tables.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
using signals::reading;
namespace q = signals::quantity;

namespace {
using list = std::vector<std::string>;
list matching(const signals::decision_table& table, const std::vector<reading>& now)
{
    list names;
    for (const auto& f : signals::evaluate(table, now).matching) names.push_back(f.name);
    return names;
}
} // namespace

TEST_CASE("spot, vol and skew: five rows")
{
    const auto at = [](double spot, double iv, double put, double call) {
        std::vector<std::string> list;
        const std::vector<reading> now{
            {q::spot_return, spot}, {q::iv_change, iv}, {q::put_skew_change, put}, {q::call_skew_change, call}};
        for (const auto& f : signals::evaluate(signals::spot_vol_skew_table(), now).matching) list.push_back(f.name);
        return list;
    };
    REQUIRE(at(0.01, -0.01, -0.01, 0) == list{"healthy rally"});
    REQUIRE(at(0.01, -0.002, -0.001, 0) == list{"technical rally"});
    REQUIRE(at(0.01, 0.001, 0, 0.01) == list{"mechanical rally"});
    REQUIRE(at(-0.03, 0.05, 0.04, 0) == list{"fear"});
    REQUIRE(at(-0.01, 0.001, 0, 0) == list{"short covering"});
    REQUIRE(at(-0.01, 0.01, 0.02, 0).empty());
}

TEST_CASE("regimes of the correlation: normal, inverted, crash; -0.85 belongs to the normal one")
{
    const auto at = [](double correlation, double spot, double iv, double reversal, double contango, double skew) {
        return matching(signals::spot_vol_regimes(), {{q::spot_vol_correlation, correlation},
                                                      {q::spot_return, spot},
                                                      {q::iv_change, iv},
                                                      {q::risk_reversal, reversal},
                                                      {q::contango, contango},
                                                      {q::put_skew_percentile, skew}});
    };
    REQUIRE(at(-0.75, -0.01, 0.01, 0.05, 0.05, 50) == list{"normal"});
    REQUIRE(at(-0.85, -0.01, 0.01, 0.05, -0.05, 99) == list{"normal"});
    REQUIRE(at(-0.70, -0.01, 0.01, 0.05, 0.05, 50).empty());
    REQUIRE(at(-0.3, 0.01, 0.01, -0.02, 0.05, 50) == list{"inverted"});
    REQUIRE(at(-0.3, 0.01, 0.01, 0, 0.05, 50) == list{"inverted"}); // neutral counts
    REQUIRE(at(-0.3, 0.01, 0.01, 0.02, 0.05, 50).empty());
    REQUIRE(at(-0.93, -0.08, 0.15, 0.12, -0.2, 99) == list{"crash"});
    REQUIRE(at(-0.93, -0.08, 0.15, 0.12, 0.02, 99).empty()); // without an inverted curve it is no crash
}

TEST_CASE("causes of a rise of both can hold at once, and one is a warning")
{
    std::vector<reading> now{{q::spot_return, 0.01},      {q::iv_change, 0.01},        {q::call_skew_change, 0.01},
                             {q::put_skew_change, -0.01}, {q::dealer_gamma, -1e9},     {q::vix_percentile, 20},
                             {q::fund_flow, 1e8},         {q::credit_spread_change, 0}};
    REQUIRE(matching(signals::spot_up_vol_up_causes(), now) == list{"dealers short gamma in calls"});
    now.push_back({q::fund_flow, -1e8});
    REQUIRE(matching(signals::spot_up_vol_up_causes(), now) ==
            list{"dealers short gamma in calls", "short vol unwound"});
    now.push_back({q::vix_percentile, 40}); // no long calm before
    REQUIRE(matching(signals::spot_up_vol_up_causes(), now) == list{"dealers short gamma in calls"});
    now.push_back({q::vix_percentile, 20});
    now.push_back({q::dealer_gamma, 1e9});
    now.push_back({q::put_skew_change, 0.01});
    now.push_back({q::credit_spread_change, 0.001});
    REQUIRE(matching(signals::spot_up_vol_up_causes(), now) ==
            list{"short vol unwound", "puts restruck", "credit does not confirm"}); // more conditions come first
    now.push_back({q::iv_change, 0});
    REQUIRE(matching(signals::spot_up_vol_up_causes(), now).empty());
}

TEST_CASE("at a low rank a rise of both is faded unless the flow of dealers is sticky")
{
    const auto at = [](double rank, double gamma) {
        return matching(signals::spot_up_vol_up_at_low_rank(),
                        {{q::spot_return, 0.01}, {q::iv_change, 0.01}, {q::iv_rank, rank}, {q::dealer_gamma, gamma}});
    };
    REQUIRE(at(12, 1e9) == list{"fade"});
    REQUIRE(at(12, -1e9) == list{"do not fade"});
    REQUIRE(at(30, 1e9).empty());
}

TEST_CASE("a jump of the VIX is not a drift, and a fall is neither")
{
    const auto at = [](double change, double z) {
        return matching(signals::vix_pace(), {{q::vix_change, change}, {q::vix_change_z, z}});
    };
    REQUIRE(at(8, 4.5) == list{"sudden"});
    REQUIRE(at(0.5, 0.4) == list{"gradual"});
    REQUIRE(at(-2, -1.5).empty());
}
