// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/student_t.hpp>

#include "laws.hpp"

using smirk::garch::normal, smirk::garch::student_t;

TEST_CASE("student_t: moments, draws")
{
    laws::moments_are_right<student_t>({.nu = 4.5}, 1e-7);
    laws::moments_are_right<student_t>({.nu = 12});
    laws::numbers_drawn_follow_the_density<student_t>({.nu = 4.5});
}

TEST_CASE("student_t: the density is that of the t law, scaled")
{
    // nu = 4: f(t) = 3/8 (1 + t^2/4)^(-5/2), t = sqrt(2) z
    const auto law = student_t::shape_of(student_t::parameters<double>{4});
    for (const double z : {-3.0, 0.0, 0.5})
        REQUIRE_THAT(student_t::log_density(law, z, 1.0),
                     WithinRel(std::log(std::sqrt(2.0) * 3 / 8) - 2.5 * std::log1p(z * z / 2), 1e-14));
}

TEST_CASE("student_t: nears the normal law; its exponential moments are infinite")
{
    const auto law = student_t::shape_of(student_t::parameters<double>{1e6});
    REQUIRE_THAT(student_t::log_density(law, 1.3, 2.0),
                 WithinAbs(normal::log_density(normal::shape<double>{}, 1.3, 2.0), 2e-6));
    REQUIRE(std::isinf(law.exponential_moment(0.1, 0)));
    REQUIRE(std::isinf(student_t::shape_of(student_t::parameters<double>{4}).power_moment(4, 1, 1)));
}
