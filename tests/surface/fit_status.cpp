// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/fit_status.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace smirk::surface;

TEST_CASE("fit_status: usable, told apart, and ordered from good to bad", "[surface][fit_status]")
{
    const fit_status all[] = {fit_status::converged, fit_status::at_bound, fit_status::stalled,
                              fit_status::max_iterations, fit_status::too_few_points};
    std::set<std::string> names;
    for (auto s : all) names.insert(to_string(s));
    REQUIRE(names.size() == 5);
    REQUIRE(names.count("unknown") == 0);
    REQUIRE(std::string(to_string(static_cast<fit_status>(77))) == "unknown");
    // what fits of a surface rely on when they take the worst of their slices
    REQUIRE(std::is_sorted(std::begin(all), std::end(all)));
    REQUIRE(std::is_partitioned(std::begin(all), std::end(all), usable));
    static_assert(usable(fit_status::at_bound) && !usable(fit_status::stalled));
}
