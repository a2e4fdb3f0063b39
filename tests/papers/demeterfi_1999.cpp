// SPDX-License-Identifier: BSL-1.0
// Demeterfi, Derman, Kamal and Zou, More than you ever wanted to know about volatility swaps, Goldman Sachs 1999: the
// example of a skewed market, table 1. Maturity 90/365 rather than 0.25, as the printed weights imply.
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/hedge_portfolio.hpp>

using namespace smirk::replication;

TEST_CASE("Demeterfi et al. 1999: fair variance of the example")
{
    const double years = 90 / 365.0, forward = 100 * std::exp(0.05 * years);
    std::vector<double> strikes; // vol 30 % at 50 and one point less for every step of 5, to 13 % at 135
    for (double k = 45; k <= 140; k += 5) strikes.push_back(k);
    const auto vol = [](double k) { return 0.2 - 0.01 * (k - 100) / 5; };

    const auto held = hedge(log_contract{years}, forward, strikes, 11); // K0 = 100
    double value = held.cash;
    for (const auto& o : held.options)
        value += o.quantity * support::black_forward_price(forward, o.strike, vol(o.strike) * vol(o.strike) * years,
                                                           o.type == smirk::option_type::call);
    REQUIRE_THAT(value, WithinAbs(0.04189, 5e-6));       // as printed: (20.467 %)^2
    REQUIRE_THAT(value, WithinAbs(0.0418885742, 5e-11)); // independent program
    REQUIRE(held.options.size() == 19);                  // 11 puts, 8 calls
}
