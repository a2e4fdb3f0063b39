// SPDX-License-Identifier: BSL-1.0
// Fits and gradients of the GARCH room on simulated returns: 5030 of them, the length of twenty years of trading days.
// A GJR path with Student t errors, so that every model has something to find and none is exactly right.
#include <smirk/garch.hpp>

#include <benchmark/benchmark.h>
#include <random>

namespace garch = smirk::garch;

namespace {

const std::vector<double>& returns()
{
    static const std::vector<double> y = [] {
        std::mt19937_64 generator(1999);
        return garch::simulate<garch::gjr, garch::student_t>(
                   {{.mu = 0.03, .omega = 0.02, .alpha = 0.03, .gamma = 0.12, .beta = 0.9}, {.nu = 7}}, 5030, generator)
            .returns;
    }();
    return y;
}

template <class Model, class Law>
void fit(benchmark::State& state)
{
    double evaluations = 0;
    for (auto _ : state) {
        const auto fit = garch::fit<Model, Law>(returns());
        evaluations = fit.evaluations;
        if (!fit) state.SkipWithError(fit.reason.c_str());
        benchmark::DoNotOptimize(fit.log_likelihood);
    }
    state.counters["gradients"] = evaluations;
}

template <class Model, class Law>
void gradient(benchmark::State& state)
{
    garch::likelihood<Model, Law> l(returns(), garch::presample_of(returns(), garch::presample::backcast));
    const auto theta = garch::fit<Model, Law>(returns()).flat();
    std::array<double, garch::size_of<Model, Law>> slope{};
    for (auto _ : state) benchmark::DoNotOptimize(l(theta, slope));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(returns().size()));
}

template <class Model, class Law>
void standard_errors(benchmark::State& state)
{
    const auto fit = garch::fit<Model, Law>(returns());
    for (auto _ : state) benchmark::DoNotOptimize(fit.standard_errors(garch::covariance::robust).omega);
}

} // namespace

using namespace smirk::garch;

BENCHMARK(fit<garch11, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<garch11, student_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<garch11, skewed_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<garch11, ged>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<gjr, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<gjr, student_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<egarch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<egarch, student_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<garch_in_mean, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<nagarch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<tgarch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<aparch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(fit<figarch, normal>)->Unit(benchmark::kMicrosecond);

BENCHMARK(gradient<garch11, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<garch11, student_t>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<gjr, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<egarch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<garch_in_mean, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<aparch, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(gradient<figarch, normal>)->Unit(benchmark::kMicrosecond);

BENCHMARK(standard_errors<garch11, normal>)->Unit(benchmark::kMicrosecond);
BENCHMARK(standard_errors<figarch, normal>)->Unit(benchmark::kMicrosecond);
