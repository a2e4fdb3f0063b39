// SPDX-License-Identifier: BSL-1.0
// Recovery of the parameters of higher orders, under every law.
#include "recovery.hpp"

#include <smirk/garch/egarch_of.hpp>
#include <smirk/garch/orders.hpp>

using namespace smirk::garch;
using recovery::holds_the_truth_under_every_law;

TEST_CASE("recovery: higher orders")
{
    holds_the_truth_under_every_law<garch_of<2, 1>>({0.04, 0.1, {0.06, 0.1}, {0.7}});
    holds_the_truth_under_every_law<egarch_of<2, 1, 1>>({0.04, 0, {0.3, -0.15}, {-0.1}, {0.95}});
}
