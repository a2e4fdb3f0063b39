// SPDX-License-Identifier: BSL-1.0
// How often the 95 % intervals of estimates hold the truth, model by law: those whose state is the variance, and the
// weighted sums. The other two files of that name have the asymmetric ones and those of several states.
//
//     bench_garch --benchmark_filter=coverage
#include "garch/coverage.hpp"

namespace {

using namespace coverage;

const bool added = [] {
    add_laws<garch11>("garch11", {.mu = 0.04, .omega = 0.03, .alpha = 0.08, .beta = 0.89});
    add_laws<igarch>("igarch", {0.04, 0.02, 0.06});
    add_laws<garch_in_mean>("garch_in_mean", {0, 0.06, 0.03, 0.08, 0.89});
    add_laws<variance_targeted<garch11>>("variance_targeted", {.mu = 0.04, .omega = 0.03, .alpha = 0.08, .beta = 0.89});
    add_laws<arch<3>>("arch<3>", {0.04, 0.4, {0.2, 0.15, 0.1}});
    add_laws<harch<1, 5, 22>>("harch<1,5,22>", {0.04, 0.2, {0.2, 0.25, 0.3}});
    // the memory of 1000 lags leaves little of a short sample; its standard errors cost most
    add_laws<figarch>("figarch", {0.04, 0.05, 0.2, 0.4, 0.45}, {.periods = 10000, .replications = 300});
    return true;
}();

} // namespace
