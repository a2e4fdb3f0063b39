// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/vega_regime.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace smirk;
namespace q = signals::quantity;

TEST_CASE("vega of dealers: large and short feeds a rise, large and long damps it, small says nothing of direction")
{
    const auto regime = [](double vega, double percentile) {
        const auto found = signals::evaluate(
            signals::vega_regimes(),
            std::vector<signals::reading>{{q::dealer_vega, vega}, {q::dealer_vega_percentile, percentile}});
        return found.matching.empty() ? std::string() : found.matching.front().name;
    };
    REQUIRE(regime(-2e6, 95) == "large short vega");
    REQUIRE(regime(2e6, 80) == "large long vega");
    REQUIRE(regime(-1e5, 3) == "small vega");
    REQUIRE(regime(-1e6, 50).empty());
    const auto open =
        signals::evaluate(signals::vega_regimes(), std::vector<signals::reading>{{q::dealer_vega_percentile, 90}});
    REQUIRE(open.matching.empty());
    REQUIRE(open.undecided.size() == 2); // large, but whose side is unknown
}
