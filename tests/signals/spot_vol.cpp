// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/spot_vol.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace smirk;
using signals::anomaly;
using signals::answer;
using signals::reading;
namespace q = signals::quantity;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("changes in points and in logs")
{
    const auto points = signals::changes(std::vector<double>{0.20, 0.25, none, 0.30}, signals::vol_change::points);
    REQUIRE(std::isnan(points[0]));
    REQUIRE_THAT(points[1], WithinRel(0.05, 1e-14));
    REQUIRE((std::isnan(points[2]) && std::isnan(points[3])));
    const auto logs = signals::changes(std::vector<double>{20, 22, 0, 5}, signals::vol_change::log);
    REQUIRE_THAT(logs[1], WithinRel(std::log(1.1), 1e-14));
    REQUIRE((std::isnan(logs[2]) && std::isnan(logs[3])));
}

TEST_CASE("vol that falls four times as much as the spot rises has correlation -1 and beta -4")
{
    std::vector<double> spot{100}, vol{20};
    for (int i = 1; i < 60; ++i) {
        const double r = 0.01 * std::sin(i);
        spot.push_back(spot.back() * std::exp(r));
        vol.push_back(vol.back() * std::exp(-4 * r));
    }
    const auto rho = signals::spot_vol_correlation(spot, vol, 21, {.change = signals::vol_change::log});
    const auto beta = signals::spot_vol_beta(spot, vol, 21);
    REQUIRE(std::isnan(rho[20]));
    REQUIRE_THAT(rho[21], WithinAbs(-1, 1e-12)); // logs of exponentials, relative error 1e-14 of changes of 1e-2
    REQUIRE_THAT(beta.back(), WithinAbs(-4, 1e-11));
    REQUIRE(signals::same_sign_share(spot, vol) == 0);
    REQUIRE_THROWS_AS(signals::spot_vol_correlation(spot, std::vector<double>(3), 21), std::invalid_argument);
}

TEST_CASE("correlation of the DAX with its vol over 63 days, against an independent program")
{
    SKIP_WITHOUT_SHARED_DATA("realized/dax_vrp_corr_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/dax_vrp_corr_ref.csv"));
    const auto want = reference.numbers("corr63");
    const auto got = signals::spot_vol_correlation(reference.numbers("close"), reference.numbers("iv_proxy"), 63);
    for (std::size_t t = 0; t < want.size(); ++t) {
        REQUIRE(std::isnan(got[t]) == std::isnan(want[t]));
        if (!std::isnan(want[t])) REQUIRE_THAT(got[t], WithinAbs(want[t], 1e-10)); // that program: running sums
    }
}

TEST_CASE("share of days on which both moved the same way; days without a move do not count")
{
    REQUIRE(signals::same_sign_share(std::vector<double>{1, 2, 3, 3, 2}, std::vector<double>{5, 6, 5, 7, 6}) ==
            2.0 / 3);
    REQUIRE(std::isnan(signals::same_sign_share(std::vector<double>{1, 1}, std::vector<double>{1, 2})));
}

TEST_CASE("spot up and vol up, beyond dead bands")
{
    REQUIRE(signals::spot_up_vol_up(0.01, 0.5) == answer::yes);
    REQUIRE(signals::spot_up_vol_up(0.01, 0.5, 0.02) == answer::no);
    REQUIRE(signals::spot_up_vol_up(0.01, none) == answer::unknown);
    REQUIRE(signals::spot_up_vol_up(-0.01, none) == answer::no);
    REQUIRE(signals::spot_up_vol_up(0, 0.5) == answer::no);
}

TEST_CASE("mechanical, genuine, mixed or undecided, with the evidence")
{
    std::vector<reading> now{{q::spot_return, 0.01},        {q::vix_change, 0.7}, {q::credit_spread_change, -0.0001},
                             {q::funding_spread_change, 0}, {q::vvix_change, -1}, {q::fund_flow, 1e8}};
    REQUIRE(signals::classify_spot_up_vol_up(now).verdict == anomaly::undecided); // dealer gamma is missing
    now.push_back({q::dealer_gamma, 1e9});
    const auto calm = signals::classify_spot_up_vol_up(now);
    REQUIRE(calm.verdict == anomaly::mechanical);
    REQUIRE(calm.signs.no == 5);
    now.push_back({q::dealer_gamma, -1e9});
    REQUIRE(signals::classify_spot_up_vol_up(now).verdict == anomaly::mixed);
    for (const reading r : {reading{q::credit_spread_change, 0.002}, reading{q::funding_spread_change, 0.001},
                            reading{q::vvix_change, 9}, reading{q::fund_flow, -1e8}})
        now.push_back(r);
    const auto alarm = signals::classify_spot_up_vol_up(now);
    REQUIRE(alarm.verdict == anomaly::genuine);
    REQUIRE(alarm.signs.yes == 5);
    REQUIRE(alarm.signs.because.size() == 5);
    now.push_back({q::spot_return, -0.01});
    REQUIRE(signals::classify_spot_up_vol_up(now).verdict == anomaly::none);
}
