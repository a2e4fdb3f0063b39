// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of models of other powers of the variance and of its logarithm, under every law.
#include "recovery.hpp"

#include <smirk/garch/aparch.hpp>
#include <smirk/garch/egarch.hpp>
#include <smirk/garch/tgarch.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: EGARCH, APARCH, threshold GARCH")
{
    holds_the_truth_under_every_law<egarch>({0.04, 0, 0.15, -0.08, 0.96});
    holds_the_truth_under_every_law<aparch>({0.04, 0.04, 0.08, 0.4, 0.87, 1.4});
    holds_the_truth_under_every_law<tgarch>({0.04, 0.03, 0.05, 0.08, 0.88});
}
