// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/sampling.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <cstdint>

namespace col = smirk::col;
namespace realized = smirk::realized;

TEST_CASE("previous_tick: the last tick at or before each point")
{
    const std::vector<double> time{34200.5, 34201, 34201, 34204.2, 34209}, price{100, 101, 102, 103, 104};
    const auto grid = realized::previous_tick(smirk::columns(col::time(time), col::price(price)), 34200., 1., 12);
    REQUIRE(grid.size() == 12);
    REQUIRE(std::isnan(grid[0])); // nothing yet
    const double want[] = {102, 102, 102, 102, 103, 103, 103, 103, 104, 104, 104};
    for (std::size_t j = 1; j < 12; ++j) REQUIRE(grid[j] == want[j - 1]);
}

TEST_CASE("previous_tick: nanoseconds in an array of structs")
{
    struct trade {
        std::int64_t at;
        double price;
    };
    const std::int64_t second = 1'000'000'000, open = 1'700'000'000 * second;
    const std::vector<trade> trades{{open, 50}, {open + 1, 51}, {open + 3 * second, 52}};
    const auto ticks = smirk::records(trades, col::time(&trade::at), col::price(&trade::price));
    const auto grid = realized::previous_tick(ticks, open, second, 5);
    const double want[] = {50, 51, 51, 52, 52};
    for (std::size_t j = 0; j < 5; ++j) REQUIRE(grid[j] == want[j]);
}

TEST_CASE("previous_tick: no ticks, a bad step, times that descend")
{
    const std::vector<double> none, time{1, 0}, price{100, 101};
    REQUIRE(std::isnan(realized::previous_tick(smirk::columns(col::time(none), col::price(none)), 0., 1., 1)[0]));
    const auto ticks = smirk::columns(col::time(time), col::price(price));
    REQUIRE_THROWS_AS(realized::previous_tick(ticks, 0., 0., 3), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::previous_tick(ticks, 0., 1., 3), std::invalid_argument);
}

TEST_CASE("log_returns: one fewer than prices, NaN where there is no price")
{
    const auto r = realized::log_returns(std::vector<double>{100, 110, 0, 100, 90});
    REQUIRE(r.size() == 4);
    REQUIRE_THAT(r[0], WithinRel(std::log(1.1), 1e-15));
    REQUIRE(std::isnan(r[1]));
    REQUIRE(std::isnan(r[2]));
    REQUIRE_THAT(r[3], WithinRel(std::log(0.9), 1e-15));
    REQUIRE(realized::log_returns(std::vector<double>{}).empty());
}
