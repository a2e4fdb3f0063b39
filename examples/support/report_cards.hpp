// SPDX-License-Identifier: BSL-1.0
// The parts of the page that weigh evidence: the regime with the rules that hold, and what changed between two chains.
#pragma once
#include "html_page.hpp"
#include "report_text.hpp"
#include "svg_bars.hpp"

#include <string>
#include <utility>
#include <vector>

namespace examples {

namespace detail {

/// A rule as a card: its name, what it means, and its conditions with what is known of each.
inline std::string card(const std::string& name, const std::string& note, signals::answer holds,
                        const std::vector<signals::evidence>& because, bool warns = false)
{
    const auto class_of = [](signals::answer a) {
        return a == signals::answer::yes ? "yes" : a == signals::answer::no ? "no" : "unknown";
    };
    std::string out = text("<div class=\"%s\"><b>", warns ? "no" : class_of(holds)) + escaped(name) + "</b><small>" +
                      escaped(note) + "</small><ul>";
    for (const auto& e : because)
        out += text("<li class=\"%s\">", class_of(e.holds)) + escaped(evidence_of(e)) + "</li>";
    return out + "</ul></div>\n";
}

inline void regime_section(html_page& page, const signal_part& s)
{
    const auto& p = s.page;
    page.heading(2, "Regime, with the evidence");
    page.paragraph("Rules of thumb of trading desks: thresholds to change, not estimates. A tick is a condition that "
                   "holds, a cross one that does not, a question mark one of which nothing is known.",
                   "soft");
    page.raw("<div class=\"rules\">\n");
    const auto usual = p.regime.usual.no == 0 && p.regime.usual.unknown == 0 ? signals::answer::yes
                       : p.regime.usual.yes == 0                             ? signals::answer::no
                                                                             : signals::answer::unknown;
    if (!p.regime.name.empty())
        page.raw(card("level: " + p.regime.name, "by the index alone; below, what usually comes with it", usual,
                      p.regime.usual.because));
    for (const auto& f : p.matrix.matching) page.raw(card("decision matrix: " + f.name, f.note, f.holds, f.because));
    if (p.matrix.matching.empty()) page.raw(card("decision matrix", "no row holds", signals::answer::unknown, {}));
    for (const auto& f : p.signals.signals.matching) page.raw(card("signal on: " + f.name, f.note, f.holds, f.because));
    page.raw(card("sell premium?", "four questions; only if all are answered with yes is high IV a complete signal",
                  p.short_premium.holds, p.short_premium.because));
    for (const auto& f : p.warnings.matching) page.raw(card("warning: " + f.name, f.note, f.holds, f.because, true));
    page.raw("</div>\n");
    page.paragraph(score_line(p.signals) + ".", "soft");
    std::vector<std::string> undecided;
    for (const auto* findings : {&p.matrix, &p.signals.signals})
        for (const auto& f : findings->undecided) undecided.push_back(unknown_of(f));
    if (undecided.empty()) return;
    page.raw(text("<details><summary>%zu rules that hold or not depending on what is not known</summary>\n",
                  undecided.size()));
    page.list(undecided);
    page.raw("</details>\n");
}

inline void change_section(html_page& page, const volatility_report& r)
{
    const change_part& c = *r.change;
    page.heading(2, "What changed since " + iso(c.before));
    page.paragraph(c.verdict + ".", "verdict");
    page.raw("<div class=\"charts\">\n");
    std::vector<named_amount> amounts;
    for (const auto& [name, points] : lines_of(c)) amounts.push_back({name, points});
    amounts.push_back({"all", c.lines.change, true});
    page.figure("What moved the index", "index points; the lines add up, in whatever order the moves are made",
                "attribution.csv", "", svg_bars("change of the index by cause", amounts, "%+.3f"));
    page.raw("<div>\n");
    if (r.spot > 0 && c.spot_before > 0)
        page.paragraph(text("Spot %.2f to %.2f, %+.2f %%.", c.spot_before, r.spot, 100 * (r.spot / c.spot_before - 1)));
    if (!c.with_roll)
        page.paragraph("An expiry of the second moment was not quoted at the first: roll and time are in the lines.");
    table_text t{"", {"reading", "change"}, {}};
    for (const auto& known : c.readings) t.rows.push_back({std::string(known.quantity), in_words(known)});
    page.table(t.header, t.rows);
    page.raw("<div class=\"rules\">\n");
    if (c.anomaly.verdict != signals::anomaly::none) {
        const auto verdict =
            c.anomaly.verdict == signals::anomaly::genuine ? signals::answer::yes : signals::answer::unknown;
        page.raw(card("spot and vol both rose", in_words(c.anomaly.verdict), verdict, c.anomaly.signs.because));
    }
    for (const auto& f : c.causes.matching) page.raw(card("cause: " + f.name, f.note, f.holds, f.because));
    for (const auto& f : c.table.matching) page.raw(card("spot, vol and skew: " + f.name, f.note, f.holds, f.because));
    page.raw("</div>\n");
    page.raw("</div></div>\n");
}

} // namespace detail

} // namespace examples
