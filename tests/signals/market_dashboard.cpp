// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/market_dashboard.hpp>

#include <smirk/black/price.hpp>

#include "signals/simulated_market.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

using namespace smirk;
using signals::answer;
using signals::market_dashboard;
namespace q = signals::quantity;

namespace {
const support::simulated_market market(700);

bool same(const signals::market_page& a, const signals::market_page& b)
{
    const auto bits = [](const signals::reading& x, const signals::reading& y) {
        return x.quantity == y.quantity &&
               (std::bit_cast<std::uint64_t>(x.value) == std::bit_cast<std::uint64_t>(y.value) ||
                (std::isnan(x.value) && std::isnan(y.value)));
    };
    const auto rows = [](const signals::findings& x, const signals::findings& y) {
        const auto row = [](const signals::finding& f, const signals::finding& g) { return f.row == g.row; };
        return std::equal(x.matching.begin(), x.matching.end(), y.matching.begin(), y.matching.end(), row) &&
               std::equal(x.undecided.begin(), x.undecided.end(), y.undecided.begin(), y.undecided.end(), row) &&
               x.missing == y.missing;
    };
    return a.row == b.row &&
           std::equal(a.readings.begin(), a.readings.end(), b.readings.begin(), b.readings.end(), bits) &&
           rows(a.signals.signals, b.signals.signals) && a.signals.agreeing == b.signals.agreeing &&
           a.signals.core == b.signals.core && a.regime.row == b.regime.row && rows(a.matrix, b.matrix) &&
           a.short_premium.holds == b.short_premium.holds && rows(a.warnings, b.warnings) &&
           a.anomaly.verdict == b.anomaly.verdict;
}
} // namespace

TEST_CASE("one day and the whole history agree, bit by bit")
{
    const auto pages = signals::market_dashboards(market.history());
    REQUIRE(pages.size() == 700);
    for (std::size_t t : {0u, 1u, 22u, 251u, 252u, 300u, 511u, 698u, 699u}) {
        INFO("row " << t);
        REQUIRE(same(market_dashboard(market.history(), t), pages[t]));
    }
}

TEST_CASE("a page is what its tables say of its readings")
{
    for (const auto& page : signals::market_dashboards(market.history())) {
        const auto matrix = signals::evaluate(signals::decision_matrix(), page.readings);
        REQUIRE(page.matrix.matching.size() == matrix.matching.size());
        REQUIRE(page.short_premium.holds == signals::examine(signals::short_premium_filter(), page.readings).holds);
        REQUIRE(page.short_premium.because.size() == 4);
        const double vix = signals::value_of(page.readings, q::vix);
        REQUIRE(page.regime.name == (vix < 15 ? "low vol" : vix < 25 ? "normal" : "high vol"));
        REQUIRE(page.signals.score(signals::direction::stress) <= page.signals.possible[0]);
    }
}

TEST_CASE("what is not available is unknown, never no")
{
    const auto page = market_dashboard({.close = market.close}, 699);
    REQUIRE(page.regime.row == signals::no_row);
    REQUIRE(page.regime.name.empty());
    REQUIRE(page.short_premium.holds != answer::yes);
    REQUIRE(page.signals.core == answer::unknown);
    REQUIRE(page.matrix.matching.empty());
    for (const auto& found : {page.matrix, page.signals.signals, page.warnings})
        for (const auto& f : found.undecided)
            for (const auto& e : f.because) REQUIRE((e.holds == answer::unknown) == std::isnan(e.value));
    const auto missing = page.matrix.missing;
    REQUIRE(std::find(missing.begin(), missing.end(), q::vix) != missing.end());
}

TEST_CASE("leaving one input out changes a no to unknown at most, never to another decided answer")
{
    using signals::market_history;
    const auto whole = market.history();
    const auto leave = [&](auto change) {
        auto h = whole;
        change(h);
        return h;
    };
    const market_history less[] = {
        leave([](market_history& h) { h.vvix = {}; }),
        leave([](market_history& h) { h.options = {}; }),
        leave([](market_history& h) { h.credit_spread = {}; }),
        leave([](market_history& h) { h.fund_flow = {}; }),
        leave([](market_history& h) { h.kurtosis_premium = {}; }),
        leave([](market_history& h) { h.dispersion = {}; }),
        leave([](market_history& h) { h.implied_correlation = {}; }),
        leave([](market_history& h) { h.day = {}; }),
        leave([](market_history& h) { h.first_future = h.second_future = {}, h.options = {}; }),
        leave([](market_history& h) { h.vix = {}; }),
    };
    const auto full = signals::market_dashboards(whole);
    for (const market_history& h : less) {
        const auto pages = signals::market_dashboards(h);
        for (std::size_t t = 0; t < pages.size(); ++t) {
            REQUIRE((pages[t].short_premium.holds == full[t].short_premium.holds ||
                     pages[t].short_premium.holds == answer::unknown));
            REQUIRE((pages[t].signals.core == full[t].signals.core || pages[t].signals.core == answer::unknown));
            for (const auto& f : full[t].matrix.matching) { // what held still holds, or could
                const auto has = [&](const std::vector<signals::finding>& rows) {
                    return std::any_of(rows.begin(), rows.end(), [&](const auto& g) { return g.row == f.row; });
                };
                REQUIRE((has(pages[t].matrix.matching) || has(pages[t].matrix.undecided)));
            }
        }
    }
}

TEST_CASE("the regime and its company")
{
    using signals::reading;
    const auto calm = signals::read_regime(std::vector<reading>{{q::vix, 12}, {q::contango, 0.08}, {q::nvrp, 1.3}});
    REQUIRE(calm.name == "low vol");
    REQUIRE((calm.usual.yes == 2 && calm.usual.no == 0 && calm.usual.unknown == 1));
    const auto stress = signals::read_regime(
        std::vector<reading>{{q::vix, 25}, {q::contango, 0.01}, {q::nvrp, 0.9}, {q::dealer_gamma, -1}});
    REQUIRE(stress.name == "high vol");
    REQUIRE((stress.usual.yes == 2 && stress.usual.no == 1));
    REQUIRE(signals::read_regime(std::vector<reading>{}).row == signals::no_row);
}

TEST_CASE("tables of one's own")
{
    signals::dashboard_tables tables;
    tables.matrix = {{"always", "", {{q::vix, 0, signals::unbounded}}}};
    const auto page = market_dashboard(market.history(), 699, {}, tables);
    REQUIRE(page.matrix.matching.size() == 1);
    REQUIRE(page.matrix.matching[0].name == "always");
}

TEST_CASE("one call from prices, the history of implied vol and two chains")
{
    // Quotes of a smile w(k) = (v(k))^2 T with a slope that steepens from one evening to the next.
    const auto chain_of = [](double spot, double slope) {
        option_chain chain;
        for (const double years : {7 / 365., 21 / 365., 49 / 365., 77 / 365., 105 / 365.}) {
            std::vector<double> strike, cb, ca, pb, pa;
            for (int i = -40; i <= 40; ++i) {
                const double k = 0.01 * i, vol = 0.2 - slope * k + 0.5 * k * k, at = spot * std::exp(k);
                const double call = black::price(option_type::call, spot, at, years, vol);
                const double put = black::price(option_type::put, spot, at, years, vol);
                strike.push_back(at), cb.push_back(call * 0.999), ca.push_back(call * 1.001);
                pb.push_back(put * 0.999), pa.push_back(put * 1.001);
            }
            chain.add(chain_slice{
                columns(col::strike(strike), col::call_bid(cb), col::call_ask(ca), col::put_bid(pb), col::put_ask(pa)),
                years, 0.0});
        }
        return chain;
    };
    const std::size_t n = market.close.size();
    const auto yesterday = chain_of(market.close[n - 2], 0.3), today = chain_of(market.close[n - 1], 0.5);
    const auto page = market_dashboard({.close = market.close, .vix = market.vix}, yesterday, today);
    const auto now = [&](std::string_view name) { return signals::value_of(page.readings, name); };
    REQUIRE(page.row == n - 1);
    REQUIRE(now(q::put_skew_change) > 0);                                 // steeper by 0.2 a unit of k, some 3 % away
    REQUIRE_THAT(now(q::put_skew_change), WithinAbs(0.2 * 0.036, 0.003)); // the 25-delta put of 30 days: k about -0.036
    REQUIRE(now(q::call_skew_change) < 0);
    REQUIRE_FALSE(std::isnan(now(q::straddle_ratio)));
    REQUIRE_THAT(now(q::contango), WithinAbs(0, 2e-3)); // one vol at the money in all tenors, quotes 0.1 % wide
    REQUIRE(std::isnan(now(q::put_skew_percentile)));   // two evenings are no history
    REQUIRE(std::isnan(now(q::dealer_gamma)));          // no open interest
    REQUIRE_THROWS_AS(market_dashboard({.close = strided<double>(market.close).slice(0, 1)}, yesterday, today),
                      std::invalid_argument);
}
