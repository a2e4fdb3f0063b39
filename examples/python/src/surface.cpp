// SPDX-License-Identifier: BSL-1.0
// Smiles and surfaces: from quotes to vols, SVI, surfaces without arbitrage and the proof of it.
#include "bindings.hpp"
#include "chain.hpp"
#include "smiles.hpp"

#include <smirk/replication/fair_variance.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/density.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/stress_arbitrage.hpp>

#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

namespace door {

namespace signals = smirk::signals;
using surface::svi;

static const char* word(surface::proof verdict)
{
    static const char* const words[] = {"proven", "refuted", "open"};
    return words[static_cast<int>(verdict)];
}

static nb::dict dict_of(const surface::butterfly_report& report)
{
    nb::dict d;
    d["arbitrage_free"] = report.arbitrage_free();
    d["min_g"] = report.min_g;
    d["where"] = report.where;
    d["violations"] = pairs_of(report.violations);
    return d;
}

static nb::dict dict_of(const surface::calendar_report& report)
{
    nb::dict d;
    d["arbitrage_free"] = report.arbitrage_free();
    d["min_gap"] = report.min_gap;
    d["where"] = report.where;
    d["violations"] = pairs_of(report.violations);
    return d;
}

static nb::dict dict_of(const surface::between_report& report)
{
    nb::dict d;
    d["verdict"] = word(report.verdict);
    d["min_g"] = report.min_g;
    d["where"] = report.where;
    d["weight"] = report.weight;
    return d;
}

static nb::dict dict_of(const surface::surface_report& report)
{
    const auto list_of = [](const auto& reports) {
        nb::list list;
        for (const auto& r : reports) list.append(dict_of(r));
        return list;
    };
    nb::dict d;
    d["arbitrage_free"] = report.arbitrage_free();
    d["butterfly"] = list_of(report.butterfly);
    d["calendar"] = list_of(report.calendar);
    d["between"] = list_of(report.between);
    return d;
}

/// (k, vol) at a forward delta.
template <class S>
std::pair<double, double> at_delta(const S& of, const std::string& type, double delta, double years)
{
    static const std::pair<const char*, smirk::option_type> types[] = {{"call", smirk::option_type::call},
                                                                       {"put", smirk::option_type::put}};
    const auto q = surface::at_delta(of, one_of(type, types, "type"), delta, years);
    return {q.log_moneyness, q.vol};
}

static nb::dict butterfly(const svi& s) { return dict_of(surface::butterfly_arbitrage(s)); }

static nb::dict stress(const surface::surface_fit& f, double level, double skew, double curvature, double inversion,
                       double pivot_years, double reach)
{
    std::vector<double> years;
    for (std::size_t i = 0; i < f.surface.size(); ++i) years.push_back(f.surface.years(i));
    const auto report = surface::stress_arbitrage(f.surface,
                                                  {.level = level,
                                                   .skew = skew,
                                                   .curvature = curvature,
                                                   .inversion = inversion,
                                                   .pivot_years = pivot_years,
                                                   .reach = reach},
                                                  years);
    nb::dict d;
    d["created"] = report.created();
    d["free_before"] = word(report.free_before);
    d["free_after"] = word(report.free_after);
    d["after"] = dict_of(report.after);
    return d;
}

static surface::svi_fit fit_svi(const array_like& k, const array_like& w, const array_like& weight, double years,
                                bool butterfly_free, const surface::svi_fit* start)
{
    const series ks(k, "k"), ws(w, "w");
    std::optional<series> weights;
    if (!weight.is_none()) weights.emplace(weight, "weight");
    surface::svi_fit_options options;
    if (weights) options.weight = weights->values();
    options.years = years;
    options.butterfly = butterfly_free;
    if (start) options.start = *start;
    const nb::gil_scoped_release unlocked;
    return surface::fit_svi(ks, ws, options);
}

static surface::quoted_vols smile_quotes(const expiry& e)
{
    const nb::gil_scoped_release unlocked;
    return surface::smile_quotes(e.slice);
}

static surface::surface_fit fit_surface(const array_like& k, const array_like& years, const array_like& vol,
                                        const array_like& weight, bool arbitrage_free, const std::string& interpolation,
                                        bool leave_out_thin, const surface::surface_fit* start)
{
    static const std::pair<const char*, surface::time_interpolation> rules[] = {
        {"total_variance", surface::time_interpolation::total_variance}, {"price", surface::time_interpolation::price}};
    const auto rule = one_of(interpolation, rules, "interpolation");
    const series ks(k, "k"), ts(years, "years"), vols(vol, "vol");
    std::optional<series> weights;
    if (!weight.is_none()) weights.emplace(weight, "weight");
    for (const std::size_t n : {ts.size(), vols.size(), weights ? weights->size() : ks.size()})
        if (n != ks.size())
            throw std::invalid_argument("smirk: fit_surface: expected columns of one length, got " +
                                        std::to_string(ks.size()) + " and " + std::to_string(n));
    const nb::gil_scoped_release unlocked;
    surface::vol_quotes quotes;
    for (std::size_t i = 0; i < ks.size(); ++i)
        quotes.add_moneyness(ks.values()[i], ts.values()[i], vols.values()[i], weights ? weights->values()[i] : 1);
    return surface::fit(
        quotes,
        {.arbitrage_free = arbitrage_free, .interpolation = rule, .leave_out_thin = leave_out_thin, .start = start});
}

using quoted_column = std::vector<double> surface::quoted_vols::*;
static auto quoted(quoted_column member)
{
    return [member](nb::handle self) { return view_of(nb::cast<const surface::quoted_vols&>(self).*member, self); };
}

void bind_surface(nb::module_& m)
{
    nb::class_<surface::certificate>(
        m, "Certificate", "A proof for all strikes, by interval arithmetic. True where the verdict is 'proven'.")
        .def_prop_ro(
            "verdict", [](const surface::certificate& c) { return word(c.verdict); },
            "proven, refuted (a strike was found), or open (neither within the budget).")
        .def_ro("least", &surface::certificate::least, "The least value met, not a bound.")
        .def_ro("where", &surface::certificate::where, "Its k.")
        .def_ro("boxes", &surface::certificate::boxes, "Intervals of strikes it took.")
        .def("__bool__", [](const surface::certificate& c) { return static_cast<bool>(c); });

    nb::class_<svi>(m, "Svi", "Raw SVI: w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)), w total variance.")
        .def(
            "__init__",
            [](svi* self, double a, double b, double rho, double m_, double sigma) {
                new (self) svi{a, b, rho, m_, sigma};
            },
            "a"_a, "b"_a, "rho"_a, "m"_a, "sigma"_a)
        .def_ro("a", &svi::a)
        .def_ro("b", &svi::b)
        .def_ro("rho", &svi::rho)
        .def_ro("m", &svi::m)
        .def_ro("sigma", &svi::sigma)
        .def(
            "total_variance",
            [](const svi& s, const array_like& k) { return mapped(k, [&](double x) { return s.total_variance(x); }); },
            "k"_a)
        .def(
            "vol",
            [](const svi& s, const array_like& k, double years) {
                return mapped(k, [&](double x) { return smirk::smile_vol(s, x, years); });
            },
            "k"_a, "years"_a, "Implied vol at log-moneyness k = ln(K/F).")
        .def(
            "density",
            [](const svi& s, const array_like& k) {
                return mapped(k, [&](double x) { return surface::density(s, x); });
            },
            "k"_a, "Of ln(S_T / F) under the pricing measure, per unit of k.")
        .def(
            "distribution",
            [](const svi& s, const array_like& k) {
                return mapped(k, [&](double x) { return surface::distribution(s, x); });
            },
            "k"_a, "Probability that ln(S_T / F) <= k under the pricing measure.")
        .def(
            "at_delta", &at_delta<svi>, "type"_a, "delta"_a, "years"_a,
            "(k, vol) where the forward delta is the one given; delta is a magnitude, 0.25 for puts as well. NaN where "
            "no strike has it.")
        .def("butterfly_arbitrage", &butterfly, nb::sig("def butterfly_arbitrage(self) -> dict[str, typing.Any]"),
             "Decided for all strikes: arbitrage_free, min_g (the least of Durrleman's g), where, and violations, the "
             "intervals of k where the density is negative.")
        .def(
            "butterfly_certificate", [](const svi& s) { return surface::butterfly_certificate(s); },
            "That no butterfly has a negative price, rounding included.")
        .def(
            "calendar_certificate",
            [](const svi& early, const svi& late) { return surface::calendar_certificate(early, late); }, "later"_a,
            "That total variance rises to a later slice at every strike.")
        .def(
            "risk_reversal",
            [](const svi& s, double years, double delta) { return signals::risk_reversal(s, delta, years); }, "years"_a,
            "delta"_a = 0.25, "Vol of the put less vol of the call at a forward delta.")
        .def(
            "butterfly", [](const svi& s, double years, double delta) { return signals::butterfly(s, delta, years); },
            "years"_a, "delta"_a = 0.25, "Mean vol of the wings less that at the forward.")
        .def(
            "fair_variance",
            [](const svi& s, double years) {
                const auto v = smirk::replication::fair_variance(s, years);
                return v ? v.variance : std::numeric_limits<double>::quiet_NaN();
            },
            "years"_a, "Strike of a variance swap, annualised variance; NaN where the tails do not end.")
        .def("__repr__", [](const svi& s) {
            const auto t = [](double x) { return nb::cast<std::string>(nb::repr(nb::float_(x))); };
            return "Svi(a=" + t(s.a) + ", b=" + t(s.b) + ", rho=" + t(s.rho) + ", m=" + t(s.m) +
                   ", sigma=" + t(s.sigma) + ")";
        });

    using fit = surface::svi_fit;
    nb::class_<fit>(m, "SviFit", "A fitted slice. True where it can be used: converged, or at_bound.")
        .def_ro("smile", &fit::smile)
        .def_prop_ro("status", [](const fit& f) { return to_string(f.status); })
        .def_ro("rmse", &fit::rmse, "Of vol.")
        .def_ro("max_error", &fit::max_error)
        .def_ro("used", &fit::used)
        .def_ro("dropped", &fit::dropped)
        .def_ro("constrained", &fit::constrained, "Whether the plain optimum had arbitrage.")
        .def("__bool__", [](const fit& f) { return static_cast<bool>(f); });

    using vols = surface::quoted_vols;
    nb::class_<vols>(
        m, "SmileQuotes",
        "Vols of the out-of-the-money quotes of one expiry, strikes ascending. True where there is enough.")
        .def_prop_ro("k", quoted(&vols::k), "ln(K/F)")
        .def_prop_ro("strike", quoted(&vols::strike))
        .def_prop_ro("bid", quoted(&vols::bid))
        .def_prop_ro("mid", quoted(&vols::mid))
        .def_prop_ro("ask", quoted(&vols::ask))
        .def_prop_ro("weight", quoted(&vols::weight), "1 / spread^2")
        .def_prop_ro(
            "total_variance", [](const vols& q) { return to_numpy(q.total_variance()); }, nb::rv_policy::automatic)
        .def_ro("years", &vols::years)
        .def_prop_ro("forward", [](const vols& q) { return q.parity.forward; })
        .def_prop_ro("discount", [](const vols& q) { return q.parity.discount; })
        .def_prop_ro(
            "dropped",
            [](const vols& q) {
                static const char* const faults[] = {"missing", "zero_bid", "crossed", "cabinet",
                                                     "wide",    "no_vol",   "cliff"};
                nb::list dropped;
                for (const auto& d : q.dropped)
                    dropped.append(nb::make_tuple(d.strike, d.type == smirk::option_type::call ? "call" : "put",
                                                  faults[static_cast<int>(d.fault)]));
                return dropped;
            },
            nb::sig("def dropped(self) -> list[tuple[float, str, str]]"), "(strike, type, why) of the quotes left out.")
        .def_prop_ro("status",
                     [](const vols& q) {
                         static const char* const words[] = {"ok", "no_forward", "too_few_quotes"};
                         return words[static_cast<int>(q.status)];
                     })
        .def("__len__", &vols::size)
        .def("__bool__", [](const vols& q) { return static_cast<bool>(q); });

    using whole = surface::surface_fit;
    nb::class_<whole>(m, "SurfaceFit", "SVI slices at increasing times, interpolated. True where it can be used.")
        .def_prop_ro("status", [](const whole& f) { return to_string(f.status); })
        .def_ro("rmse", &whole::rmse)
        .def_ro("max_error", &whole::max_error)
        .def_ro("years", &whole::years, "Every expiry of the quotes, ...")
        .def_ro("slices", &whole::slices, "... and how its fit went.")
        .def_prop_ro("arbitrage_free", [](const whole& f) { return surface::arbitrage(f.surface).arbitrage_free(); })
        .def_prop_ro(
            "interpolation",
            [](const whole& f) {
                return f.surface.interpolation() == surface::time_interpolation::price ? "price" : "total_variance";
            },
            "In time: as asked for, or price where total variance could not be proven free of arbitrage.")
        .def(
            "arbitrage", [](const whole& f) { return dict_of(surface::arbitrage(f.surface)); },
            nb::sig("def arbitrage(self) -> dict[str, typing.Any]"),
            "arbitrage_free, and the reports it is made of: butterfly of each slice, calendar of each pair of "
            "neighbours, between: of all times between them, with the verdict of the proof.")
        .def(
            "butterfly_certificate",
            [](const whole& f, double years) { return surface::butterfly_certificate(f.surface.smile(years)); },
            "years"_a, "Of the smile at that time; open where prices are interpolated.")
        .def("stress_arbitrage", &stress, nb::kw_only(), "level"_a = 0.0, "skew"_a = 0.0, "curvature"_a = 0.0,
             "inversion"_a = 0.0, "pivot_years"_a = 0.5, "reach"_a = 3.0,
             nb::sig("def stress_arbitrage(self, *, level: float = 0.0, skew: float = 0.0, curvature: float = 0.0, "
                     "inversion: float = 0.0, pivot_years: float = 0.5, reach: float = 3.0) -> dict[str, typing.Any]"),
             "Whether a stress of the vols creates arbitrage at the expiries: created, free_before and free_after "
             "(proven, refuted or open), and the report after it.\n\n"
             "level: added to all vols, 0.05 is five points. skew, curvature: added to the derivatives of vol in k at "
             "the "
             "money. inversion: rise of the shortest vols, fall of the longest.")
        .def(
            "vol",
            [](const whole& f, const array_like& k, double years) {
                const auto smile = f.surface.smile(years);
                return mapped(k, [&](double x) {
                    return years > 0 ? std::sqrt(smile.total_variance(x) / years) : f.surface.vol(x, years);
                });
            },
            "k"_a, "years"_a, "Implied vol at log-moneyness k = ln(K/F) of that time.")
        .def(
            "local_vol",
            [](const whole& f, const array_like& k, double years) {
                const auto smile = f.surface.smile(years);
                return mapped(k, [&](double x) { return std::sqrt(smile.local_variance(x)); });
            },
            "k"_a, "years"_a, "Dupire's local vol.")
        .def(
            "at_delta",
            [](const whole& f, const std::string& type, double delta, double years) {
                return at_delta(f.surface.smile(years), type, delta, years);
            },
            "type"_a, "delta"_a, "years"_a, "(k, vol) where the forward delta of that time is the one given.")
        .def("__bool__", [](const whole& f) { return static_cast<bool>(f); });

    m.def(
        "smile_quotes", &smile_quotes, "slice"_a,
        "From the quotes of an expiry to vols of its out-of-the-money options, with an account of what was left out.");
    m.def("fit_svi", &fit_svi, "k"_a, "w"_a, "weight"_a = nb::none(), nb::kw_only(), "years"_a = 1.0,
          "butterfly_free"_a = true, "start"_a.none() = nb::none(),
          "Raw SVI by least squares in vol, by default without butterfly arbitrage at any strike.\n\n"
          "k: ln(K/F). w: total variance sigma^2 T. weight: of the squared vol errors. With years, rmse is an error of "
          "vol. start: the last fit of a stream of chains, three times faster. Fewer than five different k make a fit "
          "that is "
          "False.");
    m.def("fit_surface", &fit_surface, "k"_a, "years"_a, "vol"_a, "weight"_a = nb::none(), nb::kw_only(),
          "arbitrage_free"_a = true, "interpolation"_a = "total_variance", "leave_out_thin"_a = false,
          "start"_a.none() = nb::none(),
          "SVI slices without butterfly or calendar arbitrage, one for each value of years.\n\n"
          "One row a quote, in any order. interpolation: in time, total_variance or price. start: the last fit of a "
          "stream of chains.");
}

} // namespace door
