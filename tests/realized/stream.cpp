// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/close_to_close.hpp>
#include <smirk/realized/parkinson.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/stream.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/oracle.hpp"

#include <limits>

namespace realized = smirk::realized;

namespace {

// Windows are merged in another order than rolling() merges them.
constexpr double merge_order = 1e-14;

std::vector<double> live_yang_zhang(const sim::ohlc& x, std::size_t n)
{
    auto live = realized::stream(realized::yang_zhang, n);
    std::vector<double> values;
    for (std::size_t i = 0; i < x.open.size(); ++i) {
        live.push({.open = x.open[i], .high = x.high[i], .low = x.low[i], .close = x.close[i]});
        values.push_back(live.value());
    }
    return values;
}

} // namespace

TEST_CASE("stream: one bar at a time gives what rolling gives")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {2u, 3u, 20u, 63u, 400u})
        sim::require_equal(live_yang_zhang(x, n), realized::rolling(realized::yang_zhang, x.bars(), n), merge_order);
}

TEST_CASE("stream: NaN while a bad bar is in the window, and as before once it has left")
{
    auto x = sim::read_ohlc();
    x.low[300] = -1;
    x.close[500] = std::numeric_limits<double>::quiet_NaN();
    x.high[700] = x.low[700] / 2;
    sim::require_equal(live_yang_zhang(x, 21), realized::rolling(realized::yang_zhang, x.bars(), 21), merge_order);
}

TEST_CASE("stream: an outlier leaves no trace, a flat stretch is zero")
{
    auto x = sim::read_ohlc();
    for (auto* column : {&x.open, &x.high, &x.low, &x.close}) (*column)[300] *= 1e3;
    sim::require_equal(live_yang_zhang(x, 21), realized::rolling(realized::yang_zhang, x.bars(), 21), merge_order);
    for (std::size_t i = 400; i < 440; ++i) x.open[i] = x.high[i] = x.low[i] = x.close[i] = x.close[399];
    const auto values = live_yang_zhang(x, 21);
    for (std::size_t i = 420; i < 440; ++i) REQUIRE(values[i] == 0.0);
}

TEST_CASE("stream: prices that an estimator does not read need not be given")
{
    const auto x = sim::read_ohlc();
    auto range = realized::stream(realized::parkinson, 20, {.periods_per_year = 365});
    auto returns = realized::stream(realized::close_to_close, 20, {.mean = realized::mean_return::zero});
    for (std::size_t i = 0; i < 500; ++i) {
        range.push({.high = x.high[i], .low = x.low[i]});
        returns.push(x.close[i]);
    }
    const auto bars = x.bars().slice(480, 20);
    REQUIRE_THAT(range.value(), WithinRel(realized::parkinson(bars, {.periods_per_year = 365}), merge_order));
    REQUIRE_THAT(range.variance(), WithinRel(realized::parkinson.variance(bars), merge_order));
    REQUIRE_THAT(returns.value(), WithinRel(realized::close_to_close(smirk::strided(x.close).slice(479, 21),
                                                                     {.mean = realized::mean_return::zero}),
                                            merge_order));
}

TEST_CASE("stream: NaN until there are n periods")
{
    auto live = realized::stream(realized::close_to_close, 3);
    REQUIRE(std::isnan(live.value()));
    for (const double close : {100., 101., 99.}) {
        live.push(close);
        REQUIRE(std::isnan(live.value()));
    }
    live.push(100);
    REQUIRE(live.value() > 0);
}

TEST_CASE("stream: a window of one period is that period")
{
    const auto x = sim::read_ohlc();
    auto live = realized::stream(realized::parkinson, 1);
    for (std::size_t i = 0; i < 10; ++i) {
        live.push({.high = x.high[i], .low = x.low[i]});
        REQUIRE_THAT(live.value(), WithinRel(realized::parkinson(x.bars().slice(i, 1)), merge_order));
    }
}

TEST_CASE("stream: a copy goes its own way")
{
    auto a = realized::stream(realized::close_to_close, 2);
    for (const double close : {100., 101., 99.}) a.push(close);
    auto b = a;
    b.push(120);
    REQUIRE(b.value() > a.value());
    a.push(120);
    REQUIRE(a.value() == b.value());
}

TEST_CASE("stream: misuse throws")
{
    REQUIRE_THROWS_AS(realized::stream(realized::parkinson, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::stream(realized::yang_zhang, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::stream(realized::yang_zhang, 5, {.periods_per_year = 0}), std::invalid_argument);
}
