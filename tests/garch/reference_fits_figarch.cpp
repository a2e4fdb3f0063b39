// SPDX-License-Identifier: BSL-1.0
#include "all_reference_fits.hpp"

namespace garch = smirk::garch;

TEST_CASE("all reference fits: FIGARCH, and none was left out")
{
    SKIP_WITHOUT_SHARED_DATA(reference::fits_file);
    REQUIRE(all_fits::check_all<garch::figarch>("figarch") == 28);
    for (const std::string& name : reference::fits().names) {
        const std::string model = all_fits::parse(name).model;
        REQUIRE((model == "garch" || model == "gjr" || model == "garchm" || model == "garchm2" || model == "egarch" ||
                 model == "aparch" || model == "figarch"));
    }
    REQUIRE(reference::fits().names.size() == 144);
}
