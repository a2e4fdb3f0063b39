// SPDX-License-Identifier: BSL-1.0
// The volatility report as one HTML page with its charts inside.
#pragma once
#include "html_page.hpp"
#include "report_cards.hpp"
#include "report_csv.hpp"
#include "report_text.hpp"
#include "svg_heat_map.hpp"
#include "svg_plot.hpp"
#include "svg_surface.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace examples {

namespace detail {

inline std::vector<double> as_numbers(const std::vector<date>& days)
{
    std::vector<double> out;
    for (const date d : days) out.push_back(static_cast<double>(d.time_since_epoch().count()));
    return out;
}
template <class T>
std::vector<T> last_of(const std::vector<T>& v, std::size_t n)
{
    return {v.end() - static_cast<std::ptrdiff_t>(std::min(n, v.size())), v.end()};
}

inline void tiles(html_page& page, const volatility_report& r)
{
    std::string out = "<div class=\"tiles\">";
    const auto tile = [&](const std::string& value, const std::string& what) {
        if (value != "-") out += "<div><b>" + escaped(value) + "</b><span>" + escaped(what) + "</span></div>\n";
    };
    if (r.index) tile(fixed(r.index->result.index, 2), "30-day index");
    tile(percent(r.signal.rv) + (std::isfinite(r.signal.rv) ? " %" : ""), "realized, 21 days, Yang-Zhang");
    if (r.garch)
        tile(percent(r.garch->vol_21_days) + " %", "GARCH forecast, 21 days from " + iso(r.prices->day.back()));
    tile(fixed(r.signal.nvrp, 2), "implied / realized");
    tile(fixed(r.signal.iv_rank, 0), "IV rank, " + std::to_string(r.signal.iv_days) + " days");
    tile(fixed(r.signal.iv_percentile, 0), "IV percentile");
    if (!r.signal.page.regime.name.empty()) tile(r.signal.page.regime.name, "regime by level");
    page.raw(out + "</div>\n");
}

inline void cone_figure(html_page& page, const volatility_report& r)
{
    std::vector<double> days, least, low, middle, high, most, now, implied_days, implied;
    for (const auto& c : r.realized->cone) {
        days.push_back(std::sqrt(static_cast<double>(c.periods)));
        least.push_back(c.minimum), low.push_back(c.lower_quartile), middle.push_back(c.median);
        high.push_back(c.upper_quartile), most.push_back(c.maximum), now.push_back(c.latest);
    }
    for (const auto& e : r.expiries)
        if (e.atm > 0 && !days.empty()) {
            const double at = std::sqrt(e.years * r.days_per_year);
            if (at >= days.front() && at <= days.back()) implied_days.push_back(at), implied.push_back(e.atm);
        }
    svg_plot p({"trading days, square-root scale", axis_kind::root}, {"vol a year", axis_kind::percent});
    p.line("most", days, most, 4).line("75 %", days, high, 2).line("median", days, middle, 3);
    p.line("25 %", days, low, 2).line("least", days, least, 4).line("now", days, now, 1);
    if (!implied.empty()) p.line("implied, at the money", implied_days, implied, 0);
    page.figure("Cone of realized volatility", r.realized->cone_of + " over the whole history, and what options say",
                "cone.csv", p.legend(), p.svg("volatility cone"));
}

inline void realized_section(html_page& page, const volatility_report& r)
{
    page.heading(2, "Realized volatility");
    const auto t = realized_table(r);
    page.paragraph(t.title + ".", "soft");
    page.table(t.header, t.rows);
    page.raw("<div class=\"charts\">\n");
    const auto chart = [&](std::size_t days, const char* title) {
        svg_plot p({"", axis_kind::day}, {"vol a year", axis_kind::percent});
        for (const auto& e : r.realized->estimators)
            if (e.charted) p.line(e.estimator, last_of(as_numbers(r.prices->day), days), last_of(e.history, days));
        page.figure(title, text("windows of %zu days", realized_part::charted_window), "realized.csv", p.legend(),
                    p.svg("realized volatility over time"));
    };
    if (!r.realized->cone.empty()) cone_figure(page, r);
    chart(252, "Realized volatility, the last year");
    if (r.prices->size() > 300) chart(r.prices->size(), "Realized volatility, whole history");
    page.raw("</div>\n");
}

inline void index_section(html_page& page, const volatility_report& r)
{
    const index_part& index = *r.index;
    page.heading(2, "30-day index");
    std::string words = text("%.4f points", index.result.index);
    if (index.vix9d > 0) words += text("; 9 days %.2f", index.vix9d);
    if (index.vix3m > 0) words += text("; 93 days %.2f", index.vix3m);
    page.paragraph(words + ".");
    const auto t = index_table(index);
    page.raw("<div class=\"charts\">\n");
    page.table(t.header, t.rows);
    page.raw("<div class=\"stack\">\n");
    for (const bool near : {true, false}) {
        const auto& v = near ? index.result.near : index.result.next;
        std::vector<double> strike[3], height[3], zero[3];
        for (const auto& c : v.contributions) {
            const auto side = static_cast<std::size_t>(c.side);
            strike[side].push_back(c.strike);
            height[side].push_back(1e4 * c.variance);
            zero[side].push_back(0);
        }
        svg_plot p({"strike"}, {"contribution x 10⁴"});
        const char* names[] = {"puts", "at K0", "calls"};
        for (std::size_t side = 0; side < 3; ++side) p.bars(names[side], strike[side], zero[side], height[side]);
        p.at(v.forward, "F");
        page.figure(std::string("What each strike adds, ") + (near ? "near term " : "next term ") +
                        name_of(near ? index.near : index.next),
                    "to the variance of the term", "index_strikes.csv", p.legend(),
                    p.svg("contribution to the variance by strike"));
    }
    page.raw("</div></div>\n");
}

inline void smile_figure(html_page& page, const expiry_part& e)
{
    svg_plot p({"strike"}, {"implied vol", axis_kind::percent});
    std::vector<double> strike, bid, mid, ask, grid, fitted;
    for (const auto& q : e.points) {
        strike.push_back(q.strike), mid.push_back(q.mid), ask.push_back(q.ask);
        bid.push_back(std::isfinite(q.bid) ? q.bid : q.mid);
    }
    p.bars("bid to ask", strike, bid, ask, 0);
    if (e.smile && !e.points.empty()) {
        const double from = e.points.front().log_moneyness, to = e.points.back().log_moneyness;
        for (int i = 0; i <= 120; ++i) {
            const double k = from + (to - from) * i / 120;
            grid.push_back(e.forward * std::exp(k));
            fitted.push_back(e.fitted_vol(k));
        }
        p.line("SVI", grid, fitted, 1);
    }
    p.at(e.forward, "F");
    page.figure(name_of(e.name),
                text("%.1f days, ", e.name.minutes / 1440) +
                    (e.smile ? "rmse " + fixed(1e4 * e.rmse, 0) + " bp, arbitrage: " + arbitrage_of(e) : e.missing),
                "smiles.csv", p.legend(), p.svg("smile of " + name_of(e.name)));
}

/// The expiries nearest to some tenors, in order.
inline std::vector<std::size_t> near_tenors(const volatility_report& r, std::initializer_list<double> days)
{
    std::vector<std::size_t> out;
    for (const double d : days) {
        std::size_t best = r.expiries.size();
        for (std::size_t i = 0; i < r.expiries.size(); ++i)
            if (r.expiries[i].smile &&
                (best == r.expiries.size() || std::fabs(std::log(r.expiries[i].name.minutes / 1440 / d)) <
                                                  std::fabs(std::log(r.expiries[best].name.minutes / 1440 / d))))
                best = i;
        if (best < r.expiries.size() && std::find(out.begin(), out.end(), best) == out.end()) out.push_back(best);
    }
    std::sort(out.begin(), out.end());
    return out;
}

inline void term_structure_figures(html_page& page, const volatility_report& r)
{
    std::vector<double> days, atm, rr, bf;
    for (const auto& e : r.expiries) {
        days.push_back(std::sqrt(e.name.minutes / 1440));
        atm.push_back(e.atm), rr.push_back(e.rr25), bf.push_back(e.bf25);
    }
    svg_plot level({"days to expiry, square-root scale", axis_kind::root}, {"implied vol", axis_kind::percent});
    level.line("at the money", days, atm).points("expiries", days, atm, 0);
    page.figure("At-the-money term structure", "vol at the forward, from the fits", "term_structure.csv", "",
                level.svg("at-the-money vol by time to expiry"));
    svg_plot skew({"days to expiry, square-root scale", axis_kind::root}, {"vol", axis_kind::percent});
    skew.line("risk reversal, put - call", days, rr).line("butterfly", days, bf);
    page.figure("25-delta risk reversal and butterfly", "delta N(d1) in the forward", "term_structure.csv",
                skew.legend(), skew.svg("risk reversal and butterfly by time to expiry"));

    svg_plot total({"log-moneyness ln(K / F)"}, {"total variance"});
    for (const std::size_t i : near_tenors(r, {7, 30, 60, 91, 182, 365})) {
        const auto& e = r.expiries[i];
        std::vector<double> k, w;
        for (int j = 0; j <= 100; ++j) {
            k.push_back(e.points.front().log_moneyness +
                        (e.points.back().log_moneyness - e.points.front().log_moneyness) * j / 100);
            w.push_back(e.smile->total_variance(k.back()));
        }
        total.line(name_of(e.name), k, w);
    }
    page.figure("Total variance by expiry", "w = vol² T; lines that cross are calendar arbitrage", "smiles.csv",
                total.legend(), total.svg("total variance by log-moneyness"));
}

/// Implied vol in three dimensions, implied and local vol as maps.
inline void surface_figures(html_page& page, const volatility_report& r)
{
    const surface_part& s = *r.surface;
    std::vector<std::string> columns, rows;
    for (const double z : s.z) columns.push_back(text("%+.1f s.d.", z));
    for (const double d : s.days) rows.push_back(text(d < 20 ? "%.1fd" : "%.0fd", d));
    page.raw("<div class=\"charts\">\n");
    page.figure("Implied vol in three dimensions", "all expiries fitted at once; drag to turn", "surface.csv", "",
                svg_surface("implied vol by moneyness and time", {columns, rows, "ln(K / F)", "time"}, s.implied));
    const auto map = [&](const char* title, const char* note, const std::vector<std::vector<double>>& of) {
        std::vector<std::string> left;
        std::vector<std::vector<double>> value(s.z.size());
        for (std::size_t j = 0; j < s.z.size(); ++j) {
            left.push_back(text("%+.2f", s.z[j]));
            for (const auto& row : of) value[j].push_back(row[j]);
        }
        page.figure(title, note, "surface.csv", "",
                    svg_heat_map(title, "time to expiry, square-root scale", rows, "ln(K / F), standard deviations",
                                 left, value));
    };
    map("Local vol", "Dupire: the vol at a price and time under which a diffusion gives the surface back", s.local);
    map("Implied vol", "the same surface, where it is quoted", s.implied);
    if (const auto law = law_near(r, 30); !law.strike.empty()) {
        svg_plot p({"price"}, {"density per point"});
        p.line("of the smile", law.strike, law.density).line("lognormal, at-the-money vol", law.strike, law.normal);
        page.figure("What options say of the price on " + iso(law.name.expiry),
                    "risk-neutral density, its 99.8 % in the middle", "density.csv", p.legend(),
                    p.svg("risk-neutral density"));
    }
    page.raw("</div>\n");
}

inline void dealer_figure(html_page& page, const volatility_report& r)
{
    std::vector<double> strike[2], low[2], high[2];
    for (const auto& g : r.dealers->strikes) {
        if (g.strike < 0.8 * r.spot || g.strike > 1.2 * r.spot) continue;
        const std::size_t side = g.net() < 0;
        strike[side].push_back(g.strike);
        low[side].push_back(std::min(g.net(), 0.0) / 1e6), high[side].push_back(std::max(g.net(), 0.0) / 1e6);
    }
    svg_plot p({"strike"}, {"millions for 1 %"});
    p.bars("dealers sell rallies", strike[0], low[0], high[0], 2);
    p.bars("dealers buy rallies", strike[1], low[1], high[1], 1);
    p.at(r.spot, "S");
    if (r.dealers->zero_gamma > 0.8 * r.spot && r.dealers->zero_gamma < 1.2 * r.spot)
        p.at(r.dealers->zero_gamma, "zero gamma");
    page.figure("Dealers' gamma by strike", "a guess: long the calls, short the puts of the open interest",
                "dealers.csv", p.legend(), p.svg("net gamma by strike"));
}

inline void surface_section(html_page& page, const volatility_report& r)
{
    page.heading(2, "Term structure and skew");
    const auto terms = term_structure_table(r), fits = fit_table(r);
    page.raw("<div class=\"charts\">\n");
    term_structure_figures(page, r);
    if (r.dealers) dealer_figure(page, r);
    page.raw("</div>\n");
    if (r.dealers) page.paragraph(dealer_line(r) + ".");
    page.paragraph(terms.title + ".", "soft");
    page.table(terms.header, terms.rows);
    if (r.surface && !r.surface->days.empty()) {
        page.heading(2, "Surface and local vol");
        page.paragraph(surface_line(*r.surface) + ".");
        surface_figures(page, r);
    }
    page.heading(2, "Smiles");
    const auto shown = near_tenors(r, {7, 14, 30, 60, 91, 182, 365, 730});
    page.raw("<div class=\"charts small\">\n");
    for (const std::size_t i : shown) smile_figure(page, r.expiries[i]);
    page.raw("</div>\n");
    if (shown.size() < r.expiries.size()) {
        page.raw(text("<details><summary>The other %zu expiries</summary><div class=\"charts small\">\n",
                      r.expiries.size() - shown.size()));
        for (std::size_t i = 0; i < r.expiries.size(); ++i)
            if (std::find(shown.begin(), shown.end(), i) == shown.end() && !r.expiries[i].points.empty())
                smile_figure(page, r.expiries[i]);
        page.raw("</div></details>\n");
    }
    page.paragraph(fits.title + ".", "soft");
    page.table(fits.header, fits.rows);
    if (r.surface && r.surface->days.empty()) page.paragraph(surface_line(*r.surface) + ".");
}

inline void garch_section(html_page& page, const volatility_report& r)
{
    const garch_part& g = *r.garch;
    page.heading(2, "GARCH");
    const auto t = garch_table(r);
    page.paragraph(t.title + ".", "soft");
    page.raw("<div class=\"charts\">\n");
    page.table(t.header, t.rows);
    page.raw("<div class=\"stack\">\n");
    const std::vector<date> days(r.prices->day.begin() + static_cast<std::ptrdiff_t>(g.first_day), r.prices->day.end());
    svg_plot past({"", axis_kind::day}, {"vol a year", axis_kind::percent});
    past.line("GARCH(1,1)", as_numbers(days), g.vol);
    if (!r.signal.iv_day.empty()) past.line("implied", as_numbers(r.signal.iv_day), r.signal.iv_history);
    page.figure("Conditional volatility", "of each day, known the day before", "garch.csv", past.legend(),
                past.svg("GARCH volatility over time"));
    std::vector<double> ahead, level;
    for (std::size_t i = 0; i < g.forecast.size(); ++i)
        ahead.push_back(static_cast<double>(i + 1)), level.push_back(g.long_run_vol);
    svg_plot future({"trading days ahead"}, {"vol a year", axis_kind::percent});
    future.line("forecast", ahead, g.forecast).line("long run", ahead, level);
    page.figure("Forecast", "vol of a single day, that many days ahead", "garch_forecast.csv", future.legend(),
                future.svg("GARCH forecast"));
    page.raw("</div></div>\n");
}

inline void signal_section(html_page& page, const volatility_report& r)
{
    page.heading(2, "Implied against realized");
    const auto t = signal_table(r);
    page.raw("<div class=\"charts\">\n");
    page.table(t.header, t.rows);
    if (r.signal.iv_day.size() > 1) {
        svg_plot p({"", axis_kind::day}, {"vol a year", axis_kind::percent});
        p.line("implied", as_numbers(r.signal.iv_day), r.signal.iv_history);
        if (r.realized)
            p.line("realized, 21 days, " + r.realized->estimators.back().estimator, as_numbers(r.prices->day),
                   r.realized->estimators.back().history);
        page.figure("Implied and realized", "realized looks back, implied ahead", "implied_vol.csv", p.legend(),
                    p.svg("implied and realized volatility over time"));
    }
    page.raw("</div>\n");
}

} // namespace detail

[[nodiscard]] inline std::string report_as_html(const volatility_report& r)
{
    html_page page;
    if (r.spot > 0) page.paragraph(text("Spot %.2f", r.spot));
    detail::tiles(page, r);
    if (!r.gaps.empty()) {
        page.raw("<div class=\"gaps\"><b>Not in this report</b>\n");
        std::vector<std::string> items;
        for (const auto& g : r.gaps) items.push_back(g.part + ": " + g.why);
        page.list(items);
        page.raw("</div>\n");
    }
    if (r.change) detail::change_section(page, r);
    if (r.signal.iv > 0) {
        detail::regime_section(page, r.signal);
        detail::signal_section(page, r);
    }
    if (r.index && r.index->result) detail::index_section(page, r);
    if (!r.expiries.empty()) detail::surface_section(page, r);
    if (r.realized) detail::realized_section(page, r);
    if (r.garch) detail::garch_section(page, r);
    const auto broken = broken_lines(r, 20);
    page.heading(2, "What was read, and what was not");
    page.list(sources_of(r));
    page.list(r.remarks);
    page.list(broken);
    if (!broken.empty()) page.raw("<p>All of them: " + html_page::link("broken_rows.csv") + "</p>\n");
    for (const auto& [file, contents] : report_as_csv(r)) page.attach(file, contents);
    return page.html(title_of(r));
}

} // namespace examples
