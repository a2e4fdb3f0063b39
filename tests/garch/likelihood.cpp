// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::garch11, garch::normal, garch::presample;

TEST_CASE("likelihood: every length, with and without a last incomplete vector")
{
    const auto y = checks::sample(40);
    const std::array theta{0.04, 0.05, 0.1, 0.85};
    for (std::size_t n = 2; n <= y.size(); ++n) {
        const std::vector<double> head(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(n));
        const auto before = garch::presample_of(head, presample::sample_variance);
        garch::likelihood<garch11, normal> l(head, before);
        std::array<double, 4> gradient{};
        using number = smirk::detail::dual<double, 4>;
        const number want = checks::plain_log_likelihood<garch11, normal>(
            garch::internal::variables<garch11, normal, number>(theta), head, before);
        REQUIRE_THAT(l(theta, gradient), WithinRel(want.value, 1e-13));
        for (std::size_t i = 0; i < 4; ++i)
            REQUIRE_THAT(gradient[i], WithinAbs(want.d[i], 1e-11 * (100 + std::fabs(want.d[i]))));
    }
}

TEST_CASE("likelihood: not finite where a variance is negative")
{
    const auto y = checks::sample(40);
    garch::likelihood<garch11, normal> l(y, garch::presample_of(y, presample::backcast));
    std::array<double, 4> gradient{};
    REQUIRE(std::isnan(l({0.04, -5, 0.1, 0.85}, gradient)));
    REQUIRE_FALSE(std::isfinite(l({0.04, 1e308, 0.1, 1e10}, gradient)));
}
