// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/iv_percentile.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using statistics::ties;
using statistics::window_end;

TEST_CASE("IV percentile of the last day of a series, convention by convention")
{
    const std::vector<double> iv{0.20, 0.10, 0.30, 0.15, 0.15};
    REQUIRE(signals::iv_percentile(iv) == 25);                                                           // 1 of 4
    REQUIRE(signals::iv_percentile(iv, {.ties = ties::at_or_below}) == 50);                              // 2 of 4
    REQUIRE(signals::iv_percentile(iv, {.ties = ties::half}) == 37.5);                                   // 1.5 of 4
    REQUIRE(signals::iv_percentile(iv, {.window = window_end::today}) == 20);                            // 1 of 5
    REQUIRE(signals::iv_percentile(iv, {.window = window_end::today, .ties = ties::at_or_below}) == 60); // 3 of 5
    REQUIRE(signals::iv_percentile(iv, {.window = window_end::today, .ties = ties::half}) == 40);        // 2 of 5
    REQUIRE(std::isnan(signals::iv_percentile(std::vector<double>{0.2})));
    REQUIRE_THROWS_AS(signals::iv_percentile(std::vector<double>{}), std::invalid_argument);
}

TEST_CASE("the divisor is the number of days that have a value")
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> iv{0.10, none, 0.30, 0.20};
    REQUIRE(std::isnan(signals::iv_percentile(iv)));
    REQUIRE(signals::iv_percentile(iv, {.min_valid = 2}) == 50);
}

TEST_CASE("a spike eleven months ago: low rank, high percentile")
{
    // 20 days at 60 falling back to 15, then a year between 14 and 18: 23 is cheap by rank, dear by percentile
    std::vector<double> iv;
    for (int i = 0; i < 20; ++i) iv.push_back(0.60 - 0.02 * i);
    for (int i = 0; i < 231; ++i) iv.push_back(0.16 + 0.02 * std::sin(i));
    iv.push_back(0.21);
    const double low = 0.14, rank = 100 * (0.21 - low) / (0.60 - low); // 15.2
    REQUIRE_THAT(rank, WithinAbs(15, 1));
    REQUIRE(signals::iv_percentile(iv) > 90);
}

TEST_CASE("rolling IV percentile over 252 days: seven conventions, 5536 days, against an independent program")
{
    SKIP_WITHOUT_SHARED_DATA("realized/ivr_ivp_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/ivr_ivp_ref.csv"));
    const auto iv = reference.numbers("v");
    struct variant {
        const char* column;
        std::size_t window;
        signals::iv_percentile_options options;
        double scale = 1;
    };
    const variant variants[] = {
        {"ivp_prior_strict", 252, {}},
        {"ivp_prior_le", 252, {.ties = ties::at_or_below}},
        {"ivp_prior_mid", 252, {.ties = ties::half}},
        {"ivp_incl_strict_nm1", 251, {}},
        {"ivp_incl_strict_n", 252, {.window = window_end::today}},
        {"ivp_incl_le_n", 252, {.window = window_end::today, .ties = ties::at_or_below}},
        {"ttr_mid", 252, {.window = window_end::today, .ties = ties::half}, 100}, // TTR prints a fraction
    };
    for (const variant& v : variants) {
        INFO(v.column);
        const auto want = reference.numbers(v.column), got = signals::rolling_iv_percentile(iv, v.window, v.options);
        int known = 0;
        for (std::size_t t = 0; t < iv.size(); ++t) {
            REQUIRE(std::isnan(got[t]) == std::isnan(want[t]));
            if (std::isnan(want[t])) continue;
            ++known;
            REQUIRE_THAT(got[t], WithinAbs(v.scale * want[t], 1e-12)); // one rounding of a number of size 100
        }
        REQUIRE(known >= 5279);
    }
}
