// SPDX-License-Identifier: BSL-1.0
// The numbers behind the charts of the report, a CSV file each; an empty field is a number that is not known.
#pragma once
#include "report.hpp"
#include "report_text.hpp"
#include "text.hpp"

#include <smirk/surface/density.hpp>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace examples {

struct csv_text {
    std::string file, contents;
};

namespace detail {

/// Text as a field: quoted where it has to be.
inline std::string csv_field(const std::string& s)
{
    if (s.find_first_of(",\"\n") == s.npos) return s;
    std::string out = "\"";
    for (const char c : s) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}
inline std::string csv_field(double v) { return std::isfinite(v) ? text("%.10g", v) : std::string(); }
inline std::string csv_field(std::size_t n) { return std::to_string(n); }

template <class... Fields>
std::string csv_row(const Fields&... fields)
{
    std::string row;
    ((row += csv_field(fields), row += ','), ...);
    row.back() = '\n';
    return row;
}

} // namespace detail

/// The risk-neutral law of the price at an expiry, off its fit.
struct price_law {
    listing name;
    std::vector<double> strike, below, density,
        normal; ///< densities per point; normal: lognormal, of the vol at the money
};
/// Of the expiry nearest to so many days whose smile has no butterflies; over the strikes with 99.8 % of it.
[[nodiscard]] inline price_law law_near(const volatility_report& r, double days)
{
    const expiry_part* best = nullptr;
    for (const auto& e : r.expiries)
        if (e.smile && e.butterfly_free &&
            (!best || std::fabs(e.name.minutes - 1440 * days) < std::fabs(best->name.minutes - 1440 * days)))
            best = &e;
    if (!best) return {};
    price_law law{best->name, {}, {}, {}, {}};
    const double w = best->smile->total_variance(0), deviation = std::sqrt(w);
    for (double z = -6; z <= 4; z += 0.05) {
        const double k = z * deviation, strike = best->forward * std::exp(k);
        const double below = surface::distribution(*best->smile, k);
        if (!(below > 0.001 && below < 0.999)) continue;
        const double d2 = -k / deviation - deviation / 2;
        law.strike.push_back(strike);
        law.below.push_back(below);
        law.density.push_back(surface::density(*best->smile, k) / strike);
        law.normal.push_back(std::exp(-d2 * d2 / 2) / std::sqrt(2 * std::numbers::pi * w) / strike);
    }
    return law;
}

/// All of them, in the order of the report.
[[nodiscard]] inline std::vector<csv_text> report_as_csv(const volatility_report& r)
{
    using detail::csv_field, detail::csv_row;
    std::vector<csv_text> files;
    const auto add = [&](const char* name, std::string contents) { files.push_back({name, std::move(contents)}); };
    if (r.realized) {
        std::string out = "date,close";
        for (const auto& e : r.realized->estimators) out += "," + e.estimator;
        out += "\n";
        for (std::size_t i = 0; i < r.prices->size(); ++i) {
            out += iso(r.prices->day[i]) + "," + csv_field(r.prices->close[i]);
            for (const auto& e : r.realized->estimators) out += "," + csv_field(e.history[i]);
            out += "\n";
        }
        add("realized.csv", std::move(out));
    }
    if (r.index) {
        std::string out = "term,strike,side,price,contribution,dropped_because\n";
        for (const bool near : {true, false}) {
            const auto& v = near ? r.index->result.near : r.index->result.next;
            const std::string term = near ? "near" : "next";
            for (const auto& c : v.contributions)
                out += csv_row(term, c.strike,
                               std::string(c.side == replication::strip_side::put    ? "put"
                                           : c.side == replication::strip_side::call ? "call"
                                                                                     : "both"),
                               c.price, c.variance, std::string());
            for (const auto& d : v.dropped)
                out += csv_row(term, d.strike, std::string(d.type == smirk::option_type::put ? "put" : "call"),
                               not_known, not_known, std::string(to_string(d.reason)));
        }
        add("index_strikes.csv", std::move(out));
    }
    if (!r.expiries.empty()) {
        std::string terms = "expiry,root,days,forward,discount,rate,atm,put25,call25,risk_reversal,butterfly,"
                            "svi_a,svi_b,svi_rho,svi_m,svi_sigma,rmse,min_g,quotes,dropped,missing\n";
        std::string smiles = "expiry,root,strike,log_moneyness,bid_vol,mid_vol,ask_vol,fitted_vol\n";
        for (const auto& e : r.expiries) {
            const surface::svi s =
                e.smile.value_or(surface::svi{not_known, not_known, not_known, not_known, not_known});
            std::string dropped; // zero bid 12; crossed 1
            for (const auto& [reason, n] : e.dropped)
                dropped += (dropped.empty() ? "" : "; ") + reason + " " + std::to_string(n);
            terms += csv_row(iso(e.name.expiry), e.name.root, e.name.minutes / 1440, e.forward, e.discount, e.rate,
                             e.atm, e.put25, e.call25, e.rr25, e.bf25, s.a, s.b, s.rho, s.m, s.sigma, e.rmse, e.min_g,
                             e.points.size(), dropped, e.missing);
            for (const auto& p : e.points)
                smiles += csv_row(iso(e.name.expiry), e.name.root, p.strike, p.log_moneyness, p.bid, p.mid, p.ask,
                                  e.fitted_vol(p.log_moneyness));
        }
        add("term_structure.csv", std::move(terms));
        add("smiles.csv", std::move(smiles));
    }
    if (r.realized && !r.realized->cone.empty()) {
        std::string out = "days,windows,minimum,lower_quartile,median,upper_quartile,maximum,latest\n";
        for (const auto& c : r.realized->cone)
            out += csv_row(c.periods, c.windows, c.minimum, c.lower_quartile, c.median, c.upper_quartile, c.maximum,
                           c.latest);
        add("cone.csv", std::move(out));
    }
    if (r.surface && !r.surface->days.empty()) {
        std::string out = "days,standard_deviations,implied_vol,local_vol\n";
        for (std::size_t i = 0; i < r.surface->days.size(); ++i)
            for (std::size_t j = 0; j < r.surface->z.size(); ++j)
                out += csv_row(r.surface->days[i], r.surface->z[j], r.surface->implied[i][j], r.surface->local[i][j]);
        add("surface.csv", std::move(out));
    }
    if (r.dealers) {
        std::string out = "strike,call_gamma,put_gamma,net_gamma\n"; // cash of delta for 1 %
        for (const auto& g : r.dealers->strikes) out += csv_row(g.strike, g.calls, g.puts, g.net());
        add("dealers.csv", std::move(out));
    }
    if (const auto law = law_near(r, 30); !law.strike.empty()) {
        std::string out = "expiry,root,strike,probability_below,density,normal_density\n";
        for (std::size_t i = 0; i < law.strike.size(); ++i)
            out += csv_row(iso(law.name.expiry), law.name.root, law.strike[i], law.below[i], law.density[i],
                           law.normal[i]);
        add("density.csv", std::move(out));
    }
    if (r.change) {
        std::string out = "cause,points\n";
        for (const auto& [name, points] : lines_of(*r.change)) out += csv_row(name, points);
        add("attribution.csv", std::move(out));
    }
    if (r.garch) {
        std::string out = "date,conditional_vol\n", ahead = "days_ahead,vol\n";
        for (std::size_t i = 0; i < r.garch->vol.size(); ++i)
            out += iso(r.prices->day[r.garch->first_day + i]) + "," + csv_field(r.garch->vol[i]) + "\n";
        for (std::size_t i = 0; i < r.garch->forecast.size(); ++i) ahead += csv_row(i + 1, r.garch->forecast[i]);
        add("garch.csv", std::move(out));
        add("garch_forecast.csv", std::move(ahead));
    }
    if (!r.signal.iv_day.empty()) {
        std::string out = "date,implied_vol\n";
        for (std::size_t i = 0; i < r.signal.iv_day.size(); ++i)
            out += iso(r.signal.iv_day[i]) + "," + csv_field(r.signal.iv_history[i]) + "\n";
        add("implied_vol.csv", std::move(out));
    }
    std::string broken = "file,line,reason\n";
    const auto list = [&](const std::string& path, const std::vector<broken_row>& rows) {
        for (const auto& b : rows) broken += csv_row(path, b.line, b.reason);
    };
    if (r.prices) list(r.prices->path, r.prices->broken);
    if (r.options) list(r.options->path, r.options->broken);
    if (r.earlier) list(r.earlier->path, r.earlier->broken);
    if (r.iv_file) list(r.iv_file->path, r.iv_file->broken);
    add("broken_rows.csv", std::move(broken));
    return files;
}

} // namespace examples
