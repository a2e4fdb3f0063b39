// SPDX-License-Identifier: BSL-1.0
// Rolling volatility over a million bars, beside the loop one would write by hand: logarithms of the quotients, running
// sums that the leaving bar is subtracted from. per_bar is the figure to compare.
#include <smirk/realized.hpp>

#include "support/random_bars.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

namespace realized = smirk::realized;

namespace {

const random_bars& data()
{
    static const random_bars m(1'000'000);
    return m;
}

void report(benchmark::State& state)
{
    state.counters["per_bar"] =
        benchmark::Counter(static_cast<double>(data().open.size()),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void plain_loop(benchmark::State& state)
{
    const auto& m = data();
    const auto n = static_cast<std::size_t>(state.range(0));
    const double count = static_cast<double>(n), k = 0.34 / (1.34 + (count + 1) / (count - 1));
    std::vector<double> out(m.open.size()), o(out.size()), c(out.size()), rs(out.size());
    for (auto _ : state) {
        double so = 0, qo = 0, sc = 0, qc = 0, sr = 0;
        for (std::size_t i = 1; i < out.size(); ++i) {
            const double u = std::log(m.high[i] / m.open[i]), d = std::log(m.low[i] / m.open[i]);
            o[i] = std::log(m.open[i] / m.close[i - 1]);
            c[i] = std::log(m.close[i] / m.open[i]);
            rs[i] = u * (u - c[i]) + d * (d - c[i]);
            so += o[i], qo += o[i] * o[i], sc += c[i], qc += c[i] * c[i], sr += rs[i];
            if (i > n) {
                const std::size_t j = i - n;
                so -= o[j], qo -= o[j] * o[j], sc -= c[j], qc -= c[j] * c[j], sr -= rs[j];
            }
            if (i >= n)
                out[i] = std::sqrt(252 * ((qo - so * so / count) / (count - 1) +
                                          k * (qc - sc * sc / count) / (count - 1) + (1 - k) * sr / count));
        }
        benchmark::DoNotOptimize(out.data());
        benchmark::ClobberMemory();
    }
    report(state);
}
BENCHMARK(plain_loop)->Arg(21)->Arg(252)->Arg(2520);

template <class D>
void rolling(benchmark::State& state, const realized::estimator<D>& estimator, const typename D::options& options = {})
{
    const auto bars = data().bars();
    std::vector<double> out(bars.size());
    for (auto _ : state) {
        realized::rolling_into(estimator, bars, static_cast<std::size_t>(state.range(0)), out, options);
        benchmark::DoNotOptimize(out.data());
        benchmark::ClobberMemory();
    }
    report(state);
}
void windows(benchmark::internal::Benchmark* b) { b->Arg(5)->Arg(21)->Arg(63)->Arg(252)->Arg(2520); }
BENCHMARK_CAPTURE(rolling, yang_zhang, realized::yang_zhang)->Apply(windows);
BENCHMARK_CAPTURE(rolling, garman_klass_yang_zhang, realized::garman_klass_yang_zhang)->Apply(windows);
BENCHMARK_CAPTURE(rolling, garman_klass_composite, realized::garman_klass_composite, {.closed_share = 0.25})
    ->Apply(windows);
BENCHMARK_CAPTURE(rolling, garman_klass, realized::garman_klass)->Apply(windows);
BENCHMARK_CAPTURE(rolling, garman_klass_minimum_variance, realized::garman_klass_minimum_variance)->Apply(windows);
BENCHMARK_CAPTURE(rolling, rogers_satchell, realized::rogers_satchell)->Apply(windows);
BENCHMARK_CAPTURE(rolling, meilijson, realized::meilijson)->Apply(windows);
BENCHMARK_CAPTURE(rolling, parkinson, realized::parkinson)->Apply(windows);
BENCHMARK_CAPTURE(rolling, log_range, realized::log_range)->Apply(windows);
BENCHMARK_CAPTURE(rolling, close_to_close, realized::close_to_close)->Apply(windows);

void whole_span(benchmark::State& state)
{
    const auto bars = data().bars();
    for (auto _ : state) benchmark::DoNotOptimize(realized::yang_zhang(bars));
    report(state);
}
BENCHMARK(whole_span);

void push(benchmark::State& state)
{
    const auto& m = data();
    auto live = realized::stream(realized::yang_zhang, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        for (std::size_t i = 0; i < m.open.size(); ++i) {
            live.push({.open = m.open[i], .high = m.high[i], .low = m.low[i], .close = m.close[i]});
            benchmark::DoNotOptimize(live.value());
        }
    report(state);
}
BENCHMARK(push)->Arg(21)->Arg(252)->Arg(2520);

} // namespace
