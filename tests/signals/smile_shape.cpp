// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/smile_shape.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
using signals::reading;
namespace q = signals::quantity;

namespace {
std::vector<std::string> names(const signals::decision_table& table, const std::vector<reading>& now)
{
    std::vector<std::string> list;
    for (const auto& f : signals::evaluate(table, now).matching) list.push_back(f.name);
    return list;
}
std::string shape(double reversal, double butterfly)
{
    const auto found = names(signals::smile_shapes(), {{q::risk_reversal, reversal}, {q::butterfly, butterfly}});
    return found.size() == 1 ? found[0] : "not one";
}
} // namespace

TEST_CASE("the shape of a smile: four, of which exactly one holds")
{
    REQUIRE(shape(0.05, 0.005) == "smirk");
    REQUIRE(shape(-0.03, 0.005) == "forward skew");
    REQUIRE(shape(0.002, 0.004) == "smile");
    REQUIRE(shape(0.002, 0.001) == "flat");
    for (double reversal = -0.0305; reversal < 0.05; reversal += 0.001)
        for (double butterfly = -0.0105; butterfly < 0.02; butterfly += 0.001)
            REQUIRE(shape(reversal, butterfly) != "not one");
    REQUIRE(names(signals::smile_shapes(), {{q::risk_reversal, 0.002}}).empty()); // smile or flat: unknown
}

TEST_CASE("which surface rule: by stress, dominant strike and expiry")
{
    using rows = std::vector<std::string>;
    const auto table = signals::stickiness_rules();
    REQUIRE(names(table, {{q::vix, 14}, {q::pin_share, 0.1}, {q::days_since_expiry, 12}}) == rows{"sticky delta"});
    REQUIRE(names(table, {{q::vix, 14}, {q::pin_share, 0.2}, {q::days_since_expiry, 12}}) == rows{"sticky strike"});
    REQUIRE(names(table, {{q::vix, 31}, {q::pin_share, 0.3}, {q::days_since_expiry, 12}}) == rows{"neither"});
    REQUIRE(names(table, {{q::vix, 14}, {q::pin_share, 0.1}, {q::days_since_expiry, 2}}) ==
            rows{"sticky delta", "towards sticky delta"});
}
