// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/iv_rank.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace smirk;
using statistics::window_end;

TEST_CASE("IV rank of the last day of a series")
{
    const std::vector<double> iv{0.20, 0.10, 0.30, 0.15, 0.15};
    REQUIRE_THAT(signals::iv_rank(iv), WithinRel(25.0, 1e-15)); // (0.15 - 0.10) / (0.30 - 0.10), one rounding each
    REQUIRE_THAT(signals::iv_rank(0.15, 0.10, 0.30), WithinRel(25.0, 1e-15));
    REQUIRE(std::isnan(signals::iv_rank(std::vector<double>{0.2, 0.2})));
    REQUIRE(std::isnan(signals::iv_rank(std::vector<double>{0.2})));
    REQUIRE(std::isnan(signals::iv_rank(std::vector<double>{0.2}, {.window = window_end::yesterday})));
    REQUIRE_THROWS_AS(signals::iv_rank(std::vector<double>{}), std::invalid_argument);
}

TEST_CASE("without today in the window the rank can leave 0 to 100, unless clamped")
{
    const std::vector<double> iv{0.20, 0.10, 0.30};
    REQUIRE(signals::iv_rank(iv) == 100);
    REQUIRE_THAT(signals::iv_rank(iv, {.window = window_end::yesterday}), WithinRel(200.0, 1e-15));
    REQUIRE(signals::iv_rank(iv, {.window = window_end::yesterday, .clamp = true}) == 100);
}

TEST_CASE("extremes of the closes and of the day are two ranks")
{
    const std::vector<double> close{0.20, 0.25, 0.22}, low{0.15, 0.2, 0.2}, high{0.21, 0.35, 0.3};
    const auto bars = columns(col::close(close), col::low(low), col::high(high));
    REQUIRE_THAT(signals::rolling_iv_rank(bars, 3).back(), WithinRel(35.0, 1e-14));  // (.22 - .15) / (.35 - .15)
    REQUIRE_THAT(signals::rolling_iv_rank(close, 3).back(), WithinRel(40.0, 1e-14)); // (.22 - .20) / (.25 - .20)
}

TEST_CASE("rolling IV rank over 252 days: three conventions, 5536 days, against pandas rolling min and max")
{
    SKIP_WITHOUT_SHARED_DATA("realized/ivr_ivp_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/ivr_ivp_ref.csv"));
    const auto iv = reference.numbers("v");
    struct variant {
        const char* column;
        signals::iv_rank_options options;
        int known;
    };
    for (const variant& v :
         {variant{"ivr_incl", {}, 5280}, variant{"ivr_excl", {.window = window_end::yesterday}, 5279},
          variant{"ivr_excl_clamped", {.window = window_end::yesterday, .clamp = true}, 5279}}) {
        INFO(v.column);
        const auto want = reference.numbers(v.column), got = signals::rolling_iv_rank(iv, 252, v.options);
        int known = 0;
        for (std::size_t t = 0; t < iv.size(); ++t) {
            REQUIRE(std::isnan(got[t]) == std::isnan(want[t]));
            if (std::isnan(want[t])) continue;
            ++known;
            REQUIRE_THAT(got[t], WithinAbs(want[t], 1e-12)); // three roundings of a number of size 100
        }
        REQUIRE(known == v.known);
    }
}
