// SPDX-License-Identifier: BSL-1.0
// The smile of currency desks.
#include "arguments.hpp"
#include "bindings.hpp"
#include "smiles.hpp"

#include <smirk/surface/vanna_volga.hpp>

#include <nanobind/stl/array.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

namespace door {

using surface::vanna_volga;

static surface::vanna_volga_form form_of(const std::string& form)
{
    static const std::pair<const char*, surface::vanna_volga_form> forms[] = {
        {"exact", surface::vanna_volga_form::exact}, {"second_order", surface::vanna_volga_form::second_order}};
    return one_of(form, forms, "form");
}

static vanna_volga from_fx(double at_the_money, double risk_reversal, double smile_strangle, double years, double delta,
                           const std::string& convention, double foreign_rate, const std::string& form)
{
    using kind = surface::delta_convention;
    static const std::pair<const char*, kind> conventions[] = {{"forward", kind::forward},
                                                               {"spot", kind::spot},
                                                               {"forward_adjusted", kind::forward_adjusted},
                                                               {"spot_adjusted", kind::spot_adjusted}};
    const kind c = one_of(convention, conventions, "convention");
    const bool adjusted = c == kind::forward_adjusted || c == kind::spot_adjusted;
    return surface::vanna_volga_from_fx({at_the_money, risk_reversal, smile_strangle, delta}, years,
                                        {.delta = {.convention = c, .dividend_yield = foreign_rate},
                                         .at_the_money = adjusted
                                                             ? surface::at_the_money_convention::delta_neutral_adjusted
                                                             : surface::at_the_money_convention::delta_neutral,
                                         .form = form_of(form)});
}

void bind_vanna_volga(nb::module_& m)
{
    nb::class_<vanna_volga>(m, "VannaVolga",
                            "The smile through three quotes of a currency desk (Castagna and Mercurio 2007).")
        .def(
            "__init__",
            [](vanna_volga* self, const std::array<double, 3>& k, const std::array<double, 3>& vol, double years,
               const std::string& form) { new (self) vanna_volga(k, vol, years, form_of(form)); },
            "k"_a, "vol"_a, "years"_a, "form"_a = "exact",
            "k: ln(K/F) of the three, ascending. form: exact (the vol of the Vanna-Volga price), or second_order, its "
            "closed form.")
        .def_static("from_fx", &from_fx, "at_the_money"_a, "risk_reversal"_a, "smile_strangle"_a, "years"_a,
                    nb::kw_only(), "delta"_a = 0.25, "convention"_a = "forward", "foreign_rate"_a = 0.0,
                    "form"_a = "exact",
                    "From the vol of the delta-neutral straddle, risk reversal (call less put) and smile strangle.\n\n"
                    "convention: of delta: forward, spot, forward_adjusted or spot_adjusted (premium in the asset).")
        .def_prop_ro("years", &vanna_volga::years)
        .def(
            "total_variance",
            [](const vanna_volga& s, const array_like& k) {
                return mapped(k, [&](double x) { return s.total_variance(x); });
            },
            "k"_a, "NaN where the smile breaks down.")
        .def(
            "vol",
            [](const vanna_volga& s, const array_like& k) {
                return mapped(k, [&](double x) { return smirk::smile_vol(s, x, s.years()); });
            },
            "k"_a, "Implied vol at log-moneyness k = ln(K/F).")
        .def(
            "butterflies", [](const vanna_volga& s) { return pairs_of(s.butterflies()); },
            "Intervals of k where the density is negative, decided for all strikes; the exact form only.")
        .def(
            "breakdown", [](const vanna_volga& s) { return pairs_of(s.breakdown()); },
            "Intervals of k without a vol; the exact form has none.");
}

} // namespace door
