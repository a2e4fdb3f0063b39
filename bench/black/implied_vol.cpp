// SPDX-License-Identifier: BSL-1.0
// Implied vols of the three workloads of support/black_workloads.hpp: many at once at each vector width and one after
// the other, beside the Newton iteration one would write by hand. per_quote is the figure to compare.
#include <smirk/black/implied_vols.hpp>

#include "support/black_workloads.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

namespace black = smirk::black;
using black_workloads::kind;
using smirk::lane_width;

namespace {

constexpr std::size_t quotes = 4096; // in the second cache

const black_workloads::quotes& workload(kind k)
{
    static const black_workloads::quotes all[] = {make(kind::real, quotes), make(kind::book, quotes),
                                                  make(kind::ext, quotes)};
    return all[static_cast<int>(k)];
}

void report(benchmark::State& state)
{
    state.counters["per_quote"] =
        benchmark::Counter(double(quotes), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void many(benchmark::State& state, kind k, lane_width width)
{
    const auto& q = workload(k);
    std::vector<double> vol(quotes);
    std::vector<black::implied_vol_status> status(quotes);
    for (auto _ : state) {
        black::implied_vols(q.type, q.price, q.forward, q.strike, q.years, vol, status, {.threads = 1, .width = width});
        benchmark::DoNotOptimize(vol.data());
    }
    report(state);
}

void one_by_one(benchmark::State& state, kind k)
{
    const auto& q = workload(k);
    for (auto _ : state)
        for (std::size_t i = 0; i < quotes; ++i)
            benchmark::DoNotOptimize(
                black::implied_vol(q.type[i], q.price[i], q.forward[i], q.strike[i], q.years[i]).vol);
    report(state);
}

/// Newton on the price from the vol of largest vega, until the step is below 1e-12 of the vol.
double newton(double sign, double price, double forward, double strike, double years)
{
    const double root = std::sqrt(years), x = std::log(forward / strike);
    double s = std::sqrt(2 * std::fabs(x)) + 1e-8;
    for (int i = 0; i < 100; ++i) {
        const double d1 = x / s + s / 2, d2 = d1 - s;
        const double value = sign *
                             (forward * std::erfc(-sign * d1 * 0.7071067811865475) -
                              strike * std::erfc(-sign * d2 * 0.7071067811865475)) /
                             2;
        const double vega = forward * std::exp(-d1 * d1 / 2) * 0.3989422804014327;
        const double step = (value - price) / vega;
        s = s - step > 0 ? s - step : s / 2;
        if (std::fabs(step) < 1e-12 * s) break;
    }
    return s / root;
}

void by_hand(benchmark::State& state, kind k)
{
    const auto& q = workload(k);
    for (auto _ : state)
        for (std::size_t i = 0; i < quotes; ++i)
            benchmark::DoNotOptimize(newton(sign(q.type[i]), q.price[i], q.forward[i], q.strike[i], q.years[i]));
    report(state);
}

} // namespace

#define WORKLOAD(k)                                                                                                    \
    BENCHMARK_CAPTURE(many, k##_widest, kind::k, lane_width::widest);                                                  \
    BENCHMARK_CAPTURE(many, k##_avx2, kind::k, lane_width::avx2);                                                      \
    BENCHMARK_CAPTURE(many, k##_baseline, kind::k, lane_width::baseline);                                              \
    BENCHMARK_CAPTURE(one_by_one, k, kind::k);                                                                         \
    BENCHMARK_CAPTURE(by_hand, k, kind::k)
WORKLOAD(real);
WORKLOAD(book);
WORKLOAD(ext);
