// SPDX-License-Identifier: BSL-1.0
#include "all_reference_fits.hpp"

namespace garch = smirk::garch;

TEST_CASE("all reference fits: EGARCH")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    REQUIRE(all_fits::check_all<garch::egarch>("egarch") == 24);
}
