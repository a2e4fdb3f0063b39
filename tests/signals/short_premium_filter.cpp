// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/short_premium_filter.hpp>
#include <smirk/signals/vrp.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace smirk;
using signals::answer;
using signals::reading;
namespace q = signals::quantity;

namespace {
answer filter(const std::vector<reading>& now) { return signals::examine(signals::short_premium_filter(), now).holds; }
const std::vector<reading> all_well{
    {q::nvrp, 1.4}, {q::rv_ratio, 0.9}, {q::dealer_gamma, 2e9}, {q::credit_spread_change, 0}};
} // namespace

TEST_CASE("only four times yes is a signal")
{
    REQUIRE(filter(all_well) == answer::yes);
    const reading bad[] = {
        {q::nvrp, 1.1}, {q::rv_ratio, 1.2}, {q::dealer_gamma, -1e9}, {q::credit_spread_change, 0.001}};
    for (const reading& r : bad) {
        auto now = all_well;
        now.push_back(r); // the last reading of a name counts
        REQUIRE(filter(now) == answer::no);
    }
}

TEST_CASE("a question without an answer is not a yes")
{
    for (std::size_t i = 0; i < all_well.size(); ++i) {
        auto now = all_well;
        now[i].value = std::numeric_limits<double>::quiet_NaN();
        REQUIRE(filter(now) == answer::unknown);
        now.erase(now.begin() + static_cast<std::ptrdiff_t>(i));
        REQUIRE(filter(now) == answer::unknown);
    }
    REQUIRE(filter({{q::nvrp, 0.9}}) == answer::no); // decided, whatever the rest
}

TEST_CASE("IV 28 at rank 70 after RV went from 12 to 25: rich by rank, not by premium")
{
    const std::vector<reading> now{{q::nvrp, signals::nvrp(0.28, 0.25)}, {q::rv_ratio, 0.25 / 0.12}};
    REQUIRE_THAT(now[0].value, WithinRel(1.12, 1e-14));
    REQUIRE_THAT(now[1].value, WithinAbs(2.08, 5e-3));
    REQUIRE(filter(now) == answer::no);
    const auto warnings = signals::evaluate(signals::short_premium_warnings(), now);
    REQUIRE(warnings.matching.size() == 1);
    REQUIRE(warnings.matching[0].name == "realized vol accelerates");
    REQUIRE(warnings.undecided.size() == 2);
}

TEST_CASE("when RV triples, a vega position goes to a third and a short gamma position to a ninth")
{
    REQUIRE_THAT(signals::size_for_vol(90, 0.10, 0.30, signals::size_rule::vega), WithinRel(30.0, 1e-14));
    REQUIRE_THAT(signals::size_for_vol(90, 0.10, 0.30, signals::size_rule::short_gamma), WithinRel(10.0, 1e-14));
    REQUIRE(std::isnan(signals::size_for_vol(90, 0.10, 0, signals::size_rule::vega)));
}

TEST_CASE("warnings: each of the three rows, and all at once")
{
    const auto warnings = [](double ratio, double gamma, double vvix, double skew) {
        std::string all;
        for (const auto& f :
             signals::evaluate(signals::short_premium_warnings(), std::vector<reading>{{q::rv_ratio, ratio},
                                                                                       {q::dealer_gamma, gamma},
                                                                                       {q::vvix_percentile, vvix},
                                                                                       {q::put_skew_percentile, skew}})
                 .matching)
            all += f.name + ";";
        return all;
    };
    REQUIRE(warnings(0.9, 1e9, 60, 60).empty());
    REQUIRE(warnings(1.3, 1e9, 60, 60) == "realized vol accelerates;");
    REQUIRE(warnings(0.9, -1e9, 60, 60) == "dealers short gamma;");
    REQUIRE(warnings(0.9, 1e9, 20, 20) == "crowded short vol;");
    REQUIRE(warnings(0.9, 1e9, 20, 60).empty()); // both must be low
    REQUIRE(warnings(1.3, -1e9, 20, 20) == "crowded short vol;realized vol accelerates;dealers short gamma;");
}
