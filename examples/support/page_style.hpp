// SPDX-License-Identifier: BSL-1.0
// How the page looks: light or dark as the reader's system is or the button says, on a wide screen and on a telephone.
#pragma once
#include <string>

namespace examples {

namespace detail {

inline constexpr const char* dark_colours =
    "--paper:#14171b;--panel:#1c2026;--ink:#e4e8ec;--soft:#a3adb8;--grid:#2e343b;--rule:#38404a;--c0:#6cb6ff;--c1:"
    "#ff9a57;--c2:#57d08a;--c3:#cf9dff;--c4:#4fd1dc;--c5:#ff8095;--warn:#ffc46b;--warn-paper:#2c2413;--yes:#57d08a;"
    "--no:#ff8095";

inline constexpr const char* page_css = R"css(
*{box-sizing:border-box}
body{margin:0 auto;padding:1.2rem clamp(.8rem,3vw,2.2rem) 3rem;max-width:82rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header{display:flex;gap:1rem;align-items:start;justify-content:space-between}
#theme{font:inherit;font-size:.85rem;color:var(--soft);background:var(--panel);border:1px solid var(--rule);border-radius:.4rem;
padding:.25rem .6rem;cursor:pointer}#theme[hidden]{display:none}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 .3rem}
h2{font-size:1.25rem;margin:2.4rem 0 .5rem;padding-top:.9rem;border-top:1px solid var(--rule)}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
p,ul,h1,h2,figcaption,.rules{overflow-wrap:anywhere}
p{margin:.4rem 0;max-width:75ch}.soft{color:var(--soft)}.verdict{font-size:1.08rem}
a{color:var(--c0)}
ul{margin:.4rem 0;padding-left:1.3rem;max-width:80ch}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.9rem;margin:.6rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.2rem,1fr));gap:.7rem;margin:1rem 0}
.tiles div{background:var(--panel);border:1px solid var(--rule);border-radius:.5rem;padding:.6rem .8rem}
.tiles b{display:block;font-size:1.45rem;line-height:1.25;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft);font-size:.85rem;line-height:1.3;display:block}
.gaps{background:var(--warn-paper);border-left:4px solid var(--warn);border-radius:.3rem;padding:.5rem .9rem;margin:1rem 0}
.gaps b{color:var(--warn)}
.rules{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:.7rem;margin:.6rem 0}
.rules div{background:var(--panel);border:1px solid var(--rule);border-left:4px solid var(--rule);border-radius:.4rem;padding:.5rem .8rem}
.rules .yes{border-left-color:var(--yes)}.rules .no{border-left-color:var(--no)}
.rules b{display:block}.rules small{display:block;color:var(--soft);font-size:.85rem;line-height:1.35}
.rules ul{margin:.25rem 0 0;padding-left:0;list-style:none;font-size:.88rem;line-height:1.4}
.rules li::before{content:"? ";color:var(--soft);font-weight:700}.rules li.yes::before{content:"✓ ";color:var(--yes)}
.rules li.no::before{content:"✗ ";color:var(--no)}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:separate;border-spacing:0;font-size:.88rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .65rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
th{color:var(--soft);font-weight:600;vertical-align:bottom}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
th.words,.words{text-align:left}td.words{white-space:normal;min-width:min(14rem,40vw)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1rem;margin:.8rem 0;align-items:start}
figure{position:relative;margin:0;background:var(--panel);border:1px solid var(--rule);border-radius:.5rem;padding:.7rem .7rem .4rem;min-width:0}
.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))}
.small svg text{font-size:14.5px}
.stack{display:grid;gap:1rem;align-content:start;min-width:0}.charts>div{min-width:0}.charts .scroll{margin:0;align-self:start}
figcaption{font-weight:600;font-size:.95rem}figcaption .soft{font-weight:400;font-size:.85rem;display:block}
.legend{margin:.15rem 0;font-size:.85rem;display:flex;flex-wrap:wrap;gap:.1rem .9rem}
.legend span::before{content:"";display:inline-block;width:1.1em;height:.28em;margin-right:.4em;vertical-align:middle;background:currentColor}
.legend .c0{color:var(--c0)}.legend .c1{color:var(--c1)}.legend .c2{color:var(--c2)}.legend .c3{color:var(--c3)}.legend .c4{color:var(--c4)}.legend .c5{color:var(--c5)}
svg{display:block;width:100%;height:auto;touch-action:pan-y}svg.surface{cursor:grab}
svg text{fill:var(--ink);font-size:12px}svg .end{text-anchor:end}svg .mid{text-anchor:middle}svg .label{fill:var(--soft)}
svg path{fill:none}.grid{stroke:var(--grid);stroke-width:1}.mark{stroke:var(--soft);stroke-dasharray:4 3}
.line{stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}.bar{stroke-width:1.6}.dot{stroke-width:3.2;stroke-linecap:round}
.cross{stroke:var(--soft);stroke-width:1}.facet{stroke:var(--panel);stroke-width:.4;stroke-linejoin:round}
rect.up{fill:var(--c1)}rect.down{fill:var(--c2)}rect.all{fill:var(--c0)}
svg .c0{stroke:var(--c0)}svg .c1{stroke:var(--c1)}svg .c2{stroke:var(--c2)}svg .c3{stroke:var(--c3)}svg .c4{stroke:var(--c4)}svg .c5{stroke:var(--c5)}
.tip{position:absolute;pointer-events:none;z-index:2;background:var(--paper);border:1px solid var(--rule);border-radius:.35rem;
padding:.25rem .5rem;font-size:.82rem;line-height:1.35;white-space:nowrap;font-variant-numeric:tabular-nums;box-shadow:0 2px 8px #0003}
.tip b{display:block}.tip i{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.4em}
details{margin:.8rem 0}summary{cursor:pointer;color:var(--c0);font-weight:600}
#errors{background:var(--warn-paper);color:var(--warn);padding:.5rem .9rem;margin:1rem 0}
@media (max-width:34rem){svg text,.small svg text{font-size:16px}th,td{padding:.25rem .4rem}td:first-child{white-space:normal;min-width:6.4rem;max-width:8.5rem}svg .upright{display:none}.line{stroke-width:2.2}h1{font-size:1.4rem}}
@media print{body{max-width:none}figure{break-inside:avoid}#theme,nav{display:none}}
)css";

inline std::string page_style()
{
    const std::string dark = dark_colours;
    return ":root{color-scheme:light dark;--paper:#fff;--panel:#f6f7f9;--ink:#1b1f24;--soft:#59636e;--grid:#dfe3e8;"
           "--rule:#d3d8de;--c0:#0b63b5;--c1:#c2500a;--c2:#15803d;--c3:#8b3fc7;--c4:#0e7c86;--c5:#a3243b;--warn:#"
           "8a4b00;"
           "--warn-paper:#fff4e0;--yes:#15803d;--no:#a3243b}\n@media (prefers-color-scheme:dark){:root:not([data-theme="
           "light]){" +
           dark + "}}\n:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark;" + dark +
           "}" + page_css;
}

} // namespace detail

} // namespace examples
