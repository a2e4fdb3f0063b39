// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/rules.hpp>

#include "support/catch.hpp"

#include <limits>
#include <string>
#include <vector>

using namespace smirk;
using signals::answer;
using signals::reading;
using signals::unbounded;

TEST_CASE("three-valued logic: the tables of Kleene")
{
    const answer all[] = {answer::no, answer::unknown, answer::yes};
    const answer conjunction[3][3] = {{answer::no, answer::no, answer::no},
                                      {answer::no, answer::unknown, answer::unknown},
                                      {answer::no, answer::unknown, answer::yes}};
    const answer disjunction[3][3] = {{answer::no, answer::unknown, answer::yes},
                                      {answer::unknown, answer::unknown, answer::yes},
                                      {answer::yes, answer::yes, answer::yes}};
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) {
            REQUIRE(both(all[i], all[j]) == conjunction[i][j]);
            REQUIRE(either(all[i], all[j]) == disjunction[i][j]);
        }
    REQUIRE(opposite(answer::yes) == answer::no);
    REQUIRE(opposite(answer::unknown) == answer::unknown);
}

TEST_CASE("a condition is half-open; what is missing or NaN is unknown")
{
    const signals::condition c{"vix", 15, 25};
    const auto at = [&](double x) { return signals::holds(c, std::vector<reading>{{"vix", x}}); };
    REQUIRE(at(15) == answer::yes);
    REQUIRE(at(25) == answer::no);
    REQUIRE(at(std::numeric_limits<double>::quiet_NaN()) == answer::unknown);
    REQUIRE(signals::holds(c, std::vector<reading>{{"vvix", 90}}) == answer::unknown);
    REQUIRE(signals::holds({"x", signals::above_zero, unbounded}, std::vector<reading>{{"x", 0.0}}) == answer::no);
    REQUIRE(signals::holds({"x", signals::above_zero, unbounded}, std::vector<reading>{{"x", 1e-300}}) == answer::yes);
}

TEST_CASE("one refuted condition decides a row whatever is missing")
{
    const signals::rule row{"row", "", {{"a", 0, 1}, {"b", 0, 1}}};
    REQUIRE(signals::examine(row, std::vector<reading>{{"a", 5}}).holds == answer::no);
    REQUIRE(signals::examine(row, std::vector<reading>{{"a", 0.5}}).holds == answer::unknown);
    const auto f = signals::examine(row, std::vector<reading>{{"a", 0.5}, {"b", 0.5}});
    REQUIRE(f.holds == answer::yes);
    REQUIRE(f.because.size() == 2);
    REQUIRE(f.because[1].what.quantity == "b");
    REQUIRE(f.because[1].value == 0.5);
}

TEST_CASE("all matching rows are returned: more conditions first, inner before outer, then the order of the table")
{
    const signals::decision_table table{
        {"outer", "", {{"r", 50, unbounded}, {"p", 60, unbounded}}},
        {"single", "", {{"r", 0, unbounded}}},
        {"inner", "", {{"r", 70, unbounded}, {"p", 80, unbounded}}},
        {"three", "", {{"r", 0, unbounded}, {"p", 0, unbounded}, {"s", 0, unbounded}}},
        {"other", "", {{"r", 60, unbounded}, {"s", 0, unbounded}}},
    };
    const auto all = signals::evaluate(table, std::vector<reading>{{"r", 90}, {"p", 90}, {"s", 1}});
    std::vector<std::string> names;
    for (const auto& f : all.matching) names.push_back(f.name);
    REQUIRE(names == std::vector<std::string>{"three", "inner", "outer", "other", "single"});
    REQUIRE(all.matching[1].row == 2);
    REQUIRE(all.undecided.empty());
    REQUIRE(all.missing.empty());
}

TEST_CASE("missing readings leave rows undecided and are named once, if they matter")
{
    const signals::decision_table table{
        {"needs c", "", {{"a", 0, 1}, {"c", 0, 1}}},
        {"needs c and d", "", {{"a", 0, 1}, {"c", 0, 1}, {"d", 0, 1}}},
        {"refuted, so e does not matter", "", {{"a", 2, 3}, {"e", 0, 1}}},
        {"holds", "", {{"a", 0, 1}}},
    };
    const auto all = signals::evaluate(table, std::vector<reading>{{"a", 0.5}});
    REQUIRE(all.matching.size() == 1);
    REQUIRE(all.matching[0].name == "holds");
    REQUIRE(all.undecided.size() == 2);
    REQUIRE(all.undecided[0].name == "needs c and d");
    REQUIRE(all.missing == std::vector<std::string>{"c", "d"});
}

TEST_CASE("a table is data: change a threshold, add a row")
{
    signals::decision_table table{{"row", "", {{"a", 0, 1}}}};
    const std::vector<reading> now{{"a", 1.5}};
    REQUIRE(signals::evaluate(table, now).matching.empty());
    table[0].when[0].to = 2;
    table.push_back({"my own", "what to do", {{"a", 1, unbounded}}});
    REQUIRE(signals::evaluate(table, now).matching.size() == 2);
}

TEST_CASE("a table that cannot hold is refused with the name of the rule")
{
    REQUIRE_THROWS_WITH(signals::evaluate({{"bad", "", {{"a", 2, 1}}}}, std::vector<reading>{}),
                        "smirk::signals::evaluate: rule 'bad' expects 'a' in [2.000000, 1.000000)");
    REQUIRE_THROWS_AS(signals::evaluate({{"none", "", {}}}, std::vector<reading>{}), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::evaluate({{"no name", "", {{"", 0, 1}}}}, std::vector<reading>{}),
                      std::invalid_argument);
}
