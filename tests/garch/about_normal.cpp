// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

#include <smirk/garch/egarch_of.hpp>

namespace garch = smirk::garch;
using garch::about_normal, garch::egarch, garch::student_t;

namespace {
const auto law = student_t::shape_of(student_t::parameters<double>{5.5});
const double c = std::sqrt(2 / 3.141592653589793);
} // namespace

TEST_CASE("about_normal: the same recursion at another omega")
{
    const egarch::parameters<double> p{.mu = 0.04, .omega = -0.01, .alpha = 0.15, .gamma = -0.1, .beta = 0.95};
    const auto q = garch::internal::recursion_parameters<egarch>(p, law);
    REQUIRE_THAT(q.omega, WithinAbs(p.omega - 0.15 * (law.mean_abs - c), 1e-15));
    for (const double e : {-1.3, 0.4})
        REQUIRE_THAT(about_normal<egarch>::next(q, 0.2, e, law), WithinAbs(egarch::next(p, 0.2, e, law), 1e-15));

    using two_sizes = garch::egarch_of<2, 1, 1>; // each |z| counts twice: now, and a period later
    const two_sizes::parameters<double> p2{
        .mu = 0.04, .omega = -0.01, .alpha = {0.3, -0.1}, .gamma = {-0.1}, .beta = {0.95}};
    const auto q2 = garch::internal::recursion_parameters<two_sizes>(p2, law);
    auto s = two_sizes::first(p2, 0.8);
    auto t = about_normal<two_sizes>::first(q2, 0.8);
    REQUIRE_THAT(t[0], WithinAbs(s[0] - 0.2 * (law.mean_abs - c), 1e-15));
    // s_1 of p2 with |z| = sqrt(2/pi) before the sample
    s[0] += 0.2 * (c - law.mean_abs);
    s[1] += -0.1 * (c - law.mean_abs);
    for (const double e : {-1.3, 0.4, 0.7}) {
        s = two_sizes::next(p2, s, e, law);
        t = about_normal<two_sizes>::next(q2, t, e, law);
        REQUIRE_THAT(t[0], WithinAbs(s[0], 1e-14));
    }
}
