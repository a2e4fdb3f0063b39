// SPDX-License-Identifier: BSL-1.0
// A row of the coverage study: simulated samples fitted again, the share of 95 % intervals that hold the truth.
#pragma once
#include <smirk/garch.hpp>

#include <benchmark/benchmark.h>

#include <string>

namespace coverage {

using namespace smirk::garch;

struct study {
    std::size_t periods = 3000, replications = 1000; // the share of a 95 % interval scatters by .7 % then
};

/// Counters in per cent: of a parameter the coverage by robust errors; lowest_ratio and highest_ratio over the
/// parameters that of the intervals by the likelihood ratio.
template <class Model, class Law>
void run(benchmark::State& state, const parameters_of<Model, Law>& truth, study s)
{
    for (auto _ : state) {
        const auto d = sample_estimates<Model, Law>(
            truth, {.periods = s.periods, .replications = s.replications, .threads = 0, .ratios = true});
        double lowest = 100, highest = 0;
        for (const auto& p : d.parameters) {
            state.counters[p.name] = 100 * p.coverage;
            lowest = std::min(lowest, 100 * p.ratio_coverage);
            highest = std::max(highest, 100 * p.ratio_coverage);
        }
        state.counters["lowest_ratio"] = lowest;
        state.counters["highest_ratio"] = highest;
        state.counters["at_bound"] = static_cast<double>(d.at_bound);
        state.counters["failed"] = static_cast<double>(d.failed);
    }
}

template <class Model, class Law>
void add(const std::string& name, const parameters_of<Model, Law>& truth, study s)
{
    benchmark::RegisterBenchmark(("coverage/" + name).c_str(),
                                 [=](benchmark::State& state) { run<Model, Law>(state, truth, s); })
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
}

template <class Model>
void add_laws(const std::string& name, const typename Model::template parameters<double>& p, study s = {})
{
    add<Model, normal>(name + "/normal", p, s);
    add<Model, student_t>(name + "/student_t", {p, {6}}, s);
    add<Model, skewed_t>(name + "/skewed_t", {p, {6, -0.15}}, s);
    add<Model, ged>(name + "/ged", {p, {1.4}}, s);
}

} // namespace coverage
