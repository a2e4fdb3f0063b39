// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/meilijson.hpp>
#include <smirk/realized/rolling.hpp>

#include "realized/oracle.hpp"

namespace realized = smirk::realized;

TEST_CASE("meilijson: the independent program over windows of 10, 20 and 63")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {10u, 20u, 63u})
        sim::require_equal(realized::rolling(realized::meilijson, x.bars(), n),
                           sim::reference("meilijson_n" + std::to_string(n)), sim::reference_accuracy);
}

TEST_CASE("meilijson: every window as the two-pass sum in long double has it")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    for (const std::size_t n : {1u, 2u, 21u, 252u})
        sim::require_equal(
            realized::rolling(realized::meilijson, x.bars(), n),
            oracle::rolling(1000, n, 0, [&](std::size_t a, std::size_t b) { return wide.meilijson(a, b); }),
            oracle::accuracy);
}

TEST_CASE("meilijson: a day and its mirror image count the same")
{
    const std::vector<double> open{100, 100}, high{103, 100 * 100 / 99.}, low{99, 100 * 100 / 103.},
        close{101, 100 * 100 / 101.};
    const auto bars =
        smirk::columns(smirk::col::open(open), smirk::col::high(high), smirk::col::low(low), smirk::col::close(close));
    REQUIRE_THAT(realized::meilijson(bars.slice(0, 1)),
                 WithinRel(realized::meilijson(bars.slice(1, 1)), 1e-14)); // the mirrored prices are rounded
}
