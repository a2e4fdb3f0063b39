// SPDX-License-Identifier: BSL-1.0
#include "all_reference_fits.hpp"

namespace garch = smirk::garch;

TEST_CASE("all reference fits: GARCH in mean")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    REQUIRE(all_fits::check_all<garch::garch_in_mean>("garchm") == 8);
    REQUIRE(all_fits::check_all<garch::garch_in_mean_of<garch::risk::variance>>("garchm2") == 8);
}
