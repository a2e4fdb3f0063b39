// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vrp.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using signals::premium_unit;

TEST_CASE("premium in vol and in variance, and the ratio of both")
{
    REQUIRE_THAT(signals::vrp(0.20, 0.15), WithinRel(0.05, 1e-14));
    REQUIRE_THAT(signals::vrp(0.20, 0.15, premium_unit::variance), WithinRel(0.0175, 1e-14)); // 0.04 - 0.0225
    REQUIRE_THAT(signals::nvrp(0.26, 0.20), WithinRel(1.3, 1e-15));
    REQUIRE(std::isinf(signals::nvrp(0.2, 0.0)));
    REQUIRE(std::isnan(signals::nvrp(0.0, 0.0)));
}

TEST_CASE("NVRP of 1.3 is a realized vol 23.1 % below; 30 % below is NVRP of 1.4286")
{
    REQUIRE_THAT(1 - 1 / 1.3, WithinAbs(0.2308, 5e-5)); // printed digits
    REQUIRE_THAT(signals::nvrp(0.20, 0.20 * (1 - 0.3)), WithinAbs(1.4286, 5e-5));
    REQUIRE_THAT(signals::nvrp(0.28, 0.25), WithinRel(1.12, 1e-14)); // IV 28, RV 25: little room although IV is high
}

TEST_CASE("variances add up, vols do not: half 10 %, half 30 % realized has a fair strike above the mean vol")
{
    const double strike = std::sqrt((0.01 + 0.09) / 2), mean_vol = 0.20;
    REQUIRE(signals::vrp(strike, mean_vol) > 0.02); // a premium in vol, though nobody is paid
    const double premium =
        (signals::vrp(strike, 0.1, premium_unit::variance) + signals::vrp(strike, 0.3, premium_unit::variance)) / 2;
    REQUIRE_THAT(premium, WithinAbs(0, 1e-16)); // none in variance; rounding of numbers of size 0.1
}

TEST_CASE("the premium after the fact belongs to t and is known at t + h")
{
    const std::vector<double> iv{0.20, 0.21, 0.22, 0.23}, rv{0.10, 0.11, 0.12, 0.13};
    const auto premium = signals::ex_post_vrp(iv, rv, 2);
    REQUIRE(premium.value[0] == 0.20 - 0.12);
    REQUIRE(premium.value[1] == 0.21 - 0.13);
    REQUIRE((std::isnan(premium.value[2]) && std::isnan(premium.value[3])));
    REQUIRE(premium.available_at(1) == 3);
    REQUIRE_THROWS_AS(signals::ex_post_vrp(iv, rv, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::ex_post_vrp(iv, std::vector<double>(3), 2), std::invalid_argument);
}

TEST_CASE("a horizon longer than the series leaves nothing known")
{
    for (const double p : signals::ex_post_vrp(std::vector<double>(3, 0.2), std::vector<double>(3, 0.1), 5).value)
        REQUIRE(std::isnan(p));
}

TEST_CASE("how often implied exceeded realized; a move beyond the implied one")
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(signals::hit_ratio(std::vector<double>{0.01, -0.01, 0.02, none, 0.03}) == 0.75);
    REQUIRE(std::isnan(signals::hit_ratio(std::vector<double>{none})));
    REQUIRE(signals::median_premium(std::vector<double>{3, none, 1, 2}) == 2);
    REQUIRE(signals::median_premium(std::vector<double>{4, 1, 3, 2}) == 2.5);
    REQUIRE(std::isnan(signals::median_premium(std::vector<double>{})));
    REQUIRE(signals::exceeded_implied_move(-0.06, 0.80, 1.0 / 252)); // 5.04 % were implied for the day
    REQUIRE_FALSE(signals::exceeded_implied_move(0.05, 0.80, 1.0 / 252));
}

TEST_CASE("premiums of the DAX, 1991 to 1998, against an independent program")
{
    SKIP_WITHOUT_SHARED_DATA("realized/dax_vrp_corr_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/dax_vrp_corr_ref.csv"));
    const auto iv = reference.numbers("iv_proxy"), rv = reference.numbers("rv21_back");
    const auto check = [&](const char* column, const std::vector<double>& got) {
        INFO(column);
        const auto want = reference.numbers(column);
        int known = 0;
        for (std::size_t t = 0; t < want.size(); ++t) {
            REQUIRE(std::isnan(got[t]) == std::isnan(want[t]));
            if (std::isnan(want[t])) continue;
            ++known;
            REQUIRE_THAT(got[t], WithinAbs(want[t], 1e-15)); // one or two roundings of numbers below 1
        }
        REQUIRE(known > 1800);
    };
    check("vrp_expost", signals::ex_post_vrp(iv, rv, 21).value);
    check("varp_expost", signals::ex_post_vrp(iv, rv, 21, premium_unit::variance).value);
    check("vrp_btz", signals::ex_ante_vrp(iv, rv));

    const auto want = reference.numbers("nvrp"), got = signals::nvrp(iv, rv);
    for (std::size_t t = 0; t < want.size(); ++t)
        if (!std::isnan(want[t])) REQUIRE_THAT(got[t], WithinRel(want[t], 1e-15));

    const auto forward = reference.numbers("rv21_fwd");
    for (std::size_t t = 0; t + 21 < rv.size(); ++t)
        if (!std::isnan(forward[t])) REQUIRE(forward[t] == rv[t + 21]); // bit for bit: the alignment is right
}

TEST_CASE("a move of just what was implied does not exceed it")
{
    REQUIRE_FALSE(smirk::signals::exceeded_implied_move(-0.25, 0.5, 0.25));
    REQUIRE(smirk::signals::exceeded_implied_move(-0.2501, 0.5, 0.25));
}
