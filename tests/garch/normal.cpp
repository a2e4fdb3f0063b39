// SPDX-License-Identifier: BSL-1.0
#include "laws.hpp"

using smirk::garch::normal;

TEST_CASE("normal: moments, draws")
{
    laws::moments_are_right<normal>({}, 1e-12);
    laws::numbers_drawn_follow_the_density<normal>({});
}

TEST_CASE("normal: E exp(a |z| + b z)")
{
    const normal::shape<double> law;
    REQUIRE_THAT(law.exponential_moment(0, 0.4), WithinRel(std::exp(0.08), 1e-15)); // exp(b^2 / 2)
    REQUIRE_THAT(
        law.exponential_moment(0.3, -0.2),
        WithinRel(laws::expectation<normal>(law, [](double z) { return std::exp(0.3 * std::fabs(z) - 0.2 * z); }),
                  1e-12));
}
