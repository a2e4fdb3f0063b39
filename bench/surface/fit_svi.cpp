// SPDX-License-Identifier: BSL-1.0
// Slice fits, certificates, surfaces and queries. The surfaces need the tables of market data: SMIRK_SHARED_DATA names
// the folder that has them, and without it those benchmarks report an error and are skipped.
#include "../../tests/surface/random_slices.hpp"
#include "market_tables.hpp"

#include <benchmark/benchmark.h>
#include <smirk/surface.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace smirk::surface;

namespace {

/// Median time over a thousand random slices with normal noise of so many tenths of a basis point, for the slices that
/// no constraint binds and for the others; warm from the fit of the same slice before all vols moved by one per cent
/// and each by a fifth of the noise.
void fit_slices(benchmark::State& state, bool warm)
{
    const double noise = 1e-5 * static_cast<double>(state.range(0));
    auto slices = support::random_slices(1000, 42, noise);
    std::vector<svi_fit> last;
    std::mt19937_64 generator(3);
    std::normal_distribution<double> Z;
    for (auto& slice : slices) {
        last.push_back(fit_svi(slice.k, slice.w, {.years = slice.years}));
        const double move = 1 + 0.01 * Z(generator);
        for (double& w : slice.w) {
            const double vol = std::sqrt(w / slice.years) * move + 0.2 * noise * Z(generator);
            w = vol * vol * slice.years;
        }
    }
    std::vector<double> plain, constrained;
    for (auto _ : state)
        for (std::size_t i = 0; i < slices.size(); ++i) {
            const auto& slice = slices[i];
            svi_fit_options options{.years = slice.years};
            if (warm) options.start = last[i];
            const auto start = std::chrono::steady_clock::now();
            const auto fit = fit_svi(slice.k, slice.w, options);
            const auto end = std::chrono::steady_clock::now();
            (fit.constrained ? constrained : plain)
                .push_back(std::chrono::duration<double, std::micro>(end - start).count());
        }
    const auto median = [](std::vector<double>& v) {
        if (v.empty()) return 0.0;
        std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
        return v[v.size() / 2];
    };
    state.counters["plain_us"] = median(plain);
    state.counters["constrained_us"] = median(constrained);
    state.counters["constrained_share"] =
        static_cast<double>(constrained.size()) / static_cast<double>(plain.size() + constrained.size());
}
BENCHMARK_CAPTURE(fit_slices, cold, false)->Arg(0)->Arg(50)->Arg(250)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_slices, warm, true)->Arg(0)->Arg(50)->Arg(250)->Arg(1000)->Unit(benchmark::kMillisecond);

const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};
const svi later{.a = 0.02, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.20};

void certificate_butterfly_free(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(butterfly_free(slice));
}
BENCHMARK(certificate_butterfly_free);

void certificate_butterfly_report(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(butterfly_arbitrage(slice));
}
BENCHMARK(certificate_butterfly_report);

void certificate_calendar_report(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(calendar_arbitrage(slice, later));
}
BENCHMARK(certificate_calendar_report);

void certificate_by_intervals(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(butterfly_certificate(slice));
}
BENCHMARK(certificate_by_intervals);

void certificate_under_stress(benchmark::State& state)
{
    const auto smile = stressed(slice, 0.5, {.level = 0.05, .skew = -0.02});
    for (auto _ : state) benchmark::DoNotOptimize(butterfly_certificate(smile));
}
BENCHMARK(certificate_under_stress);

void certificate_between_expiries(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(between_certificate(slice, later));
}
BENCHMARK(certificate_between_expiries);

template <class Read>
void fit_surface(benchmark::State& state, Read read, const char* file)
{
    const std::string path = support::market_data(state, file);
    if (path.empty()) return;
    const vol_quotes quotes = read(path);
    surface_fit fitted;
    for (auto _ : state) fitted = fit(quotes);
    state.counters["expiries"] = static_cast<double>(quotes.size());
    state.counters["rmse_bp"] = 1e4 * fitted.rmse;
    state.counters["arbitrage_free"] = arbitrage(fitted.surface).arbitrage_free();
    if (quotes.size() < 20) return;
    const auto all = quality(fitted.surface, support::quoted_expiries(path));
    state.counters["inside_bid_ask"] = all.share_inside();
}

BENCHMARK_CAPTURE(fit_surface, dax, support::dax_2002, "surface/dax_20020705_sepp.csv")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit_surface, euro_stoxx, support::euro_stoxx_2010, "surface/sx5e_20100301_andreasen_huge.csv")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit_surface, sp500, support::sp500_1995, "surface/spx_199510_andersen_brotherton_ratcliffe.csv")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit_surface, spx_2023, support::chain_quotes, "chains/SPX_full_2023-05-23.csv")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_surface, spx_2024, support::chain_quotes, "chains/SPX_full_2024-01-05.csv")
    ->Unit(benchmark::kMillisecond);

svi_surface example(time_interpolation rule)
{
    return {{0.1, 0.5, 2.0},
            {{.a = 0.001, .b = 0.025, .rho = -0.5, .m = 0.01, .sigma = 0.08},
             {.a = 0.006, .b = 0.06, .rho = -0.6, .m = 0.02, .sigma = 0.18},
             {.a = 0.03, .b = 0.13, .rho = -0.6, .m = 0.05, .sigma = 0.4}},
            rule};
}

void query(benchmark::State& state, time_interpolation rule, bool local)
{
    const auto surface = example(rule);
    int i = 0;
    for (auto _ : state) {
        const double k = -0.3 + 0.0006 * (i % 1000), t = 0.12 + 0.002 * (i % 777);
        benchmark::DoNotOptimize(local ? local_vol(surface, k, t) : surface.vol(k, t));
        ++i;
    }
}
BENCHMARK_CAPTURE(query, vol_total_variance, time_interpolation::total_variance, false);
BENCHMARK_CAPTURE(query, local_vol_total_variance, time_interpolation::total_variance, true);
BENCHMARK_CAPTURE(query, vol_price, time_interpolation::price, false);
BENCHMARK_CAPTURE(query, local_vol_price, time_interpolation::price, true);

void local_vol_equation(benchmark::State& state)
{
    const auto surface = example(time_interpolation::total_variance);
    std::vector<double> k, years;
    for (double t : {0.1, 0.5, 2.0})
        for (double z = -2; z <= 1.5; z += 0.5)
            k.push_back(z * std::sqrt(surface.total_variance(0, t))), years.push_back(t);
    const auto n = static_cast<std::size_t>(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(local_vol_prices(surface, k, years, {.space_steps = n, .time_steps = n / 2}));
}
BENCHMARK(local_vol_equation)->Arg(200)->Arg(400)->Arg(800)->Unit(benchmark::kMicrosecond);

} // namespace
