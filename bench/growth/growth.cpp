// SPDX-License-Identifier: BSL-1.0
// How cost grows with the number of rows, on one and two threads, and how much memory a call takes beyond its input.
// per_row is the time to compare along a column; peak_kB is the high-water mark above where the call began (Linux; 0
// elsewhere, and where freed memory was enough).
#include <smirk/black/implied_vols.hpp>
#include <smirk/black/prices.hpp>
#include <smirk/garch.hpp>
#include <smirk/realized.hpp>
#include <smirk/replication/cboe_variance.hpp>
#include <smirk/statistics/rolling_percentile.hpp>
#include <smirk/statistics/rolling_rank.hpp>

#include "support/random_bars.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace col = smirk::col;
namespace black = smirk::black;
namespace garch = smirk::garch;
namespace realized = smirk::realized;
using numbers = std::vector<double>;

namespace {

/// A line of /proc/self/status in kB, 0 where there is none.
double status_kb(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(name + ":", 0) == 0) return std::stod(line.substr(name.size() + 1));
    return 0;
}

template <class Job>
void measure(benchmark::State& state, std::size_t rows, Job job)
{
    std::ofstream("/proc/self/clear_refs") << 5; // the high-water mark begins anew
    const double before = status_kb("VmRSS");
    job();
    state.counters["peak_kB"] = std::max(0.0, status_kb("VmHWM") - before);
    for (auto _ : state) job();
    state.counters["per_row"] = benchmark::Counter(
        static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void rolling_yang_zhang(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    const random_bars m(n);
    numbers out(n);
    measure(state, n, [&] { realized::rolling_into(realized::yang_zhang, m.bars(), 21, out); });
}

void whole_yang_zhang(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    const random_bars m(n);
    measure(state, n, [&] { benchmark::DoNotOptimize(realized::yang_zhang(m.bars())); });
}

void rolling_percentile(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    const random_bars m(n);
    numbers out(n);
    measure(state, n, [&] { smirk::statistics::rolling_percentile_into(m.close, 252, out); });
}

void rolling_rank(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    const random_bars m(n);
    numbers out(n);
    measure(state, n, [&] { smirk::statistics::rolling_rank_into(m.close, 252, out); });
}

/// Implied vols on so many threads.
void implied_vols(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    std::mt19937_64 engine(7);
    std::uniform_real_distribution<double> u;
    numbers strike, years, vol, price(n), found(n);
    for (std::size_t i = 0; i < n; ++i) {
        years.push_back(0.02 + 2 * u(engine));
        vol.push_back(0.05 + 0.55 * u(engine));
        strike.push_back(100 * std::exp(vol.back() * std::sqrt(years.back()) * 2 * u(engine)));
    }
    black::prices(smirk::option_type::call, 100.0, strike, years, vol, price);
    std::vector<black::implied_vol_status> status(n);
    const auto threads = static_cast<unsigned>(state.range(1));
    measure(state, n, [&] {
        black::implied_vols(smirk::option_type::call, price, 100.0, strike, years, found, status, {.threads = threads});
    });
}

void garch_fit(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    std::mt19937_64 engine(1999);
    const auto y =
        garch::simulate<garch::garch11>({.mu = 0.03, .omega = 0.02, .alpha = 0.08, .beta = 0.9}, n, engine).returns;
    measure(state, n, [&] { benchmark::DoNotOptimize(garch::fit<garch::garch11>(y).log_likelihood); });
}

/// One expiry of so many strikes, all quoted: the strip and its sum.
void cboe_variance(benchmark::State& state)
{
    const auto n = static_cast<std::size_t>(state.range(0));
    numbers strike, call, put;
    for (std::size_t i = 0; i < n; ++i) {
        strike.push_back(50 + 100 * static_cast<double>(i) / static_cast<double>(n));
        call.push_back(black::price(smirk::option_type::call, 100, strike.back(), 0.1, 0.5));
        put.push_back(black::price(smirk::option_type::put, 100, strike.back(), 0.1, 0.5));
    }
    const smirk::chain_slice slice{smirk::columns(col::strike(strike), col::call_bid(call), col::call_ask(call),
                                                  col::put_bid(put), col::put_ask(put)),
                                   0.1, 0.0};
    measure(state, n,
            [&] { benchmark::DoNotOptimize(smirk::replication::cboe_variance(slice, {.by_strike = false}).variance); });
}

} // namespace

BENCHMARK(rolling_yang_zhang)->RangeMultiplier(10)->Range(100, 10'000'000);
BENCHMARK(whole_yang_zhang)->RangeMultiplier(10)->Range(100, 10'000'000);
BENCHMARK(rolling_percentile)->RangeMultiplier(10)->Range(1000, 10'000'000);
BENCHMARK(rolling_rank)->RangeMultiplier(10)->Range(1000, 10'000'000);
BENCHMARK(implied_vols)->ArgsProduct({{100, 1000, 10'000, 100'000, 1'000'000, 10'000'000}, {1, 2}})->UseRealTime();
BENCHMARK(cboe_variance)->RangeMultiplier(10)->Range(100, 1'000'000);
BENCHMARK(garch_fit)->RangeMultiplier(10)->Range(100, 1'000'000)->Unit(benchmark::kMicrosecond);
