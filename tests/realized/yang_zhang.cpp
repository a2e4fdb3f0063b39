// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/oracle.hpp"

namespace realized = smirk::realized;

TEST_CASE("yang_zhang: the independent program over windows of 10, 20 and 63")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {10u, 20u, 63u})
        sim::require_equal(realized::rolling(realized::yang_zhang, x.bars(), n),
                           sim::reference("yz_n" + std::to_string(n)), sim::reference_accuracy);
}

TEST_CASE("yang_zhang: every window as the two-pass sum in long double has it")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    for (const std::size_t n : {2u, 3u, 21u, 252u})
        sim::require_equal(
            realized::rolling(realized::yang_zhang, x.bars(), n),
            oracle::rolling(1000, n, 1, [&](std::size_t a, std::size_t b) { return wide.yang_zhang(a, b); }),
            oracle::accuracy);
}

TEST_CASE("yang_zhang: the weight is the paper's")
{
    // 0.34 / (1.34 + (n + 1) / (n - 1)) worked by hand; the often copied 0.34 / (1 + ...) gives 0.1615 at n = 20.
    REQUIRE_THAT(realized::yang_zhang_weight(2), WithinRel(0.34 / 4.34, 1e-15));
    REQUIRE_THAT(realized::yang_zhang_weight(20), WithinRel(0.34 / (1.34 + 21. / 19), 1e-15));
    REQUIRE_THAT(realized::yang_zhang_weight(20), WithinAbs(0.13904, 5e-6));
    REQUIRE_THAT(realized::yang_zhang_weight(252), WithinAbs(0.14481, 5e-6));
    REQUIRE_THAT(realized::yang_zhang_weight(1e9, 1.5), WithinRel(0.2, 1e-8));
}

TEST_CASE("yang_zhang: alpha moves weight from the Rogers-Satchell mean to the open-to-close variance")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    const long double n = 999, k = 0.5L / (1.5L + (n + 1) / (n - 1));
    const long double v = oracle::sample_variance(1, 999, [&](std::size_t i) { return wide.o(i); }) +
                          k * oracle::sample_variance(1, 999, [&](std::size_t i) { return wide.c(i); }) +
                          (1 - k) * wide.rogers_satchell(1, 999);
    REQUIRE_THAT(realized::yang_zhang.variance(x.bars(), {.alpha = 1.5}),
                 WithinRel(static_cast<double>(v), oracle::accuracy));
    REQUIRE_THROWS_AS(realized::yang_zhang(x.bars(), {.alpha = 1}), std::invalid_argument);
}

TEST_CASE("yang_zhang: two periods, worked by hand")
{
    const std::vector<double> open{0, 101, 102}, high{0, 105, 106}, low{0, 100, 99}, close{100, 104, 100};
    const auto bars =
        smirk::columns(smirk::col::open(open), smirk::col::high(high), smirk::col::low(low), smirk::col::close(close));
    // The first row is read for its close alone.
    const double o1 = std::log(101 / 100.), o2 = std::log(102 / 104.), c1 = std::log(104 / 101.),
                 c2 = std::log(100 / 102.);
    const double rs1 = std::log(105 / 101.) * std::log(105 / 104.) + std::log(100 / 101.) * std::log(100 / 104.);
    const double rs2 = std::log(106 / 102.) * std::log(106 / 100.) + std::log(99 / 102.) * std::log(99 / 100.);
    const double k = 0.34 / 4.34;
    const double v = (o1 - o2) * (o1 - o2) / 2 + k * (c1 - c2) * (c1 - c2) / 2 + (1 - k) * (rs1 + rs2) / 2;
    REQUIRE_THAT(realized::yang_zhang.variance(bars), WithinRel(v, 1e-13)); // std::log of a rounded quotient
    REQUIRE_THAT(realized::yang_zhang(bars), WithinRel(std::sqrt(252 * v), 1e-13));
    REQUIRE_THROWS_AS(realized::yang_zhang(bars.slice(0, 2)), std::invalid_argument);
}
