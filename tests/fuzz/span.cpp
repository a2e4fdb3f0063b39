// SPDX-License-Identifier: BSL-1.0
// Columns, records, strides, slices and windows against plain indexing; the pivot of options and the chain it makes.
#include "input.hpp"

#include <smirk/smile.hpp>
#include <smirk/statistics/rolling_percentile.hpp>
#include <smirk/statistics/rolling_rank.hpp>

#include <algorithm>

namespace {

namespace col = smirk::col;
using fuzz::refuses, fuzz::require, fuzz::same;

void views(fuzz::input& in)
{
    const std::size_t n = in.below(40), m = in.below(8) ? n : in.below(40), step = 1 + in.below(4);
    const std::vector<double> high = in.numbers(n, 1, 2), low = in.numbers(m, 0, 1);
    require(refuses([&] { (void)smirk::columns(col::high(high), col::low(low)); }) == (n != m));
    struct bar {
        double low, close, high;
    };
    std::vector<bar> rows;
    for (std::size_t i = 0; i < std::min(n, m); ++i) rows.push_back({low[i], 0, high[i]});
    const auto bars = smirk::records(rows, col::high(&bar::high), col::low(&bar::low));
    require(bars.size() == rows.size() && bars.empty() == rows.empty());
    const std::size_t first = in.below(48), length = in.below(48);
    const bool inside = first <= rows.size() && length <= rows.size() - first;
    require(refuses([&] {
                const auto part = bars.slice(first, length);
                for (std::size_t i = 0; i < length; ++i)
                    require(same(part[col::high][i], high[first + i]) && same(part[col::low][i], low[first + i]));
            }) == !inside);
    require(refuses([&] { (void)bars.slice(first, std::numeric_limits<std::size_t>::max() - in.below(3)); }));

    const smirk::strided<double> every(high.data(), n / step, static_cast<std::ptrdiff_t>(step));
    std::size_t i = 0;
    for (const double x : every) require(same(x, high[step * i++]));
    require(i == every.size());
    if (n > 0) { // backwards
        const smirk::strided<double> back(&high.back(), n, -1);
        i = n;
        for (const double x : back) require(same(x, high[--i]));
        require(i == 0 && same(back.front(), high.back()) && same(back.back(), high.front()));
    }
    std::size_t count = 0;
    require(refuses([&] {
                for (const auto& window : smirk::windows(bars, length)) {
                    require(window.size() == length && same(window[col::low][0], rows[count].low));
                    ++count;
                }
            }) == (length == 0));
    require(count == (length == 0 || length > rows.size() ? 0 : rows.size() - length + 1));
}

void rolling(fuzz::input& in)
{
    namespace statistics = smirk::statistics;
    const std::size_t n = in.below(60), window = in.below(20), valid = in.below(20);
    std::vector<double> x(n);
    for (double& v : x) v = in.number(std::floor(in.between(0, 9)));
    const auto end = in.flag() ? statistics::window_end::today : statistics::window_end::yesterday;
    const bool clamp = in.flag();
    const auto ties = static_cast<statistics::ties>(in.below(3));
    const bool refused = window == 0 || valid == 0;
    require(refused == refuses([&] {
                const auto rank = statistics::rolling_rank(x, window, {end, clamp, valid});
                const auto share = statistics::rolling_percentile(x, window, {end, ties, valid});
                for (std::size_t t = 0; t < n; ++t) {
                    const std::size_t last = end == statistics::window_end::today ? t + 1 : t;
                    double low = std::numeric_limits<double>::infinity(), high = -low;
                    double below = 0, count = 0;
                    const bool full = last >= window;
                    for (std::size_t i = full ? last - window : last; i < last; ++i) {
                        if (std::isnan(x[i])) continue;
                        low = std::fmin(low, x[i]), high = std::fmax(high, x[i]);
                        below += x[i] < x[t]    ? 1
                                 : x[i] == x[t] ? 0.5 * static_cast<double>(ties == statistics::ties::half    ? 1
                                                                            : ties == statistics::ties::below ? 0
                                                                                                              : 2)
                                                : 0;
                        ++count;
                    }
                    const bool known =
                        full && count >= static_cast<double>(std::min(valid, window)) && !std::isnan(x[t]);
                    const double naive = known ? 100 * below / count : std::nan("");
                    require(known ? std::fabs(share[t] - naive) < 1e-9 : std::isnan(share[t]));
                    const double place = known ? statistics::rank_between(x[t], low, high) : std::nan("");
                    const double expected = clamp ? (place < 0 ? 0 : place > 100 ? 100 : place) : place;
                    require(same(rank[t], expected));
                }
            }));
}

void pivoted(fuzz::input& in)
{
    const std::size_t n = in.below(50);
    std::vector<double> strike, years, bid, ask, rate;
    std::vector<smirk::option_type> type;
    for (std::size_t i = 0; i < n; ++i) {
        strike.push_back(in.number(std::floor(in.between(1, 12))));
        years.push_back(in.number(std::floor(in.between(1, 4)) / 10));
        bid.push_back(in.number(in.between(0, 5)));
        ask.push_back(in.number(bid.back() + in.between(0, 1)));
        rate.push_back(in.number(0.01));
        type.push_back(in.flag() ? smirk::option_type::call : smirk::option_type::put);
    }
    const auto result = smirk::pivot(smirk::columns(col::strike(strike), col::type(type), col::years(years),
                                                    col::bid(bid), col::ask(ask), col::rate(rate)));
    std::vector<bool> rejected(n, false);
    for (const auto& r : result.rejected) {
        require(r.row < n && !rejected[r.row]);
        rejected[r.row] = true;
    }
    std::vector<bool> found(n, false);
    double before = 0;
    for (const auto& slice : result.chain) {
        require(slice.years > before && !slice.quotes.empty());
        before = slice.years;
        smirk::require_ascending_strikes("smirk::fuzz", slice.quotes[col::strike]);
        for (std::size_t j = 0; j < slice.quotes.size(); ++j)
            for (std::size_t i = 0; i < n; ++i) {
                if (rejected[i] || years[i] != slice.years || strike[i] != slice.quotes[col::strike][j]) continue;
                const bool call = type[i] == smirk::option_type::call;
                require(!found[i]);
                found[i] = true;
                require(same(bid[i], call ? slice.quotes[col::call_bid][j] : slice.quotes[col::put_bid][j]));
                require(same(ask[i], call ? slice.quotes[col::call_ask][j] : slice.quotes[col::put_ask][j]));
            }
    }
    for (std::size_t i = 0; i < n; ++i) require(found[i] != rejected[i]);
}

void smile(fuzz::input& in)
{
    const std::size_t n = in.below(12);
    std::vector<double> k = in.numbers(n, -1, 1), w = in.numbers(n, 0, 1);
    if (in.flag()) std::sort(k.begin(), k.end(), [](double a, double b) { return a < b || (a == a && b != b); });
    const double at = in.number(in.between(-1.2, 1.2));
    refuses([&] {
        const smirk::quoted_smile smile(k, w);
        const double here = smile.total_variance(at);
        if (!(at >= k.front() && at <= k.back())) require(std::isnan(here));
        for (std::size_t i = 0; i < n; ++i) require(same(smile.total_variance(k[i]), w[i]));
    });
}

} // namespace

SMIRK_FUZZ_TARGET(span)
{
    fuzz::input in(data, size);
    switch (in.byte() % 4) {
    case 0:
        views(in);
        break;
    case 1:
        rolling(in);
        break;
    case 2:
        pivoted(in);
        break;
    default:
        smile(in);
    }
    return 0;
}
