// SPDX-License-Identifier: BSL-1.0
// How often the 95 % intervals of estimates hold the truth: higher orders and components.
#include "garch/coverage.hpp"

namespace {

using namespace coverage;

const bool added = [] {
    add_laws<garch_of<2, 1>>("garch_of<2,1>", {0.04, 0.1, {0.06, 0.1}, {0.7}});
    add_laws<egarch_of<2, 1, 1>>("egarch_of<2,1,1>", {0.04, 0, {0.3, -0.15}, {-0.1}, {0.95}});
    // two betas, and two components, tell little apart: normal intervals need many returns
    const study of_long_samples{.periods = 12000, .replications = 500}, of_short_ones{.replications = 500};
    add_laws<garch_of<1, 2>>("garch_of<1,2>", {0.04, 0.05, {0.12}, {0.5, 0.33}}, of_long_samples);
    add_laws<gjr_of<1, 1, 2>>("gjr_of<1,1,2>", {0.04, 0.1, {0.05}, {0.12}, {0.5, 0.2}}, of_long_samples);
    add_laws<component>("component", {0.04, 0.01, 0.08, 0.7, 0.99, 0.04}, of_long_samples);
    add<garch_of<1, 2>, normal>("garch_of<1,2>/normal/3000", {0.04, 0.05, {0.12}, {0.5, 0.33}}, of_short_ones);
    add<gjr_of<1, 1, 2>, normal>("gjr_of<1,1,2>/normal/3000", {0.04, 0.1, {0.05}, {0.12}, {0.5, 0.2}}, of_short_ones);
    add<component, normal>("component/normal/3000", {0.04, 0.01, 0.08, 0.7, 0.99, 0.04}, of_short_ones);
    return true;
}();

} // namespace
