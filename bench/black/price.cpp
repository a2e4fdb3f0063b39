// SPDX-License-Identifier: BSL-1.0
// Black prices and greeks of a book, in cache: many at once at each vector width and one after the other, beside the
// textbook formula with std::erfc, which loses the digits of the wings. per_option is the figure to compare.
#include <smirk/black/greeks_of_many.hpp>
#include <smirk/black/prices.hpp>

#include "support/black_workloads.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

namespace black = smirk::black;
using smirk::lane_width;

namespace {

constexpr std::size_t options = 4096;
constexpr double discount = 0.97;

const black_workloads::quotes& book()
{
    static const auto q = black_workloads::make(black_workloads::kind::real, options);
    return q;
}

void report(benchmark::State& state)
{
    state.counters["per_option"] = benchmark::Counter(double(options), benchmark::Counter::kIsIterationInvariantRate |
                                                                           benchmark::Counter::kInvert);
}

void prices_of_many(benchmark::State& state, lane_width width)
{
    const auto& q = book();
    std::vector<double> price(options);
    for (auto _ : state) {
        black::prices(q.type, q.forward, q.strike, q.years, q.vol, discount, price, {.threads = 1, .width = width});
        benchmark::DoNotOptimize(price.data());
    }
    report(state);
}

void greeks_of_many(benchmark::State& state, lane_width width)
{
    const auto& q = book();
    std::vector<double> price(options), delta(options), gamma(options), vega(options), theta(options), rho(options);
    for (auto _ : state) {
        black::greeks_of_many(q.type, q.forward, q.strike, q.years, q.vol, discount,
                              {price, delta, gamma, vega, theta, rho}, {.threads = 1, .width = width});
        benchmark::DoNotOptimize(price.data());
    }
    report(state);
}

void price_one_by_one(benchmark::State& state)
{
    const auto& q = book();
    for (auto _ : state)
        for (std::size_t i = 0; i < options; ++i)
            benchmark::DoNotOptimize(
                black::price(q.type[i], q.forward[i], q.strike[i], q.years[i], q.vol[i], discount));
    report(state);
}

void greeks_one_by_one(benchmark::State& state)
{
    const auto& q = book();
    for (auto _ : state)
        for (std::size_t i = 0; i < options; ++i)
            benchmark::DoNotOptimize(
                black::greeks(q.type[i], q.forward[i], q.strike[i], q.years[i], q.vol[i], discount));
    report(state);
}

void price_by_hand(benchmark::State& state)
{
    const auto& q = book();
    for (auto _ : state)
        for (std::size_t i = 0; i < options; ++i) {
            const double s = q.vol[i] * std::sqrt(q.years[i]), sign = smirk::sign(q.type[i]);
            const double d1 = std::log(q.forward[i] / q.strike[i]) / s + s / 2, d2 = d1 - s;
            benchmark::DoNotOptimize(discount * sign * 0.5 *
                                     (q.forward[i] * std::erfc(-sign * d1 * 0.7071067811865475) -
                                      q.strike[i] * std::erfc(-sign * d2 * 0.7071067811865475)));
        }
    report(state);
}

} // namespace

BENCHMARK_CAPTURE(prices_of_many, widest, lane_width::widest);
BENCHMARK_CAPTURE(prices_of_many, avx2, lane_width::avx2);
BENCHMARK_CAPTURE(prices_of_many, baseline, lane_width::baseline);
BENCHMARK(price_one_by_one);
BENCHMARK(price_by_hand);
BENCHMARK_CAPTURE(greeks_of_many, widest, lane_width::widest);
BENCHMARK_CAPTURE(greeks_of_many, avx2, lane_width::avx2);
BENCHMARK_CAPTURE(greeks_of_many, baseline, lane_width::baseline);
BENCHMARK(greeks_one_by_one);
