// SPDX-License-Identifier: BSL-1.0
// What the smiles share on their way to Python.
#pragma once
#include "arguments.hpp"

#include <smirk/surface/strike_interval.hpp>

#include <utility>
#include <vector>

namespace door {

namespace surface = smirk::surface;

/// f of each k.
template <class F>
doubles mapped(const array_like& k, const F& f)
{
    const numbers n(k, "k");
    const auto values = n.values();
    std::vector<double> out(values.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = f(values[i]);
    return to_numpy(std::move(out));
}

inline std::vector<std::pair<double, double>> pairs_of(const std::vector<surface::strike_interval>& intervals)
{
    std::vector<std::pair<double, double>> pairs;
    for (const auto& i : intervals) pairs.emplace_back(i.low, i.high);
    return pairs;
}

} // namespace door
