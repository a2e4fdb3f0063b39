// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/fit_status.hpp>

#include "support/catch.hpp"

#include <string>

namespace garch = smirk::garch;
using garch::fit_status;

TEST_CASE("fit_status: converged and at a bound are usable, the rest is not")
{
    REQUIRE(usable(fit_status::converged));
    REQUIRE(usable(fit_status::at_bound));
    for (const auto s :
         {fit_status::stalled, fit_status::max_iterations, fit_status::too_few_observations, fit_status::invalid_input})
        REQUIRE_FALSE(usable(s));
}

TEST_CASE("fit_status: has words")
{
    REQUIRE(std::string(to_string(fit_status::at_bound)) == "at bound");
    REQUIRE(std::string(to_string(fit_status::invalid_input)) == "invalid input");
}

TEST_CASE("fit_status: each has words of its own")
{
    REQUIRE(std::string(to_string(fit_status::converged)) == "converged");
    REQUIRE(std::string(to_string(fit_status::stalled)) == "stalled");
    REQUIRE(std::string(to_string(fit_status::max_iterations)) == "maximum of iterations reached");
    REQUIRE(std::string(to_string(fit_status::too_few_observations)) == "too few observations");
    REQUIRE(std::string(to_string(static_cast<fit_status>(99))) == "unknown");
}
