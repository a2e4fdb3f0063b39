// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/quote_repair.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

struct sample {
    std::vector<double> years, moneyness, mid, bid, ask;
};

/// The sample of the arbitragerepair package: 13 expiries of 9 strikes, undiscounted calls.
sample published_sample()
{
    const auto t = support::read_csv(support::shared_data("surface/arbitrage_repair_sample.csv"));
    const auto years = t.numbers("expiry"), strike = t.numbers("strike"), call = t.numbers("call_fv"),
               forward = t.numbers("forward");
    sample s;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const auto& quote = t.text.at("quote")[i];
        const double c = call[i] / forward[i];
        if (quote == "bid") s.bid.push_back(c);
        if (quote == "ask") s.ask.push_back(c);
        if (quote != "mid") continue;
        s.years.push_back(years[i]), s.moneyness.push_back(strike[i] / forward[i]), s.mid.push_back(c);
    }
    return s;
}

/// Black's prices at one vol: free of arbitrage. Strikes differ between expiries.
sample flat(double vol)
{
    sample s;
    for (double years : {0.1, 0.3, 0.6, 1.1})
        for (double x : {-1.4, -0.6, 0.1, 0.7, 1.6}) {
            const double m = std::exp(0.2 * (x + 0.3 * years));
            s.years.push_back(years), s.moneyness.push_back(m);
            s.mid.push_back(black::price(option_type::call, 1.0, m, years, vol));
        }
    return s;
}

} // namespace

TEST_CASE("repair_quotes: the published sample", "[surface][quote_repair]")
{
    SKIP_WITHOUT_SHARED_DATA("surface/arbitrage_repair_sample.csv");
    const sample s = published_sample();
    REQUIRE(s.mid.size() == 117);
    // counts: Cohen, Reisinger and Wang's program on its own sample; least change: scipy 1.17.1, linprog by HiGHS
    const auto seen = quote_arbitrage(s.years, s.moneyness, s.mid);
    REQUIRE(seen.constraints() == 3830);
    REQUIRE(seen.count == std::array<std::size_t, 6>{13, 130, 104, 0, 513, 3070});
    REQUIRE(seen.violated == std::array<std::size_t, 6>{0, 0, 0, 0, 9, 126});
    const auto repair = repair_quotes(s.years, s.moneyness, s.mid);
    REQUIRE(repair);
    REQUIRE_THAT(repair.change, WithinAbs(0.03368187306442351, 1e-12));
    REQUIRE(repair.changed == 22);
    REQUIRE(repair.after.arbitrage_free());
    REQUIRE(repair.after.worst > -1e-15);

    // with bid and ask most of the change stays within the spread
    const auto outside = [&](const std::vector<double>& calls) {
        int count = 0;
        for (std::size_t i = 0; i < calls.size(); ++i)
            count += calls[i] < s.bid[i] - 1e-12 || calls[i] > s.ask[i] + 1e-12;
        return count;
    };
    const auto within = repair_quotes(s.years, s.moneyness, s.mid, {.bid = s.bid, .ask = s.ask});
    REQUIRE(within);
    REQUIRE(within.after.arbitrage_free());
    REQUIRE_THAT(within.change, WithinAbs(0.04031400475487217, 1e-9)); // HiGHS at its tightest tolerance, 1e-10
    REQUIRE(within.changed == 33);
    REQUIRE(outside(within.calls) < outside(repair.calls));
}

TEST_CASE("repair_quotes: what has no arbitrage stays as it is", "[surface][quote_repair]")
{
    const sample s = flat(0.25);
    const auto repair = repair_quotes(s.years, s.moneyness, s.mid);
    REQUIRE(repair);
    REQUIRE(repair.change == 0);
    REQUIRE(repair.calls == s.mid);
    REQUIRE(repair.before.arbitrage_free());
    REQUIRE(repair.iterations == 0);
}

TEST_CASE("repair_quotes: one wrong quote is the one that is changed, by what it was wrong at least",
          "[surface][quote_repair]")
{
    // m = 0.9, 1, 1.1 of one expiry: convexity alone binds, so the middle comes down to the line
    const std::vector<double> years{1, 1, 1}, m{0.9, 1, 1.1}, c{0.15, 0.12, 0.05};
    const auto repair = repair_quotes(years, m, c);
    REQUIRE(repair.before.violated[static_cast<std::size_t>(quote_constraint::butterfly)] == 1);
    REQUIRE_THAT(repair.change, WithinAbs(0.02, 1e-15));
    REQUIRE_THAT(repair.calls[1], WithinAbs(0.1, 1e-15));
    // a later call of the same strike that is cheaper; nothing else binds
    const std::vector<double> two{0.5, 1}, at{1, 1}, fall{0.08, 0.05};
    const auto calendar = repair_quotes(two, at, fall);
    REQUIRE(calendar.before.violated[static_cast<std::size_t>(quote_constraint::calendar)] == 1);
    REQUIRE_THAT(calendar.change, WithinAbs(0.03, 1e-15));
    REQUIRE(calendar.changed == 1);
}

TEST_CASE("repair_quotes: noisy quotes come out free of arbitrage, nearer than the truth", "[surface][quote_repair]")
{
    std::mt19937 random(7);
    for (int trial = 0; trial < 200; ++trial) {
        const sample s = flat(0.2);
        auto noisy = s.mid;
        double away = 0;
        for (std::size_t i = 0; i < noisy.size(); ++i) {
            const double noise = 0.02 * (static_cast<double>(random() % 2001) / 1000 - 1);
            noisy[i] += noise;
            away += std::fabs(noise);
        }
        const auto repair = repair_quotes(s.years, s.moneyness, noisy);
        REQUIRE(repair);
        REQUIRE(!repair.before.arbitrage_free());
        REQUIRE(repair.after.arbitrage_free());
        REQUIRE(repair.change < away); // the quotes without noise are one of the repairs
        REQUIRE(repair_quotes(s.years, s.moneyness, repair.calls).change < 1e-12);
    }
}

TEST_CASE("repair_quotes: misuse", "[surface][quote_repair]")
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> years{1, 1}, m{0.9, 1.1}, c{0.15, 0.05}, one{0.1}, bad{0.15, none}, twice{0.9, 0.9};
    REQUIRE_THROWS_AS(repair_quotes(years, m, one), std::invalid_argument);
    REQUIRE_THROWS_AS(repair_quotes(years, m, bad), std::invalid_argument);
    REQUIRE_THROWS_AS(repair_quotes(years, twice, c), std::invalid_argument);
    REQUIRE_THROWS_AS(repair_quotes(years, m, c, {.bid = c}), std::invalid_argument);
    REQUIRE_THROWS_AS(repair_quotes(years, m, c, {.bid = m, .ask = m}), std::invalid_argument);
    REQUIRE_THROWS_AS(price_constraints(one, m), std::invalid_argument);
    REQUIRE_THROWS_AS(price_constraints(years, bad), std::invalid_argument);
    REQUIRE_THROWS_AS(quote_arbitrage(years, m, one), std::invalid_argument);
    REQUIRE_THROWS_WITH(price_constraints(years, twice), ContainsSubstring("are of one option"));
}
