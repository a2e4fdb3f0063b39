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

TEST_CASE("student_t: the ratio of Gamma functions, without the noise of their difference")
{
    // mpmath 1.3.0, 40 digits: loggamma(x + 1/2) - loggamma(x)
    const double few_roundings = 1e-15;
    const std::pair<double, double> known[] = {{1.025, -0.10565749153852775},
                                               {3.25, 0.55101364748469170},
                                               {11.75, 1.2212915260767024},
                                               {212.5, 2.6788827594308922},
                                               {250, 2.7602304592644550}};
    for (const auto& [x, want] : known)
        REQUIRE_THAT(smirk::garch::internal::log_gamma_ratio(x),
                     WithinAbs(want, few_roundings * (1 + std::fabs(want))));
    // from one nu to the next the likelihood of a search must not jump by more than it falls
    for (int k = 0; k < 100; ++k) {
        const double nu = 425 * (1 + 1e-15 * k);
        const auto law = student_t::shape_of(student_t::parameters<double>{nu});
        REQUIRE_THAT(law.log_norm, WithinAbs(student_t::shape_of(student_t::parameters<double>{425}).log_norm, 2e-15));
    }
}

TEST_CASE("student_t: nears the normal law; its exponential moments are infinite")
{
    const auto law = student_t::shape_of(student_t::parameters<double>{1e6});
    REQUIRE_THAT(student_t::log_density(law, 1.3, 2.0),
                 WithinAbs(normal::log_density(normal::shape<double>{}, 1.3, 2.0), 2e-6));
    REQUIRE(std::isinf(law.exponential_moment(0.1, 0)));
    REQUIRE(std::isinf(student_t::shape_of(student_t::parameters<double>{4}).power_moment(4, 1, 1)));
}
