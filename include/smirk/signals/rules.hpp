// SPDX-License-Identifier: BSL-1.0
// Rules as data: a decision table is a list of rows, a row is a list of conditions, a condition is an interval of a
// named quantity. Evaluation reports every row that holds, on what evidence, and what was missing.
#pragma once
#include <smirk/signals/bands.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// Three-valued logic (Kleene): what is not known is not a yes. The order no < unknown < yes makes "and" the minimum
/// and "or" the maximum.
enum class answer : signed char { no = -1, unknown = 0, yes = 1 };

[[nodiscard]] constexpr answer both(answer a, answer b) noexcept { return a < b ? a : b; }
[[nodiscard]] constexpr answer either(answer a, answer b) noexcept { return a < b ? b : a; }
[[nodiscard]] constexpr answer opposite(answer a) noexcept { return static_cast<answer>(-static_cast<int>(a)); }
[[nodiscard]] constexpr answer to_answer(bool b) noexcept { return b ? answer::yes : answer::no; }

/// Lower bound of "rising", "positive": the half-open interval [above_zero, unbounded) is x > 0. "Falling" is
/// [-unbounded, 0). Replace either by a dead band to ignore small changes.
inline constexpr double above_zero = std::numeric_limits<double>::min();

/// What is known: the value of a named quantity. NaN, like a quantity that is not listed, is unknown.
struct reading {
    std::string_view quantity;
    double value;
};

/// from <= quantity < to.
struct condition {
    std::string quantity;
    double from = -unbounded;
    double to = unbounded;
};

/// A row of a decision table: where all conditions hold, the name applies, and the note says what follows from it.
struct rule {
    std::string name;
    std::string note;
    std::vector<condition> when;
};

/// A table to read, change and extend: table[0].when[1].to = 30; table.push_back({...});
using decision_table = std::vector<rule>;

/// A condition, the value it met (NaN: none), and whether it holds.
struct evidence {
    condition what;
    double value;
    answer holds;
};

/// finding::row of a rule that is in no table.
inline constexpr std::size_t no_row = static_cast<std::size_t>(-1);

/// A row of the table, whether it holds, and why.
struct finding {
    std::size_t row;
    std::string name, note;
    answer holds;
    std::vector<evidence> because; ///< one a condition, in the order of the row
};

/// Result of evaluate().
struct findings {
    std::vector<finding> matching;    ///< every row that holds, the most specific first
    std::vector<finding> undecided;   ///< rows that hold or not depending on what is missing, likewise in order
    std::vector<std::string> missing; ///< the quantities that would decide them, each once
};

/// Value of a quantity, NaN where it is not among the readings; the last reading of a name counts.
[[nodiscard]] inline double value_of(std::span<const reading> readings, std::string_view quantity)
{
    double value = std::numeric_limits<double>::quiet_NaN();
    for (const reading& r : readings)
        if (r.quantity == quantity) value = r.value;
    return value;
}

/// Whether a condition holds for a value of its quantity: unknown where that is NaN.
[[nodiscard]] inline answer holds(const condition& c, double value)
{
    return std::isnan(value) ? answer::unknown : to_answer(within(value, c.from, c.to));
}

/// Whether one condition holds: unknown where the quantity is.
[[nodiscard]] inline answer holds(const condition& c, std::span<const reading> readings)
{
    return holds(c, value_of(readings, c.quantity));
}

/// One condition with its evidence.
[[nodiscard]] inline evidence examine(const condition& c, std::span<const reading> readings)
{
    const double value = value_of(readings, c.quantity);
    return {c, value, holds(c, value)};
}

/// One row with its evidence. A row holds if all its conditions do: one "no" decides, whatever is missing.
[[nodiscard]] inline finding examine(const rule& r, std::span<const reading> readings)
{
    finding f{no_row, r.name, r.note, answer::yes, {}};
    for (const condition& c : r.when) {
        f.because.push_back(examine(c, readings));
        f.holds = both(f.holds, f.because.back().holds);
    }
    return f;
}

/// How many of a list of conditions hold, fail, and are unknown, with the evidence.
struct tally {
    int yes = 0, no = 0, unknown = 0;
    std::vector<evidence> because;
};
[[nodiscard]] inline tally tally_of(std::span<const condition> conditions, std::span<const reading> readings)
{
    tally t;
    for (const condition& c : conditions) {
        t.because.push_back(examine(c, readings));
        switch (t.because.back().holds) {
        case answer::yes:
            ++t.yes;
            break;
        case answer::no:
            ++t.no;
            break;
        case answer::unknown:
            ++t.unknown;
            break;
        }
    }
    return t;
}

/// Whether a implies b: wherever all conditions of a hold, so do those of b, because each interval of b contains an
/// interval of a on the same quantity.
[[nodiscard]] inline bool implies(const rule& a, const rule& b)
{
    return std::all_of(b.when.begin(), b.when.end(), [&](const condition& outer) {
        return std::any_of(a.when.begin(), a.when.end(), [&](const condition& inner) {
            return inner.quantity == outer.quantity && inner.from >= outer.from && inner.to <= outer.to;
        });
    });
}

/// Rows of a table, the most specific first: more conditions before fewer; among as many, a row that lies inside
/// others (implies() them) before these; then the order of the table.
///
/// rows     which rows to order. A row that could hold implies only rows that could, so these suffice
/// rule_at  the rule of a row
template <class RuleAt>
void sort_by_specificity(std::vector<std::size_t>& rows, const RuleAt& rule_at)
{
    struct place {
        std::size_t row, conditions, inside;
    };
    std::vector<place> places;
    for (const std::size_t i : rows) {
        std::size_t inside = 0;
        for (const std::size_t j : rows) inside += i != j && implies(rule_at(i), rule_at(j));
        places.push_back({i, rule_at(i).when.size(), inside});
    }
    std::stable_sort(places.begin(), places.end(), [](const place& a, const place& b) {
        return a.conditions != b.conditions ? a.conditions > b.conditions : a.inside > b.inside;
    });
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = places[i].row;
}

namespace detail {

inline void check_rule(const rule& r)
{
    if (r.when.empty()) throw std::invalid_argument("smirk::signals::evaluate: rule '" + r.name + "' has no condition");
    for (const condition& c : r.when)
        if (c.quantity.empty() || !(c.from < c.to))
            throw std::invalid_argument("smirk::signals::evaluate: rule '" + r.name + "' expects '" + c.quantity +
                                        "' in [" + std::to_string(c.from) + ", " + std::to_string(c.to) + ")");
}

/// evaluate() of n rules, wherever they lie.
template <class RuleAt>
findings evaluate_rules(std::size_t n, const RuleAt& rule_at, std::span<const reading> readings)
{
    std::vector<std::size_t> open;
    for (std::size_t row = 0; row < n; ++row) {
        const rule& r = rule_at(row);
        check_rule(r);
        const auto refutes = [&](const condition& c) { return holds(c, readings) == answer::no; };
        if (std::none_of(r.when.begin(), r.when.end(), refutes)) open.push_back(row);
    }
    sort_by_specificity(open, rule_at);
    findings all;
    for (const std::size_t row : open) {
        finding f = examine(rule_at(row), readings);
        f.row = row;
        if (f.holds == answer::yes) {
            all.matching.push_back(std::move(f));
            continue;
        }
        for (const evidence& e : f.because)
            if (e.holds == answer::unknown &&
                std::find(all.missing.begin(), all.missing.end(), e.what.quantity) == all.missing.end())
                all.missing.push_back(e.what.quantity);
        all.undecided.push_back(std::move(f));
    }
    return all;
}

} // namespace detail

/// Every row that holds, and every row that could.
///
/// table     rows with their conditions; rows may overlap and may leave situations uncovered
/// readings  what is known, in any order
/// returns   all matching rows, the most specific first; the rows that missing readings leave open; what is missing.
///           Rows that a reading refutes are in neither list: examine() tells why
/// throws    std::invalid_argument if a condition has from >= to or no quantity, or a row has no condition
/// cost      rows x conditions x readings comparisons of names; nothing is copied of a row that is refuted
[[nodiscard]] inline findings evaluate(const decision_table& table, std::span<const reading> readings)
{
    return detail::evaluate_rules(
        table.size(), [&](std::size_t row) -> const rule& { return table[row]; }, readings);
}

} // namespace smirk::inline SMIRK_ABI::signals
