// SPDX-License-Identifier: BSL-1.0
// One full index over 498 strikes, beside the loop one would write by hand: no diagnostics, no checks, a result alone.
// Beside it what else comes from the same strips.
#include "replication/synthetic_quotes.hpp"

#include <smirk/replication.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace replication = smirk::replication;

namespace {

using bench::quotes;
const quotes near(2500, 10, 333, 34155 / 525600.0), next(3000, 15, 165, 44625 / 525600.0);
// the next day: a lower forward, a higher smile
const quotes later_near(2500, 10, 333, 32715 / 525600.0, 4110, 0.004);
const quotes later_next(3000, 15, 165, 43185 / 525600.0, 4112, 0.004);

double variance_by_hand(const quotes& q)
{
    const std::size_t n = q.strike.size();
    const double growth = std::exp(q.rate * q.years);
    double closest = 1e300, forward = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double d = 0.5 * (q.call_bid[i] + q.call_ask[i]) - 0.5 * (q.put_bid[i] + q.put_ask[i]);
        if (std::fabs(d) < closest) {
            closest = std::fabs(d);
            forward = q.strike[i] + growth * d;
        }
    }
    std::size_t k0 = 0;
    while (k0 + 1 < n && q.strike[k0 + 1] <= forward) ++k0;
    std::vector<std::pair<double, double>> strip;
    int zero = 0;
    for (std::size_t i = k0; i-- > 0 && zero < 2;) {
        if (q.put_bid[i] > 0) {
            strip.emplace_back(q.strike[i], 0.5 * (q.put_bid[i] + q.put_ask[i]));
            zero = 0;
        } else
            ++zero;
    }
    std::reverse(strip.begin(), strip.end());
    strip.emplace_back(q.strike[k0], 0.25 * (q.call_bid[k0] + q.call_ask[k0] + q.put_bid[k0] + q.put_ask[k0]));
    zero = 0;
    for (std::size_t i = k0 + 1; i < n && zero < 2; ++i) {
        if (q.call_bid[i] > 0) {
            strip.emplace_back(q.strike[i], 0.5 * (q.call_bid[i] + q.call_ask[i]));
            zero = 0;
        } else
            ++zero;
    }
    double sum = 0;
    for (std::size_t i = 0; i < strip.size(); ++i) {
        const std::size_t a = i ? i - 1 : 0, b = i + 1 < strip.size() ? i + 1 : i;
        const double dk = (strip[b].first - strip[a].first) / static_cast<double>(b - a);
        sum += dk / (strip[i].first * strip[i].first) * strip[i].second;
    }
    const double split = forward / q.strike[k0] - 1;
    return 2 / q.years * growth * sum - split * split / q.years;
}

void index_by_hand(benchmark::State& state)
{
    for (auto _ : state) {
        const double t = 30 / 365.0, a = (next.years - t) / (next.years - near.years);
        const double v = (near.years * variance_by_hand(near) * a + next.years * variance_by_hand(next) * (1 - a)) / t;
        benchmark::DoNotOptimize(100 * std::sqrt(v));
    }
}
void cboe_index(benchmark::State& state)
{
    for (auto _ : state) {
        const auto index = replication::cboe_index(near.slice(), next.slice());
        benchmark::DoNotOptimize(index.index);
    }
}
void cboe_index_alone(benchmark::State& state)
{
    for (auto _ : state) {
        const auto index = replication::cboe_index(near.slice(), next.slice(), {.by_strike = false});
        benchmark::DoNotOptimize(index.index);
    }
}
void skew_index(benchmark::State& state)
{
    for (auto _ : state) {
        const auto index =
            replication::skew_index(replication::cboe_strip(near.slice()), replication::cboe_strip(next.slice()));
        benchmark::DoNotOptimize(index.index);
    }
}
void moments(benchmark::State& state)
{
    const auto strip = replication::cboe_strip(near.slice());
    for (auto _ : state) benchmark::DoNotOptimize(replication::moments(strip).kurtosis);
}
void fair_variance_with_wings(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(replication::fair_variance(near.slice()).fair.variance);
}
void fair_variance_smooth(benchmark::State& state)
{
    const double years = 0.1;
    const auto smile = [](double k) {
        return 0.001 + 0.01 * (-0.6 * (k - 0.05) + std::sqrt((k - 0.05) * (k - 0.05) + 0.02));
    };
    for (auto _ : state) benchmark::DoNotOptimize(replication::fair_variance(smile, years).variance);
}
void attribution(benchmark::State& state)
{
    for (auto _ : state) {
        const auto a = replication::attribute_index(near.slice(), next.slice(), later_near.slice(), later_next.slice());
        benchmark::DoNotOptimize(a.parallel);
    }
}

BENCHMARK(index_by_hand);
BENCHMARK(cboe_index);
BENCHMARK(cboe_index_alone);
BENCHMARK(skew_index);
BENCHMARK(moments);
BENCHMARK(fair_variance_smooth);
BENCHMARK(fair_variance_with_wings);
BENCHMARK(attribution);

} // namespace
