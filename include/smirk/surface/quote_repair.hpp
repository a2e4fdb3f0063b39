// SPDX-License-Identifier: BSL-1.0
// Static arbitrage in quoted call prices of many expiries, and its removal with the least change of the quotes.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/bounded_simplex.hpp>
#include <smirk/market_span.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// outright            the call of the highest strike of an expiry is not negative
/// vertical            calls fall with the strike, from 1 at strike 0, and no faster than the strike rises
/// butterfly           calls are convex in the strike
/// calendar            a later call of the same strike is not cheaper
/// calendar_vertical   nor is one of a lower strike
/// calendar_butterfly  a call is not above the line between two calls that are its neighbours or later than it
enum class quote_constraint { outright, vertical, butterfly, calendar, calendar_vertical, calendar_butterfly };
inline constexpr std::size_t quote_constraint_kinds = 6;

/// sum of coefficient[i] c[quote[i]] >= bound over the first `terms` quotes, c = C / (D F) the normalised calls
struct price_constraint {
    quote_constraint kind;
    std::size_t terms;
    std::array<std::size_t, 3> quote;
    std::array<double, 3> coefficient;
    double bound;

    /// How far prices are from violating it, as a share of the forward; negative where they do.
    [[nodiscard]] double slack(strided<double> calls) const
    {
        double sum = -bound;
        for (std::size_t i = 0; i < terms; ++i) sum += coefficient[i] * calls[quote[i]];
        return sum;
    }
};

/// count, violated   of each kind, in the order of quote_constraint
/// worst             the least slack, a share of the forward
struct quote_arbitrage_report {
    std::array<std::size_t, quote_constraint_kinds> count{}, violated{};
    double worst = std::numeric_limits<double>::infinity();

    [[nodiscard]] std::size_t constraints() const
    {
        return std::accumulate(count.begin(), count.end(), std::size_t{0});
    }
    [[nodiscard]] std::size_t violations() const
    {
        return std::accumulate(violated.begin(), violated.end(), std::size_t{0});
    }
    [[nodiscard]] bool arbitrage_free() const { return violations() == 0; }
};

/// The constraints under which finitely many calls have a martingale that prices them all. With m = K / F and c =
/// C / (D F) for each quote, m = 0, c = 1 standing before the first strike of every expiry:
///
///     c_n >= 0,   c_{j-1} >= c_j,   c_1 >= 1 - m_1
///     c_j <= the line through l and r at m_j, with l the neighbour below, or any later quote of a strike between the
///            two; r the same above (after the last strike, any later quote beyond)
///     c' >= c_j for every later quote with m_{j-1} < m' <= m_j
///
/// since a later call, at its own forward, is worth no less than the earlier one of its strike. A butterfly is the case
/// of two neighbours.
///
/// years, moneyness  of each quote, m = K / F with the forward of its own expiry, in any order
/// returns  sum of coefficients of each constraint scaled so that the slack is in units of c
/// throws   std::invalid_argument if lengths differ, one is not positive and finite, or two quotes are of one option
/// cost     a pass over all pairs of quotes of different expiries
/// source   Carr and Madan, Finance Research Letters 2(3), 2005, 125-130; Cousot, Journal of Banking and Finance
///          31(11), 2007, 3377-3397; Cohen, Reisinger and Wang, Detecting and repairing arbitrage in traded option
///          prices, Applied Mathematical Finance 27(5), 2020, 345-373
[[nodiscard]] inline std::vector<price_constraint> price_constraints(strided<double> years, strided<double> moneyness)
{
    const std::size_t n = years.size();
    if (moneyness.size() != n)
        throw std::invalid_argument("smirk::surface::price_constraints: " + std::to_string(n) + " times for " +
                                    std::to_string(moneyness.size()) + " strikes");
    for (std::size_t i = 0; i < n; ++i)
        if (!(years[i] > 0) || !std::isfinite(years[i]) || !(moneyness[i] > 0) || !std::isfinite(moneyness[i]))
            throw std::invalid_argument("smirk::surface::price_constraints: expected positive times and strikes, got " +
                                        std::to_string(years[i]) + " and " + std::to_string(moneyness[i]) +
                                        " at quote " + std::to_string(i));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return years[a] != years[b] ? years[a] < years[b] : moneyness[a] < moneyness[b];
    });
    for (std::size_t i = 1; i < n; ++i)
        if (years[order[i]] == years[order[i - 1]] && moneyness[order[i]] == moneyness[order[i - 1]])
            throw std::invalid_argument("smirk::surface::price_constraints: quotes " + std::to_string(order[i - 1]) +
                                        " and " + std::to_string(order[i]) + " are of one option");

    std::vector<price_constraint> all;
    using kind = quote_constraint;
    constexpr std::size_t zero_strike = std::numeric_limits<std::size_t>::max();
    const auto m = [&](std::size_t q) { return q == zero_strike ? 0.0 : moneyness[q]; };
    const auto above = [&](kind k, std::size_t high, std::size_t low) { // c_high >= c_low
        if (high == zero_strike)
            all.push_back({k, 1, {low, 0, 0}, {-1, 0, 0}, -1});
        else
            all.push_back({k, 2, {high, low, 0}, {1, -1, 0}, 0});
    };
    const auto below_line = [&](kind k, std::size_t left, std::size_t middle, std::size_t right) {
        const double share = (m(right) - m(middle)) / (m(right) - m(left)); // of the left end
        if (left == zero_strike)
            all.push_back({k, 2, {middle, right, 0}, {-1, 1 - share, 0}, -share});
        else
            all.push_back({k, 3, {left, middle, right}, {share, -1, 1 - share}, 0});
    };

    std::vector<std::size_t> lefts, rights;
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first; // one past the expiry
        while (last < n && years[order[last]] == years[order[first]]) ++last;
        all.push_back({kind::outright, 1, {order[last - 1], 0, 0}, {1, 0, 0}, 0});
        all.push_back({kind::vertical, 1, {order[first], 0, 0}, {1, 0, 0}, 1 - m(order[first])});
        for (std::size_t j = first; j < last; ++j) {
            const std::size_t star = order[j], before = j == first ? zero_strike : order[j - 1];
            const double low = m(before), at = m(star),
                         high = j + 1 < last ? m(order[j + 1]) : std::numeric_limits<double>::infinity();
            above(kind::vertical, before, star);
            if (j + 1 < last) below_line(kind::butterfly, before, star, order[j + 1]);
            lefts.clear(), rights.clear();
            for (std::size_t i = last; i < n; ++i) {
                const std::size_t later = order[i];
                const double x = m(later);
                if (x > low && x < at) lefts.push_back(later), above(kind::calendar_vertical, later, star);
                if (x == at) above(kind::calendar, later, star);
                if (x > at && x < high) rights.push_back(later);
            }
            if (j + 1 < last)
                for (std::size_t l : lefts) below_line(kind::calendar_butterfly, l, star, order[j + 1]);
            for (std::size_t r : rights) {
                below_line(kind::calendar_butterfly, before, star, r);
                for (std::size_t l : lefts) below_line(kind::calendar_butterfly, l, star, r);
            }
        }
        first = last;
    }
    return all;
}

/// How many of the constraints prices violate, by more than the tolerance.
///
/// calls  normalised, C / (D F), in the order of the quotes the constraints were made for
[[nodiscard]] inline quote_arbitrage_report quote_arbitrage(const std::vector<price_constraint>& constraints,
                                                            strided<double> calls, double tolerance = 0)
{
    quote_arbitrage_report report;
    for (const price_constraint& c : constraints) {
        const double slack = c.slack(calls);
        const auto kind = static_cast<std::size_t>(c.kind);
        ++report.count[kind];
        if (!(slack >= -tolerance)) ++report.violated[kind];
        report.worst = std::fmin(report.worst, slack);
    }
    return report;
}

/// The same from the quotes.
///
/// years, moneyness, calls   of each quote: T, K / F, C / (D F)
/// throws  as price_constraints(), or if there are not as many calls
[[nodiscard]] inline quote_arbitrage_report quote_arbitrage(strided<double> years, strided<double> moneyness,
                                                            strided<double> calls, double tolerance = 0)
{
    if (calls.size() != years.size())
        throw std::invalid_argument("smirk::surface::quote_arbitrage: " + std::to_string(calls.size()) +
                                    " prices for " + std::to_string(years.size()) + " quotes");
    return quote_arbitrage(price_constraints(years, moneyness), calls, tolerance);
}

/// bid, ask  normalised like the calls, with bid <= call <= ask; both or none. With them a change within the spread is
///           nearly free, and one beyond it costs what it costs without
struct quote_repair_options {
    strided<double> bid = {}, ask = {};
    int max_iterations = 100000;
};

/// optimal         the calls are free of static arbitrage, and no other such calls are nearer
/// max_iterations  the budget is used up; the calls still have arbitrage
enum class repair_status { optimal, max_iterations };

/// calls    after the repair, normalised
/// change   sum of the absolute changes
/// changed  number of quotes that are not what they were, to 1e-10 of the forward
/// before, after   what was violated; after is counted beyond 1e-12 of the forward
struct quote_repair {
    std::vector<double> calls;
    repair_status status;
    double change;
    std::size_t changed;
    quote_arbitrage_report before, after;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return status == repair_status::optimal; }
};

/// Removes static arbitrage with the least change:
///
///     min sum_i f_i(e_i)   subject to   A (c + e) >= b
///
/// with f_i(e) = |e|, or with bid and ask the convex function of slopes -1, -d / (c - bid), d / (ask - c), 1 that break
/// at bid, call and ask; d = min(1 / n, all c - bid > 0 and
/// ask - c > 0). Solved in the dual, whose columns are the constraints: the
/// violated ones enter one after the other, and the rest of some thousands are only looked at.
///
/// years, moneyness, calls   of each quote: T, K / F, C / (D F), in any order
/// throws   as quote_arbitrage(); or if a call is not finite, or bid <= call <= ask does not hold
/// cost     0.6 ms for 117 quotes and 3830 constraints
/// source   Cohen, Reisinger and Wang 2020
[[nodiscard]] inline quote_repair repair_quotes(strided<double> years, strided<double> moneyness, strided<double> calls,
                                                const quote_repair_options& options = {})
{
    const std::size_t n = calls.size();
    const bool spreads = !options.bid.empty() || !options.ask.empty();
    if (n != years.size() || (spreads && (options.bid.size() != n || options.ask.size() != n)))
        throw std::invalid_argument(
            "smirk::surface::repair_quotes: expected as many prices, bids and asks as quotes, got " +
            std::to_string(n) + ", " + std::to_string(options.bid.size()) + " and " +
            std::to_string(options.ask.size()) + " for " + std::to_string(years.size()));
    double cheap = 1 / static_cast<double>(std::max<std::size_t>(n, 1));
    for (std::size_t i = 0; i < n; ++i) {
        if (!std::isfinite(calls[i]) || (spreads && (!(options.bid[i] <= calls[i]) || !(calls[i] <= options.ask[i]) ||
                                                     !std::isfinite(options.bid[i]) || !std::isfinite(options.ask[i]))))
            throw std::invalid_argument(
                "smirk::surface::repair_quotes: expected a finite price between bid and ask, got " +
                std::to_string(calls[i]) + " at quote " + std::to_string(i));
        if (!spreads) continue;
        for (double room : {calls[i] - options.bid[i], options.ask[i] - calls[i]})
            if (room > 0) cheap = std::min(cheap, room);
    }
    const auto constraints = price_constraints(years, moneyness);
    quote_repair repair{
        {calls.begin(), calls.end()}, repair_status::optimal, 0, 0, quote_arbitrage(constraints, calls), {}, 0};
    if (repair.before.arbitrage_free()) {
        repair.after = repair.before;
        return repair;
    }
    // max sum y (b - A c) - sum f*(s), A'y = s, y >= 0: f* is 0 between the inner slopes and linear to the outer ones
    smirk::detail::bounded_simplex programme(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double down = spreads ? calls[i] - options.bid[i] : 0, up = spreads ? options.ask[i] - calls[i] : 0;
        const double inner_down = down > 0 ? cheap / down : 1, inner_up = up > 0 ? cheap / up : 1;
        programme.add_basic(i, -1, -inner_down, inner_up);
        if (!spreads) continue;
        const smirk::detail::sparse_entry rising{i, -1}, falling{i, 1};
        programme.add(-up, 1 - inner_up, &rising, &rising + 1);
        programme.add(-down, 1 - inner_down, &falling, &falling + 1);
    }
    for (const price_constraint& c : constraints) {
        std::array<smirk::detail::sparse_entry, 3> entries{};
        for (std::size_t i = 0; i < c.terms; ++i) entries[i] = {c.quote[i], c.coefficient[i]};
        programme.add(-c.slack(calls), std::numeric_limits<double>::infinity(), entries.data(),
                      entries.data() + c.terms);
    }
    // the constraints always have a solution (all calls at max(0, 1 - m)), so the dual is bounded
    constexpr double tolerance = 1e-14, seen = 1e-10, counted = 1e-12;
    const auto end = programme.solve(tolerance, options.max_iterations, repair.iterations);
    const auto& e = programme.multipliers();
    for (std::size_t i = 0; i < n; ++i) {
        repair.calls[i] += e[i];
        repair.change += std::fabs(e[i]);
        if (std::fabs(e[i]) > seen) ++repair.changed;
    }
    repair.after = quote_arbitrage(constraints, repair.calls, counted);
    const bool solved = end == smirk::detail::programme_end::optimal && repair.after.arbitrage_free();
    repair.status = solved ? repair_status::optimal : repair_status::max_iterations;
    return repair;
}

} // namespace smirk::inline SMIRK_ABI::surface
