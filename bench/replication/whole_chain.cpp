// SPDX-License-Identifier: BSL-1.0
// A chain as large as that of the S&P 500, 49 expiries and some 8700 strikes, to every index and every variance.
#include "replication/synthetic_quotes.hpp"

#include <smirk/replication/cboe_indexes.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <limits>
#include <vector>

namespace {

namespace replication = smirk::replication;
using namespace std::chrono;

struct listed_chain {
    replication::exchange_time quoted = local_days{year{2023} / 5 / 23} + 16h;
    std::vector<replication::listed_expiry> listed;
    std::vector<bench::quotes> quotes;
    std::vector<decltype(quotes[0].slice())> slices;

    explicit listed_chain(double rate)
    {
        // every trading day of the next five weeks, the ends of weeks and months for a quarter, AM expiries for years
        for (local_days on{year{2023} / 5 / 24}; listed.size() < 49; on += days{1}) {
            if (!replication::is_us_business_day(on)) continue;
            const year_month_day ymd{on};
            const bool am = on == local_days{ymd.year() / ymd.month() / Friday[3]};
            const replication::listed_expiry expiry{on, am ? replication::settlement::am : replication::settlement::pm};
            const auto away = (on - floor<days>(quoted)).count();
            const bool end = is_in_set(expiry, {}, replication::expiry_set::end_of_week) ||
                             is_in_set(expiry, {}, replication::expiry_set::end_of_month);
            if (!am && away > 35 && !(end && away < 100) &&
                !(away < 250 && is_in_set(expiry, {}, replication::expiry_set::end_of_month)))
                continue;
            listed.push_back(expiry);
            const double years = static_cast<double>(minutes_to_expiry(expiry, quoted)) / 525600;
            quotes.emplace_back(3000, 10, 177, years);
            quotes.back().rate = rate;
        }
        for (const auto& q : quotes) slices.push_back(q.slice());
    }
};

const listed_chain chain(0.05), without_rates(std::numeric_limits<double>::quiet_NaN());

void chain_to_indexes(benchmark::State& state)
{
    for (auto _ : state) {
        const auto indexes = replication::cboe_indexes(chain.slices, chain.listed, chain.quoted, {.by_strike = false});
        benchmark::DoNotOptimize(indexes.vix.index + indexes.vix6m.index + indexes.skew.index);
    }
}
void chain_to_variances(benchmark::State& state)
{
    for (auto _ : state)
        for (const auto& slice : chain.slices)
            benchmark::DoNotOptimize(replication::cboe_variance(slice, {.by_strike = false}).variance);
}
void chain_to_indexes_without_rates(benchmark::State& state)
{
    for (auto _ : state) {
        const auto indexes = replication::cboe_indexes(without_rates.slices, without_rates.listed, without_rates.quoted,
                                                       {.by_strike = false});
        benchmark::DoNotOptimize(indexes.vix.index + indexes.vix6m.index + indexes.skew.index);
    }
}

BENCHMARK(chain_to_indexes);
BENCHMARK(chain_to_variances);
BENCHMARK(chain_to_indexes_without_rates);

} // namespace
