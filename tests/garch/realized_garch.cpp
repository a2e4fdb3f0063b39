// SPDX-License-Identifier: BSL-1.0
#include "realized_parameters.hpp"

#include <smirk/garch/realized_garch.hpp>

namespace garch = smirk::garch;
using garch::realized_garch;

TEST_CASE("realized GARCH: a simulation obeys both equations")
{
    std::mt19937_64 generator(1);
    const std::size_t n = 20000;
    const auto path = garch::simulate_realized_garch(plain, n, generator);
    double mean = 0, square = 0, level = 0;
    for (std::size_t t = 0; t < n; ++t) {
        const double log_h = std::log(path.conditional_variance[t]), log_x = std::log(path.realized_variance[t]);
        if (t + 1 < n)
            REQUIRE_THAT(std::log(path.conditional_variance[t + 1]),
                         WithinAbs(0.06 + 0.55 * log_h + 0.4 * log_x, 1e-12));
        const double z = (path.returns[t] - 0.02) / std::sqrt(path.conditional_variance[t]);
        const double u = log_x - (-0.2 + 1.05 * log_h - 0.07 * z + 0.07 * (z * z - 1));
        mean += u / n;
        square += u * u / n;
        level += log_h / n;
    }
    const double root_n = std::sqrt(static_cast<double>(n));
    REQUIRE_THAT(mean, WithinAbs(0, 4 * 0.38 / root_n)); // four standard errors
    REQUIRE_THAT(std::sqrt(square), WithinRel(0.38, 4 / (std::sqrt(2.0) * root_n)));
    // E ln h = (omega + gamma xi) / (1 - beta - phi gamma); its error: sd .2 / (1 - .97) of a random walk's increments
    REQUIRE_THAT(level, WithinAbs((0.06 - 0.08) / 0.03, 4 * 0.4 * std::sqrt(0.38 * 0.38 + 0.01) / 0.03 / root_n));
}
