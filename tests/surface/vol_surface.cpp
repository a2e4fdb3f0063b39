// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_surface.hpp>

using namespace smirk::surface;

namespace {

struct flat {
    double w;
    [[nodiscard]] double total_variance(double) const { return w; }
};
struct flat_surface {
    [[nodiscard]] flat smile(double years) const { return {0.04 * years}; }
};
struct surface_of_vols {
    [[nodiscard]] double smile(double) const { return 0.2; } // a vol is no smile
};
struct one_smile {
    [[nodiscard]] flat smile() const { return {0.04}; } // at no time
};

} // namespace

TEST_CASE("vol_surface: a smile for each time, and nothing else", "[surface][vol_surface]")
{
    static_assert(vol_surface<flat_surface>);
    static_assert(vol_surface<svi_surface>);
    static_assert(!vol_surface<surface_of_vols>);
    static_assert(!vol_surface<one_smile>);
    static_assert(!vol_surface<flat>);
    REQUIRE(flat_surface{}.smile(0.5).total_variance(0.1) == 0.02);
}
