// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of component GARCH under every law.
#include "recovery.hpp"

#include <smirk/garch/component.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: components")
{
    holds_the_truth_under_every_law<component>({0.04, 0.01, 0.08, 0.7, 0.99, 0.04}, 4000);
}
