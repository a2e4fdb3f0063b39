// SPDX-License-Identifier: BSL-1.0
// Counts what is asked of the heap, for the promise that rolling_into and push take nothing of it.
#include <smirk/realized/garman_klass.hpp>
#include <smirk/realized/rolling.hpp>
#include <smirk/realized/stream.hpp>
#include <smirk/realized/yang_zhang.hpp>

#include "realized/sim_ohlc.hpp"

#include <cstdlib>
#include <new>

namespace realized = smirk::realized;

namespace {
std::size_t allocations = 0;
}

[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (void* p = std::malloc(size)) return p;
    throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    ++allocations;
    return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

TEST_CASE("rolling_into: takes nothing from the heap for windows up to 1260")
{
    auto x = sim::read_ohlc();
    for (auto* column : {&x.open, &x.high, &x.low, &x.close}) {
        const std::vector<double> once = *column;
        column->insert(column->end(), once.begin(), once.end());
    }
    const auto bars = x.bars();
    std::vector<double> out(bars.size());
    for (const std::size_t n : {2u, 21u, 1260u}) {
        const std::size_t before = allocations;
        realized::rolling_into(realized::yang_zhang, bars, n, out);
        realized::rolling_into(realized::garman_klass, bars, n, out);
        const std::size_t after = allocations;
        REQUIRE(after == before);
    }
    const std::size_t before = allocations;
    realized::rolling_into(realized::yang_zhang, bars, 1261, out);
    REQUIRE(allocations > before); // the count counts
}

TEST_CASE("stream: a push takes nothing from the heap")
{
    const auto x = sim::read_ohlc();
    auto live = realized::stream(realized::yang_zhang, 21);
    const std::size_t before = allocations;
    double sum = 0;
    for (std::size_t i = 0; i < 1000; ++i) {
        live.push({.open = x.open[i], .high = x.high[i], .low = x.low[i], .close = x.close[i]});
        if (i > 20) sum += live.value();
    }
    const std::size_t after = allocations;
    REQUIRE(after == before);
    REQUIRE(sum > 0);
}
