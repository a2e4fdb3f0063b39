// SPDX-License-Identifier: BSL-1.0
// No signal looks ahead: whatever comes after a row, and whether anything does, no value up to that row changes by a
// bit.
#include <smirk/realized.hpp>
#include <smirk/signals.hpp>
#include <smirk/statistics.hpp>

#include "signals/simulated_market.hpp"
#include "support/catch.hpp"

#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace smirk;
using signals::answer;
using support::simulated_market;

namespace {

using numbers = std::vector<double>;
struct signal {
    std::string name;
    std::function<numbers(const simulated_market&)> of; ///< one value a row, known on that row
};

numbers as_numbers(const std::vector<answer>& answers)
{
    numbers x;
    for (const answer a : answers) x.push_back(static_cast<double>(a));
    return x;
}

auto bars(const simulated_market& m)
{
    return columns(col::open(m.open), col::high(m.high), col::low(m.low), col::close(m.close));
}

/// Rolling percentile in every convention, at every width.
void add_percentiles(std::vector<signal>& all)
{
    for (const auto tie : {statistics::ties::below, statistics::ties::at_or_below, statistics::ties::half})
        for (const auto end : {statistics::window_end::today, statistics::window_end::yesterday})
            for (const auto width : {lane_width::widest, lane_width::baseline})
                all.push_back({"percentile", [=](const simulated_market& m) {
                                   return signals::rolling_iv_percentile(
                                       m.vix, 60, {.window = end, .ties = tie, .min_valid = 40, .width = width});
                               }});
}

std::vector<signal> rolling_statistics()
{
    using namespace statistics;
    std::vector<signal> all{
        {"minimum", [](const auto& m) { return rolling_minimum(m.vix, 60); }},
        {"maximum", [](const auto& m) { return rolling_maximum(m.vix, 60); }},
        {"rank today", [](const auto& m) { return rolling_rank(m.vix, 60); }},
        {"rank yesterday",
         [](const auto& m) { return rolling_rank(m.vix, 60, {.window = window_end::yesterday, .clamp = true}); }},
        {"z-score", [](const auto& m) { return rolling_zscore(m.vix, 60); }},
        {"z-score today", [](const auto& m) { return rolling_zscore(m.vix, 60, {.window = window_end::today}); }},
        {"correlation", [](const auto& m) { return rolling_correlation(m.vix, m.vvix, 60); }},
        {"beta", [](const auto& m) { return rolling_beta(m.vix, m.vvix, 60); }},
        {"EWMA correlation", [](const auto& m) { return ewma_correlation(m.vix, m.fund_flow); }},
    };
    add_percentiles(all);
    return all;
}

std::vector<signal> realized_vols()
{
    using namespace realized;
    return {
        {"close to close", [](const auto& m) { return rolling(close_to_close, m.close, 21); }},
        {"Parkinson", [](const auto& m) { return rolling(parkinson, bars(m), 21); }},
        {"Rogers and Satchell", [](const auto& m) { return rolling(rogers_satchell, bars(m), 21); }},
        {"Yang and Zhang", [](const auto& m) { return rolling(yang_zhang, bars(m), 21); }},
    };
}

std::vector<signal> rolling_signals()
{
    using namespace signals;
    return {
        {"IV rank", [](const auto& m) { return rolling_iv_rank(m.vix, 252); }},
        {"IV rank of a calendar year",
         [](const auto& m) { return rolling_iv_rank(m.vix, m.day, std::chrono::days(365)); }},
        {"IV percentile of 90 days",
         [](const auto& m) { return rolling_iv_percentile(m.vix, m.day, std::chrono::days(90)); }},
        {"IV rank of bars", [](const auto& m) { return rolling_iv_rank(bars(m), 100); }},
        {"changes", [](const auto& m) { return changes(m.close, vol_change::log); }},
        {"spot-vol correlation", [](const auto& m) { return spot_vol_correlation(m.close, m.vix, 63); }},
        {"spot-vol beta", [](const auto& m) { return spot_vol_beta(m.close, m.vix, 63); }},
        {"premium before the fact", [](const auto& m) { return ex_ante_vrp(m.vix, m.vvix); }},
        {"premium in variance", [](const auto& m) { return ex_ante_vrp(m.vix, m.vvix, premium_unit::variance); }},
        {"normalised premium", [](const auto& m) { return nvrp(m.vix, m.vvix); }},
        {"gap of the VIX", [](const auto& m) { return vix_gap(m.vix, m.dispersion); }},
        {"long-run mean", [](const auto& m) { return long_run_mean(m.vix, {.window = 200}); }},
        {"mean so far", [](const auto& m) { return long_run_mean(m.vix, {.window = all_rows_so_far}); }},
        {"complacency", [](const auto& m) { return as_numbers(below_long_run_mean(m.vix, {.window = 200})); }},
        {"narrowing basis", [](const auto& m) { return as_numbers(narrowing_basis(m.first_future, m.vix, 10)); }},
        {"knock-out vol", [](const auto& m) { return vol_knock_out(m.close, {.barrier = 0.2}).rv; }},
        {"knock-out", [](const auto& m) { return as_numbers(vol_knock_out(m.close, {.barrier = 0.2}).alive); }},
        {"trailing knock-out",
         [](const auto& m) {
             return as_numbers(vol_knock_out(m.close, {.barrier = 0.25, .vol = barrier_vol::trailing}).alive);
         }},
        {"days since expiry", [](const auto& m) { return days_since_expiry(m.day); }},
        {"leveraged product", [](const auto& m) { return leveraged_product(m.close, -0.5, 0.02, 0.01); }},
        {"constant maturity",
         [](const auto& m) {
             std::vector<futures_day> days;
             for (std::size_t t = 0; t < m.vix.size(); ++t) {
                 const double f = m.first_future[t], s = m.second_future[t];
                 days.push_back({f, s, f, s, first_future_weight(static_cast<int>(t % 21), 21)});
             }
             return constant_maturity_index(days);
         }},
    };
}

/// Every quantity that the dashboard reads, and what its tables say.
std::vector<signal> dashboards()
{
    using namespace signals;
    std::vector<signal> all;
    const simulated_market any(30);
    const market_options options{.long_run = {.window = 100}};
    const auto names = market_readings(any.history());
    for (std::size_t i = 0; i < names.size(); ++i)
        all.push_back({"reading: " + std::string(names[i].quantity),
                       [=](const simulated_market& m) { return market_readings(m.history(), options)[i].values; }});
    const auto each = [&](std::string name, std::function<double(const market_page&)> value) {
        all.push_back({std::move(name), [=](const simulated_market& m) {
                           numbers x;
                           for (const auto& page : market_dashboards(m.history(), options)) x.push_back(value(page));
                           return x;
                       }});
    };
    const auto rows = [](const findings& found) {
        double bits = 0;
        for (const auto& f : found.matching) bits += std::ldexp(1, static_cast<int>(f.row));
        for (const auto& f : found.undecided) bits += std::ldexp(1, 20 + static_cast<int>(f.row));
        return bits;
    };
    each("signals", [=](const auto& p) { return rows(p.signals.signals); });
    each("core", [](const auto& p) { return static_cast<double>(p.signals.core); });
    each("regime", [](const auto& p) { return p.regime.usual.yes + 10.0 * static_cast<double>(p.regime.row + 1); });
    each("matrix", [=](const auto& p) { return rows(p.matrix); });
    each("filter", [](const auto& p) { return static_cast<double>(p.short_premium.holds); });
    each("warnings", [=](const auto& p) { return rows(p.warnings); });
    each("anomaly", [](const auto& p) { return static_cast<double>(p.anomaly.verdict); });
    return all;
}

/// Applies f to every series of a market; the days stay, since the calendar is no news.
template <class F>
void each_series(simulated_market& m, const simulated_market& other, F f)
{
    f(m.open, other.open), f(m.high, other.high), f(m.low, other.low), f(m.close, other.close), f(m.vix, other.vix);
    f(m.vvix, other.vvix), f(m.first_future, other.first_future), f(m.second_future, other.second_future);
    f(m.credit_spread, other.credit_spread), f(m.funding_spread, other.funding_spread), f(m.fund_flow, other.fund_flow);
    f(m.kurtosis_premium, other.kurtosis_premium), f(m.dispersion, other.dispersion);
    f(m.implied_correlation, other.implied_correlation), f(m.options, other.options);
}

constexpr std::size_t rows = 560;

/// The same market up to row t and another one afterwards: other prices, prices a million times as high, none, and no
/// row at all.
std::vector<simulated_market> other_futures(const simulated_market& past, std::size_t t)
{
    std::vector<simulated_market> all(4, past);
    const simulated_market other(rows, 77);
    const auto from = [t](auto& x) { return x.begin() + static_cast<std::ptrdiff_t>(t) + 1; };
    each_series(all[0], other, [&](auto& x, const auto& y) { std::copy(from(y), y.end(), from(x)); });
    const auto fill = [&](simulated_market& m, double with) {
        each_series(m, other, [&](auto& x, const auto&) {
            if constexpr (std::is_same_v<decltype(x), numbers&>)
                std::fill(from(x), x.end(), with);
            else
                std::fill(from(x), x.end(), signals::option_day{with, with, with, with, with, with, with, with, with});
        });
    };
    fill(all[1], 1e6);
    fill(all[2], std::numeric_limits<double>::quiet_NaN());
    each_series(all[3], other, [&](auto& x, const auto&) { x.resize(t + 1); });
    all[3].day.resize(t + 1);
    return all;
}

bool same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// First row up to t on which a signal depends on what comes after t; t + 1 if there is none.
std::size_t first_change(const signal& s, const simulated_market& past, const simulated_market& other, std::size_t t)
{
    const numbers a = s.of(past), b = s.of(other);
    for (std::size_t row = 0; row <= t; ++row)
        if (!same_bits(a.at(row), b.at(row))) return row;
    return t + 1;
}

void require_no_look_ahead(const std::vector<signal>& all)
{
    const simulated_market past(rows);
    for (const std::size_t t : {0u, 64u, 257u, 400u, 511u, 558u}) {
        const auto futures = other_futures(past, t);
        for (const signal& s : all)
            for (std::size_t kind = 0; kind < futures.size(); ++kind) {
                INFO(s.name << " as of row " << t << ", future " << kind);
                REQUIRE(first_change(s, past, futures[kind], t) == t + 1);
            }
    }
}

} // namespace

TEST_CASE("no look-ahead: rolling statistics") { require_no_look_ahead(rolling_statistics()); }
TEST_CASE("no look-ahead: realized volatility") { require_no_look_ahead(realized_vols()); }
TEST_CASE("no look-ahead: rolling signals") { require_no_look_ahead(rolling_signals()); }
TEST_CASE("no look-ahead: readings and dashboard") { require_no_look_ahead(dashboards()); }

TEST_CASE("the premium after the fact looks ahead, by its horizon and no further")
{
    const std::size_t horizon = 21, t = 300;
    const simulated_market past(rows);
    const auto premium = [&](const simulated_market& m) {
        return signals::ex_post_vrp(m.vix, realized::rolling(realized::close_to_close, m.close, horizon), horizon);
    };
    const signal value{"value", [&](const simulated_market& m) { return premium(m).value; }};
    const signal known{"known", [&](const simulated_market& m) { // each value on the row on which it is available
                           const auto p = premium(m);
                           numbers x(p.value.size(), 0.0);
                           for (std::size_t i = 0; p.available_at(i) < x.size(); ++i) x[p.available_at(i)] = p.value[i];
                           return x;
                       }};
    for (const auto& other : other_futures(past, t)) {
        REQUIRE(first_change(value, past, other, t) == t - horizon + 1); // and so this test can fail
        REQUIRE(first_change(known, past, other, t) == t + 1);
    }
}
