// SPDX-License-Identifier: BSL-1.0
#include <smirk/config.hpp>

#include "support/catch.hpp"

#include <string>

TEST_CASE("the version of the headers is the version of the package", "[config]")
{
    const auto version = std::to_string(smirk::version_major) + "." + std::to_string(smirk::version_minor) + "." +
                         std::to_string(smirk::version_patch);
    CHECK(version == SMIRK_CMAKE_VERSION);
}
