// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_variance.hpp>

using namespace smirk::replication;
using support::option_quotes;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Seven strikes around a forward of 100.5, rate 0: every number below is worked out by hand.
option_quotes small_chain()
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

} // namespace

TEST_CASE("the strip by hand: puts below, calls above, both at K0 once")
{
    const auto q = small_chain();
    const auto v = cboe_variance(q.slice());
    REQUIRE(v);
    REQUIRE_THAT(v.forward, WithinAbs(100.5, 1e-12));
    REQUIRE(v.reference_strike == 100);
    REQUIRE(v.contributions.size() == 7);
    const double price[] = {0.2, 0.5, 1.0, 2.75, 1.0, 0.5, 0.2};
    double total = 0;
    for (std::size_t i = 0; i < 7; ++i) {
        const double k = 85 + 5.0 * static_cast<double>(i);
        REQUIRE(v.contributions[i].strike == k);
        REQUIRE_THAT(v.contributions[i].price, WithinRel(price[i], 1e-14));
        REQUIRE_THAT(v.contributions[i].variance, WithinRel(2 / 0.1 * 5 / (k * k) * price[i], 1e-14));
        REQUIRE(v.contributions[i].side == (k < 100 ? strip_side::put : k > 100 ? strip_side::call : strip_side::both));
        total += 2 / 0.1 * 5 / (k * k) * price[i];
    }
    REQUIRE_THAT(v.split_term, WithinRel(10 * 0.005 * 0.005, 1e-12));
    REQUIRE_THAT(v.variance, WithinRel(total - 10 * 0.005 * 0.005, 1e-14));
    const double at_k0 = v.contributions[3].variance / total;
    REQUIRE_THAT(v.put_share + v.call_share + at_k0, WithinRel(1, 1e-14));
    REQUIRE(v.dropped.empty());
}

TEST_CASE("the rate enters forward and prices")
{
    auto q = small_chain();
    q.rate = 0.05;
    const auto v = cboe_variance(q.slice());
    REQUIRE_THAT(v.growth, WithinRel(std::exp(0.005), 1e-15));
    REQUIRE_THAT(v.forward, WithinRel(100 + std::exp(0.005) * 0.5, 1e-14));
    REQUIRE_THAT(v.contributions[0].variance, WithinRel(20 * 5 / 7225.0 * 0.2 * std::exp(0.005), 1e-14));
}

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
    for (const double null : {0.0, missing}) {
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

TEST_CASE("every reason for no variance has its status")
{
    auto no_pair = small_chain();
    for (auto& bid : no_pair.call_bid) bid = 0;
    for (auto& ask : no_pair.call_ask) ask = 0;
    REQUIRE(cboe_variance(no_pair.slice()).status == strip_status::no_parity_pair);
    no_pair.rate = missing;
    REQUIRE(cboe_variance(no_pair.slice()).status == strip_status::no_parity_fit);

    option_quotes above;
    above.years = 0.1;
    above.rate = 0;
    above.add(100, 1, 1.2, 3, 3.2); // F = 98
    above.add(105, 0.1, 0.3, 7, 7.2);
    REQUIRE(cboe_variance(above.slice()).status == strip_status::no_reference_strike);

    option_quotes lowest;
    lowest.years = 0.1;
    lowest.rate = 0;
    lowest.add(100, 3, 3.2, 1, 1.2); // F = 102, K0 = 100, nothing below
    lowest.add(105, 0.1, 0.3, 4, 4.2);
    REQUIRE(cboe_variance(lowest.slice()).status == strip_status::no_puts);

    option_quotes negative; // the strip at K0 = 100 spans dK = 10.05, and the forward of 112 lies farther away
    negative.years = 0.1;
    negative.rate = 0;
    negative.add(99.9, 12.11, 12.11, 0.01, 0.01);
    negative.add(100, 12.01, 12.01, 0.01, 0.01);
    negative.add(120, 0.01, 0.01, 8.01, 8.01);
    const auto v = cboe_variance(negative.slice());
    REQUIRE(v.status == strip_status::negative_variance);
    REQUIRE(v.variance < 0); // as computed, for the reader
    REQUIRE_FALSE(v);

    REQUIRE_FALSE(cboe_variance(option_quotes{{}, {}, {}, {}, {}, 0.1, 0}.slice()));
}

TEST_CASE("misuse throws and says what was seen")
{
    auto q = small_chain();
    q.years = 0;
    REQUIRE_THROWS_AS(cboe_variance(q.slice()), std::invalid_argument);
    q.years = missing;
    REQUIRE_THROWS_AS(cboe_variance(q.slice()), std::invalid_argument);
    q.years = 0.1;
    q.rate = std::numeric_limits<double>::infinity();
    REQUIRE_THROWS_AS(cboe_variance(q.slice()), std::invalid_argument);
    q.rate = 0;
    std::swap(q.strike[0], q.strike[1]);
    REQUIRE_THROWS_AS(cboe_variance(q.slice()), std::invalid_argument);
}

TEST_CASE("the strip of a Black model is off by h^2 / (6 K0^2 T), wherever the forward lies")
{
    const double years = 30.0 / 365, w = 0.04 * years;
    for (const double forward : {100.0, 100.3, 100.9})
        for (const double rate : {0.0, 0.05}) {
            const auto q = support::priced_quotes(
                [&](double k, bool call) { return support::black_forward_price(forward, k, w, call); }, 50, 200, 1,
                years, rate);
            // 2.028e-4 to first order in h^2; what is left over is of order h^4
            REQUIRE_THAT(cboe_variance(q.slice()).variance - 0.04, WithinAbs(1 / (6e4 * years), 4e-6));
        }
}

TEST_CASE("without a rate, forward and discount come from parity over all strikes")
{
    const double years = 0.25, w = 0.04 * years;
    auto q = support::priced_quotes(
        [&](double k, bool call) { return support::black_forward_price(100.3, k, w, call); }, 50, 200, 1, years, 0.05);
    const double with_rate = cboe_variance(q.slice()).variance;
    q.rate = missing;
    const auto v = cboe_variance(q.slice());
    REQUIRE(v);
    REQUIRE_THAT(v.growth, WithinRel(std::exp(0.05 * years), 1e-9)); // exact quotes: only the fit's stop remains
    REQUIRE_THAT(v.variance, WithinRel(with_rate, 1e-8));
}
