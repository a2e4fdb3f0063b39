// SPDX-License-Identifier: BSL-1.0
// One full index over 498 strikes, beside the loop one would write by hand: no diagnostics, no checks, a result alone.
// Beside it what else comes from the same strips.
#include <smirk/replication.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace col = smirk::col;
namespace replication = smirk::replication;

namespace {

struct quotes {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;
    double years, rate = 0.05;

    // A skewed market at 4158 with ticks of 0.05: strikes `step` apart, zero bids in both wings.
    quotes(double first, double step, int n, double t) : years(t)
    {
        const double forward = 4158.6, discount = std::exp(-rate * years);
        for (int i = 0; i < n; ++i) {
            const double k = first + step * i, x = std::log(k / forward);
            const double w = years * std::max(0.005, 0.025 - 0.25 * x + 0.6 * x * x);
            const double otm = discount * forward * replication::out_of_the_money_price(x, w);
            const double call = otm + discount * std::max(forward - k, 0.0),
                         put = otm + discount * std::max(k - forward, 0.0);
            const auto bid = [](double price) { return 0.05 * std::floor((price - 0.03) / 0.05 * 0.99); };
            const auto ask = [](double price) { return 0.05 * std::ceil((price + 0.03) / 0.05 * 1.01); };
            strike.push_back(k);
            call_bid.push_back(std::max(0.0, bid(call)));
            call_ask.push_back(ask(call));
            put_bid.push_back(std::max(0.0, bid(put)));
            put_ask.push_back(ask(put));
        }
    }
    [[nodiscard]] auto slice() const
    {
        return smirk::chain_slice{smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                                                 col::put_bid(put_bid), col::put_ask(put_ask)),
                                  years, rate};
    }
};

const quotes near(2500, 10, 333, 34155 / 525600.0), next(3000, 15, 165, 44625 / 525600.0);

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
void forwards(benchmark::State& state)
{
    for (auto _ : state) {
        benchmark::DoNotOptimize(replication::cboe_forward(near.slice()).forward);
        benchmark::DoNotOptimize(replication::cboe_forward(next.slice()).forward);
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
        const auto a = replication::attribute_index(near.slice(), next.slice(), near.slice(), next.slice());
        benchmark::DoNotOptimize(a.parallel);
    }
}

BENCHMARK(index_by_hand);
BENCHMARK(cboe_index);
BENCHMARK(forwards);
BENCHMARK(cboe_index_alone);
BENCHMARK(skew_index);
BENCHMARK(moments);
BENCHMARK(fair_variance_smooth);
BENCHMARK(fair_variance_with_wings);
BENCHMARK(attribution);

} // namespace
