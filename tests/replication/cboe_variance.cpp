// SPDX-License-Identifier: BSL-1.0
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_variance.hpp>

#include <random>

using namespace smirk::replication;
using support::option_quotes;
using support::small_chain;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

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

TEST_CASE("without contributions the numbers are the same")
{
    auto q = small_chain();
    q.put_bid[1] = 0;
    q.rate = 0.05;
    const auto with = cboe_variance(q.slice()), alone = cboe_variance(q.slice(), {.by_strike = false});
    REQUIRE_THAT(alone.variance, WithinRel(with.variance, 1e-14)); // a compiler may contract one sum and not the other
    REQUIRE_THAT(alone.put_share, WithinRel(with.put_share, 1e-14));
    REQUIRE(alone.strikes == with.contributions.size());
    REQUIRE(alone.first_strike == with.contributions.front().strike);
    REQUIRE(alone.last_strike == with.contributions.back().strike);
    REQUIRE(alone.contributions.empty());
    REQUIRE(alone.dropped.empty());
    REQUIRE(with.dropped.size() == 1);
}

TEST_CASE("the width of a strip in standard deviations")
{
    const double years = 0.25; // sigma = 20 %: one standard deviation of the log is 0.1
    const auto q =
        support::priced_quotes([=](double k, bool call) { return support::black_forward_price(100, k, 0.01, call); },
                               70, 145, 0.25, years, 0.02);
    const auto v = cboe_variance(q.slice());
    REQUIRE(v.first_strike == 70);
    REQUIRE(v.last_strike == 145);
    // -ln 0.7 and ln 1.45 over 0.1; the variance is good to the step of the strikes
    REQUIRE_THAT(v.put_width(), WithinRel(3.5667, 2e-3));
    REQUIRE_THAT(v.call_width(), WithinRel(3.7156, 2e-3));
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

TEST_CASE("prices in another currency change nothing")
{
    const auto q = small_chain();
    for (const double rate : {0.013, 7.0, 1e4}) {
        auto other = q;
        for (auto* v : {&other.strike, &other.call_bid, &other.call_ask, &other.put_bid, &other.put_ask})
            for (auto& x : *v) x *= rate;
        REQUIRE_THAT(cboe_variance(other.slice()).variance, WithinRel(cboe_variance(q.slice()).variance, 1e-13));
    }
}

TEST_CASE("whatever the quotes, the result is a usable variance or a reason")
{
    std::mt19937_64 random(1);
    const auto chance = [&](double p) { return std::bernoulli_distribution(p)(random); };
    const double poison[] = {0, missing, -1, 1e9, std::numeric_limits<double>::infinity()};
    int usable = 0;
    for (int trial = 0; trial < 5000; ++trial) {
        auto q = small_chain();
        if (chance(0.2)) q.rate = missing;
        for (auto* v : {&q.call_bid, &q.call_ask, &q.put_bid, &q.put_ask})
            for (auto& x : *v)
                if (chance(0.1)) x = poison[random() % std::size(poison)];
        const auto v = cboe_variance(q.slice());
        if (v) {
            ++usable;
            REQUIRE(v.variance >= 0);
            REQUIRE(std::isfinite(v.variance));
            REQUIRE(v.contributions.size() >= 3);
            REQUIRE(v.contributions.size() + v.dropped.size() == q.strike.size());
        } else {
            REQUIRE(v.status != strip_status::ok);
            REQUIRE((std::isnan(v.variance) || v.variance < 0));
        }
    }
    REQUIRE(usable > 500);
    REQUIRE(usable < 4500);
}

TEST_CASE("the split term is small but not nothing: forward 5 over K0 = 5000, thirty days, 0.003 points at a VIX of 20")
{
    option_quotes q;
    q.years = 30 / 365.0;
    q.rate = 0;
    // time values of a vol of 20 %, roughly; only the middle strike decides the forward
    for (const double k : {4800.0, 4900.0, 5000.0, 5100.0, 5200.0}) {
        const double call = k < 5000 ? 5005 - k + 60 : k == 5000 ? 118.5 : 70, put = call - (5005 - k);
        q.add(k, call - 0.5, call + 0.5, put - 0.5, put + 0.5);
    }
    const auto v = cboe_variance(q.slice());
    REQUIRE_THAT(v.forward, WithinAbs(5005, 1e-9));
    REQUIRE(v.reference_strike == 5000);
    REQUIRE_THAT(v.split_term, WithinRel(1.2167e-5, 1e-4)); // (5 / 5000)^2 365 / 30, four digits
    REQUIRE_THAT(100 * (std::sqrt(0.04 + v.split_term) - 0.2), WithinAbs(0.003, 5e-5));
}
