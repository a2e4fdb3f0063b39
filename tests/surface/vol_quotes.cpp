// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/vol_quotes.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace smirk::surface;

TEST_CASE("vol_quotes: expiries come out in order, quotes in the order they came", "[surface][vol_quotes]")
{
    vol_quotes quotes;
    REQUIRE(quotes.empty());
    quotes.add(100, 110, 1.0, 0.2);
    quotes.add(98, 98, 0.25, 0.3, 4);
    quotes.add_moneyness(-0.2, 1.0, 0.25, 0.5);
    quotes.add(100, 110, 1.0, 0.21);                  // the same strike again
    quotes.add_moneyness(0, 0.25 * (1 + 1e-15), 0.3); // a time of its own: they must agree exactly
    REQUIRE(quotes.size() == 3);
    REQUIRE(quotes[0].years == 0.25);
    REQUIRE(quotes[0].size() == 1);
    REQUIRE(quotes[0].k[0] == 0);
    REQUIRE(quotes[0].weight[0] == 4);
    REQUIRE_THAT(quotes[0].w[0], WithinRel(0.09 * 0.25, 1e-15));
    REQUIRE(quotes[2].years == 1);
    REQUIRE(quotes[2].size() == 3);
    REQUIRE_THAT(quotes[2].k[0], WithinRel(std::log(1.1), 1e-14));
    REQUIRE(quotes[2].k[1] == -0.2);
    REQUIRE(quotes[2].weight[0] == 1);
    std::size_t seen = 0;
    for (const expiry_quotes& e : quotes) seen += e.size();
    REQUIRE(seen == 5);
}

TEST_CASE("vol_quotes: vols that are none are kept for the fit to count", "[surface][vol_quotes]")
{
    vol_quotes quotes;
    quotes.add(100, 100, 1, NAN);
    quotes.add(100, 100, 1, 0);
    REQUIRE(quotes[0].size() == 2);
    REQUIRE(std::isnan(quotes[0].w[0]));
    REQUIRE(quotes[0].w[1] == 0);
}

TEST_CASE("vol_quotes: an expiry as a chain gives it", "[surface][vol_quotes]")
{
    struct { // what smile_quotes() returns, as far as it is looked at
        std::vector<double> k{-0.1, 0.1}, mid{0.25, 0.2}, weight{1, 9};
        double years = 0.5;
    } quoted;
    vol_quotes quotes;
    quotes.add(quoted);
    REQUIRE(quotes[0].k == quoted.k);
    REQUIRE(quotes[0].weight == quoted.weight);
    REQUIRE_THAT(quotes[0].w[0], WithinRel(0.0625 * 0.5, 1e-15));
}

TEST_CASE("vol_quotes: misuse leaves nothing behind", "[surface][vol_quotes]")
{
    const double inf = std::numeric_limits<double>::infinity();
    vol_quotes quotes;
    for (double bad : {0.0, -1.0, inf, static_cast<double>(NAN)}) {
        REQUIRE_THROWS_AS(quotes.add(bad, 100, 1, 0.2), std::invalid_argument);
        REQUIRE_THROWS_AS(quotes.add(100, bad, 1, 0.2), std::invalid_argument);
        REQUIRE_THROWS_AS(quotes.add(100, 100, bad, 0.2), std::invalid_argument);
        REQUIRE_THROWS_AS(quotes.add_moneyness(0, bad, 0.2), std::invalid_argument);
    }
    REQUIRE(quotes.empty());
}
