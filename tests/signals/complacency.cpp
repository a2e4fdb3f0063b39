// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/complacency.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;
using signals::answer;

TEST_CASE("IV below its long-run mean: the mean ends with today and looks no further")
{
    const std::vector<double> iv{0.2, 0.3, 0.1, 0.2, 0.3};
    const auto mean = signals::long_run_mean(iv, {.window = 3});
    REQUIRE(std::isnan(mean[1]));
    REQUIRE_THAT(mean[2], WithinRel(0.2, 1e-15));
    REQUIRE_THAT(mean[4], WithinRel(0.2, 1e-15));
    const auto below = signals::below_long_run_mean(iv, {.window = 3});
    REQUIRE(below == std::vector<answer>{answer::unknown, answer::unknown, answer::yes, answer::no, answer::no});
    REQUIRE(signals::below_long_run_mean(iv, {.window = 3, .margin = 0.6})[2] == answer::no); // 0.1 is half of 0.2
}

TEST_CASE("the mean of all rows so far, from a year on or from as many as asked for")
{
    std::vector<double> iv(300, 0.2);
    iv[299] = 0.19;
    const auto mean = signals::long_run_mean(iv, {.window = signals::all_rows_so_far});
    REQUIRE(std::isnan(mean[250]));
    REQUIRE_THAT(mean[251], WithinRel(0.2, 1e-14));
    REQUIRE_THAT(mean[299], WithinRel((299 * 0.2 + 0.19) / 300, 1e-14));
    REQUIRE(signals::below_long_run_mean(iv, {.window = signals::all_rows_so_far}).back() == answer::yes);
    REQUIRE_FALSE(std::isnan(signals::long_run_mean(iv, {.window = signals::all_rows_so_far, .min_valid = 2})[1]));
}

TEST_CASE("missing values: unknown today, and a mean only where min_valid allows it")
{
    const std::vector<double> iv{0.2, std::nan(""), 0.1, 0.3};
    REQUIRE(std::isnan(signals::long_run_mean(iv, {.window = 3})[2]));
    const auto below = signals::below_long_run_mean(iv, {.window = 3, .min_valid = 2});
    REQUIRE(below[1] == answer::unknown);
    REQUIRE(below[2] == answer::yes); // mean of 0.2 and 0.1
    REQUIRE_THROWS_AS(signals::long_run_mean(iv, {.window = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::below_long_run_mean(iv, {.margin = -0.1}), std::invalid_argument);
}
