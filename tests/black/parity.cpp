// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include <smirk/black/parity.hpp>

#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace black = smirk::black;
namespace col = smirk::col;
using smirk::chain_slice;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double forward = 4158.6, discount = 0.9963, years = 0.065;

struct strip {
    std::vector<double> strike, call_bid, call_ask, put_bid, put_ask;

    void add(double k, double call, double put, double half_spread_call, double half_spread_put)
    {
        strike.push_back(k);
        call_bid.push_back(call - half_spread_call);
        call_ask.push_back(call + half_spread_call);
        put_bid.push_back(put - half_spread_put);
        put_ask.push_back(put + half_spread_put);
    }
    [[nodiscard]] auto span() const
    {
        return smirk::columns(col::strike(strike), col::call_bid(call_bid), col::call_ask(call_ask),
                              col::put_bid(put_bid), col::put_ask(put_ask));
    }
    [[nodiscard]] double y(std::size_t i) const { return (call_bid[i] + call_ask[i] - put_bid[i] - put_ask[i]) / 2; }
    [[nodiscard]] double half_spreads(std::size_t i) const
    {
        return (call_ask[i] - call_bid[i] + put_ask[i] - put_bid[i]) / 2;
    }
};

/// Any time value will do, as it falls out of C - P: here a bell of the right size. Spreads grow with the price.
strip exact_strip(double half_spread = 0)
{
    strip s;
    for (double k = 3200; k <= 5000; k += 10) {
        const double time_value = 80 * std::exp(-std::pow((k - forward) / 250, 2)) + 6;
        const double call = std::fmax(forward - k, 0) * discount + time_value;
        const double put = std::fmax(k - forward, 0) * discount + time_value;
        s.add(k, call, put, half_spread * (1 + call / 100), half_spread * (1 + put / 100));
    }
    return s;
}

double tick(double price) { return 0.05 * std::round(price / 0.05); }

} // namespace

TEST_CASE("parity of exact quotes gives back forward and discount", "[black][parity]")
{
    const double rounding = 1e-13; // of prices near 1000, over the strikes' range
    for (const double half_spread : {0.0, 0.1}) {
        const auto s = exact_strip(half_spread);
        const auto fit = black::implied_forward(chain_slice{s.span(), years});
        REQUIRE(fit);
        REQUIRE_THAT(fit.forward, WithinRel(forward, rounding));
        REQUIRE_THAT(fit.discount, WithinRel(discount, rounding));
        REQUIRE_THAT(fit.rate, WithinRel(-std::log(discount) / years, 1e-10));
        REQUIRE(fit.pairs == s.strike.size());

        const auto known = black::implied_forward(chain_slice{s.span(), years, -std::log(discount) / years});
        REQUIRE_THAT(known.forward, WithinRel(forward, rounding));
        REQUIRE(known.rate == -std::log(discount) / years);
        REQUIRE(known.discount_error == 0);
    }
}

TEST_CASE("a fifth of stale quotes does not move the forward", "[black][parity]")
{
    auto s = exact_strip(0.1);
    for (auto* side : {&s.call_bid, &s.call_ask, &s.put_bid, &s.put_ask})
        for (double& price : *side) price = tick(price);
    const auto clean = black::implied_forward(chain_slice{s.span(), years});
    // rounding to ticks: each mid errs by at most half a tick, C - P by a tick; the fit averages over them
    REQUIRE_THAT(clean.forward, WithinAbs(forward, 0.02));
    REQUIRE(std::fabs(clean.forward - forward) < 5 * clean.forward_error);
    REQUIRE(std::fabs(clean.discount - discount) < 5 * clean.discount_error);

    for (std::size_t i = 3; i < s.strike.size(); i += 5) { // calls that have not seen the market fall by 30 points
        s.call_bid[i] += 30;
        s.call_ask[i] += 30;
    }
    const auto fit = black::implied_forward(chain_slice{s.span(), years});
    REQUIRE(fit);
    REQUIRE(fit.outliers == 36); // i = 3, 8, ..., 178
    REQUIRE_THAT(fit.forward, WithinAbs(clean.forward, 0.01));
    REQUIRE_THAT(fit.discount, WithinAbs(clean.discount, 1e-5));
    const auto known = black::implied_forward(chain_slice{s.span(), years, 0.057});
    REQUIRE(known.outliers == 36);
    REQUIRE_THAT(known.forward, WithinAbs(clean.forward, 0.02));
}

TEST_CASE("stale quotes that stick together do not move the forward either", "[black][parity]")
{
    auto s = exact_strip(0.1);
    for (std::size_t i = 0; i < 36; ++i) { // the lowest fifth of the strikes: calls deep in the money
        s.call_bid[i] += 30;
        s.call_ask[i] += 30;
    }
    const auto fit = black::implied_forward(chain_slice{s.span(), years});
    REQUIRE(fit.outliers == 36);
    REQUIRE_THAT(fit.forward, WithinRel(forward, 1e-12)); // the others are exact
    REQUIRE_THAT(fit.discount, WithinRel(discount, 1e-12));
}

TEST_CASE("what is not quoted on both sides is no pair", "[black][parity]")
{
    auto s = exact_strip(0.1);
    const std::size_t all = s.strike.size();
    s.put_bid[0] = 0;                  // no bid
    s.call_bid[7] = s.call_ask[7] + 5; // crossed
    s.call_bid[9] = none;              // not there
    s.put_ask[11] = none;
    s.call_ask[13] = std::numeric_limits<double>::infinity();
    const auto fit = black::implied_forward(chain_slice{s.span(), years});
    REQUIRE(fit.pairs == all - 5);
    REQUIRE_THAT(fit.forward, WithinRel(forward, 1e-12));
}

TEST_CASE("a locked quote does not outweigh the others", "[black][parity]")
{
    auto s = exact_strip(0.5);
    s.call_bid[20] = s.call_ask[20] = s.call_bid[20] - 3; // locked and three points wrong
    s.put_bid[20] = s.put_ask[20];
    REQUIRE_THAT(black::implied_forward(chain_slice{s.span(), years}).forward, WithinAbs(forward, 1e-6));
}

TEST_CASE("with a known rate one pair gives the forward of that strike", "[black][parity]")
{
    strip s;
    s.add(1960, 24.25, 21.30, 0.75, 0.25);
    const chain_slice slice{s.span(), 0.07, 0.000305};
    const auto fit = black::implied_forward(slice);
    REQUIRE(fit);
    REQUIRE(fit.pairs == 1);
    REQUIRE_THAT(fit.forward, WithinRel(1960 + std::exp(0.000305 * 0.07) * 2.95, 1e-14));
    REQUIRE(std::isnan(fit.forward_error)); // nothing left over to judge by
    REQUIRE(black::implied_forward(chain_slice{s.span(), 0.07}).status == black::parity_status::too_few_pairs);
}

TEST_CASE("parity says what it cannot do", "[black][parity]")
{
    const strip empty;
    const auto nothing = black::implied_forward(chain_slice{empty.span(), years});
    REQUIRE_FALSE(nothing);
    REQUIRE(nothing.status == black::parity_status::too_few_pairs);
    REQUIRE(std::isnan(nothing.forward));

    auto s = exact_strip(0.1); // quotes of a discount of .5 in three weeks
    for (std::size_t i = 0; i < s.strike.size(); ++i) {
        const double call = 2500 - s.strike[i] / 4, put = call - 0.5 * (forward - s.strike[i]);
        s.call_bid[i] = call - 0.1, s.call_ask[i] = call + 0.1, s.put_bid[i] = put - 0.1, s.put_ask[i] = put + 0.1;
    }
    const auto half = black::implied_forward(chain_slice{s.span(), years});
    REQUIRE(half.status == black::parity_status::bad_discount);
    REQUIRE_THAT(half.discount, WithinRel(0.5, 1e-12));
    REQUIRE(black::implied_forward(chain_slice{s.span(), years}, {.max_rate = 20}));

    strip below_zero; // C - P = -200 at strike 100
    below_zero.add(100, 1, 201, 0.1, 0.1);
    REQUIRE(black::implied_forward(chain_slice{below_zero.span(), 1.0, 0.0}).status ==
            black::parity_status::bad_forward);

    REQUIRE_THROWS_AS(black::implied_forward(chain_slice{s.span(), 0.0}), std::invalid_argument);
    REQUIRE_THROWS_AS(black::implied_forward(chain_slice{s.span(), years}, {.cutoff = 0}), std::invalid_argument);
    std::swap(s.strike[0], s.strike[1]);
    REQUIRE_THROWS_AS(black::implied_forward(chain_slice{s.span(), years}), std::invalid_argument);
}

namespace {

strip rows_of(const support::csv_table& t, const std::string& expiry, const std::string& root)
{
    strip s;
    for (std::size_t i = 0; i < t.text.at("strike").size(); ++i) {
        if (t.text.at("expiry")[i] != expiry || t.text.at("root")[i] != root) continue;
        const auto number = [&](const char* name) { return std::stod(t.text.at(name)[i]); };
        s.strike.push_back(number("strike"));
        s.call_bid.push_back(number("call_bid"));
        s.call_ask.push_back(number("call_ask"));
        s.put_bid.push_back(number("put_bid"));
        s.put_ask.push_back(number("put_ask"));
    }
    return s;
}

long day_number(const std::string& date)
{
    std::tm t{};
    t.tm_year = std::stoi(date) - 1900, t.tm_mon = std::stoi(date.substr(5)) - 1, t.tm_mday = std::stoi(date.substr(8));
    return static_cast<long>(timegm(&t) / 86400);
}

} // namespace

TEST_CASE("SPX: the forwards of the official index within the spread", "[black][parity][shared]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/official_indices.csv");
    const auto index = support::read_csv(support::shared_data("chains/official_indices.csv"));
    for (std::size_t d = 0; d < index.text.at("quote_time").size(); ++d) {
        const auto date = index.text.at("quote_time")[d].substr(0, 10);
        const auto chain = support::read_csv(support::shared_data("chains/SPX_" + date + ".csv"));
        for (const std::string term : {"near", "next"}) {
            const auto cell = [&](const char* name) { return index.text.at(term + name)[d]; };
            const strip s = rows_of(chain, cell("_expiry"), cell("_root"));
            const double t = std::stod(cell("_minutes")) / 525600, rate = std::stod(cell("_rate"));
            // The index takes one strike, whose mids may err by the half spreads; the regression takes them all.
            std::size_t middle = 0;
            for (std::size_t i = 0; i < s.strike.size(); ++i)
                if (s.call_bid[i] > 0 && s.put_bid[i] > 0 && std::fabs(s.y(i)) < std::fabs(s.y(middle))) middle = i;
            const auto known = black::implied_forward(chain_slice{s.span(), t, rate});
            const auto fitted = black::implied_forward(chain_slice{s.span(), t});
            CAPTURE(date, term, known.forward, fitted.forward, fitted.rate);
            REQUIRE(known);
            REQUIRE(fitted);
            REQUIRE_THAT(known.forward, WithinAbs(std::stod(cell("_F")), s.half_spreads(middle)));
            REQUIRE_THAT(fitted.forward, WithinAbs(known.forward, s.half_spreads(middle)));
            REQUIRE_THAT(fitted.rate, WithinAbs(rate, 0.01)); // bills against the funding rate of index options
        }
    }
}

TEST_CASE("SPX: every expiry of a full chain keeps parity within its quotes", "[black][parity][shared]")
{
    const auto date = GENERATE(as<std::string>{}, "2023-05-23", "2024-01-05");
    const auto file = "chains/SPX_full_" + date + ".csv";
    SKIP_WITHOUT_SHARED_DATA(file);
    const auto t = support::read_csv(support::shared_data(file));
    std::map<std::pair<std::string, std::string>, std::map<double, std::array<double, 4>>> book;
    const auto strike = t.numbers("strike"), bid = t.numbers("bid"), ask = t.numbers("ask");
    for (std::size_t i = 0; i < strike.size(); ++i) {
        auto& row = book[{t.text.at("expiry")[i], t.text.at("root")[i]}]
                        .try_emplace(strike[i], std::array{none, none, none, none})
                        .first->second;
        const std::size_t side = t.text.at("type")[i] == "C" ? 0 : 2;
        row[side] = bid[i], row[side + 1] = ask[i];
    }

    int fitted = 0, unquoted = 0;
    std::map<std::string, double> am_forward;
    for (const auto& [key, rows] : book) {
        const auto& [expiry, root] = key;
        const double days = static_cast<double>(day_number(expiry) - day_number(date));
        if (days == 0) continue; // expired a quarter of an hour before the quotes
        strip s;
        for (const auto& [k, row] : rows) {
            s.strike.push_back(k);
            s.call_bid.push_back(row[0]), s.call_ask.push_back(row[1]);
            s.put_bid.push_back(row[2]), s.put_ask.push_back(row[3]);
        }
        const auto fit = black::implied_forward(chain_slice{s.span(), days / 365});
        CAPTURE(expiry, root, fit.forward, fit.rate, fit.pairs, fit.outliers);
        if (fit.status == black::parity_status::too_few_pairs) {
            REQUIRE(fit.pairs == 0); // listed, not yet quoted
            ++unquoted;
            continue;
        }
        REQUIRE(fit);
        ++fitted;
        std::size_t within = 0;
        for (std::size_t i = 0; i < s.strike.size(); ++i) {
            const double e = s.y(i) - fit.discount * (fit.forward - s.strike[i]);
            within += s.call_bid[i] > 0 && s.put_bid[i] > 0 && std::fabs(e) <= s.half_spreads(i);
        }
        // one and two days out some deep pairs are quoted off the others
        REQUIRE(static_cast<double>(within) >= (days > 2 ? 0.98 : 0.85) * static_cast<double>(fit.pairs));
        if (days > 10) REQUIRE((fit.rate > 0.035 && fit.rate < 0.06)); // the dollar rates of both days
        if (root == "SPX") am_forward[expiry] = fit.forward;
        if (root == "SPXW" && am_forward.count(expiry))
            REQUIRE_THAT(fit.forward, WithinAbs(am_forward[expiry], 0.25)); // seven hours of carry is 0.15
    }
    REQUIRE(fitted > 50);
    REQUIRE(unquoted <= 1);
}

TEST_CASE("the weighted median that the search starts from", "[black][parity]")
{
    using smirk::detail::parity_value;
    const auto median = [](std::vector<parity_value> v) { return smirk::detail::parity_median(v); };
    REQUIRE(median({{3, 1}, {1, 1}, {2, 1}}) == 2);
    REQUIRE(median({{3, 1}, {1, 5}, {2, 1}}) == 1);   // half of the weight is at the first
    REQUIRE(median({{1, 1}, {2, 1}, {5, 2}}) == 3.5); // reached between 2 and 5
    REQUIRE(median({{7, 0.5}}) == 7);
    REQUIRE(std::isnan(median({})));
}
