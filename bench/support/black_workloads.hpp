// SPDX-License-Identifier: BSL-1.0
// Option quotes for the benches of the room `black`: out of the money, undiscounted, forward 100.
//
//     real   log-moneyness triangular on [-0.5, 0.5], T log-uniform on [1/365, 2], vol log-uniform on [0.05, 1.5], b >
//     1e-8 book   the same T, vol from 0.12 to 0.52 and moneyness scaled with vol sqrt(T), b > 1e-8 ext |log-moneyness|
//     log-uniform on [1e-6, 5], vol log-uniform on [1e-3, 5], b > 1e-200
//
// b = price / sqrt(F K).
#pragma once
#include <smirk/black/price.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace black_workloads {

enum class kind { real, book, ext };

inline const char* name(kind k) { return k == kind::real ? "real" : k == kind::book ? "book" : "ext"; }

struct quotes {
    std::vector<smirk::option_type> type;
    std::vector<double> price, forward, strike, years, vol;
};

inline quotes make(kind k, std::size_t n, unsigned seed = 42)
{
    std::mt19937_64 engine(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::normal_distribution<double> normal;
    const auto log_uniform = [&](double lo, double hi) { return lo * std::pow(hi / lo, uniform(engine)); };
    quotes q;
    while (q.price.size() < n) {
        const double years = log_uniform(1. / 365, 2);
        double x = 0, vol = 0;
        if (k == kind::real) {
            x = 0.5 * (uniform(engine) + uniform(engine) - 1);
            vol = log_uniform(0.05, 1.5);
        } else if (k == kind::book) {
            const double u = uniform(engine);
            vol = 0.12 + 0.4 * u * u;
            x = normal(engine) * 1.2 * vol * std::sqrt(years);
            if (std::fabs(x) > 0.7) continue;
        } else {
            x = log_uniform(1e-6, 5) * (uniform(engine) < 0.5 ? -1 : 1);
            vol = log_uniform(1e-3, 5);
        }
        const double forward = 100, strike = forward * std::exp(-x), smaller = strike < forward ? strike : forward;
        const double price = smirk::black::time_value(forward, strike, years, vol),
                     b = price / std::sqrt(forward * strike);
        // The upper bound leaves out prices whose distance to the maximum is lost to rounding.
        if (!(b > (k == kind::ext ? 1e-200 : 1e-8)) || price >= smaller * (1 - 1e-13) || forward == strike) continue;
        q.type.push_back(strike > forward ? smirk::option_type::call : smirk::option_type::put);
        q.price.push_back(price);
        q.forward.push_back(forward);
        q.strike.push_back(strike);
        q.years.push_back(years);
        q.vol.push_back(vol);
    }
    return q;
}

} // namespace black_workloads
