// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/strip.hpp>

using namespace smirk::replication;
using support::option_quotes;
using support::small_chain;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("one zero bid is skipped, dK closes over it; two in a row end the wing")
{
    auto q = small_chain();
    q.put_bid[1] = 0; // 90
    const auto one = cboe_strip(q.slice());
    REQUIRE(one);
    REQUIRE(one.options.size() == 6);
    REQUIRE(one.options[0].strike == 85);
    REQUIRE(one.options[0].delta_strike == 10);
    REQUIRE(one.options[1].delta_strike == 7.5);
    REQUIRE(one.dropped.size() == 1);
    REQUIRE(one.dropped[0].strike == 90);
    REQUIRE(one.dropped[0].type == smirk::option_type::put);
    REQUIRE(one.dropped[0].reason == drop_reason::zero_bid);

    q.call_bid[4] = q.call_bid[5] = 0; // 105 and 110: 115 has a bid and is out of reach
    const auto none = cboe_strip(q.slice());
    REQUIRE(none.status == strip_status::no_calls);
    REQUIRE(count(none.dropped, drop_reason::zero_bid) == 3);
    REQUIRE(count(none.dropped, drop_reason::beyond_zero_bids) == 1);

    q.call_bid[4] = 0.9; // two zero bids that do not follow each other do not stop
    q.add(120, 0, 0.1, 19, 20);
    const auto apart = cboe_strip(q.slice());
    REQUIRE(apart);
    REQUIRE(apart.options.back().strike == 115);
}

TEST_CASE("a null quote is no zero bid: it neither counts nor stops")
{
    for (const double null : {0.0, missing, std::numeric_limits<double>::infinity()}) {
        auto q = small_chain();
        q.call_bid[4] = q.call_ask[4] = null;
        q.call_bid[5] = q.call_ask[5] = null;
        const auto strip = cboe_strip(q.slice());
        REQUIRE(strip);
        REQUIRE(strip.options.back().strike == 115);
        REQUIRE(strip.options.back().delta_strike == 15);
        REQUIRE(count(strip.dropped, drop_reason::null_quote) == 2);
        REQUIRE(count(strip.dropped, drop_reason::zero_bid) == 0);
    }
}

TEST_CASE("zero bid, null, zero bid: the null strike is not there, so the wing ends")
{
    auto q = small_chain();
    q.put_bid[2] = 0;                // 95
    q.put_bid[1] = q.put_ask[1] = 0; // 90 null
    q.put_bid[0] = 0;                // 85
    const auto strip = cboe_strip(q.slice());
    REQUIRE(strip.status == strip_status::no_puts);
    REQUIRE(count(strip.dropped, drop_reason::zero_bid) == 2);
}

TEST_CASE("a bid without an offer does not count")
{
    auto q = small_chain();
    q.call_ask[6] = 0;
    const auto strip = cboe_strip(q.slice());
    REQUIRE(strip.options.back().strike == 110);
    REQUIRE(count(strip.dropped, drop_reason::zero_ask) == 1);
}

TEST_CASE("a negative price is no quote: in a wing it is passed over, at K0 there is none")
{
    auto q = small_chain();
    q.put_bid[2] = -0.1;
    q.call_ask[5] = -0.6;
    const auto strip = cboe_strip(q.slice());
    REQUIRE(strip);
    REQUIRE(count(strip.dropped, drop_reason::null_quote) == 2);
    auto reference = small_chain();
    reference.call_bid[3] = -5; // parity from 105 then, F = 100.5
    REQUIRE(cboe_forward(reference.slice()).parity_strike == 105);
    REQUIRE(cboe_strip(reference.slice()).status == strip_status::null_reference_quote);
}

TEST_CASE("a crossed quote in a wing counts with its mid price")
{
    auto q = small_chain();
    q.call_bid[5] = 0.8; // 110: bid above the ask of 0.6
    const auto strip = cboe_strip(q.slice());
    REQUIRE(strip);
    REQUIRE(strip.options[5].strike == 110);
    REQUIRE_THAT(strip.options[5].price, WithinRel(0.7, 1e-14));
}
