// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/iv_character.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace smirk;
using signals::reading;
namespace q = signals::quantity;

namespace {
std::vector<std::string> names(const signals::decision_table& table, double rank, double percentile)
{
    std::vector<std::string> list;
    const std::vector<reading> now{{q::iv_rank, rank}, {q::iv_percentile, percentile}};
    for (const auto& f : signals::evaluate(table, now).matching) list.push_back(f.name);
    return list;
}
using list = std::vector<std::string>;
} // namespace

TEST_CASE("character of the market: the extreme row lies inside the high one and comes first")
{
    const auto at = [](double rank, double percentile) { return names(signals::iv_character(), rank, percentile); };
    REQUIRE(at(60, 70) == list{"vol high throughout"});
    REQUIRE(at(75, 85) == list{"extreme vol", "vol high throughout"});
    REQUIRE(at(10, 20) == list{"vol compressed"});
    REQUIRE(at(15, 65) == list{"calm now, elevated for its history"}); // rank 15, percentile 65: an old spike
    REQUIRE(at(35, 50).empty());
}

TEST_CASE("rules of thumb of the rank contradict each other only in what they recommend")
{
    REQUIRE(names(signals::iv_rank_rules(), 40, 40) == list{"premium rich"});
    REQUIRE(names(signals::iv_rank_rules(), 15, 65) == list{"old spike", "premium thin"});
    REQUIRE(names(signals::iv_rank_rules(), 25, 40).empty());
}

TEST_CASE("rank of the VIX, and rank around the monthly expiry")
{
    REQUIRE(names(signals::vix_rank_rules(), 75, 0) == list{"historically elevated"});
    REQUIRE(names(signals::vix_rank_rules(), 29, 0) == list{"subdued"});
    const auto at = [](double rank, double days) {
        return signals::evaluate(signals::expiry_rank_rules(),
                                 std::vector<reading>{{q::iv_rank, rank}, {q::days_since_expiry, days}})
            .matching.size();
    };
    REQUIRE(at(95, 0) == 1);
    REQUIRE(at(95, 6) == 0);
    REQUIRE(at(5, 3) == 1);
}

TEST_CASE("on a stock's 20-day vol, 22 years, half of the days match no row and a seventh match two")
{
    SKIP_WITHOUT_SHARED_DATA("realized/ivr_ivp_ref.csv");
    const auto reference = support::read_csv(support::shared_data("realized/ivr_ivp_ref.csv"));
    const auto rank = reference.numbers("ivr_incl"), percentile = reference.numbers("ivp_prior_strict");
    const auto table = signals::iv_character();
    double none = 0, two = 0, days = 0;
    for (std::size_t t = 0; t < rank.size(); ++t) {
        if (std::isnan(rank[t] + percentile[t])) continue;
        const auto n = names(table, rank[t], percentile[t]).size();
        days += 1, none += n == 0, two += n == 2;
    }
    REQUIRE(days == 5279); // counted with pandas: boolean columns and a sum
    REQUIRE(none == 2580); // 48.9 %
    REQUIRE(two == 800);   // 15.2 %
}
