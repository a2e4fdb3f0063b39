// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of models that weigh rises and falls alike, under every law.
#include "recovery.hpp"

#include <smirk/garch/garch11.hpp>
#include <smirk/garch/garch_in_mean.hpp>
#include <smirk/garch/igarch.hpp>
#include <smirk/garch/variance_targeting.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: GARCH(1,1), integrated, targeted, in mean")
{
    holds_the_truth_under_every_law<garch11>({0.04, 0.03, 0.08, 0.89});
    holds_the_truth_under_every_law<variance_targeted<garch11>>({0.04, 0.03, 0.08, 0.89});
    holds_the_truth_under_every_law<igarch>({0.04, 0.02, 0.06});
    holds_the_truth_under_every_law<garch_in_mean>({0, 0.06, 0.03, 0.08, 0.89});
}
