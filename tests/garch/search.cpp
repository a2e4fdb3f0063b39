// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/search.hpp>

#include "support/catch.hpp"

namespace search = smirk::garch::search;

TEST_CASE("search: the coordinate of the persistence covers [0, 1], both ends included")
{
    const auto range = search::persistence_range("0", "1");
    REQUIRE_THAT(search::persistence(range.lower), WithinAbs(0, 1e-15));
    REQUIRE_THAT(search::persistence(range.upper), WithinAbs(1, 1e-15));
    for (const double p : {0.0, 0.3, 0.9, 0.999, 1.0})
        REQUIRE_THAT(search::persistence(search::coordinate_of_persistence(p)), WithinAbs(p, 1e-15));
}

TEST_CASE("search: shares")
{
    REQUIRE_THAT(search::share(1, 3), WithinRel(0.25, 1e-15));
    REQUIRE(search::share(0, 0) == 0);
}
