// SPDX-License-Identifier: BSL-1.0
// One HTML page that needs nothing else: headings, text, tables and figures; light or dark as the reader's system is,
// readable on a wide screen and on a telephone.
#pragma once
#include "text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace examples {

class html_page {
    std::string body_;

    static constexpr const char* style = R"css(
:root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f9;--ink:#1b1f24;--soft:#59636e;--grid:#dfe3e8;--rule:#d3d8de;
--c0:#0b63b5;--c1:#c2500a;--c2:#15803d;--c3:#8b3fc7;--c4:#0e7c86;--c5:#a3243b;--warn:#8a4b00;--warn-paper:#fff4e0}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--panel:#1c2026;--ink:#e4e8ec;--soft:#a3adb8;--grid:#2e343b;
--rule:#38404a;--c0:#6cb6ff;--c1:#ff9a57;--c2:#57d08a;--c3:#cf9dff;--c4:#4fd1dc;--c5:#ff8095;--warn:#ffc46b;--warn-paper:#2c2413}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.2rem clamp(.8rem,3vw,2.2rem) 3rem;max-width:82rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 .3rem}
h2{font-size:1.25rem;margin:2.4rem 0 .5rem;padding-top:.9rem;border-top:1px solid var(--rule)}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.4rem 0;max-width:75ch}.soft{color:var(--soft)}
a{color:var(--c0)}
ul{margin:.4rem 0;padding-left:1.3rem;max-width:80ch}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.2rem,1fr));gap:.7rem;margin:1rem 0}
.tiles div{background:var(--panel);border:1px solid var(--rule);border-radius:.5rem;padding:.6rem .8rem}
.tiles b{display:block;font-size:1.45rem;line-height:1.25;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft);font-size:.85rem;line-height:1.3;display:block}
.gaps{background:var(--warn-paper);border-left:4px solid var(--warn);border-radius:.3rem;padding:.5rem .9rem;margin:1rem 0}
.gaps b{color:var(--warn)}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:separate;border-spacing:0;font-size:.88rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .65rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
th{color:var(--soft);font-weight:600;vertical-align:bottom}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
.words{text-align:left}td.words{white-space:normal;min-width:min(14rem,40vw)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1rem;margin:.8rem 0}
figure{margin:0;background:var(--panel);border:1px solid var(--rule);border-radius:.5rem;padding:.7rem .7rem .4rem;min-width:0}
.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))}
.small svg text{font-size:14.5px}
.stack{display:grid;gap:1rem;align-content:start;min-width:0}.charts>div{min-width:0}.charts .scroll{margin:0;align-self:start}
figcaption{font-weight:600;font-size:.95rem}figcaption .soft{font-weight:400;font-size:.85rem;display:block}
.legend{margin:.15rem 0;font-size:.85rem;display:flex;flex-wrap:wrap;gap:.1rem .9rem}
.legend span::before{content:"";display:inline-block;width:1.1em;height:.28em;margin-right:.4em;vertical-align:middle;background:currentColor}
.legend .c0{color:var(--c0)}.legend .c1{color:var(--c1)}.legend .c2{color:var(--c2)}.legend .c3{color:var(--c3)}.legend .c4{color:var(--c4)}.legend .c5{color:var(--c5)}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--ink);font-size:12px}svg .end{text-anchor:end}svg .mid{text-anchor:middle}svg .label{fill:var(--soft)}
svg path{fill:none}.grid{stroke:var(--grid);stroke-width:1}.mark{stroke:var(--soft);stroke-dasharray:4 3}
.line{stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}.bar{stroke-width:1.6}.dot{stroke-width:3.2;stroke-linecap:round}
svg .c0{stroke:var(--c0)}svg .c1{stroke:var(--c1)}svg .c2{stroke:var(--c2)}svg .c3{stroke:var(--c3)}svg .c4{stroke:var(--c4)}svg .c5{stroke:var(--c5)}
details{margin:.8rem 0}summary{cursor:pointer;color:var(--c0);font-weight:600}
@media (max-width:34rem){svg text,.small svg text{font-size:16px}th,td{padding:.25rem .4rem}td:first-child{white-space:normal;max-width:8.5rem}.line{stroke-width:2.2}h1{font-size:1.4rem}}
@media print{body{max-width:none}figure{break-inside:avoid}}
)css";

public:
    void raw(std::string_view html) { body_ += html; }
    void heading(int level, std::string_view words)
    {
        body_ += text("<h%d>", level) + escaped(words) + text("</h%d>\n", level);
    }
    void paragraph(std::string_view words, const char* of_class = "")
    {
        body_ += text("<p class=\"%s\">", of_class) + escaped(words) + "</p>\n";
    }
    void list(const std::vector<std::string>& items)
    {
        body_ += "<ul>";
        for (const auto& item : items) body_ += "<li>" + escaped(item) + "</li>\n";
        body_ += "</ul>\n";
    }
    /// The first column is set flush left, and so is one of words: without a header, or headed "note".
    void table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows)
    {
        body_ += "<div class=\"scroll\"><table><tr>";
        const auto of_words = [&](std::size_t c) {
            return c > 0 && c < header.size() && (header[c].empty() || header[c] == "note");
        };
        for (std::size_t c = 0; c < header.size(); ++c)
            body_ += (of_words(c) ? "<th class=\"words\">" : "<th>") + escaped(header[c]) + "</th>";
        body_ += "</tr>\n";
        for (const auto& r : rows) {
            body_ += "<tr>";
            for (std::size_t c = 0; c < r.size(); ++c)
                body_ += (of_words(c) ? "<td class=\"words\">" : "<td>") + escaped(r[c]) + "</td>";
            body_ += "</tr>\n";
        }
        body_ += "</table></div>\n";
    }
    /// A figure with its title, a note under it, and a link to the numbers behind it.
    void figure(std::string_view title, std::string_view note, std::string_view csv, const std::string& legend,
                const std::string& svg)
    {
        body_ += "<figure><figcaption>" + escaped(title) + "<span class=\"soft\">" + escaped(note) + " <a href=\"" +
                 escaped(csv) + "\">" + escaped(csv) + "</a></span></figcaption>\n" + legend + svg + "</figure>\n";
    }

    [[nodiscard]] std::string html(std::string_view title) const
    {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
               escaped(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n" + body_ +
               "</body>\n</html>\n";
    }
};

} // namespace examples
