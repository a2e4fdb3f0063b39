// SPDX-License-Identifier: BSL-1.0
// Decision tables, and their evaluation on what is known.
#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/signals/iv_character.hpp>
#include <smirk/signals/premium_states.hpp>
#include <smirk/signals/regimes.hpp>
#include <smirk/signals/rules.hpp>
#include <smirk/signals/skew_divergence.hpp>
#include <smirk/signals/smile_shape.hpp>
#include <smirk/signals/spot_vol_tables.hpp>
#include <smirk/signals/tail_hedge.hpp>
#include <smirk/signals/vega_regime.hpp>

#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <tuple>

namespace door {

namespace signals = smirk::signals;
using signals::finding, signals::findings, signals::rule;

using interval_of_quantity = std::tuple<std::string, double, double>;
using table_maker = signals::decision_table();

static const std::pair<const char*, table_maker*> tables[] = {
    {"premium_states", signals::premium_states},
    {"skew_filter", signals::skew_filter},
    {"spot_vol_regimes", signals::spot_vol_regimes},
    {"spot_vol_skew_table", signals::spot_vol_skew_table},
    {"spot_up_vol_up_causes", signals::spot_up_vol_up_causes},
    {"spot_up_vol_up_at_low_rank", signals::spot_up_vol_up_at_low_rank},
    {"vix_pace", signals::vix_pace},
    {"vix_sentiment", signals::vix_sentiment},
    {"smile_regimes", signals::smile_regimes},
    {"decision_matrix", signals::decision_matrix},
    {"vix_vvix_matrix", signals::vix_vvix_matrix},
    {"vega_regimes", signals::vega_regimes},
    {"smile_shapes", [] { return signals::smile_shapes(); }},
    {"stickiness_rules", signals::stickiness_rules},
    {"iv_character", signals::iv_character},
    {"iv_rank_rules", signals::iv_rank_rules},
    {"vix_rank_rules", signals::vix_rank_rules},
    {"expiry_rank_rules", signals::expiry_rank_rules},
    {"skew_divergences", [] { return signals::skew_divergences(); }},
    {"skew_spikes", signals::skew_spikes},
    {"skew_and_term_structure", signals::skew_and_term_structure},
    {"tail_hedge_buckets", signals::tail_hedge_buckets},
    {"tail_hedge_needs", signals::tail_hedge_needs},
};

static const char* word(signals::answer a)
{
    return a == signals::answer::yes ? "yes" : a == signals::answer::no ? "no" : "unknown";
}

static std::vector<interval_of_quantity> intervals_of(const rule& r)
{
    std::vector<interval_of_quantity> when;
    for (const auto& c : r.when) when.emplace_back(c.quantity, c.from, c.to);
    return when;
}

static std::vector<signals::condition> conditions_of(const std::vector<interval_of_quantity>& when)
{
    std::vector<signals::condition> conditions;
    for (const auto& [quantity, from, to] : when) conditions.push_back({quantity, from, to});
    return conditions;
}

static findings evaluate(const std::vector<rule>& table, const nb::dict& readings)
{
    std::vector<std::pair<std::string, double>> known;
    for (const auto& [name, value] : readings) {
        if (!nb::isinstance<nb::str>(name)) wrong_type("readings", "names of quantities", name);
        const auto quantity = nb::cast<std::string>(name);
        if (!value.is_none()) known.emplace_back(quantity, to_number(value, quantity));
    }
    std::vector<signals::reading> given;
    for (const auto& [quantity, value] : known) given.push_back({quantity, value});
    return signals::evaluate(table, given);
}

void bind_rules(nb::module_& m)
{
    nb::class_<rule>(m, "Rule", "A row of a decision table: its name applies where all conditions hold.")
        .def(
            "__init__",
            [](rule* self, const std::string& name, const std::vector<interval_of_quantity>& when,
               const std::string& note) {
                new (self) rule{name, note, conditions_of(when)};
            },
            "name"_a, "when"_a, "note"_a = "",
            "when: (quantity, low, high) for low <= quantity < high; infinite where there is no bound.")
        .def_rw("name", &rule::name)
        .def_rw("note", &rule::note, "What follows from it.")
        .def_prop_rw(
            "when", &intervals_of,
            [](rule& r, const std::vector<interval_of_quantity>& when) { r.when = conditions_of(when); },
            "A copy; assign to change it.")
        .def("__repr__", [](const rule& r) { return "Rule('" + r.name + "')"; });
    nb::class_<finding>(m, "Finding", "A row of a table that holds, or might.")
        .def_ro("row", &finding::row)
        .def_ro("name", &finding::name)
        .def_ro("note", &finding::note)
        .def_prop_ro(
            "holds", [](const finding& f) { return word(f.holds); }, "yes or unknown")
        .def_prop_ro(
            "because",
            [](const finding& f) {
                std::vector<std::tuple<std::string, double, double, double, std::string>> because;
                for (const auto& e : f.because)
                    because.emplace_back(e.what.quantity, e.what.from, e.what.to, e.value, word(e.holds));
                return because;
            },
            "(quantity, low, high, value, yes or unknown), one a condition")
        .def("__repr__", [](const finding& f) { return "Finding('" + f.name + "', " + word(f.holds) + ")"; });
    nb::class_<findings>(m, "Findings", "What evaluate() found.")
        .def_ro("matching", &findings::matching, "Rows that hold, the most specific first.")
        .def_ro("undecided", &findings::undecided, "Rows that hold or not depending on what is missing.")
        .def_ro("missing", &findings::missing, "The quantities that would decide them.");

    m.def(
        "decision_tables",
        [] {
            std::vector<std::string> names;
            for (const auto& [name, make] : tables) names.emplace_back(name);
            return names;
        },
        "The names that decision_table() knows.");
    m.def(
        "decision_table", [](const std::string& name) { return one_of(name, tables, "name")(); }, "name"_a,
        "A table to read, change and extend: premium_states, spot_vol_regimes, decision_matrix, ...");
    m.def("evaluate", &evaluate, "table"_a, "readings"_a,
          nb::sig("def evaluate(table: collections.abc.Sequence[Rule], readings: dict[str, float | None]) -> Findings"),
          "Every row of a table that holds, and every row that could.\n\n"
          "readings: what is known, by the names the conditions use ('nvrp', 'spot return', 'iv rank', ...); NaN, None "
          "and what is not there are unknown.");
}

} // namespace door
