// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_variance.hpp>

using namespace smirk::replication;
using support::option_quotes;
using support::small_chain;

TEST_CASE("null and crossed strikes cannot be the parity strike")
{
    auto q = small_chain();
    q.add(120, 0, 0, 0, 0); // C - P = 0 would be the closest
    REQUIRE_THAT(cboe_forward(q.slice()).forward, WithinAbs(100.5, 1e-12));
    q.call_bid[4] = 10; // 105: mids 5.55 and 5.5, but crossed
    REQUIRE(cboe_forward(q.slice()).parity_strike == 100);
}

TEST_CASE("of equal distances the lowest strike is the parity strike, rounding or not")
{
    option_quotes q;
    q.years = 0.1;
    q.rate = 0;
    q.add(95, 5.3, 5.5, 0.3, 0.5);
    q.add(100, 1.1, 1.3, 1.0, 1.2); // + 0.1, but for the last bit
    q.add(105, 0.3, 0.5, 0.4, 0.6); // - 0.1
    q.add(110, 0.1, 0.3, 5.0, 5.2);
    REQUIRE(cboe_forward(q.slice()).parity_strike == 100);
}

TEST_CASE("a bid of zero can be the parity strike, and a strike at the forward is K0")
{
    option_quotes q;
    q.years = 0.1;
    q.rate = 0;
    q.add(95, 5.3, 5.5, 0.3, 0.5);
    q.add(100, 0, 0.5, 0, 0.5); // no bids, and C = P: F is 100 itself
    q.add(105, 0.3, 0.5, 5.4, 5.6);
    const auto start = cboe_forward(q.slice());
    REQUIRE(start.forward == 100);
    REQUIRE(start.reference_strike == 100);
}

TEST_CASE("K0 is not searched elsewhere when its own quotes fail")
{
    auto null = small_chain();
    null.call_bid[3] = null.call_ask[3] = 0; // parity from 105, F = 100.5
    REQUIRE(cboe_forward(null.slice()).parity_strike == 105);
    REQUIRE(cboe_variance(null.slice()).status == strip_status::null_reference_quote);

    auto crossed = small_chain();
    crossed.put_bid[3] = 3;
    REQUIRE(cboe_variance(crossed.slice()).status == strip_status::crossed_reference_quote);
    REQUIRE(std::isnan(cboe_variance(crossed.slice()).variance));
}
