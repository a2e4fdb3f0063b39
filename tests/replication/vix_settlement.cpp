// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/vix_settlement.hpp>

#include <cmath>
#include <limits>

using namespace smirk::replication;
using support::small_chain;

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("the opening price is the first trade, or the middle of the quotes, or nothing")
{
    REQUIRE(opening_price(1.25, 1, 2) == 1.25);
    REQUIRE(opening_price(missing, 1, 2) == 1.5);
    REQUIRE(opening_price(0, 1, 2) == 1.5);
    REQUIRE(opening_price(missing, 0, 2) == 0);
}

TEST_CASE("settlement from trades: one expiry, and with trades at the mids the value of the index formula")
{
    auto q = small_chain();
    const double from_quotes = 100 * std::sqrt(cboe_variance(q.slice()).variance);
    auto open = q;
    for (std::size_t i = 0; i < q.strike.size(); ++i) {
        open.call_bid[i] = open.call_ask[i] = opening_price(missing, q.call_bid[i], q.call_ask[i]);
        open.put_bid[i] = open.put_ask[i] = opening_price(missing, q.put_bid[i], q.put_ask[i]);
    }
    const auto at_mids = cboe_variance(open.slice());
    REQUIRE_THAT(vix_settlement(at_mids), WithinRel(from_quotes, 1e-14));
    // a put that trades 0.3 above its mid at the open moves the settlement by its weight and no other
    const std::size_t put = 1;
    open.put_bid[put] = open.put_ask[put] = opening_price(open.put_bid[put] + 0.3, missing, missing);
    const auto moved = cboe_variance(open.slice());
    const auto& c = at_mids.contributions[put];
    REQUIRE_THAT(moved.variance - at_mids.variance, WithinRel(c.variance / c.price * 0.3, 1e-11));
    REQUIRE(vix_settlement(moved) > from_quotes);
}

TEST_CASE("without a variance there is no settlement")
{
    cboe_variance_result none;
    REQUIRE(std::isnan(vix_settlement(none)));
}
