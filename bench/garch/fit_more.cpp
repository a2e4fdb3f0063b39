// SPDX-License-Identifier: BSL-1.0
// Fits of the models with several numbers of state, of realized GARCH, and option prices by simulation. 5030 returns of
// a component model, so that each has something to find.
#include <smirk/garch/component.hpp>
#include <smirk/garch/egarch_of.hpp>
#include <smirk/garch/fit_realized_garch.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/option_prices.hpp>
#include <smirk/garch/student_t.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace smirk::garch;

const std::vector<double>& returns()
{
    static const std::vector<double> y = [] {
        std::mt19937_64 generator(1999);
        return simulate<component, student_t>(
                   {{.mu = 0.03, .omega = 0.01, .alpha = 0.08, .beta = 0.75, .rho = 0.99, .phi = 0.04}, {.nu = 7}},
                   5030, generator)
            .returns;
    }();
    return y;
}

template <class Model, class Law = normal>
void fit_of(benchmark::State& state)
{
    double evaluations = 0;
    for (auto _ : state) {
        const auto r = fit<Model, Law>(returns());
        evaluations = r.evaluations;
        if (!r) state.SkipWithError(r.reason.c_str());
        benchmark::DoNotOptimize(r.log_likelihood);
    }
    state.counters["gradients"] = evaluations;
}

void realized(benchmark::State& state)
{
    std::mt19937_64 generator(7);
    const auto path = simulate_realized_garch({0.02, 0.06, 0.55, 0.4, -0.2, 1.05, -0.07, 0.07, 0.38}, 5030, generator);
    for (auto _ : state)
        benchmark::DoNotOptimize(fit_realized_garch(path.returns, path.realized_variance).log_likelihood);
}

void option_smile(benchmark::State& state)
{
    const std::vector<double> strikes{90, 95, 100, 105, 110};
    for (auto _ : state) {
        const auto paths = risk_neutral_paths<garch11>({0, 1e-5, 0.2, 0.7}, 1e-4, 21, {.paths = 100000});
        benchmark::DoNotOptimize(option_prices(paths, 100, strikes)[0].call);
    }
}

} // namespace

BENCHMARK(fit_of<garch_of<2, 1>>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_of<garch_of<1, 2>>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_of<gjr_of<1, 1, 2>>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_of<egarch_of<2, 1, 1>>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_of<component>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_of<component, student_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(realized)->Unit(benchmark::kMicrosecond);
BENCHMARK(option_smile)->Unit(benchmark::kMillisecond);
