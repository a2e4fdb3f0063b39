// SPDX-License-Identifier: BSL-1.0
// Dashboards of ten years of days: the readings alone, and the pages with their tables.
#include <smirk/signals/market_dashboard.hpp>

#include "../../tests/signals/simulated_market.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace smirk;

constexpr std::size_t ten_years = 2520;
const support::simulated_market& market()
{
    static const support::simulated_market m(ten_years);
    return m;
}

void readings(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(signals::market_readings(market().history()).data());
}
BENCHMARK(readings)->Unit(benchmark::kMillisecond);

void pages(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(signals::market_dashboards(market().history()).data());
}
BENCHMARK(pages)->Unit(benchmark::kMillisecond);

void one_day(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(signals::market_dashboard(market().history(), ten_years - 1).readings.data());
}
BENCHMARK(one_day)->Unit(benchmark::kMillisecond);

} // namespace
