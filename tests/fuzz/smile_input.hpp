// SPDX-License-Identifier: BSL-1.0
// Quotes of a smile in log-moneyness and total variance, for the fits.
#pragma once
#include "input.hpp"

#include <cmath>
#include <vector>

namespace fuzz {

/// k and w of an expiry, from what a market quotes to noise: duplicates, one side only, any width and level, weights.
struct smile_points {
    std::vector<double> k, w, weight;
};

inline smile_points read_smile(input& in, std::size_t most = 24)
{
    smile_points p;
    const unsigned mode = in.byte();
    const std::size_t n = in.below(most);
    const double width = in.scale(1e-4, 10), level = in.scale(1e-7, 50);
    const double centre = mode & 1 ? width * in.between(-3, 3) : 0, noise = mode & 2 ? in.fraction() : 0;
    const double tilt = in.between(-1, 1), bend = in.between(-0.3, 1.5);
    for (std::size_t i = 0; i < n; ++i) {
        double x = in.between(-1.5, 1.5);
        if (mode & 4) x = std::round(4 * x) / 4;
        p.k.push_back(in.number(centre + width * x));
        p.w.push_back(in.number(level * (1 + tilt * x + bend * x * x) * (1 + noise * in.between(-1, 1))));
        p.weight.push_back(mode & 8 ? in.number(in.scale(1e-6, 1e6)) : 1);
    }
    return p;
}

} // namespace fuzz
