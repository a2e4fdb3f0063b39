// SPDX-License-Identifier: BSL-1.0
// The worked examples of the Cboe VIX white papers: the same quotes at two times, every printed figure.
#include "replication/option_quotes.hpp"
#include "support/catch.hpp"

#include <smirk/replication/cboe_index.hpp>

#include <string>

using namespace smirk::replication;

namespace {

support::option_quotes example(const char* term, double minutes, double rate)
{
    return support::read_quotes(SMIRK_TEST_DATA "/cboe_example_" + std::string(term) + ".csv", minutes / 525600, rate);
}

} // namespace

TEST_CASE("Cboe 2014: the example to the last printed digit")
{
    const auto near = example("near", 35924, 0.000305), next = example("next", 46394, 0.000286);
    const auto vix = cboe_index(near.slice(), next.slice());
    REQUIRE(vix);
    REQUIRE_THAT(vix.near.years, WithinAbs(0.0683486, 5e-8));
    REQUIRE_THAT(vix.next.years, WithinAbs(0.0882686, 5e-8));
    REQUIRE_THAT(vix.near.forward, WithinAbs(1962.89996, 5e-6));
    REQUIRE_THAT(vix.next.forward, WithinAbs(1962.40006, 5e-6));
    REQUIRE(vix.near.reference_strike == 1960);
    REQUIRE(vix.next.reference_strike == 1960);
    REQUIRE_THAT(vix.near.split_term, WithinAbs(0.00003203, 5e-9));
    REQUIRE_THAT(vix.next.split_term, WithinAbs(0.00001699, 5e-9));
    REQUIRE_THAT(vix.near.variance, WithinAbs(0.01846292, 5e-9));
    REQUIRE_THAT(vix.next.variance, WithinAbs(0.01882101, 5e-9));
    REQUIRE_THAT(vix.index, WithinAbs(13.685821, 5e-7));
}

TEST_CASE("Cboe 2014: what does not count, and where the wings end")
{
    // The paper: 1370 is the last put with a bid before two zero bids, 2125 the last call.
    const auto v = cboe_variance(example("near", 35924, 0.000305).slice());
    REQUIRE(v.contributions.front().strike == 1370);
    REQUIRE(v.contributions.back().strike == 2125);
    REQUIRE(v.contributions.size() == 146);
    REQUIRE(count(v.dropped, drop_reason::zero_bid) >= 4);
    REQUIRE(count(v.dropped, drop_reason::null_quote) == 0);
    REQUIRE(v.dropped.size() + v.contributions.size() == 186);
}

TEST_CASE("Cboe 2022: every printed contribution")
{
    const std::pair<const char*, support::option_quotes> terms[] = {{"near", example("near", 34484, 0.00031664)},
                                                                    {"next", example("next", 44954, 0.00028797)}};
    const double sum[] = {0.0006320516, 0.0008314016}, variance[] = {0.019233906, 0.019423884};
    for (int i = 0; i < 2; ++i) {
        const auto& [name, quotes] = terms[i];
        const auto v = cboe_variance(quotes.slice());
        const auto printed =
            support::read_csv(SMIRK_TEST_DATA "/cboe_2022_contributions_" + std::string(name) + ".csv");
        const auto strike = printed.numbers("strike"), mid = printed.numbers("mid");
        const auto contribution = printed.numbers("contribution");
        REQUIRE(v.contributions.size() == strike.size());
        double total = 0;
        for (std::size_t j = 0; j < strike.size(); ++j) {
            const auto& c = v.contributions[j];
            REQUIRE(c.strike == strike[j]);
            REQUIRE_THAT(c.price, WithinAbs(mid[j], 1e-9));
            REQUIRE_THAT(c.variance * v.years / 2, WithinAbs(contribution[j], 5.001e-11)); // printed to ten places
            total += c.variance * v.years / 2;
        }
        REQUIRE_THAT(total, WithinAbs(sum[i], 5e-11));
        REQUIRE_THAT(v.variance, WithinAbs(variance[i], 5e-10));
    }
    const auto vix = cboe_index(terms[0].second.slice(), terms[1].second.slice());
    REQUIRE_THAT(std::sqrt(vix.variance), WithinAbs(0.13927842, 5e-9));
}
