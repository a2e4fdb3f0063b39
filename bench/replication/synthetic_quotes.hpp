// SPDX-License-Identifier: BSL-1.0
// Quotes of an expiry for the benchmarks: a skewed market at 4158 with ticks of 0.05 and zero bids in both wings.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/smile_integral.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace bench {

struct quotes {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;
    double years, rate = 0.05;

    /// n strikes `step` apart; `lift` moves every variance
    quotes(double first, double step, int n, double t, double forward = 4158.6, double lift = 0) : years(t)
    {
        const double discount = std::exp(-rate * years);
        for (int i = 0; i < n; ++i) {
            const double k = first + step * i, x = std::log(k / forward);
            const double w = years * std::max(0.005, 0.025 + lift - 0.25 * x + 0.6 * x * x);
            const double otm = discount * forward * smirk::replication::out_of_the_money_price(x, w);
            const double call = otm + discount * std::max(forward - k, 0.0),
                         put = otm + discount * std::max(k - forward, 0.0);
            const auto bid = [](double price) { return 0.05 * std::floor((price - 0.03) / 0.05 * 0.99); };
            const auto ask = [](double price) { return 0.05 * std::ceil((price + 0.03) / 0.05 * 1.01); };
            strike.push_back(k);
            call_bid.push_back(std::max(0.0, bid(call)));
            call_ask.push_back(ask(call));
            put_bid.push_back(std::max(0.0, bid(put)));
            put_ask.push_back(ask(put));
        }
    }
    [[nodiscard]] auto slice() const
    {
        namespace col = smirk::col;
        return smirk::chain_slice{smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                                                 col::put_bid(put_bid), col::put_ask(put_ask)),
                                  years, rate};
    }
};

} // namespace bench
