// SPDX-License-Identifier: BSL-1.0
// Repair of quotes: what it calls free of arbitrage is, what it is given free it leaves alone, bids and asks included.
#include "input.hpp"

#include <smirk/surface/quote_repair.hpp>

SMIRK_FUZZ_TARGET(quote_repair)
{
    using namespace smirk::surface;
    using fuzz::require;
    fuzz::input in(data, size);
    const unsigned mode = in.byte();
    const std::size_t n = in.below(24), expiries = 1 + in.below(4);
    const double noise = mode & 1 ? in.fraction() : 0, vol = in.scale(0.01, 3);
    std::vector<double> years, moneyness, calls, bid, ask;
    for (std::size_t i = 0; i < n; ++i) {
        const double t = 0.1 * static_cast<double>(1 + i % expiries);
        const double m = mode & 2 ? 0.5 + 0.05 * static_cast<double>(in.below(30)) : in.scale(0.01, 100);
        const double s = vol * std::sqrt(t);
        years.push_back(in.number(t));
        moneyness.push_back(in.number(m));
        calls.push_back(in.number(std::fmax(1 - m, 0) + 0.4 * s * std::exp(-std::fabs(std::log(m)) / s) +
                                  noise * in.between(-0.1, 0.1)));
        bid.push_back(in.number(calls.back() - in.between(0, 0.05)));
        ask.push_back(in.number(calls.back() + in.between(0, 0.05)));
    }
    quote_repair_options options;
    if (mode & 4) options.bid = bid, options.ask = ask;
    if (mode & 8) options.max_iterations = static_cast<int>(in.below(20));
    fuzz::refuses([&] {
        const quote_repair repair = repair_quotes(years, moneyness, calls, options);
        require(repair.calls.size() == n);
        require(repair.before.constraints() == repair.after.constraints());
        require(repair.changed <= n && repair.iterations >= 0);
        if (repair.before.arbitrage_free()) require(repair && repair.calls == calls && repair.change == 0);
        require(!repair || repair.after.arbitrage_free());
        if (!repair) return;
        double change = 0, largest = 1;
        for (std::size_t i = 0; i < n; ++i) {
            require(std::isfinite(repair.calls[i]));
            change += std::fabs(repair.calls[i] - calls[i]);
            largest = std::fmax(largest, std::fabs(calls[i]));
        }
        if (largest < 1e300) require(std::fabs(change - repair.change) <= 1e-12 * static_cast<double>(n + 1) * largest);
        require(quote_arbitrage(years, moneyness, repair.calls, 1e-12).arbitrage_free());
        require(repair_quotes(years, moneyness, calls, options).calls == repair.calls);
    });
    return 0;
}
