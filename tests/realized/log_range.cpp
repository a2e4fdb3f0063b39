// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/log_range.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/stream.hpp>

#include "realized/oracle.hpp"

namespace col = smirk::col;
namespace realized = smirk::realized;

TEST_CASE("log_range: by hand")
{
    // Two bars with ranges of 1 % and 4 %: the geometric mean is 2 %.
    const std::vector<double> low{100, 100}, high{100 * std::exp(0.01), 100 * std::exp(0.04)};
    const auto bars = smirk::columns(col::high(high), col::low(low));
    const double unit = std::exp(0.42567606092807832); // mpmath: -euler/2 - 11/6 ln 2 - 12 zeta'(-1)
    REQUIRE_THAT(realized::log_range(bars, {.periods_per_year = 1}), WithinRel(0.02 / unit, 1e-13));
}

TEST_CASE("log_range: the whole, rolling and live against long double")
{
    const auto x = sim::read_ohlc();
    const oracle::on wide{x};
    const auto mean_log = [&](std::size_t a, std::size_t b) {
        return oracle::mean(a, b, [&](std::size_t i) { return std::log(std::sqrt(wide.range2(i))); });
    };
    const auto want = oracle::rolling(1000, 21, 0, [&](std::size_t a, std::size_t b) {
        return std::exp(2 * (mean_log(a, b) - 0.4256760609280783197L));
    });
    const auto got = realized::rolling(realized::log_range, x.bars(), 21);
    sim::require_equal(got, want, oracle::accuracy);
    auto live = realized::stream(realized::log_range, 21);
    for (std::size_t i = 0; i < 1000; ++i) live.push({.high = x.high[i], .low = x.low[i]});
    REQUIRE_THAT(live.value(), WithinRel(want.back(), oracle::accuracy));
}

TEST_CASE("log_range: a bar of one price makes the mean 0, a bad one NaN, and both leave no trace")
{
    auto x = sim::read_ohlc();
    const auto want = realized::rolling(realized::log_range, x.bars(), 5);
    x.high[100] = x.low[100] = x.open[100] = x.close[100];
    x.low[200] = -1;
    const auto got = realized::rolling(realized::log_range, x.bars(), 5);
    for (std::size_t i = 4; i < 1000; ++i) {
        if (i >= 100 && i < 105)
            REQUIRE(got[i] == 0);
        else if (i >= 200 && i < 205)
            REQUIRE(std::isnan(got[i]));
        else
            REQUIRE(got[i] == want[i]);
    }
}
