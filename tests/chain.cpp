// SPDX-License-Identifier: BSL-1.0
#include <smirk/chain.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

namespace col = smirk::col;
using smirk::option_type;
using smirk::row_fault;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct quote {
    double strike;
    option_type type;
    double years, bid, ask, open_interest, rate;
};

auto table(const std::vector<quote>& rows)
{
    return smirk::records(rows, col::strike(&quote::strike), col::type(&quote::type), col::years(&quote::years),
                          col::bid(&quote::bid), col::ask(&quote::ask), col::open_interest(&quote::open_interest),
                          col::rate(&quote::rate));
}

} // namespace

TEST_CASE("pivot() makes one row a strike from one row an option, in any order", "[chain]")
{
    const std::vector<quote> rows{
        {110, option_type::call, 0.5, 3.0, 3.2, 30, 0.02}, {100, option_type::put, 0.25, 4.0, 4.4, 20, 0.01},
        {90, option_type::put, 0.25, 1.0, 1.1, 10, 0.01},  {100, option_type::call, 0.25, 5.0, 5.5, 40, 0.01},
        {100, option_type::call, 0.5, 7.0, 7.5, 50, 0.02},
    };
    const auto result = smirk::pivot(table(rows));
    CHECK(result.rejected.empty());
    REQUIRE(result.chain.size() == 2);

    const auto near = result.chain[0];
    CHECK(near.years == 0.25);
    CHECK(near.rate == 0.01);
    REQUIRE(near.quotes.size() == 2);
    CHECK(near.quotes[col::strike][0] == 90);
    CHECK(std::isnan(near.quotes[col::call_bid][0])); // no call is quoted at 90
    CHECK(near.quotes[col::put_ask][0] == 1.1);
    CHECK(near.quotes[col::call_ask][1] == 5.5);
    CHECK(near.quotes[col::put_bid][1] == 4.0);
    CHECK(near.quotes[col::call_open_interest][1] == 40);
    CHECK(result.chain[1].quotes.size() == 2);

    double previous = 0;
    for (const auto& slice : result.chain) {
        CHECK(slice.years > previous);
        previous = slice.years;
    }
}

TEST_CASE("pivot() loses nothing: what it leaves out is listed with a reason", "[chain]")
{
    const std::vector<quote> rows{
        {100, option_type::call, 0.25, 5.0, 5.5, 0, 0}, {100, option_type::call, 0.25, 6.0, 6.5, 0, 0},
        {100, option_type::put, 0, 1.0, 1.5, 0, 0},     {100, option_type::put, -0.1, 1.0, 1.5, 0, 0},
        {100, option_type::put, missing, 1.0, 1.5, 0, 0},   {missing, option_type::put, 0.25, 1.0, 1.5, 0, 0},
        {-5, option_type::put, 0.25, 1.0, 1.5, 0, 0},   {100, option_type::call, 0.25, 7.0, 7.5, 0, 0},
    };
    const auto result = smirk::pivot(table(rows));
    REQUIRE(result.chain.size() == 1);
    CHECK(result.chain[0].quotes[col::call_bid][0] == 5.0); // the first of the three rows counts
    const std::vector<std::pair<std::size_t, row_fault>> want{
        {1, row_fault::duplicate},  {2, row_fault::expired},    {3, row_fault::expired},  {4, row_fault::bad_years},
        {5, row_fault::bad_strike}, {6, row_fault::bad_strike}, {7, row_fault::duplicate}};
    REQUIRE(result.rejected.size() == want.size());
    for (std::size_t i = 0; i < want.size(); ++i) {
        CHECK(result.rejected[i].row == want[i].first);
        CHECK(result.rejected[i].fault == want[i].second);
    }
}

TEST_CASE("pivot() of nothing is an empty chain", "[chain]") { CHECK(smirk::pivot(table({})).chain.empty()); }

TEST_CASE("the chain owns its quotes", "[chain]")
{
    std::vector<quote> rows{{100, option_type::call, 0.25, 5.0, 5.5, 0, 0}};
    auto first = smirk::pivot(table(rows));
    const smirk::option_chain copy = first.chain;
    rows[0].bid = -1;
    first = {};
    CHECK(copy[0].quotes[col::call_bid][0] == 5.0);
}

TEST_CASE("wide slices can be added in order of expiry", "[chain]")
{
    const std::vector<double> strike{90, 100}, price{1, 2}, descending{100, 90}, with_nan{90, missing};
    const auto slice = [&](const std::vector<double>& k, double years) {
        return smirk::chain_slice{columns(col::strike(k), col::call_bid(price), col::call_ask(price),
                                          col::put_bid(price), col::put_ask(price)),
                                  years};
    };
    smirk::option_chain chain;
    chain.add(slice(strike, 0.1));
    CHECK(std::isnan(chain[0].rate));
    CHECK(std::isnan(chain[0].quotes[col::call_open_interest][0]));
    CHECK_THROWS_AS(chain.add(slice(strike, 0.1)), std::invalid_argument);
    CHECK_THROWS_AS(chain.add(slice(strike, missing)), std::invalid_argument);
    CHECK_THROWS_WITH(chain.add(slice(descending, 0.2)),
                      ContainsSubstring("strikes must be positive and ascend, strike[1] = 90"));
    CHECK_THROWS_AS(chain.add(slice(with_nan, 0.2)), std::invalid_argument);
    CHECK(chain.size() == 1);
}
