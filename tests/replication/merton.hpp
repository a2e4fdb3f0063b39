// SPDX-License-Identifier: BSL-1.0
// Option prices under Merton's jump-diffusion: a market whose moments are known in closed form and are not normal.
#pragma once
#include "replication/option_quotes.hpp"

#include <cmath>

namespace support {

/// Merton, Journal of Financial Economics 3, 1976: lognormal jumps with log-mean `mean` and deviation `sd`.
struct merton {
    double vol, intensity, mean, sd, years;

    [[nodiscard]] double price(double forward, double strike, bool call) const
    {
        const double drift = std::exp(mean + sd * sd / 2) - 1;
        double probability = std::exp(-intensity * years), sum = 0;
        for (int n = 0; n < 60; ++n) {
            const double f = forward * std::exp(-intensity * drift * years + n * (mean + sd * sd / 2));
            sum += probability * black_forward_price(f, strike, vol * vol * years + n * sd * sd, call);
            probability *= intensity * years / (n + 1);
        }
        return sum;
    }
};

} // namespace support
