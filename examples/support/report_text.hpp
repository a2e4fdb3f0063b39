// SPDX-License-Identifier: BSL-1.0
// The volatility report as text for a terminal, and the tables that the page shares with it.
#pragma once
#include "report.hpp"
#include "text.hpp"

#include <string>
#include <string_view>
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

/// from <= x < to as words; open ends are left out.
[[nodiscard]] inline std::string evidence_of(const signals::evidence& e)
{
    const auto bound = [](double v) { return v == signals::above_zero ? std::string("above 0") : text("%g", v); };
    std::string range;
    if (e.what.from > -signals::unbounded)
        range = e.what.from == signals::above_zero ? "above 0" : "from " + bound(e.what.from);
    if (e.what.to < signals::unbounded) range += (range.empty() ? "below " : " to below ") + bound(e.what.to);
    return e.what.quantity + " " + (std::isnan(e.value) ? "not known" : text("%.4g", e.value)) + " (" + range + ")";
}

/// A rule that holds, and what it holds on.
[[nodiscard]] inline std::string line_of(const signals::finding& f)
{
    std::string line = f.name + ": ";
    for (std::size_t i = 0; i < f.because.size(); ++i) line += (i ? ", " : "") + evidence_of(f.because[i]);
    return line;
}

[[nodiscard]] inline std::vector<std::string> regime_lines(const signal_part& s)
{
    std::vector<std::string> lines;
    if (!s.level_band.empty()) lines.push_back("level: " + s.level_band);
    for (const auto& f : s.regimes.matching) lines.push_back(line_of(f));
    if (s.regimes.matching.empty()) lines.push_back("no row of the decision matrix holds");
    for (const auto& f : s.regimes.undecided) {
        std::string line = "undecided: " + f.name + ":";
        for (const auto& e : f.because)
            if (std::isnan(e.value)) line += " " + e.what.quantity + " is not known;";
        line.pop_back();
        lines.push_back(line);
    }
    for (const auto& f : s.dashboard.signals.matching) lines.push_back("signal on: " + line_of(f));
    const auto score = [&](signals::direction d) {
        const auto i = static_cast<std::size_t>(d);
        return std::to_string(s.dashboard.agreeing[i]) + " of " + std::to_string(s.dashboard.possible[i]);
    };
    lines.push_back("signals on, of those that what is known allows: stress " + score(signals::direction::stress) +
                    ", rich premium " + score(signals::direction::rich_premium) + ", mechanical " +
                    score(signals::direction::mechanical));
    return lines;
}

/// What was read, file by file.
[[nodiscard]] inline std::vector<std::string> sources_of(const volatility_report& r)
{
    std::vector<std::string> lines;
    const auto history = [&](const char* what, const std::optional<price_file>& p) {
        if (p && p->size())
            lines.push_back(std::string(what) + ": " + p->path + ", " + std::to_string(p->size()) + " days from " +
                            iso(p->day.front()) + " to " + iso(p->day.back()) + ", " +
                            std::to_string(p->broken.size()) + " broken rows");
    };
    history("prices", r.prices);
    if (r.options)
        lines.push_back("options: " + r.options->path + " (" + r.options->format + "), " +
                        std::to_string(r.options->rows) + " rows, " + std::to_string(r.options->listings.size()) +
                        " expiries, " + std::to_string(r.options->broken.size()) + " broken rows");
    history("implied-vol history", r.iv_file);
    return lines;
}

/// Broken rows of all files, `most` of each; the rest is counted.
[[nodiscard]] inline std::vector<std::string> broken_lines(const volatility_report& r, std::size_t most)
{
    std::vector<std::string> lines;
    const auto add = [&](const std::string& path, const std::vector<broken_row>& broken) {
        for (std::size_t i = 0; i < std::min(most, broken.size()); ++i)
            lines.push_back(path + ", line " + std::to_string(broken[i].line) + ": " + broken[i].reason);
        if (broken.size() > most)
            lines.push_back(path + ": " + std::to_string(broken.size() - most) + " more broken rows");
    };
    if (r.prices) add(r.prices->path, r.prices->broken);
    if (r.options) add(r.options->path, r.options->broken);
    if (r.iv_file) add(r.iv_file->path, r.iv_file->broken);
    return lines;
}

namespace detail {

/// Width on screen: UTF-8 continuation bytes take no room.
inline std::size_t width_of(const std::string& s)
{
    return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

inline std::string table_as_text(const table_text& t)
{
    std::vector<std::size_t> width(t.header.size());
    for (std::size_t c = 0; c < width.size(); ++c) {
        width[c] = width_of(t.header[c]);
        for (const auto& r : t.rows) width[c] = std::max(width[c], width_of(r[c]));
    }
    std::string out = t.title + "\n";
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string l = " ";
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const std::string pad(width[c] - width_of(cells[c]), ' ');
            const bool words = c == 0 || (c + 1 == cells.size() && (t.header[c].empty() || t.header[c] == "note"));
            l += " " + (words ? cells[c] + pad : pad + cells[c]) + " ";
        }
        out += l.substr(0, l.find_last_not_of(' ') + 1) + "\n";
    };
    line(t.header);
    for (const auto& r : t.rows) line(r);
    return out + "\n";
}

} // namespace detail

[[nodiscard]] inline std::string title_of(const volatility_report& r)
{
    std::string t = "Volatility report";
    if (!r.name.empty()) t += ": " + r.name;
    if (r.quoted) t += ", " + iso(*r.quoted) + " New York";
    return t;
}

[[nodiscard]] inline std::string report_as_text(const volatility_report& r)
{
    std::string out = title_of(r) + "\n";
    if (r.spot > 0) out += text("spot %.2f\n", r.spot);
    for (const auto& line : sources_of(r)) out += "  " + line + "\n";
    const auto section = [&](const char* name, const std::vector<std::string>& lines) {
        if (lines.empty()) return;
        out += std::string("\n") + name + "\n";
        for (const auto& line : lines) out += "  " + line + "\n";
    };
    std::vector<std::string> gaps;
    for (const auto& g : r.gaps) gaps.push_back(g.part + ": " + g.why);
    section("Not in this report", gaps);
    section("Remarks", r.remarks);
    section("Broken rows", broken_lines(r, 5));
    out += "\n";
    if (r.realized) out += detail::table_as_text(realized_table(r));
    if (r.index && r.index->result) {
        out += text("30-day index %.2f", r.index->result.index);
        if (r.index->vix9d > 0) out += text(", 9 days %.2f", r.index->vix9d);
        if (r.index->vix3m > 0) out += text(", 93 days %.2f", r.index->vix3m);
        out += "\n\n" + detail::table_as_text(index_table(*r.index));
    }
    if (!r.expiries.empty())
        out += detail::table_as_text(term_structure_table(r)) + detail::table_as_text(fit_table(r));
    if (r.surface) out += surface_line(*r.surface) + "\n\n";
    if (r.garch) out += detail::table_as_text(garch_table(r));
    if (r.signal.iv > 0) {
        out += detail::table_as_text(signal_table(r));
        out += "Regime, with the evidence\n";
        for (const auto& line : regime_lines(r.signal)) out += "  " + line + "\n";
    }
    return out;
}

} // namespace examples
