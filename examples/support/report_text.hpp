// SPDX-License-Identifier: BSL-1.0
// The volatility report as text for a terminal, and the lines that the page shares with it.
#pragma once
#include "report.hpp"
#include "report_tables.hpp"
#include "text.hpp"
#include "words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// from <= x < to as words; open ends are left out.
[[nodiscard]] inline std::string evidence_of(const signals::evidence& e)
{
    const auto bound = [](double v) { return v == signals::above_zero ? std::string("above 0") : text("%g", v); };
    std::string range;
    if (e.what.from > -signals::unbounded)
        range = e.what.from == signals::above_zero ? "above 0" : "from " + bound(e.what.from);
    if (e.what.to == signals::above_zero)
        range += range.empty() ? "0 or below" : " to 0";
    else if (e.what.to < signals::unbounded)
        range += (range.empty() ? "below " : " to below ") + bound(e.what.to);
    const std::string value = std::isnan(e.value)         ? "not known"
                              : std::fabs(e.value) >= 1e6 ? text("%.0f million", e.value / 1e6)
                                                          : text("%.4g", e.value);
    return e.what.quantity + " " + value + " (" + range + ")";
}

/// A rule that holds, and what it holds on.
[[nodiscard]] inline std::string line_of(const signals::finding& f)
{
    std::string line = f.name + ": ";
    for (std::size_t i = 0; i < f.because.size(); ++i) line += (i ? ", " : "") + evidence_of(f.because[i]);
    return line;
}

/// What is not known of a rule that may hold.
[[nodiscard]] inline std::string unknown_of(const signals::finding& f)
{
    std::string line = f.name + ":";
    for (const auto& e : f.because)
        if (std::isnan(e.value)) line += " " + e.what.quantity + " is not known;";
    line.pop_back();
    return line;
}

/// How many signals are on, of those that could be.
[[nodiscard]] inline std::string score_line(const signals::dashboard& d)
{
    const auto score = [&](signals::direction of) {
        const auto i = static_cast<std::size_t>(of);
        return std::to_string(d.agreeing[i]) + " of " + std::to_string(d.possible[i]);
    };
    return "signals on, of those that what is known allows: stress " + score(signals::direction::stress) +
           ", rich premium " + score(signals::direction::rich_premium) + ", mechanical " +
           score(signals::direction::mechanical);
}

[[nodiscard]] inline std::vector<std::string> regime_lines(const signal_part& s)
{
    std::vector<std::string> lines;
    const auto& p = s.page;
    if (!p.regime.name.empty()) {
        std::string line = "level: " + p.regime.name + "; what usually comes with it:";
        for (const auto& e : p.regime.usual.because) line += " " + evidence_of(e) + in_words(e.holds) + ",";
        line.pop_back();
        lines.push_back(line);
    }
    for (const auto& f : p.matrix.matching) lines.push_back(line_of(f));
    if (p.matrix.matching.empty()) lines.push_back("no row of the decision matrix holds");
    for (const auto& f : p.matrix.undecided) lines.push_back("undecided: " + unknown_of(f));
    for (const auto& f : p.signals.signals.matching) lines.push_back("signal on: " + line_of(f));
    lines.push_back(score_line(p.signals));
    lines.push_back(std::string("high IV is a complete signal to sell premium: ") +
                    (p.short_premium.holds == signals::answer::yes  ? "yes"
                     : p.short_premium.holds == signals::answer::no ? "no"
                                                                    : "not known"));
    for (const auto& f : p.warnings.matching) lines.push_back("warning: " + line_of(f) + ": " + f.note);
    return lines;
}

/// Index points by cause, in the order of the moves.
[[nodiscard]] inline std::vector<std::pair<std::string, double>> lines_of(const change_part& c)
{
    const auto& a = c.lines;
    std::vector<std::pair<std::string, double>> lines;
    if (c.with_roll) lines = {{"roll to new expiries", a.roll}, {"passing of time", a.time}};
    lines.insert(lines.end(), {{"interest rates", a.rates},
                               {"spot along the smile", a.spot},
                               {"parallel shift", a.parallel},
                               {"put shoulder", a.put_shoulder},
                               {"put wing", a.put_wing},
                               {"call shoulder", a.call_shoulder},
                               {"call wing", a.call_wing},
                               {"residual", a.residual}});
    return lines;
}

[[nodiscard]] inline table_text change_table(const volatility_report& r)
{
    const change_part& c = *r.change;
    table_text t{"What moved the 30-day index since " + iso(c.before) + ", points", {"cause", "points"}, {}};
    for (const auto& [name, points] : lines_of(c)) t.rows.push_back({name, text("%+.3f", points)});
    t.rows.push_back({"all", text("%+.3f", c.lines.change)});
    return t;
}

/// What kind of day it was, with the evidence.
[[nodiscard]] inline std::vector<std::string> change_lines(const volatility_report& r)
{
    const change_part& c = *r.change;
    std::vector<std::string> lines{c.verdict};
    if (r.spot > 0 && c.spot_before > 0)
        lines.push_back(text("spot %.2f to %.2f, %+.2f %%", c.spot_before, r.spot, 100 * (r.spot / c.spot_before - 1)));
    if (c.anomaly.verdict != signals::anomaly::none) {
        std::string line = std::string("both rose: ") + in_words(c.anomaly.verdict) + ":";
        for (const auto& e : c.anomaly.signs.because) line += " " + evidence_of(e) + in_words(e.holds) + ",";
        line.pop_back();
        lines.push_back(line);
    }
    for (const auto& f : c.table.matching) lines.push_back("spot, vol and skew: " + line_of(f) + ": " + f.note);
    for (const auto& f : c.causes.matching) lines.push_back("cause: " + line_of(f) + ": " + f.note);
    if (!c.with_roll)
        lines.push_back("an expiry of the second moment was not quoted at the first: roll and time are in the lines");
    return lines;
}

[[nodiscard]] inline std::string dealer_line(const volatility_report& r)
{
    const dealer_part& d = *r.dealers;
    std::string line =
        text("Dealers, if long the calls and short the puts: %+.0f million of delta for 1 %%, ", d.gamma / 1e6);
    line += std::isnan(d.zero_gamma)
                ? std::string("no zero-gamma level within 30 %")
                : text("zero gamma at %.2f (%+.1f %%)", d.zero_gamma, 100 * (d.zero_gamma / r.spot - 1));
    return line + text(", most of it, %.1f %%, at strike %.0f", 100 * d.pin_share, d.pin);
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
    if (r.earlier)
        lines.push_back("earlier options: " + r.earlier->path + ", " + iso(r.earlier->quoted) + ", " +
                        std::to_string(r.earlier->rows) + " rows, " + std::to_string(r.earlier->broken.size()) +
                        " broken rows");
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
    if (r.earlier) add(r.earlier->path, r.earlier->broken);
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
    if (r.realized && !r.realized->cone.empty()) out += detail::table_as_text(cone_table(r));
    if (r.index && r.index->result) {
        out += text("30-day index %.2f", r.index->result.index);
        if (r.index->vix9d > 0) out += text(", 9 days %.2f", r.index->vix9d);
        if (r.index->vix3m > 0) out += text(", 93 days %.2f", r.index->vix3m);
        out += "\n\n" + detail::table_as_text(index_table(*r.index));
    }
    if (r.change) {
        out += detail::table_as_text(change_table(r));
        out.pop_back();
        for (const auto& line : change_lines(r)) out += "  " + line + "\n";
        out += "\n";
    }
    if (r.dealers) out += dealer_line(r) + "\n\n";
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
