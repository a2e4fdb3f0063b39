// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/regimes.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
using signals::reading;
namespace q = signals::quantity;

namespace {
std::vector<std::string> names(const std::vector<signals::finding>& found)
{
    std::vector<std::string> list;
    for (const auto& f : found) list.push_back(f.name);
    return list;
}
std::vector<std::string> regimes(const std::vector<reading>& now)
{
    return names(signals::evaluate(signals::decision_matrix(), now).matching);
}
using list = std::vector<std::string>;
} // namespace

TEST_CASE("levels of the VIX: every table owns its boundaries, none overlaps")
{
    REQUIRE(band_of(signals::vix_regimes(), 14.99).name == "low vol");
    REQUIRE(band_of(signals::vix_regimes(), 15).name == "normal");
    REQUIRE(band_of(signals::vix_regimes(), 25).name == "high vol");
    REQUIRE(band_of(signals::vix_extremes(), 45).row == 1);
    REQUIRE(band_of(signals::vix_extremes(), 20).row == signals::no_band);
}

TEST_CASE("bands of the VIX basis and of the risk reversal")
{
    REQUIRE(band_of(signals::vix_basis_bands(), -0.1).row == 0);
    REQUIRE(band_of(signals::vix_basis_bands(), 0.3).row == 1);
    REQUIRE(band_of(signals::vix_basis_bands(), 1.0).name == "normal");
    REQUIRE(band_of(signals::vix_basis_bands(), 5).row == 4);
    REQUIRE(band_of(signals::risk_reversal_bands(), 0.06).name == "puts strongly bid");
    REQUIRE(band_of(signals::risk_reversal_bands(), 0).name == "near symmetric");
    REQUIRE(band_of(signals::risk_reversal_bands(), -0.04).name == "calls bid");
}

TEST_CASE("the seven rows of the decision matrix, each by itself")
{
    REQUIRE(regimes({{q::vix, 12}, {q::iv_rank, 10}, {q::contango, 0.05}}) == list{"low-vol complacency"});
    REQUIRE(regimes({{q::vix, 18}, {q::nvrp, 1.2}, {q::iv_rank, 55}}) == list{"normal"});
    REQUIRE(regimes({{q::vix, 18}, {q::nvrp, 0.9}, {q::iv_rank, 20}}) == list{"underpriced vol"});
    REQUIRE(regimes({{q::vix, 28}, {q::contango, -0.1}, {q::iv_rank, 85}}) == list{"stress"});
    REQUIRE(regimes({{q::vix, 35}, {q::risk_reversal_percentile, 98}}) == list{"panic"});
    REQUIRE(regimes({{q::spot_return, 0.01}, {q::vix_change, 0.8}}) == list{"anomaly: spot and VIX up"});
    REQUIRE(regimes({{q::days_since_expiry, 2}, {q::iv_rank_change, -5}}) == list{"gamma reset after expiry"});
}

TEST_CASE("stress, panic and anomaly can hold at once; the one with most evidence comes first")
{
    const auto found =
        signals::evaluate(signals::decision_matrix(), std::vector<reading>{{q::vix, 40},
                                                                           {q::contango, -0.2},
                                                                           {q::iv_rank, 95},
                                                                           {q::risk_reversal_percentile, 99},
                                                                           {q::spot_return, 0.02},
                                                                           {q::vix_change, 1.5},
                                                                           {q::days_since_expiry, 9}});
    REQUIRE(names(found.matching) == list{"stress", "panic", "anomaly: spot and VIX up"});
    REQUIRE(found.matching[0].because.size() == 3);
    REQUIRE(found.matching[0].because[0].value == 40);
    REQUIRE(found.undecided.empty()); // nine days after the expiry, the last row is refuted
    REQUIRE(found.missing.empty());
}

TEST_CASE("what the matrix does not cover matches nothing")
{
    REQUIRE(regimes({{q::vix, 18}, {q::nvrp, 1.2}, {q::iv_rank, 35}}).empty()); // between 30 and 40
    REQUIRE(regimes({{q::vix, 18}, {q::nvrp, 1.2}, {q::iv_rank, 80}}).empty());
    REQUIRE(regimes({{q::vix, 12}, {q::iv_rank, 25}, {q::contango, 0.05}}).empty());
    REQUIRE(regimes({{q::vix, 27}, {q::iv_rank, 80}, {q::contango, 0.05}}).empty());
}

TEST_CASE("with the level alone the matrix says what it needs to know")
{
    const auto found = signals::evaluate(signals::decision_matrix(), std::vector<reading>{{q::vix, 18}});
    REQUIRE(found.matching.empty());
    REQUIRE(names(found.undecided) ==
            list{"normal", "underpriced vol", "anomaly: spot and VIX up", "gamma reset after expiry"});
    REQUIRE(found.missing ==
            list{q::nvrp, q::iv_rank, q::spot_return, q::vix_change, q::days_since_expiry, q::iv_rank_change});
}

TEST_CASE("VIX against VVIX")
{
    const auto found = [](const std::vector<reading>& now) {
        return names(signals::evaluate(signals::vix_vvix_matrix(), now).matching);
    };
    REQUIRE(found({{q::vix_percentile, 10}, {q::vvix_percentile, 90}}) == list{"complacency"});
    REQUIRE(found({{q::vix_percentile, 90}, {q::vvix_percentile, 10}}) == list{"volatile but predictable"});
    REQUIRE(found({{q::vix_change, 2}, {q::vvix_change, 5}}) == list{"escalating stress"});
    REQUIRE(found({{q::vix_change, -2}, {q::vvix_change, 5}}) == list{"technical recovery"});
}

TEST_CASE("moods of the VIX, with what investors do and what tables advise")
{
    const auto mood = [](double vix) {
        return signals::evaluate(signals::vix_sentiment(), std::vector<reading>{{q::vix, vix}}).matching.at(0);
    };
    REQUIRE(mood(14.99).name == "deep calm");
    REQUIRE(mood(15).name == "normal");
    REQUIRE(mood(20).name == "uncertainty");
    REQUIRE(mood(30).name == "high fear");
    REQUIRE(mood(30).note == "panic: contrarians buy");
}

TEST_CASE("regimes of the smile: level and wings, a gap from 22 to 25, calls over puts at any level")
{
    const auto at = [](double vix, double reversal, double skew, double skew_percentile, double contango) {
        return names(
            signals::evaluate(signals::smile_regimes(), std::vector<reading>{{q::vix, vix},
                                                                             {q::risk_reversal, reversal},
                                                                             {q::put_skew, skew},
                                                                             {q::put_skew_percentile, skew_percentile},
                                                                             {q::butterfly_percentile, skew_percentile},
                                                                             {q::contango, contango}})
                .matching);
    };
    REQUIRE(at(18, 0.04, 0.03, 50, 0.05) == list{"normal"});
    REQUIRE(at(21.9, 0.04, 0.03, 50, 0.05) == list{"normal"});
    REQUIRE(at(23, 0.06, 0.05, 80, 0.01).empty());
    REQUIRE(at(12, 0.02, 0.01, 10, 0.08) == list{"complacency"});
    REQUIRE(at(12, 0.05, 0.04, 70, 0.08).empty()); // low, but protection is bid
    REQUIRE(at(40, 0.15, 0.12, 99, -0.1) == list{"stress"});
    REQUIRE(at(25, 0.15, 0.10, 99, -0.1) == list{"stress"});
    REQUIRE(at(19, -0.02, -0.01, 1, 0.05) == list{"call mania"});
}

TEST_CASE("VIX against VVIX: low and high are thirds of their own histories, the boundary is high")
{
    const auto at = [](double vix, double vvix) {
        return names(signals::evaluate(signals::vix_vvix_matrix(),
                                       std::vector<reading>{{q::vix_percentile, vix}, {q::vvix_percentile, vvix}})
                         .matching);
    };
    REQUIRE(at(70, 30) == list{"volatile but predictable"});
    REQUIRE(at(200.0 / 3, 33) == list{"volatile but predictable"});
    REQUIRE(at(30, 70) == list{"complacency"});
    REQUIRE(at(30, 66).empty());
    REQUIRE(at(34, 70).empty());
}
