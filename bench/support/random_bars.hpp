// SPDX-License-Identifier: BSL-1.0
// Daily bars of a price that wanders about 100: open, high, low and close in columns.
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

struct random_bars {
    std::vector<double> open, high, low, close;

    explicit random_bars(std::size_t rows)
    {
        std::mt19937_64 engine(1);
        std::normal_distribution<double> z(0, 0.01);
        double price = 100;
        for (std::size_t i = 0; i < rows; ++i) {
            const double o = price * std::exp(z(engine) / 3);
            price = o * std::exp(z(engine) - std::log(o / 100) / 1000);
            open.push_back(o);
            close.push_back(price);
            high.push_back(std::max(o, price) * std::exp(std::fabs(z(engine)) / 2));
            low.push_back(std::min(o, price) * std::exp(-std::fabs(z(engine)) / 2));
        }
    }
    [[nodiscard]] auto bars() const
    {
        namespace col = smirk::col;
        return smirk::columns(col::open(open), col::high(high), col::low(low), col::close(close));
    }
};
