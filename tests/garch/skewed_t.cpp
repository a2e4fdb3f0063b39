// SPDX-License-Identifier: BSL-1.0
#include <smirk/garch/skewed_t.hpp>

#include "laws.hpp"

using smirk::garch::skewed_t, smirk::garch::student_t;

TEST_CASE("skewed_t: moments, draws")
{
    // the rule meets a jump of the second derivative of the density, where the halves join
    laws::moments_are_right<skewed_t>({.nu = 4.5, .lambda = -0.3}, 5e-6);
    laws::moments_are_right<skewed_t>({.nu = 12, .lambda = 0.6}, 5e-6);
    laws::moments_are_right<skewed_t>({.nu = 12, .lambda = 0});
    laws::numbers_drawn_follow_the_density<skewed_t>({.nu = 4.5, .lambda = -0.3});
}

TEST_CASE("skewed_t: without skewness it is student_t")
{
    const auto skewed = skewed_t::shape_of(skewed_t::parameters<double>{6, 0});
    const auto plain = student_t::shape_of(student_t::parameters<double>{6});
    REQUIRE_THAT(skewed_t::log_density(skewed, -0.7, 1.4), WithinRel(student_t::log_density(plain, -0.7, 1.4), 1e-14));
    REQUIRE_THAT(skewed.mean_abs, WithinRel(plain.mean_abs, 1e-13));
}

TEST_CASE("skewed_t: is the law of Fernandez and Steel, lambda = (xi^2 - 1) / (xi^2 + 1)")
{
    // g(x) = 2 / (xi + 1/xi) f(x xi^-sign(x)), f standardised t; standardised by its own mean and variance
    const double nu = 7, xi = 0.8, xi2 = xi * xi;
    const auto t = student_t::shape_of(student_t::parameters<double>{nu});
    const double mean = t.mean_abs * (xi - 1 / xi);
    const double deviation =
        std::sqrt((1 - t.mean_abs * t.mean_abs) * (xi2 + 1 / xi2) + 2 * t.mean_abs * t.mean_abs - 1);
    const auto law = skewed_t::shape_of(skewed_t::parameters<double>{nu, (xi2 - 1) / (xi2 + 1)});
    for (const double z : {-2.5, -0.4, 0.1, 1.9}) {
        const double x = mean + deviation * z;
        const double want =
            std::log(deviation * 2 / (xi + 1 / xi)) + student_t::log_density(t, x < 0 ? x * xi : x / xi, 1.0);
        REQUIRE_THAT(skewed_t::log_density(law, z, 1.0), WithinRel(want, 1e-13));
    }
}
