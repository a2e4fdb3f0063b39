// SPDX-License-Identifier: BSL-1.0
// How often the 95 % intervals of estimates hold the truth: 1000 simulated samples of 3000 returns for each model and
// law, fitted again, robust standard errors. The counters are percentages, one a parameter.
//
//     bench_garch --benchmark_filter=coverage
#include <smirk/garch.hpp>
#include <smirk/garch/component.hpp>
#include <smirk/garch/egarch_of.hpp>
#include <smirk/garch/orders.hpp>
#include <smirk/garch/sampling_distribution.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace smirk::garch;

template <class Model, class Law = normal>
void run(benchmark::State& state, const parameters_of<Model, Law>& truth, std::size_t periods = 3000,
         std::size_t replications = 1000)
{
    for (auto _ : state) {
        const auto d =
            sample_estimates<Model, Law>(truth, {.periods = periods, .replications = replications, .threads = 0});
        for (const auto& p : d.parameters) state.counters[p.name] = 100 * p.coverage;
        state.counters["at_bound"] = static_cast<double>(d.at_bound);
        state.counters["failed"] = static_cast<double>(d.failed);
    }
}

template <class Model, class Law = normal>
void add(const char* name, const parameters_of<Model, Law>& truth, std::size_t periods = 3000,
         std::size_t replications = 1000)
{
    benchmark::RegisterBenchmark((std::string("coverage/") + name).c_str(),
                                 [=](benchmark::State& state) { run<Model, Law>(state, truth, periods, replications); })
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
}

template <class Model>
void add_laws(const std::string& name, const typename Model::template parameters<double>& p)
{
    add<Model>((name + "/normal").c_str(), p);
    add<Model, student_t>((name + "/student_t").c_str(), {p, {6}});
    add<Model, skewed_t>((name + "/skewed_t").c_str(), {p, {6, -0.15}});
    add<Model, ged>((name + "/ged").c_str(), {p, {1.4}});
}

const bool added = [] {
    add_laws<garch11>("garch11", {.mu = 0.04, .omega = 0.03, .alpha = 0.08, .beta = 0.89});
    add_laws<gjr>("gjr", {0.04, 0.03, 0.04, 0.09, 0.88});
    add_laws<egarch>("egarch", {0.04, 0, 0.15, -0.08, 0.96});
    add_laws<aparch>("aparch", {0.04, 0.04, 0.08, 0.4, 0.87, 1.4});
    add_laws<tgarch>("tgarch", {0.04, 0.03, 0.05, 0.08, 0.88});
    add_laws<nagarch>("nagarch", {0.04, 0.03, 0.07, 0.6, 0.86});
    add<igarch>("igarch/normal", {0.04, 0.02, 0.06});
    add<garch_in_mean>("garch_in_mean/normal", {0, 0.06, 0.03, 0.08, 0.89});
    add<garch_of<2, 1>>("garch_of<2,1>/normal", {0.04, 0.1, {0.06, 0.1}, {0.7}});
    // two betas tell little apart: with 3000 returns a tenth of the fits end at a bound
    add<garch_of<1, 2>>("garch_of<1,2>/normal", {0.04, 0.05, {0.12}, {0.5, 0.33}}, 12000, 300);
    add<gjr_of<1, 1, 2>>("gjr_of<1,1,2>/normal", {0.04, 0.1, {0.05}, {0.12}, {0.5, 0.2}});
    add<egarch_of<2, 1, 1>>("egarch_of<2,1,1>/normal", {0.04, 0, {0.3, -0.15}, {-0.1}, {0.95}});
    add<component>("component/normal", {0.04, 0.01, 0.08, 0.7, 0.99, 0.04}, 5000);
    add<arch<3>>("arch<3>/normal", {0.04, 0.4, {0.2, 0.15, 0.1}});
    add<harch<1, 5, 22>>("harch<1,5,22>/normal", {0.04, 0.2, {0.2, 0.25, 0.3}});
    add<figarch>("figarch/normal", {0.04, 0.05, 0.2, 0.4, 0.45}, 3000, 300);
    return true;
}();

} // namespace
