// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/garman_klass_yang_zhang.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/range_options.hpp>
#include <smirk/realized/rogers_satchell.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/sim_ohlc.hpp"

namespace realized = smirk::realized;

TEST_CASE("extreme_shortfall: -zeta(1/2) / sqrt(2 pi m)")
{
    // zeta(1/2) = -1.4603545088095868... (DLMF 25.6, mpmath)
    REQUIRE_THAT(realized::extreme_shortfall(1),
                 WithinRel(1.4603545088095868 / std::sqrt(2 * std::numbers::pi), 1e-15));
    REQUIRE_THAT(realized::extreme_shortfall(400), WithinRel(realized::extreme_shortfall(1) / 20, 1e-15));
    REQUIRE(realized::squared_range_left(std::numeric_limits<double>::infinity()) == 1);
    REQUIRE_THAT(realized::mean_range, WithinRel(std::sqrt(8 / std::numbers::pi), 1e-15));
}

TEST_CASE("steps: the shares left agree with simulated random walks")
{
    // A million windows of 21 periods without gaps; the first order in 1/sqrt(m) is left to be wrong by 1/m.
    const auto agree = [](double left, double simulated, double steps) {
        REQUIRE_THAT(left, WithinAbs(simulated, 0.75 / steps));
    };
    agree(realized::squared_range_left(78), 1 - .1397, 78);
    agree(realized::squared_range_left(390), 1 - .0652, 390);
    agree(realized::open_range_left(78), 1 - .1958, 78);
    agree(realized::open_range_left(390), 1 - .0911, 390);
}

TEST_CASE("steps: each estimator is divided by its own share")
{
    const auto x = sim::read_ohlc();
    const auto bars = x.bars();
    const auto ratio = [&](const auto& estimator) {
        return estimator.variance(bars) / estimator.variance(bars, {.steps = 78});
    };
    REQUIRE_THAT(ratio(realized::parkinson), WithinRel(realized::squared_range_left(78), 1e-14));
    REQUIRE_THAT(ratio(realized::garman_klass), WithinRel(realized::open_range_left(78), 1e-14));
    REQUIRE_THAT(ratio(realized::rogers_satchell), WithinRel(realized::open_range_left(78), 1e-14));
    // Gaps are seen at both ends whatever the steps.
    REQUIRE(ratio(realized::garman_klass_yang_zhang) > realized::open_range_left(78));
    REQUIRE(ratio(realized::yang_zhang) > realized::open_range_left(78));
    REQUIRE_THROWS_AS(realized::parkinson(bars, {.steps = 9}), std::invalid_argument);
}
