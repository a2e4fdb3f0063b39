// SPDX-License-Identifier: BSL-1.0
#include "replication/merton.hpp"
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/replication/moments.hpp>
#include <smirk/replication/skew_index.hpp>

using namespace smirk::replication;

TEST_CASE("the split terms that the exchange printed")
{
    // SKEW white paper 2010: F = 1106.85, K0 = 1105
    const auto printed = skew_split_terms(1106.85, 1105);
    REQUIRE_THAT(printed.e1, WithinAbs(1.40e-6, 5e-9));
    REQUIRE_THAT(printed.e2, WithinAbs(-4.2e-6, 5e-8));
    REQUIRE_THAT(printed.e3, WithinAbs(1.176e-11, 1e-14)); // 1.1752e-11: printed from rounded terms
    const auto exact = skew_split_terms(1106.85, 1105, skew_formula::exact);
    REQUIRE(exact.e1 == printed.e1);
    REQUIRE_THAT(exact.e2, WithinAbs(-2.803e-6, 5e-10));
    REQUIRE_THAT(exact.e3, WithinAbs(9.374e-9, 5e-13));
}

TEST_CASE("with the exact terms it is the skewness of the moments")
{
    const double years = 30.0 / 365;
    const support::merton jumps{.vol = .15, .intensity = 1, .mean = -.1, .sd = .1, .years = years};
    const auto quotes = support::priced_quotes([&](double k, bool call) { return jumps.price(101.7, k, call); }, 50,
                                               200, 2.5, years, 0.03);
    const auto strip = cboe_strip(quotes.slice());
    REQUIRE_THAT(cboe_skewness(strip, skew_formula::exact), WithinRel(moments(strip).skewness, 1e-11));
    REQUIRE(cboe_skewness(strip, skew_formula::published) != cboe_skewness(strip, skew_formula::exact));
}

TEST_CASE("SKEW at four official closes")
{
    struct day {
        const char *date, *near, *next;
        double official;
    };
    const day closes[] = {{"2022-02-04", "2022-02-18 SPX", "2022-03-18 SPX", 129.29},
                          {"2023-05-05", "2023-05-19 SPX", "2023-06-16 SPX", 134.32},
                          {"2023-05-23", "2023-06-16 SPX", "2023-07-21 SPX", 136.42},
                          {"2024-01-05", "2024-01-19 SPX", "2024-02-16 SPX", 132.68}};
    for (const auto& [date, near, next, official] : closes) {
        const auto file = std::string("chains/SPX_") + date + ".csv";
        SKIP_WITHOUT_SHARED_DATA(file);
        const auto chain = support::read_chain(support::shared_data(file));
        const auto strip = [&](const char* name) { return cboe_strip(chain.at(name).slice()); };
        const auto skew = skew_index(strip(near), strip(next));
        REQUIRE(skew);
        REQUIRE_THAT(skew.index, WithinAbs(official, 0.07)); // a snapshot at 16:15, the close a minute or so apart
    }
}

TEST_CASE("no skewness, no index; the status of the term says why")
{
    const option_strip none{.years = 0.1, .status = strip_status::no_calls};
    const option_strip later{.years = 0.2, .status = strip_status::no_calls};
    const auto skew = skew_index(none, later);
    REQUIRE_FALSE(skew);
    REQUIRE(skew.near_status == strip_status::no_calls);
    REQUIRE_THROWS_AS(skew_index(later, none), std::invalid_argument);
}
