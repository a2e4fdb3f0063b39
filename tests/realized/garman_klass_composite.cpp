// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/garman_klass_composite.hpp>
#include <smirk/realized/rolling.hpp>

#include "realized/oracle.hpp"

namespace realized = smirk::realized;

TEST_CASE("garman_klass_composite: every window as the two-pass sum in long double has it")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    const long double f = 0.25L, a = 0.12L;
    for (const std::size_t n : {1u, 2u, 21u})
        sim::require_equal(realized::rolling(realized::garman_klass_composite, x.bars(), n, {.closed_share = 0.25}),
                           oracle::rolling(1000, n, 1,
                                           [&](std::size_t first, std::size_t last) {
                                               const auto gap = oracle::mean(
                                                   first, last, [&](std::size_t i) { return wide.o(i) * wide.o(i); });
                                               return a / f * gap + (1 - a) / (1 - f) *
                                                                        wide.garman_klass_minimum_variance(first, last);
                                           }),
                           oracle::accuracy);
}

TEST_CASE("garman_klass_composite: the weights at the ends")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    const double gap = static_cast<double>(oracle::mean(1, 999, [&](std::size_t i) { return wide.o(i) * wide.o(i); }));
    REQUIRE_THAT(realized::garman_klass_composite.variance(x.bars(), {.closed_share = 0.5, .gap_weight = 1}),
                 WithinRel(2 * gap, oracle::accuracy));
    REQUIRE_THAT(realized::garman_klass_composite.variance(x.bars(), {.closed_share = 0.5, .gap_weight = 0}),
                 WithinRel(2 * static_cast<double>(wide.garman_klass_minimum_variance(1, 999)), oracle::accuracy));
}

TEST_CASE("garman_klass_composite: the closed share must be given")
{
    const auto x = sim::read_ohlc();
    REQUIRE_THROWS_WITH(realized::garman_klass_composite(x.bars()),
                        "smirk::realized::garman_klass_composite: expected closed_share between 0 and 1");
    REQUIRE_THROWS_AS(realized::garman_klass_composite(x.bars(), {.closed_share = 1}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::garman_klass_composite(x.bars(), {.closed_share = 0.3, .gap_weight = 2}),
                      std::invalid_argument);
}
