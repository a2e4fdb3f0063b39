// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/usual_garch.hpp>

#include "support/catch.hpp"

#include <vector>

using namespace smirk;
namespace q = signals::quantity;

TEST_CASE("alpha and beta of a fit against the usual ranges, bounds included")
{
    const auto unusual = [](double alpha, double beta) {
        return signals::tally_of(signals::usual_garch(),
                                 std::vector<signals::reading>{{q::garch_alpha, alpha}, {q::garch_beta, beta}})
            .no;
    };
    REQUIRE(unusual(0.08, 0.90) == 0);
    REQUIRE(unusual(0.05, 0.80) == 0);
    REQUIRE(unusual(0.15, 0.95) == 0);
    REQUIRE(unusual(0.153, 0.806) == 1); // mark and pound of the benchmark: alpha .1531, beta .8060
    REQUIRE(unusual(0.30, 0.50) == 2);
}
