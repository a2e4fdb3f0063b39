// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/bands.hpp>

#include "support/catch.hpp"

#include <limits>

using namespace smirk;
using signals::band_of;

namespace {
const signals::band_table bands{{0, 15, "calm"}, {15, 22, "normal"}, {25, signals::unbounded, "stress"}};
}

TEST_CASE("bands are half-open: a boundary belongs to the band that begins there")
{
    REQUIRE(band_of(bands, 14.999).name == "calm");
    REQUIRE(band_of(bands, 15).name == "normal");
    REQUIRE(band_of(bands, 15).row == 1);
    REQUIRE(band_of(bands, 80).name == "stress");
}

TEST_CASE("an unbounded band holds infinity")
{
    REQUIRE(band_of(bands, std::numeric_limits<double>::infinity()).name == "stress");
    REQUIRE(signals::within(-std::numeric_limits<double>::infinity(), -signals::unbounded, 0));
    REQUIRE_FALSE(signals::within(std::numeric_limits<double>::quiet_NaN(), -signals::unbounded, signals::unbounded));
}

TEST_CASE("gaps, values outside and NaN have no band")
{
    for (const double x : {22.0, 24.9, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        REQUIRE(band_of(bands, x).row == signals::no_band);
        REQUIRE(band_of(bands, x).name.empty());
    }
}

TEST_CASE("a band with memory is left beyond its margin only")
{
    REQUIRE(band_of(bands, 15.5, 0, 1).name == "calm");
    REQUIRE(band_of(bands, 16, 0, 1).name == "normal"); // half-open here as well
    REQUIRE(band_of(bands, 14, 1, 1).name == "normal");
    REQUIRE(band_of(bands, 13.9, 1, 1).name == "calm");
    REQUIRE(band_of(bands, 22.5, 1, 1).name == "normal");
    REQUIRE(band_of(bands, 23.5, 1, 1).row == signals::no_band);
    REQUIRE(band_of(bands, 26, signals::no_band, 1).name == "stress");
    REQUIRE(band_of(bands, std::numeric_limits<double>::quiet_NaN(), 1, 1).row == signals::no_band);
}

TEST_CASE("a table that overlaps, or a band without extent, is refused with its name")
{
    REQUIRE_THROWS_WITH(
        band_of({{0, 15, "calm"}, {14, 20, "normal"}}, 1),
        "smirk::signals::band_of: bands must not overlap, band[1] 'normal' begins at 14.000000 before 15.000000");
    REQUIRE_THROWS_AS(band_of({{15, 15, "empty"}}, 15), std::invalid_argument);
    REQUIRE_THROWS_AS(band_of({{15, std::numeric_limits<double>::quiet_NaN(), "empty"}}, 15), std::invalid_argument);
    REQUIRE_THROWS_AS(band_of(bands, 1, 3, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(band_of(bands, 1, 0, -1), std::invalid_argument);
}
