// SPDX-License-Identifier: BSL-1.0
// The market data of these benchmarks: SMIRK_SHARED_DATA names the folder that has it.
#pragma once
#include "../../tests/surface/published_tables.hpp"
#include "../../tests/surface/spx_chain.hpp"

#include <benchmark/benchmark.h>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// The path of a file, or empty with an error in `state`.
inline std::string market_data(benchmark::State& state, const std::string& file)
{
    const char* folder = std::getenv("SMIRK_SHARED_DATA");
    const std::string path = folder ? std::string(folder) + "/" + file : std::string();
    if (std::ifstream(path)) return path;
    state.SkipWithError("set SMIRK_SHARED_DATA to the folder with the market data");
    return {};
}

/// All expiries of a chain that have a forward.
inline std::vector<smirk::surface::quoted_vols> quoted_expiries(const std::string& path)
{
    std::vector<smirk::surface::quoted_vols> quoted;
    for (const auto& expiry : spx_chain(path))
        if (auto q = smirk::surface::smile_quotes(expiry)) quoted.push_back(std::move(q));
    return quoted;
}

inline smirk::surface::vol_quotes chain_quotes(const std::string& path)
{
    smirk::surface::vol_quotes quotes;
    for (const auto& q : quoted_expiries(path)) quotes.add(q);
    return quotes;
}

/// The next quotes of a stream: five minutes on, the forward down by a tenth of a per cent, vols up by half a per cent
/// of themselves and each by a fifth of a basis point of its own.
inline smirk::surface::vol_quotes next_quotes(const smirk::surface::vol_quotes& quotes)
{
    std::mt19937_64 generator(5);
    std::normal_distribution<double> Z;
    smirk::surface::vol_quotes next;
    for (const auto& expiry : quotes)
        for (std::size_t i = 0; i < expiry.size(); ++i)
            next.add_moneyness(expiry.k[i] + 1e-3, expiry.years - 1e-5,
                               1.005 * std::sqrt(expiry.w[i] / expiry.years) + 2e-5 * Z(generator), expiry.weight[i]);
    return next;
}

} // namespace support
