// SPDX-License-Identifier: BSL-1.0
// From files to the volatility report. The library computes; what is here chooses, dates and names.
#pragma once
#include "report.hpp"
#include "text.hpp"

#include <smirk/black/parity.hpp>
#include <smirk/garch.hpp>
#include <smirk/realized.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/meilijson.hpp>
#include <smirk/replication.hpp>
#include <smirk/signals.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

namespace black = smirk::black;
namespace col = smirk::col;
namespace garch = smirk::garch;
namespace realized = smirk::realized;

struct report_inputs {
    std::optional<price_file> prices = {};
    std::optional<option_file> options = {};
    std::optional<price_file> iv_history = {};
};

namespace detail {

/// Leaves the rows after a day aside: what follows the quotes must not enter a report of them.
inline void cut_after(price_file& p, date last, std::vector<std::string>& remarks)
{
    const auto n = static_cast<std::size_t>(std::upper_bound(p.day.begin(), p.day.end(), last) - p.day.begin());
    if (n == p.size()) return;
    remarks.push_back(p.path + ": " + std::to_string(p.size() - n) + " days after the quotes (" + iso(last) +
                      ") left aside");
    p.day.resize(n);
    for (auto* v : {&p.open, &p.high, &p.low, &p.close}) v->resize(n);
}

/// 252 for exchange days, 365 where weekends are traded; NaN where the rows are not daily.
inline double days_per_year(const std::vector<date>& day)
{
    using namespace std::chrono;
    std::vector<long> steps;
    std::size_t weekends = 0;
    for (std::size_t i = 0; i < day.size(); ++i) {
        weekends += weekday{day[i]} == Saturday || weekday{day[i]} == Sunday;
        if (i > 0) steps.push_back((day[i] - day[i - 1]).count());
    }
    if (steps.empty()) return 252;
    std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
    if (steps[steps.size() / 2] != 1) return not_known;
    return 10 * weekends > day.size() ? 365 : 252;
}

inline void add_realized(volatility_report& r)
{
    const price_file& p = *r.prices;
    if (p.size() < 3)
        return r.miss("realized volatility", "the price history has " + std::to_string(p.size()) + " days");
    const auto bars = smirk::columns(col::open(p.open), col::high(p.high), col::low(p.low), col::close(p.close));
    realized_part part;
    const auto add = [&](const char* name, const auto& estimator, bool charted) {
        realized_series s{name, {}, {}, charted};
        for (const std::size_t n : part.windows)
            s.today.push_back(realized::rolling(estimator, bars, n, {.periods_per_year = r.days_per_year}).back());
        s.history = realized::rolling(estimator, bars, part.charted_window, {.periods_per_year = r.days_per_year});
        part.estimators.push_back(std::move(s));
    };
    add("close to close", realized::close_to_close, true);
    if (p.has_ranges) {
        add("Parkinson", realized::parkinson, true);
        add("Garman-Klass", realized::garman_klass, false);
        add("Garman-Klass, min. variance", realized::garman_klass_minimum_variance, false);
        add("Rogers-Satchell", realized::rogers_satchell, false);
        add("Meilijson", realized::meilijson, false);
        add("Garman-Klass-Yang-Zhang", realized::garman_klass_yang_zhang, false);
        add("Yang-Zhang", realized::yang_zhang, true);
    } else
        r.miss("range estimators", "the price file has no open, high and low");
    r.realized = std::move(part);
}

inline void add_garch(volatility_report& r)
{
    constexpr std::size_t least = 250, ahead = 252;
    const auto& close = r.prices->close;
    std::vector<double> returns; // the last unbroken run
    std::size_t first = close.size();
    while (first > 1 && close[first - 1] > 0 && close[first - 2] > 0) --first;
    for (std::size_t i = first; i < close.size(); ++i) returns.push_back(std::log(close[i] / close[i - 1]));
    if (returns.size() < least)
        return r.miss("GARCH", std::to_string(returns.size()) + " returns without a break; " + std::to_string(least) +
                                   " are needed");
    const auto fit = garch::fit<garch::garch11>(returns);
    if (!fit) return r.miss("GARCH", std::string("the fit ended as ") + to_string(fit.status));

    garch_part g{};
    const auto& p = fit.parameters;
    g.mu = p.mu, g.omega = p.omega, g.alpha = p.alpha, g.beta = p.beta;
    const auto se = fit.standard_errors(garch::covariance::robust);
    g.se_alpha = se.alpha, g.se_beta = se.beta;
    g.persistence = fit.persistence();
    g.half_life_days = fit.half_life();
    g.log_likelihood = fit.log_likelihood;
    g.status = to_string(fit.status);
    const auto annual = [&](double variance) { return std::sqrt(r.days_per_year * variance); };
    g.long_run_vol = annual(fit.long_run_variance());
    const auto forecast = fit.forecast(ahead);
    const auto over = [&](std::size_t n) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += forecast[i];
        return annual(sum / static_cast<double>(n));
    };
    g.next_day_vol = over(1), g.vol_21_days = over(21), g.vol_63_days = over(63);
    g.first_day = first;
    for (const double v : fit.conditional_variance) g.vol.push_back(annual(v));
    for (const double v : forecast) g.forecast.push_back(annual(v));
    r.garch = std::move(g);
}

inline void add_index(volatility_report& r)
{
    const option_file& f = *r.options;
    std::vector<replication::listed_expiry> listed;
    for (const auto& l : f.listings)
        listed.push_back({std::chrono::local_days{l.expiry.time_since_epoch()},
                          l.at_open ? replication::settlement::am : replication::settlement::pm});
    const replication::exchange_time now{f.quoted.time_since_epoch()};
    const auto at = [&](const replication::index_family& family, double minutes) -> std::optional<index_part> {
        const auto terms = replication::choose_expiries(listed, now, family);
        if (!terms) return {};
        const std::size_t near = terms.near.index, next = terms.next.index;
        return index_part{replication::cboe_index(f.chain[near], f.chain[next], {.target_minutes = minutes}),
                          f.listings[near], f.listings[next]};
    };
    r.index = at(replication::vix_family, replication::vix_minutes);
    if (!r.index)
        return r.miss("30-day index",
                      "it takes two expiries of the weekly or monthly cycle; the chain does not have them");
    if (!r.index->result)
        r.miss("30-day index", std::string(to_string(r.index->result.status)) + ": near " +
                                   to_string(r.index->result.near.status) + ", next " +
                                   to_string(r.index->result.next.status));
    if (const auto short_term = at(replication::vix9d_family, replication::vix9d_minutes))
        r.index->vix9d = short_term->result.index;
    if (const auto quarter = at(replication::vix3m_family, replication::vix3m_minutes))
        r.index->vix3m = quarter->result.index;
}

inline const char* to_words(surface::quote_fault fault)
{
    using enum surface::quote_fault;
    switch (fault) {
    case missing:
        return "not quoted";
    case zero_bid:
        return "zero bid";
    case crossed:
        return "crossed";
    case cabinet:
        return "bid at the least price";
    case wide:
        return "spread wider than the price";
    case no_vol:
        return "no implied vol";
    case cliff:
        return "far from both neighbours";
    }
    return "unknown";
}
inline const char* to_words(black::parity_status status)
{
    using enum black::parity_status;
    switch (status) {
    case ok:
        return "ok";
    case too_few_pairs:
        return "too few strikes with call and put quoted";
    case bad_discount:
        return "the quotes imply a discount that makes no sense";
    case bad_forward:
        return "the quotes imply a forward that makes no sense";
    }
    return "unknown";
}

inline expiry_part smile_of(const smirk::chain_slice<smirk::wide_quotes>& slice, const listing& name,
                            const surface::svi* before, surface::vol_quotes& all)
{
    expiry_part e;
    e.name = name;
    e.years = slice.years;
    const auto q = surface::smile_quotes(slice);
    e.pairs = q.parity.pairs, e.outliers = q.parity.outliers;
    if (!q.parity) {
        e.missing = std::string("no forward: ") + to_words(q.parity.status);
        return e;
    }
    e.forward = q.parity.forward, e.discount = q.parity.discount, e.rate = q.parity.rate;
    e.rate_error = q.parity.discount_error / q.parity.discount / e.years;
    for (std::size_t i = 0; i < q.size(); ++i) e.points.push_back({q.strike[i], q.k[i], q.bid[i], q.mid[i], q.ask[i]});
    for (const auto& d : q.dropped) {
        const auto same = std::find_if(e.dropped.begin(), e.dropped.end(),
                                       [&](const auto& x) { return x.first == to_words(d.fault); });
        if (same == e.dropped.end())
            e.dropped.emplace_back(to_words(d.fault), 1);
        else
            ++same->second;
    }
    if (!q) {
        e.missing = "no fit: " + std::to_string(q.size()) + " usable quotes";
        return e;
    }
    all.add(q);
    const auto fit = surface::fit_svi(q.k, q.total_variance(), {.weight = q.weight, .years = q.years});
    if (!fit) {
        e.missing = std::string("no fit: ") + to_string(fit.status);
        return e;
    }
    e.smile = fit.smile;
    e.rmse = fit.rmse, e.constrained = fit.constrained;
    const auto butterfly = surface::butterfly_arbitrage(fit.smile);
    e.min_g = butterfly.min_g, e.butterfly_free = butterfly.arbitrage_free();
    if (before) {
        e.crossings = surface::calendar_arbitrage(*before, fit.smile).violations;
        for (const auto& c : e.crossings) e.crosses_in_quotes |= c.low < q.k.back() && c.high > q.k.front();
    }
    const auto quoted = [&](double k) { return k >= q.k.front() && k <= q.k.back(); }; // nothing is extrapolated
    const auto wings = signals::wings(fit.smile, 0.25, e.years);
    if (quoted(0)) e.atm = wings.at_the_money;
    if (quoted(wings.put_log_moneyness)) e.put25 = wings.put;
    if (quoted(wings.call_log_moneyness)) e.call25 = wings.call;
    e.rr25 = signals::risk_reversal(e.put25, e.call25);
    e.bf25 = signals::butterfly(e.put25, e.call25, e.atm);
    return e;
}

inline void add_expiries(volatility_report& r)
{
    const option_file& f = *r.options;
    const surface::svi* before = nullptr;
    surface::vol_quotes all;
    r.expiries.reserve(f.listings.size());
    for (std::size_t i = 0; i < f.listings.size(); ++i) {
        r.expiries.push_back(smile_of(f.chain[i], f.listings[i], before, all));
        if (r.expiries.back().smile)
            before = &*r.expiries.back().smile;
        else
            r.miss("smile of " + f.listings[i].root + " " + iso(f.listings[i].expiry), r.expiries.back().missing);
    }
    if (all.size() < 2) return;
    const auto whole = surface::fit(all);
    r.surface = surface_part{to_string(whole.status), whole.rmse, whole.max_error, whole.surface.size(),
                             !whole.surface.empty() && surface::arbitrage(whole.surface).arbitrage_free()};
}

/// A forward of the next days that is far from the spot: quotes and spot, or quotes and their time, do not belong
/// together.
inline void compare_spot(volatility_report& r)
{
    const auto e =
        std::find_if(r.expiries.begin(), r.expiries.end(), [](const expiry_part& x) { return x.forward > 0; });
    if (e == r.expiries.end() || !(r.spot > 0) || e->years > 14 / 365.0) return;
    if (const double off = e->forward / r.spot - 1; std::fabs(off) > 0.006)
        r.remarks.push_back("the forward of " + e->name.root + " " + iso(e->name.expiry) + " is " +
                            text("%+.1f %%", 100 * off) +
                            " from the spot: the quotes may be of another moment (--quote-time sets it)");
}

/// Implied vol, today's and its history: the history file in decimals, and the index of the chain for its own day.
inline void add_implied(volatility_report& r)
{
    signal_part& s = r.signal;
    if (r.iv_file) {
        for (std::size_t i = 0; i < r.iv_file->size(); ++i)
            if (const double v = r.iv_file->close[i]; v > 0)
                s.iv_day.push_back(r.iv_file->day[i]), s.iv_history.push_back(v);
        const auto in_points =
            std::count_if(s.iv_history.begin(), s.iv_history.end(), [](double v) { return v > 1.5; });
        if (2 * static_cast<std::size_t>(in_points) > s.iv_history.size()) // most days above 150 %: these are points
            for (double& v : s.iv_history) v /= 100;
    }
    if (r.index && r.index->result) {
        const date today = std::chrono::floor<std::chrono::days>(*r.quoted);
        s.iv = r.index->result.index / 100;
        s.iv_is = "30-day index of " + iso(today);
        if (!s.iv_day.empty() && s.iv_day.back() < today) s.iv_day.push_back(today), s.iv_history.push_back(s.iv);
    } else if (!s.iv_day.empty()) {
        s.iv = s.iv_history.back();
        s.iv_is = "the history file, " + iso(s.iv_day.back());
    }
}

/// Whether two days belong together: a weekend and a holiday may lie between them.
inline bool close_in_time(date a, date b) { return std::chrono::abs(a - b) <= std::chrono::days(5); }

inline void add_rank(volatility_report& r)
{
    constexpr std::size_t year = 252, least = 60;
    signal_part& s = r.signal;
    const std::size_t n = s.iv_history.size();
    if (!r.iv_file) return r.miss("IV rank and percentile", "no history of implied vol was given (--iv-history)");
    if (n < least)
        return r.miss("IV rank and percentile",
                      "the history has " + std::to_string(n) + " days; " + std::to_string(least) + " are needed");
    if (!close_in_time(s.iv_day[n - 1], s.iv_day[n - 2]))
        return r.miss("IV rank and percentile",
                      "the history ends on " + iso(s.iv_day[n - 2]) + ", too long before the quotes");
    s.iv_days = std::min(n, year);
    const smirk::strided<double> all(s.iv_history);
    s.iv_rank = signals::iv_rank(all.slice(n - s.iv_days, s.iv_days));
    s.iv_percentile = signals::iv_percentile(n > year ? all.slice(n - year - 1, year + 1) : all);
    if (n < year) r.remarks.push_back("IV rank and percentile are over " + std::to_string(n) + " days, not a year");
}

/// Correlation of the changes of spot and of implied vol, over the days that both histories have.
inline double spot_vol_correlation(const volatility_report& r)
{
    constexpr std::size_t quarter = 63;
    std::vector<double> spot, vol;
    const auto& day = r.prices->day;
    for (std::size_t i = 0; i < r.signal.iv_day.size(); ++i)
        if (const auto at = std::lower_bound(day.begin(), day.end(), r.signal.iv_day[i]);
            at != day.end() && *at == r.signal.iv_day[i]) {
            spot.push_back(r.prices->close[static_cast<std::size_t>(at - day.begin())]);
            vol.push_back(r.signal.iv_history[i]);
        }
    return spot.size() > quarter ? signals::spot_vol_correlation(spot, vol, quarter).back() : not_known;
}

inline void add_signals(volatility_report& r)
{
    using namespace signals::quantity;
    signal_part& s = r.signal;
    add_implied(r);
    if (!(s.iv > 0))
        return r.miss("implied against realized, regime",
                      "no implied vol: neither an index from options nor a history");
    add_rank(r);

    const date today = r.quoted ? date(std::chrono::floor<std::chrono::days>(*r.quoted)) : s.iv_day.back();
    const auto know = [&](std::string_view what, double value) {
        if (std::isfinite(value)) s.readings.push_back({what, value});
    };
    know(vix, 100 * s.iv);
    know(iv_rank, s.iv_rank);
    know(iv_percentile, s.iv_percentile);
    const std::size_t n = s.iv_history.size();
    if (n > 1 && close_in_time(s.iv_day[n - 1], s.iv_day[n - 2]) && close_in_time(s.iv_day[n - 1], today)) {
        know(vix_change, 100 * (s.iv_history[n - 1] - s.iv_history[n - 2]));
        know(iv_change, s.iv_history[n - 1] - s.iv_history[n - 2]);
        if (n > s.iv_days && s.iv_days > 1) {
            const auto rank = signals::rolling_iv_rank(s.iv_history, s.iv_days);
            know(iv_rank_change, rank[n - 1] - rank[n - 2]);
        }
    }
    if (r.realized) {
        const realized_series& best = r.realized->estimators.back(); // Yang-Zhang, or what there is
        const auto of = [&](std::size_t window) {
            for (std::size_t i = 0; i < r.realized->windows.size(); ++i)
                if (r.realized->windows[i] == window) return best.today[i];
            return not_known;
        };
        if (!close_in_time(r.prices->day.back(), today))
            r.miss("IV / RV", "prices end on " + iso(r.prices->day.back()) + ", implied vol is of " + iso(today));
        else if (!(of(21) > 0))
            r.miss("IV / RV", "no realized vol over the last 21 days");
        else {
            s.rv = of(21);
            s.rv_is = best.estimator + ", 21 days to " + iso(r.prices->day.back());
            s.nvrp = signals::nvrp(s.iv, s.rv), s.vrp = signals::vrp(s.iv, s.rv);
            know(nvrp, s.nvrp);
            know(rv_ratio, of(5) / of(21));
            know(signals::quantity::spot_vol_correlation, spot_vol_correlation(r));
            const auto& close = r.prices->close;
            if (n > 0 && r.prices->day.back() == s.iv_day.back()) // so that both changes are of one day
                know(spot_return, std::log(close[close.size() - 1] / close[close.size() - 2]));
        }
    } else
        r.miss("IV / RV", "no realized volatility");
    if (r.index) know(contango, signals::contango(r.index->result.index, r.index->vix3m));
    const expiry_part* month = nullptr;
    for (const auto& e : r.expiries)
        if (std::isfinite(e.rr25) && (!month || std::fabs(e.years - 30 / 365.0) < std::fabs(month->years - 30 / 365.0)))
            month = &e;
    if (month) {
        know(risk_reversal, month->rr25);
        know(put_skew, month->put25 - month->atm);
    }
    know(days_since_expiry, signals::distance_to_expiry(today).since);
    s.expected_move_week = signals::expected_move_trading_days(r.spot, s.iv, 5);
    s.level_band = signals::band_of(signals::vix_regimes(), 100 * s.iv).name;
    s.regimes = signals::evaluate(signals::decision_matrix(), s.readings);
    s.dashboard = signals::read_dashboard(s.readings);
}

} // namespace detail

/// Computes the report. Each input is optional: without it, the parts it feeds are gaps.
[[nodiscard]] inline volatility_report make_report(report_inputs in)
{
    volatility_report r;
    r.prices = std::move(in.prices);
    r.options = std::move(in.options);
    r.iv_file = std::move(in.iv_history);
    if (r.options) {
        r.name = r.options->underlying;
        r.quoted = r.options->quoted;
        r.spot = r.options->spot;
        const date day = std::chrono::floor<std::chrono::days>(*r.quoted);
        if (r.prices) detail::cut_after(*r.prices, day, r.remarks);
        if (r.iv_file) detail::cut_after(*r.iv_file, day, r.remarks);
        if (!(r.spot > 0)) r.miss("spot", "the option file does not give it");
    }
    for (const auto* p : {&r.prices, &r.iv_file})
        if (*p) r.remarks.insert(r.remarks.end(), (*p)->remarks.begin(), (*p)->remarks.end());
    if (r.options) r.remarks.insert(r.remarks.end(), r.options->remarks.begin(), r.options->remarks.end());

    if (!r.prices || r.prices->day.empty()) {
        r.miss("realized volatility and GARCH",
               r.prices ? "no prices on or before the day of the quotes" : "no prices were given (--prices)");
    } else if (r.days_per_year = detail::days_per_year(r.prices->day); !(r.days_per_year > 0)) {
        r.miss("realized volatility and GARCH", "the rows of the price file are not daily");
    } else {
        detail::add_realized(r);
        detail::add_garch(r);
    }
    if (r.options) {
        detail::add_index(r);
        detail::add_expiries(r);
        detail::compare_spot(r);
    } else
        r.miss("30-day index, smiles, term structure and skew", "no option quotes were given (--options)");
    detail::add_signals(r);
    return r;
}

} // namespace examples
