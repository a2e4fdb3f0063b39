// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of models of weighted sums, under every law.
#include "recovery.hpp"

#include <smirk/garch/arch.hpp>
#include <smirk/garch/harch.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: ARCH, heterogeneous ARCH")
{
    holds_the_truth_under_every_law<arch<3>>({0.04, 0.4, {0.2, 0.15, 0.1}});
    holds_the_truth_under_every_law<harch<1, 5, 22>>({0.04, 0.2, {0.2, 0.25, 0.3}});
}
