// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/dashboard.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
using signals::answer;
using signals::direction;
using signals::reading;
namespace q = signals::quantity;

namespace {
/// Everything known and nothing on.
const std::vector<reading> quiet{{q::put_skew_z, 0},
                                 {q::contango, 0.05},
                                 {q::vix_basis_change, 0.1},
                                 {q::iv_rank, 30},
                                 {q::nvrp, 1.2},
                                 {q::straddle_ratio, 1},
                                 {q::spot_return, 0.01},
                                 {q::call_skew_change, -0.01},
                                 {q::put_skew_change, 0},
                                 {q::kurtosis_premium_percentile, 50},
                                 {q::dispersion_change, 0.01},
                                 {q::correlation_change, -0.01},
                                 {q::spot_vol_correlation, -0.75}};
signals::dashboard with(std::vector<reading> changed)
{
    auto now = quiet;
    now.insert(now.end(), changed.begin(), changed.end());
    return signals::read_dashboard(now);
}
} // namespace

TEST_CASE("a quiet market has no signal, and nothing is missing")
{
    const auto d = with({});
    REQUIRE(d.signals.matching.empty());
    REQUIRE(d.signals.undecided.empty());
    REQUIRE(d.core == answer::no);
}

TEST_CASE("each of the ten signals by itself")
{
    REQUIRE(signals::dashboard_signals().size() == 10);
    const std::vector<std::vector<reading>> on{{{q::put_skew_z, 2.5}},
                                               {{q::contango, -0.1}},
                                               {{q::vix_basis_change, -0.5}},
                                               {{q::iv_rank, 60}, {q::nvrp, 1.5}},
                                               {{q::iv_rank, 60}, {q::nvrp, 0.9}},
                                               {{q::straddle_ratio, 1.4}},
                                               {{q::call_skew_change, 0.01}},
                                               {{q::spot_return, -0.01}},
                                               {{q::kurtosis_premium_percentile, 97}},
                                               {{q::dispersion_change, -0.01}, {q::correlation_change, 0.02}}};
    for (std::size_t row = 0; row < on.size(); ++row) {
        const auto d = with(on[row]);
        INFO("row " << row);
        REQUIRE(d.signals.matching.size() == 1);
        REQUIRE(d.signals.matching[0].row == row);
    }
}

TEST_CASE("RV 30 % below IV is NVRP of 1.4286: 1.35 is not enough")
{
    REQUIRE(with({{q::iv_rank, 60}, {q::nvrp, 1.35}}).signals.matching.empty());
    REQUIRE(with({{q::iv_rank, 60}, {q::nvrp, 1.43}}).signals.matching.size() == 1);
}

TEST_CASE("convergence: how many signals point the same way")
{
    const auto d = with({{q::put_skew_z, 3},
                         {q::contango, -0.1},
                         {q::vix_basis_change, -1},
                         {q::iv_rank, 80},
                         {q::nvrp, 0.8},
                         {q::spot_vol_correlation, -0.9}});
    REQUIRE(d.score(direction::stress) == 4);
    REQUIRE(d.score(direction::rich_premium) == 0);
    REQUIRE(d.core == answer::yes);
}

TEST_CASE("what is missing could add to the score, and is named")
{
    const auto d = signals::read_dashboard(std::vector<reading>{{q::contango, -0.1}, {q::iv_rank, 20}});
    REQUIRE(d.score(direction::stress) == 1);
    REQUIRE(d.possible[0] == 4); // rank 20 refutes one of five
    REQUIRE(d.core == answer::unknown);
    REQUIRE_FALSE(d.signals.missing.empty());
}

TEST_CASE("a dashboard of one's own")
{
    const std::vector<signals::signal_row> rows{
        {{"mine", "", {{"my number", 3, signals::unbounded}}}, direction::mechanical}};
    REQUIRE(signals::read_dashboard(std::vector<reading>{{"my number", 4}}, rows).score(direction::mechanical) == 1);
}
