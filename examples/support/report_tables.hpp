// SPDX-License-Identifier: BSL-1.0
// The tables of the volatility report, as text; terminal and page share them.
#pragma once
#include "report.hpp"
#include "text.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace examples {

/// A number with so many digits; a dash for what is not known, and no sign before a zero.
[[nodiscard]] inline std::string fixed(double v, int digits)
{
    if (!std::isfinite(v)) return "-";
    const std::string out = text("%.*f", digits, v);
    return out.find_first_of("123456789") == out.npos && out[0] == '-' ? out.substr(1) : out;
}
/// 0.1853 as 18.53.
[[nodiscard]] inline std::string percent(double v, int digits = 2) { return fixed(100 * v, digits); }

/// A table: what it is, its header, its rows, all as text.
struct table_text {
    std::string title;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

[[nodiscard]] inline table_text realized_table(const volatility_report& r)
{
    table_text t{
        "Realized volatility to " + iso(r.prices->day.back()) + ", % a year, windows in days", {"estimator"}, {}};
    for (const auto n : r.realized->windows) t.header.push_back(std::to_string(n));
    for (const auto& e : r.realized->estimators) {
        t.rows.push_back({e.estimator});
        for (const double v : e.today) t.rows.back().push_back(percent(v));
    }
    return t;
}

[[nodiscard]] inline table_text cone_table(const volatility_report& r)
{
    table_text t{"Cone of " + r.realized->cone_of + " over the whole history, % a year",
                 {"days", "least", "25 %", "median", "75 %", "most", "now"},
                 {}};
    for (const auto& c : r.realized->cone)
        t.rows.push_back({std::to_string(c.periods), percent(c.minimum), percent(c.lower_quartile), percent(c.median),
                          percent(c.upper_quartile), percent(c.maximum), percent(c.latest)});
    return t;
}

[[nodiscard]] inline std::string name_of(const listing& l) { return iso(l.expiry) + " " + l.root; }

[[nodiscard]] inline table_text index_table(const index_part& index)
{
    table_text t{"The two terms", {"", "near", "next"}, {}};
    const auto &near = index.result.near, &next = index.result.next;
    const auto row = [&](const char* what, auto&& value) {
        t.rows.push_back({what, value(near, index.near), value(next, index.next)});
    };
    using term = replication::cboe_variance_result;
    using replication::drop_reason;
    row("expiry", [](const term&, const listing& l) { return name_of(l); });
    row("settles", [](const term&, const listing& l) { return std::string(l.at_open ? "09:30" : "16:00"); });
    row("minutes", [](const term&, const listing& l) { return fixed(l.minutes, 0); });
    row("forward", [](const term& v, const listing&) { return fixed(v.forward, 4); });
    row("rate %", [](const term& v, const listing&) { return percent(std::log(v.growth) / v.years, 3); });
    row("K0", [](const term& v, const listing&) { return fixed(v.reference_strike, 2); });
    row("strikes used", [](const term& v, const listing&) { return std::to_string(v.contributions.size()); });
    row("lowest", [](const term& v, const listing&) {
        return v.contributions.empty() ? "-" : fixed(v.contributions.front().strike, 2);
    });
    row("highest", [](const term& v, const listing&) {
        return v.contributions.empty() ? "-" : fixed(v.contributions.back().strike, 2);
    });
    for (const auto reason :
         {drop_reason::null_quote, drop_reason::zero_bid, drop_reason::zero_ask, drop_reason::beyond_zero_bids})
        row((std::string("dropped: ") + to_string(reason)).c_str(),
            [&](const term& v, const listing&) { return std::to_string(count(v.dropped, reason)); });
    row("variance", [](const term& v, const listing&) { return fixed(v.variance, 10); });
    row("vol %", [](const term& v, const listing&) { return percent(std::sqrt(v.variance)); });
    row("from puts %", [](const term& v, const listing&) { return percent(v.put_share, 1); });
    t.rows.push_back({"weight", fixed(index.result.near_weight, 4), fixed(index.result.next_weight, 4)});
    return t;
}

[[nodiscard]] inline std::string arbitrage_of(const expiry_part& e)
{
    if (!e.smile) return "no fit";
    std::string words = e.butterfly_free ? "" : "butterfly";
    if (!e.crossings.empty())
        words += std::string(words.empty() ? "" : ", ") + (e.crosses_in_quotes ? "calendar" : "calendar beyond quotes");
    return words.empty() ? "none" : words;
}

[[nodiscard]] inline table_text term_structure_table(const volatility_report& r)
{
    table_text t{
        "At the money, 25-delta risk reversal (put - call) and butterfly, % vol; rate where parity tells it to 1 %",
        {"expiry", "days", "forward", "rate %", "ATM", "25d put", "25d call", "RR", "BF", "quotes", "dropped"},
        {}};
    for (const auto& e : r.expiries)
        t.rows.push_back({name_of(e.name), fixed(e.name.minutes / 1440, 2), fixed(e.forward, 2),
                          percent(e.rate_error < 0.01 ? e.rate : not_known), percent(e.atm), percent(e.put25),
                          percent(e.call25), percent(e.rr25), percent(e.bf25), std::to_string(e.points.size()),
                          std::to_string(e.dropped_count())});
    return t;
}

[[nodiscard]] inline table_text fit_table(const volatility_report& r)
{
    table_text t{"SVI fits, total variance w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2))",
                 {"expiry", "a", "b", "rho", "m", "sigma", "rmse bp", "min g", "arbitrage", "note"},
                 {}};
    for (const auto& e : r.expiries) {
        if (!e.smile) {
            t.rows.push_back({name_of(e.name), "-", "-", "-", "-", "-", "-", "-", "no fit", e.missing});
            continue;
        }
        const auto& s = *e.smile;
        std::string note = e.constrained ? "least squares alone was refused" : "";
        for (const auto& c : e.crossings)
            note += (note.empty() ? "" : "; ") + std::string("below the expiry before at k ") +
                    (std::isinf(c.low) && std::isinf(c.high) ? std::string("everywhere")
                     : std::isinf(c.low)                     ? text("< %.2f", c.high)
                     : std::isinf(c.high)                    ? text("> %.2f", c.low)
                                                             : text("%.2f to %.2f", c.low, c.high));
        t.rows.push_back({name_of(e.name), text("%.6f", s.a), text("%.5f", s.b), text("%.4f", s.rho), text("%.4f", s.m),
                          text("%.4f", s.sigma), fixed(1e4 * e.rmse, 1), fixed(e.min_g, 4), arbitrage_of(e), note});
    }
    return t;
}

[[nodiscard]] inline std::string surface_line(const surface_part& s)
{
    return "All " + std::to_string(s.expiries) + " expiries at once, slices that do not cross: rmse " +
           fixed(1e4 * s.rmse, 1) + " bp, largest error " + fixed(1e4 * s.max_error, 0) + " bp, " + s.status + ", " +
           (s.arbitrage_free ? "free of arbitrage at all strikes and times" : "not free of arbitrage");
}

[[nodiscard]] inline table_text garch_table(const volatility_report& r)
{
    const garch_part& g = *r.garch;
    table_text t{"GARCH(1,1) on daily log returns to " + iso(r.prices->day.back()) + ", normal errors",
                 {"quantity", "value", ""},
                 {}};
    const auto row = [&](const char* what, std::string value, std::string note = {}) {
        t.rows.push_back({what, std::move(value), std::move(note)});
    };
    row("returns", std::to_string(g.vol.size()), g.status);
    row("mu", text("%.6f", g.mu), "a day");
    row("omega", text("%.4e", g.omega));
    row("alpha", text("%.4f", g.alpha), "robust s.e. " + fixed(g.se_alpha, 4));
    row("beta", text("%.4f", g.beta), "robust s.e. " + fixed(g.se_beta, 4));
    row("persistence", text("%.4f", g.persistence), "half-life " + fixed(g.half_life_days, 1) + " days");
    row("log-likelihood", text("%.2f", g.log_likelihood));
    row("next day", percent(g.next_day_vol), "% a year");
    row("21 days", percent(g.vol_21_days), "% a year");
    row("63 days", percent(g.vol_63_days), "% a year");
    row("long run", percent(g.long_run_vol), "% a year");
    return t;
}

[[nodiscard]] inline table_text signal_table(const volatility_report& r)
{
    const signal_part& s = r.signal;
    table_text t{"Implied against its own past and against realized", {"quantity", "value", ""}, {}};
    const auto row = [&](const char* what, std::string value, std::string note) {
        if (value != "-")
            t.rows.push_back({what, std::move(value), std::move(note)}); // what is not known is among the gaps
    };
    row("implied vol", percent(s.iv), s.iv_is);
    row("realized vol", percent(s.rv), s.rv_is);
    row("IV / RV", fixed(s.nvrp, 3), "1 is parity");
    row("IV - RV", percent(s.vrp), "vol points");
    row("IV rank", fixed(s.iv_rank, 1), std::to_string(s.iv_days) + " days, today's included");
    row("IV percentile", fixed(s.iv_percentile, 1), "share of earlier days strictly below today");
    row("expected move", fixed(s.expected_move_week, 2), "points, one sigma, 5 trading days at implied vol");
    return t;
}

} // namespace examples
