// SPDX-License-Identifier: BSL-1.0
// Surfaces other than SVI, streams of chains, repair of quotes, Heston, and prices under local vol.
#include "market_tables.hpp"

#include <benchmark/benchmark.h>
#include <smirk/surface.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

using namespace smirk::surface;

namespace {

using reader = vol_quotes (*)(const std::string&);

/// From the raw chain to the surface, forwards and vols included.
void chain_to_splines(benchmark::State& state, const char* file)
{
    const std::string path = support::market_data(state, file);
    if (path.empty()) return;
    const auto chain = support::spx_chain(path);
    std::vector<quoted_vols> quoted;
    spline_surface_fit fitted;
    for (auto _ : state) {
        vol_quotes quotes;
        quoted.clear();
        for (const auto& expiry : chain)
            if (auto q = smile_quotes(expiry)) {
                quotes.add(q);
                quoted.push_back(std::move(q));
            }
        fitted = fit_splines(quotes);
    }
    state.counters["expiries"] = static_cast<double>(fitted.surface.size());
    state.counters["arbitrage_free"] = arbitrage(fitted.surface).arbitrage_free();
    state.counters["liquid_inside"] = quality(fitted.surface, quoted).liquid_share_inside();
}
BENCHMARK_CAPTURE(chain_to_splines, spx_2023, "chains/SPX_full_2023-05-23.csv")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chain_to_splines, spx_2024, "chains/SPX_full_2024-01-05.csv")->Unit(benchmark::kMillisecond);

/// The next chain of a stream, from nothing and from the last fit.
template <class Fit>
void stream(benchmark::State& state, const Fit& fit_it, reader read, const char* file, bool warm)
{
    const std::string path = support::market_data(state, file);
    if (path.empty()) return;
    const vol_quotes before = read(path), now = support::next_quotes(before);
    const auto last = fit_it(before, nullptr);
    auto fitted = last;
    for (auto _ : state) fitted = fit_it(now, warm ? &last : nullptr);
    state.counters["rmse_bp"] = 1e4 * fitted.rmse;
    state.counters["arbitrage_free"] = arbitrage(fitted.surface).arbitrage_free();
}
const auto with_svi = [](const vol_quotes& q, const surface_fit* start) { return fit(q, {.start = start}); };
const auto with_splines = [](const vol_quotes& q, const spline_surface_fit* start) {
    return fit_splines(q, {.start = start});
};
const auto with_essvi = [](const vol_quotes& q, const essvi_fit* start) { return fit_essvi(q, {.start = start}); };

const char dax[] = "surface/dax_20020705_sepp.csv", spx[] = "chains/SPX_full_2023-05-23.csv";
BENCHMARK_CAPTURE(stream, svi_dax_cold, with_svi, support::dax_2002, dax, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(stream, svi_dax_warm, with_svi, support::dax_2002, dax, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(stream, svi_spx_cold, with_svi, support::chain_quotes, spx, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stream, svi_spx_warm, with_svi, support::chain_quotes, spx, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stream, splines_dax_cold, with_splines, support::dax_2002, dax, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(stream, splines_dax_warm, with_splines, support::dax_2002, dax, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(stream, splines_spx_cold, with_splines, support::chain_quotes, spx, false)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stream, splines_spx_warm, with_splines, support::chain_quotes, spx, true)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stream, essvi_dax_cold, with_essvi, support::dax_2002, dax, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(stream, essvi_dax_warm, with_essvi, support::dax_2002, dax, true)->Unit(benchmark::kMicrosecond);

/// The sample of Cohen, Reisinger and Wang's program: 13 expiries of 9 strikes.
void repair(benchmark::State& state)
{
    const std::string path = support::market_data(state, "surface/arbitrage_repair_sample.csv");
    if (path.empty()) return;
    const auto t = support::read_csv(path);
    const auto expiry = t.numbers("expiry"), strike = t.numbers("strike"), call = t.numbers("call_fv"),
               forward = t.numbers("forward");
    std::vector<double> years, moneyness, calls;
    for (std::size_t i = 0; i < expiry.size(); ++i)
        if (t.text.at("quote")[i] == "mid")
            years.push_back(expiry[i]), moneyness.push_back(strike[i] / forward[i]),
                calls.push_back(call[i] / forward[i]);
    quote_repair done;
    for (auto _ : state) done = repair_quotes(years, moneyness, calls);
    state.counters["quotes"] = static_cast<double>(calls.size());
    state.counters["change"] = done.change;
}
BENCHMARK(repair)->Unit(benchmark::kMicrosecond);

void fit_heston_to_dax(benchmark::State& state)
{
    const std::string path = support::market_data(state, dax);
    if (path.empty()) return;
    const vol_quotes quotes = support::dax_2002(path);
    heston_fit fitted;
    for (auto _ : state) fitted = fit_heston(quotes);
    state.counters["rmse_bp"] = 1e4 * fitted.rmse;
}
BENCHMARK(fit_heston_to_dax)->Unit(benchmark::kMicrosecond);

void heston_price(benchmark::State& state)
{
    const heston_smile smile({0.04, 0.05, 1.5, 0.5, -0.7}, 0.5);
    double k = -0.3;
    for (auto _ : state) {
        benchmark::DoNotOptimize(smile.time_value(k));
        k = k > 0.3 ? -0.3 : k + 0.01;
    }
}
BENCHMARK(heston_price);

/// Calls under the local vol of a DAX surface: by the forward equation, and ten thousand paths of 50 steps.
void local_vol_calls(benchmark::State& state, bool simulate)
{
    const std::string path = support::market_data(state, dax);
    if (path.empty()) return;
    const auto surface = fit(support::dax_2002(path)).surface;
    std::vector<double> k, years;
    for (double t : {0.25, 0.5, 1.0})
        for (double z = -2; z <= 1.5; z += 0.5)
            k.push_back(z * std::sqrt(surface.total_variance(0, t))), years.push_back(t);
    std::mt19937_64 generator(1);
    for (auto _ : state) {
        if (simulate)
            benchmark::DoNotOptimize(
                local_vol_monte_carlo(surface, k, years, generator, {.pairs = 5000, .time_steps = 50}));
        else
            benchmark::DoNotOptimize(local_vol_prices(surface, k, years));
    }
}
BENCHMARK_CAPTURE(local_vol_calls, forward_equation, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(local_vol_calls, monte_carlo, true)->Unit(benchmark::kMillisecond);

void vanna_volga_vol(benchmark::State& state, vanna_volga_form form)
{
    const vanna_volga smile({-0.04, 0.001, 0.05}, {0.105, 0.09, 0.088}, 0.25, form);
    double k = -0.1;
    for (auto _ : state) {
        benchmark::DoNotOptimize(smile.total_variance(k));
        k = k > 0.1 ? -0.1 : k + 0.003;
    }
}
BENCHMARK_CAPTURE(vanna_volga_vol, exact, vanna_volga_form::exact);
BENCHMARK_CAPTURE(vanna_volga_vol, second_order, vanna_volga_form::second_order);

} // namespace
