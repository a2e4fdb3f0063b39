// SPDX-License-Identifier: BSL-1.0
#include "all_reference_fits.hpp"

namespace garch = smirk::garch;

TEST_CASE("all reference fits: APARCH")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    REQUIRE(all_fits::check_all<garch::aparch>("aparch") == 28);
}
