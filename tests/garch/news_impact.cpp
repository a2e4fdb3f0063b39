// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;

TEST_CASE("news_impact: a parabola for GARCH, steeper on the left for GJR, calmest at theta for NAGARCH")
{
    const auto y = checks::sample(1500);
    const std::vector<double> shocks{-2, -1, 0, 1, 2};
    const auto plain = garch::fit<garch::garch11>(y);
    const auto& p = plain.parameters;
    const auto curve = garch::news_impact(plain, shocks);
    for (std::size_t i = 0; i < shocks.size(); ++i)
        REQUIRE_THAT(curve[i],
                     WithinRel(p.omega + p.alpha * shocks[i] * shocks[i] + p.beta * plain.long_run_variance(), 1e-13));

    const auto threshold = garch::fit<garch::gjr>(y);
    const auto skewed = garch::news_impact(threshold, shocks, 1.5);
    const auto& q = threshold.parameters;
    REQUIRE_THAT(skewed[0], WithinRel(q.omega + 4 * (q.alpha + q.gamma) + 1.5 * q.beta, 1e-13));
    REQUIRE_THAT(skewed[4], WithinRel(q.omega + 4 * q.alpha + 1.5 * q.beta, 1e-13));
}

TEST_CASE("news_impact: no long-run variance, no curve around it")
{
    auto integrated = garch::fit<garch::igarch>(checks::sample(1500));
    REQUIRE(std::isnan(garch::news_impact(integrated, std::vector<double>{1.0})[0]));
    REQUIRE(garch::news_impact(integrated, std::vector<double>{1.0}, 1.0)[0] > 0);
}
