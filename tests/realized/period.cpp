// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/period.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace realized = smirk::realized;

namespace {

constexpr realized::price_needs all{.open = true, .high = true, .low = true, .close = true, .previous_close = true};
constexpr realized::price_needs range{.high = true, .low = true};
constexpr realized::price_needs closes{.close = true, .previous_close = true};
constexpr realized::price_needs day{.open = true, .close = true};

template <realized::price_needs Needs>
bool usable(double open, double high, double low, double close, double previous_close)
{
    const double zero =
        realized::detail::zero_if_usable<Needs>(realized::period<double>{open, high, low, close, previous_close});
    REQUIRE((zero == 0 || std::isnan(zero)));
    return zero == 0;
}

} // namespace

TEST_CASE("period: 0 < low <= open, close <= high, and a close before")
{
    REQUIRE(usable<all>(10, 12, 9, 11, 10));
    REQUIRE(usable<all>(10, 10, 10, 10, 500)); // a bar of one price, after a gap
    REQUIRE(usable<all>(1e-8, 1.1e-8, 0.9e-8, 1e-8, 1e-8));
    REQUIRE(usable<all>(1e12, 1.1e12, 0.9e12, 1e12, 1e12));
    REQUIRE_FALSE(usable<all>(13, 12, 9, 11, 10)); // open above high
    REQUIRE_FALSE(usable<all>(8, 12, 9, 11, 10));
    REQUIRE_FALSE(usable<all>(10, 12, 9, 12.5, 10));
    REQUIRE_FALSE(usable<all>(10, 12, 9, 8.5, 10));
    REQUIRE_FALSE(usable<all>(10, 9, 12, 11, 10)); // high below low
    REQUIRE_FALSE(usable<all>(10, 12, 0, 11, 10));
    REQUIRE_FALSE(usable<all>(10, 12, 9, 11, 0));
    REQUIRE_FALSE(usable<all>(10, 12, 9, 11, -1));
    REQUIRE_FALSE(usable<all>(10, INFINITY, 9, 11, 10));
    REQUIRE_FALSE(usable<all>(10, 12, 9, 11, INFINITY));
    REQUIRE_FALSE(usable<all>(-10, -9, -12, -11, -10));
}

TEST_CASE("period: prices that are not read do not matter")
{
    REQUIRE(usable<range>(-1, 12, 9, 100, 0));
    REQUIRE_FALSE(usable<range>(10, 9, 12, 10, 10));
    REQUIRE(usable<closes>(-1, 9, 12, 100, 50));
    REQUIRE_FALSE(usable<closes>(1, 2, 1, 0, 50));
    REQUIRE_FALSE(usable<closes>(1, 2, 1, 1, 0));
    REQUIRE(usable<day>(10, 0, 0, 11, 0));
    REQUIRE_FALSE(usable<day>(0, 0, 0, 11, 0));
    REQUIRE_FALSE(usable<day>(10, 0, 0, INFINITY, 0));
}
