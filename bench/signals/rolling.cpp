// SPDX-License-Identifier: BSL-1.0
// Rolling rank, percentile and correlation over one million values. per_value is the figure to compare.
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/spot_vol.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace smirk;

/// A mean-reverting implied vol around 20 %.
const std::vector<double>& implied_vol()
{
    static const std::vector<double> values = [] {
        std::mt19937 random(1);
        std::normal_distribution<double> normal;
        std::vector<double> v(1'000'000);
        double x = 0;
        for (double& each : v) each = 0.2 * std::exp(x = 0.98 * x + 0.05 * normal(random));
        return v;
    }();
    return values;
}

void per_value(benchmark::State& state)
{
    state.counters["per_value"] =
        benchmark::Counter(static_cast<double>(implied_vol().size()),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void rank(benchmark::State& state)
{
    std::vector<double> out(implied_vol().size());
    for (auto _ : state) {
        signals::rolling_iv_rank_into(implied_vol(), static_cast<std::size_t>(state.range(0)), out);
        benchmark::DoNotOptimize(out.data());
    }
    per_value(state);
}
BENCHMARK(rank)->Arg(21)->Arg(252)->Arg(2520)->Unit(benchmark::kMillisecond);

void percentile(benchmark::State& state)
{
    std::vector<double> out(implied_vol().size());
    const signals::iv_percentile_options options{.width = static_cast<lane_width>(state.range(1))};
    for (auto _ : state) {
        signals::rolling_iv_percentile_into(implied_vol(), static_cast<std::size_t>(state.range(0)), out, options);
        benchmark::DoNotOptimize(out.data());
    }
    per_value(state);
}
// second argument: lane_width 1 = AVX-512, 2 = AVX2, 3 = baseline
BENCHMARK(percentile)->ArgsProduct({{252, 1260, 2520}, {1, 2, 3}})->Unit(benchmark::kMillisecond);

void correlation(benchmark::State& state)
{
    std::vector<double> other(implied_vol().rbegin(), implied_vol().rend());
    for (auto _ : state) {
        auto rho = statistics::rolling_correlation(implied_vol(), other, static_cast<std::size_t>(state.range(0)));
        benchmark::DoNotOptimize(rho.data());
    }
    per_value(state);
}
BENCHMARK(correlation)->Arg(21)->Arg(63)->Arg(252)->Unit(benchmark::kMillisecond);

} // namespace
