// SPDX-License-Identifier: BSL-1.0
// Quotes of an expiry for the tests: owned, read from a file or priced by a formula.
#pragma once
#include "support/csv.hpp"

#include <smirk/chain.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <string>
#include <vector>

namespace support {

struct option_quotes {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;
    double years = 0;
    double rate = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] auto slice() const
    {
        namespace col = smirk::col;
        return smirk::chain_slice{smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                                                 col::put_bid(put_bid), col::put_ask(put_ask)),
                                  years, rate};
    }
    void add(double k, double cb, double ca, double pb, double pa)
    {
        strike.push_back(k);
        call_bid.push_back(cb);
        call_ask.push_back(ca);
        put_bid.push_back(pb);
        put_ask.push_back(pa);
    }
};

/// Seven strikes around a forward of 100.5, rate 0: every number below is worked out by hand.
inline option_quotes small_chain()
{
    option_quotes q;
    q.years = 0.1;
    q.rate = 0;
    q.add(85, 15.4, 15.6, 0.1, 0.3);
    q.add(90, 10.9, 11.1, 0.4, 0.6);
    q.add(95, 6.4, 6.6, 0.9, 1.1);
    q.add(100, 2.9, 3.1, 2.4, 2.6); // C - P = 0.5: the closest
    q.add(105, 0.9, 1.1, 5.4, 5.6);
    q.add(110, 0.4, 0.6, 9.9, 10.1);
    q.add(115, 0.1, 0.3, 14.6, 14.8);
    return q;
}

/// One expiry from a file with strike, call_bid, call_ask, put_bid, put_ask.
inline option_quotes read_quotes(const std::string& path, double years, double rate)
{
    const auto t = read_csv(path);
    return {t.numbers("strike"),
            t.numbers("call_bid"),
            t.numbers("call_ask"),
            t.numbers("put_bid"),
            t.numbers("put_ask"),
            years,
            rate};
}

/// Expiries of one snapshot (columns as in data/chains/SPX_DATE.csv) by "expiry root".
inline std::map<std::string, option_quotes> read_chain(const std::string& path)
{
    const auto t = read_csv(path);
    const auto strike = t.numbers("strike"), minutes = t.numbers("minutes_to_expiry"), rate = t.numbers("rate_cc");
    const auto cb = t.numbers("call_bid"), ca = t.numbers("call_ask"), pb = t.numbers("put_bid"),
               pa = t.numbers("put_ask");
    std::map<std::string, option_quotes> chain;
    for (std::size_t i = 0; i < strike.size(); ++i) {
        auto& quotes = chain[t.text.at("expiry")[i] + " " + t.text.at("root")[i]];
        quotes.years = minutes[i] / 525600;
        quotes.rate = rate[i];
        quotes.add(strike[i], cb[i], ca[i], pb[i], pa[i]);
    }
    return chain;
}

/// Black's price of a forward contract option; total variance w.
inline double black_forward_price(double forward, double strike, double w, bool call)
{
    const double v = std::sqrt(w), theta = call ? 1 : -1;
    const double d1 = std::log(forward / strike) / v + v / 2, d2 = d1 - v;
    const auto cdf = [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); };
    return theta * (forward * cdf(theta * d1) - strike * cdf(theta * d2));
}

/// Quotes without a spread, priced by `price(strike, call)` (forward prices) and discounted at `rate`.
template <class Price>
option_quotes priced_quotes(const Price& price, double first, double last, double step, double years, double rate)
{
    option_quotes quotes;
    quotes.years = years;
    quotes.rate = rate;
    const int n = static_cast<int>(std::lround((last - first) / step));
    for (int i = 0; i <= n; ++i) {
        const double k = first + step * i, discount = std::exp(-rate * years);
        const double call = discount * price(k, true), put = discount * price(k, false);
        quotes.add(k, call, call, put, put);
    }
    return quotes;
}

} // namespace support
