// SPDX-License-Identifier: BSL-1.0
// How often the 95 % intervals of estimates hold the truth: models in which falls weigh more than rises.
#include "garch/coverage.hpp"

namespace {

using namespace coverage;

const bool added = [] {
    add_laws<gjr>("gjr", {0.04, 0.03, 0.04, 0.09, 0.88});
    add_laws<with<gjr, ar<1>>>("with<gjr,ar<1>>", {{0.04, 0.03, 0.04, 0.09, 0.88}, {{0.1}}});
    add_laws<egarch>("egarch", {0.04, 0, 0.15, -0.08, 0.96});
    add_laws<aparch>("aparch", {0.04, 0.04, 0.08, 0.4, 0.87, 1.4});
    add_laws<tgarch>("tgarch", {0.04, 0.03, 0.05, 0.08, 0.88});
    add_laws<nagarch>("nagarch", {0.04, 0.03, 0.07, 0.6, 0.86});
    return true;
}();

} // namespace
