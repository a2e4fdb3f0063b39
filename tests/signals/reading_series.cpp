// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/reading_series.hpp>

#include "support/catch.hpp"

#include <limits>
#include <vector>

using namespace smirk;
using signals::answer;

TEST_CASE("a table over time: row by row of named series")
{
    const std::vector<double> a{0.5, 1.5, std::numeric_limits<double>::quiet_NaN()}, b{0.5};
    const std::vector<signals::reading_series> history{{"a", a}, {"b", b}};
    const signals::rule row{"row", "", {{"a", 0, 1}, {"b", 0, 1}}};
    REQUIRE(signals::examine(row, signals::readings_at(history, 0)).holds == answer::yes);
    REQUIRE(signals::examine(row, signals::readings_at(history, 1)).holds == answer::no);
    REQUIRE(signals::examine(row, signals::readings_at(history, 2)).holds == answer::unknown);
}

TEST_CASE("a series that ends is unknown from the row after its last")
{
    const std::vector<double> two{1, 2};
    const std::vector<smirk::signals::reading_series> series{{"short", two}};
    REQUIRE(smirk::signals::readings_at(series, 1).size() == 1);
    REQUIRE(smirk::signals::readings_at(series, 2).empty());
}
