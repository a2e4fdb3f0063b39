// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of models in which falls weigh more than rises, under every law.
#include "recovery.hpp"

#include <smirk/garch/ar.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/nagarch.hpp>
#include <smirk/garch/with.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: GJR, nonlinear asymmetric, with an autoregressive mean")
{
    holds_the_truth_under_every_law<gjr>({0.04, 0.03, 0.04, 0.09, 0.88});
    holds_the_truth_under_every_law<nagarch>({0.04, 0.03, 0.07, 0.6, 0.86});
    holds_the_truth_under_every_law<with<gjr, ar<1>>>({{0.04, 0.03, 0.04, 0.09, 0.88}, {{0.1}}});
}
