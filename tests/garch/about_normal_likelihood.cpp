// SPDX-License-Identifier: BSL-1.0
// Value and gradient are checked in egarch.cpp and egarch_of.cpp.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::egarch, garch::student_t, garch::skewed_t;

namespace {

/// The block of omega, alpha, gamma, beta against derivatives in dual numbers; law and width are those of the likelihood.
template <class Law>
void information_is_that_of_dual_numbers(const garch::parameters_of<egarch, Law>& p)
{
    const auto y = checks::sample();
    const auto theta = garch::internal::to_array(p);
    for (const auto convention : {garch::presample::backcast, garch::presample::rugarch}) {
        const auto before = garch::presample_of(y, convention);
        garch::likelihood<egarch, Law> l(y, before);
        const auto got = l.information(theta);
        const auto want = garch::internal::curvature<egarch, Law>(garch::covariance::information, theta, y, before, {});
        for (std::size_t i = 1; i < 5; ++i)
            for (std::size_t j = 1; j < 5; ++j)
                REQUIRE_THAT(got[i][j], WithinAbs(want[i][j], 1e-11 * std::sqrt(want[i][i] * want[j][j])));
        REQUIRE(l.width() == smirk::lane_width::widest);
        REQUIRE(l.before().convention == convention);
    }
}

} // namespace

TEST_CASE("about_normal_likelihood: the information matrix")
{
    const egarch::parameters<double> plain{.mu = 0.04, .omega = -0.01, .alpha = 0.15, .gamma = -0.1, .beta = 0.95};
    information_is_that_of_dual_numbers<garch::normal>(plain);
    information_is_that_of_dual_numbers<student_t>({plain, {.nu = 5.5}});
    information_is_that_of_dual_numbers<skewed_t>({plain, {.nu = 5.5, .lambda = -0.2}});
}
