// SPDX-License-Identifier: BSL-1.0
// What implementations of the index get wrong. An index written out at length has a switch for each mistake: with none
// it is cboe_index to the last digits, with any one it is off by more than the digits that the exchange prints.
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/expiries.hpp>

#include <algorithm>
#include <string>

using namespace smirk::replication;

namespace {

enum class mistake {
    none,
    null_quotes_as_quotes,  // 0/0 counts, at a price of nothing, and as a zero bid
    zero_bids_as_half_asks, // no stop: whatever has an offer counts at half of it
    bids_only,
    asks_only,
    reference_twice,     // put and call at K0 both in full
    listed_spacing,      // dK on the strikes listed, not on those that count
    no_split_term,       // without (F/K0 - 1)^2 / T
    no_rate,             // e^{rT} = 1
    forward_from_spot,   // F = S e^{rT} as if there were no dividends
    interpolate_vol,     // vols linear in time
    interpolate_variance // variances, not total variances
};

double variance(const support::option_quotes& q, mistake made, double spot)
{
    const std::size_t n = q.strike.size();
    const double growth = made == mistake::no_rate ? 1 : std::exp(q.rate * q.years);
    const auto price = [&](double bid, double ask) {
        return made == mistake::bids_only ? bid : made == mistake::asks_only ? ask : (bid + ask) / 2;
    };
    const auto call = [&](std::size_t i) { return price(q.call_bid[i], q.call_ask[i]); };
    const auto put = [&](std::size_t i) { return price(q.put_bid[i], q.put_ask[i]); };
    const auto null = [&](double bid, double ask) {
        return made != mistake::null_quotes_as_quotes && bid == 0 && ask == 0;
    };
    double closest = 1e300, forward = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (null(q.call_bid[i], q.call_ask[i]) || null(q.put_bid[i], q.put_ask[i])) continue;
        const double d = call(i) - put(i);
        if (std::fabs(d) < closest - 1e-9) {
            closest = std::fabs(d);
            forward = q.strike[i] + growth * d;
        }
    }
    if (made == mistake::forward_from_spot) forward = spot * growth;
    std::size_t k0 = 0;
    while (k0 + 1 < n && q.strike[k0 + 1] <= forward) ++k0;

    struct used {
        std::size_t row;
        double price;
    };
    std::vector<used> strip{{k0, (call(k0) + put(k0)) / (made == mistake::reference_twice ? 1 : 2)}};
    const auto wing = [&](int step, const std::vector<double>& bid, const std::vector<double>& ask) {
        int zero_bids = 0;
        for (auto i = static_cast<long>(k0) + step; i >= 0 && i < static_cast<long>(n); i += step) {
            const auto row = static_cast<std::size_t>(i);
            if (null(bid[row], ask[row])) continue;
            if (made == mistake::zero_bids_as_half_asks || bid[row] > 0) {
                strip.push_back({row, price(bid[row], ask[row])});
                zero_bids = 0;
            } else if (++zero_bids == 2)
                break;
        }
    };
    wing(-1, q.put_bid, q.put_ask);
    wing(1, q.call_bid, q.call_ask);
    std::sort(strip.begin(), strip.end(), [](const used& a, const used& b) { return a.row < b.row; });

    double sum = 0;
    for (std::size_t i = 0; i < strip.size(); ++i) {
        const std::size_t row = strip[i].row;
        const bool listed = made == mistake::listed_spacing;
        const double low = listed ? q.strike[row ? row - 1 : 0] : q.strike[strip[i ? i - 1 : 0].row];
        const double high =
            listed ? q.strike[std::min(row + 1, n - 1)] : q.strike[strip[std::min(i + 1, strip.size() - 1)].row];
        const bool end = listed ? row == 0 || row + 1 == n : i == 0 || i + 1 == strip.size();
        const double k = q.strike[row];
        sum += (high - low) / (end ? 1 : 2) / (k * k) * strip[i].price;
    }
    const double split = made == mistake::no_split_term ? 0 : forward / q.strike[k0] - 1;
    return (2 * growth * sum - split * split) / q.years;
}

double index(const support::option_quotes& near, const support::option_quotes& next, mistake made, double spot)
{
    const double v1 = variance(near, made, spot), v2 = variance(next, made, spot);
    const double t1 = near.years, t2 = next.years, t = vix_minutes / minutes_per_year;
    const double a = (t2 - t) / (t2 - t1);
    if (made == mistake::interpolate_vol) return 100 * (a * std::sqrt(v1) + (1 - a) * std::sqrt(v2));
    if (made == mistake::interpolate_variance) return 100 * std::sqrt(a * v1 + (1 - a) * v2);
    return 100 * std::sqrt((a * t1 * v1 + (1 - a) * t2 * v2) / t);
}

// A market whose quotes hold every trap: a skew, zero bids and 0/0 in the wings, dividends, an upward term structure.
support::option_quotes trapped(double minutes)
{
    const double years = minutes / 525600, rate = 0.05, forward = 2003.7;
    support::option_quotes q;
    q.years = years;
    q.rate = rate;
    for (double k = 1000; k <= 2400; k += k >= 1800 && k < 2100 ? 5 : 25) {
        const double x = std::log(k / forward), w = years * (0.02 + 0.2 * years - 0.2 * x + 0.8 * x * x);
        const double discount = std::exp(-rate * years);
        const double c = discount * support::black_forward_price(forward, k, w, true);
        const double p = discount * support::black_forward_price(forward, k, w, false);
        const auto bid = [](double price) { return 0.05 * std::floor(std::max(0.0, price * 0.98 - 0.03) / 0.05); };
        const auto ask = [](double price) { return 0.05 * std::ceil((price * 1.02 + 0.03) / 0.05); };
        q.add(k, bid(c), ask(c), bid(p), ask(p));
    }
    for (std::size_t i = 0; i < q.strike.size(); ++i)
        if (i % 7 == 3 && std::fabs(q.strike[i] - forward) > 30) // nobody quotes here
            for (auto* v : {&q.call_bid, &q.call_ask, &q.put_bid, &q.put_ask}) (*v)[i] = 0;
    return q;
}
constexpr double spot = 2002.3; // 2003.7 e^{-(r - q) T}, dividends q = 4 %

struct trap {
    mistake made;
    const char* name;
    double at_least; // index points, on the market above
};
const trap traps[] = {{mistake::null_quotes_as_quotes, "0/0 as quotes", 0.05},
                      {mistake::zero_bids_as_half_asks, "zero bids at half the ask, no stop", 0.05},
                      {mistake::bids_only, "bids only", 0.1},
                      {mistake::asks_only, "asks only", 0.1},
                      {mistake::reference_twice, "K0 twice", 0.1},
                      {mistake::listed_spacing, "dK on listed strikes", 0.02},
                      {mistake::no_split_term, "no split term", 0.002},
                      {mistake::no_rate, "no rate", 0.02},
                      {mistake::forward_from_spot, "forward from spot", 0.005},
                      {mistake::interpolate_vol, "vols interpolated", 0.005},
                      {mistake::interpolate_variance, "variances interpolated", 0.005}};

} // namespace

TEST_CASE("the index falls into none of the traps of the formula")
{
    const auto near = trapped(24 * 1440 + 510), next = trapped(31 * 1440 + 900);
    const double right = cboe_index(near.slice(), next.slice()).index;
    REQUIRE_THAT(index(near, next, mistake::none, spot), WithinRel(right, 1e-12));
    for (const auto& t : traps) {
        INFO(t.name);
        REQUIRE(std::fabs(index(near, next, t.made, spot) - right) > t.at_least);
    }
}

TEST_CASE("the traps of the clock")
{
    using namespace std::chrono;
    // 2023-05-23 16:15: AM expiry on 16 June, PM expiry on 23 June
    const local_days today{year{2023} / 5 / 23};
    const exchange_time quoted = today + 16h + 15min;
    const listed_expiry june{local_days{year{2023} / 6 / 16}, settlement::am};
    REQUIRE(minutes_to_expiry(june, quoted) == 34155); // 23 days 17 h 15 min
    const double years = static_cast<double>(minutes_to_expiry(june, quoted)) / minutes_per_year;
    REQUIRE(std::fabs(years - 24 / 365.0) > 7e-4);                                  // not days / 365
    REQUIRE(minutes_to_expiry({june.date, settlement::pm}, quoted) == 34155 + 390); // AM is not PM
    REQUIRE(std::fabs(years - static_cast<double>(17) / 252) > 2e-3);               // nor business days
    const std::vector<listed_expiry> listed{june,
                                            {june.date, settlement::pm},
                                            {local_days{year{2023} / 6 / 23}, settlement::pm},
                                            {local_days{year{2023} / 6 / 20}, settlement::pm}};
    const auto terms = choose_expiries(listed, quoted);
    REQUIRE(terms.near.index == 0); // not the PM series of the third Friday
    REQUIRE(terms.next.index == 2); // not a Tuesday's
}

TEST_CASE("what the traps cost on a real day")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_2023-05-23.csv");
    const auto chain = support::read_chain(support::shared_data("chains/SPX_2023-05-23.csv"));
    const auto &near = chain.at("2023-06-16 SPX"), &next = chain.at("2023-06-23 SPXW");
    const double official = 18.53;
    // The spot of that close was 4145.58.
    REQUIRE_THAT(index(near, next, mistake::none, 4145.58), WithinAbs(official, 0.005));
    const double right = cboe_index(near.slice(), next.slice()).index;
    for (const auto made : {mistake::zero_bids_as_half_asks, mistake::bids_only, mistake::asks_only,
                            mistake::reference_twice, mistake::no_rate})
        REQUIRE(std::fabs(index(near, next, made, 4145.58) - right) > 0.04);
    for (const auto made : {mistake::listed_spacing, mistake::interpolate_vol, mistake::interpolate_variance})
        REQUIRE(std::fabs(index(near, next, made, 4145.58) - right) > 0.005);
}
