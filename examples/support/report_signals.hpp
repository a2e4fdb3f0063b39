// SPDX-License-Identifier: BSL-1.0
// What the report makes of prices and options together: implied against realized, the regime; and of two chains: what
// changed between them.
#pragma once
#include "index_change.hpp"
#include "report.hpp"
#include "text.hpp"

#include <smirk/replication/attribution_verdict.hpp>
#include <smirk/signals/calendar.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>
#include <smirk/signals/market_dashboard.hpp>
#include <smirk/signals/option_day.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/spot_vol_tables.hpp>
#include <smirk/signals/term_structure.hpp>
#include <smirk/signals/vix_gap.hpp>
#include <smirk/signals/vrp.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

namespace detail {

/// What moved the index since the earlier chain.
inline void add_change(volatility_report& r)
{
    change_part c;
    c.path = r.earlier->path, c.before = r.earlier->quoted, c.spot_before = r.earlier->spot;
    try {
        const auto change = attribute(*r.earlier, *r.options);
        if (!change.lines) return r.miss("what changed", "an index or a smile cannot be formed at both moments");
        c.lines = change.lines, c.with_roll = change.with_roll;
    } catch (const std::runtime_error& e) {
        return r.miss("what changed", e.what());
    }
    c.verdict = replication::verdict(c.lines, "30-day index");
    for (const auto& reading : readings_of_change(*r.earlier, *r.options, c.lines.change))
        if (std::isfinite(reading.value)) c.readings.push_back(reading);
    c.anomaly = signals::classify_spot_up_vol_up(c.readings);
    c.table = signals::evaluate(signals::spot_vol_skew_table(), c.readings);
    c.causes = signals::evaluate(signals::spot_up_vol_up_causes(), c.readings);
    r.change = std::move(c);
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
    know(iv, s.iv);
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
    const auto evening =
        r.options && r.spot > 0 ? signals::read_options(r.options->chain, r.spot) : signals::option_day{};
    know(dealer_gamma, evening.dealer_gamma);
    know(pin_share, evening.pin_share);
    know(vix_gap, signals::vix_gap(100 * s.iv, evening.at_the_money));
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
            know(rv, s.rv);
            know(signals::quantity::vrp, s.vrp);
            know(nvrp, s.nvrp);
            know(rv_ratio, of(5) / of(21));
            know(straddle_ratio, signals::straddle_ratio(evening.straddle, 1, of(5), evening.straddle_days));
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
    if (r.change && signals::trading_days_between(std::chrono::floor<std::chrono::days>(r.change->before), today) == 1)
        for (const auto& known : r.change->readings)
            if (known.quantity == put_skew_change || known.quantity == call_skew_change) s.readings.push_back(known);
    s.page = signals::make_page(0, s.readings);
}

} // namespace detail

} // namespace examples
