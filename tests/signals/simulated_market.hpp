// SPDX-License-Identifier: BSL-1.0
// A market of which everything is known, for tests: prices, implied vol that rises when they fall, futures, wings.
#pragma once
#include <smirk/signals/market_readings.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace support {

struct simulated_market {
    std::vector<double> open, high, low, close, vix, vvix, first_future, second_future, credit_spread, funding_spread,
        fund_flow, kurtosis_premium, dispersion, implied_correlation;
    std::vector<smirk::signals::option_day> options;
    std::vector<std::chrono::year_month_day> day;

    explicit simulated_market(std::size_t rows, unsigned seed = 1)
    {
        std::mt19937 random(seed);
        std::normal_distribution<double> normal;
        std::chrono::sys_days date = std::chrono::year(2010) / 1 / 4;
        double price = 1000, x = 0;
        for (std::size_t t = 0; t < rows; ++t) {
            while (smirk::signals::us_options_exchange::closed(date)) date += std::chrono::days(1);
            day.emplace_back(date);
            date += std::chrono::days(1);
            const double z = normal(random), vol = 0.18 * std::exp(x);
            const double from = price;
            price *= std::exp(vol / std::sqrt(252.0) * z);
            open.push_back(from);
            high.push_back(std::max(from, price) * (1 + 0.002 * std::abs(normal(random))));
            low.push_back(std::min(from, price) * (1 - 0.002 * std::abs(normal(random))));
            close.push_back(price);
            x = 0.97 * x - 0.06 * z + 0.04 * normal(random);
            const double iv = 0.19 * std::exp(x), skew = 0.05 + 0.01 * normal(random);
            vix.push_back(100 * iv + 1 + 0.2 * normal(random));
            vvix.push_back(90 + 10 * normal(random));
            first_future.push_back(0.7 * vix.back() + 0.3 * 20);
            second_future.push_back(0.5 * vix.back() + 0.5 * 21);
            credit_spread.push_back(0.01 + 0.002 * normal(random));
            funding_spread.push_back(0.002 + 0.0005 * normal(random));
            fund_flow.push_back(normal(random));
            kurtosis_premium.push_back(0.2 + 0.1 * normal(random));
            dispersion.push_back(0.1 + 0.01 * normal(random));
            implied_correlation.push_back(0.4 + 0.05 * normal(random));
            options.push_back({iv, iv + skew, iv - 0.02 + 0.005 * normal(random), 0.7 * iv + 0.06,
                               0.7 * iv + 0.09 + 0.003 * normal(random), 0.8 * iv * std::sqrt(5 / 252.0), 5,
                               1e9 * normal(random), 1e6 * normal(random), 0.2 + 0.05 * normal(random)});
        }
    }

    /// Everything is known.
    [[nodiscard]] smirk::signals::market_history history() const
    {
        return {.close = close,
                .open = open,
                .high = high,
                .low = low,
                .vix = vix,
                .vvix = vvix,
                .first_future = first_future,
                .second_future = second_future,
                .options = options,
                .credit_spread = credit_spread,
                .funding_spread = funding_spread,
                .fund_flow = fund_flow,
                .kurtosis_premium = kurtosis_premium,
                .dispersion = dispersion,
                .implied_correlation = implied_correlation,
                .day = day};
    }
};

} // namespace support
