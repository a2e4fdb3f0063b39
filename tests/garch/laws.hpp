// SPDX-License-Identifier: BSL-1.0
// What holds for every law of the errors: mean 0, variance 1, and the moments it states, by the trapezoidal rule in x,
// z = +-exp(2 sinh x), |x| <= 4; random numbers that follow it.
#pragma once
#include "support/catch.hpp"

#include <smirk/garch/normal.hpp>

#include <algorithm>
#include <random>
#include <vector>

namespace laws {

template <class Law, class F>
double expectation(const typename Law::template shape<double>& law, const F& f)
{
    double sum = 0;
    const double step = 1.0 / 64;
    for (int i = -256; i <= 256; ++i)
        for (const double side : {-1.0, 1.0}) {
            const double z = side * std::exp(2 * std::sinh(step * i)),
                         dz = 2 * std::cosh(step * i) * std::fabs(z) * step;
            const double density = std::exp(Law::log_density(law, z, 1.0));
            if (density > 0) sum += f(z) * density * dz;
        }
    return sum;
}

/// tolerance: what fat tails leave beyond the range of the rule.
template <class Law>
void moments_are_right(const typename Law::template parameters<double>& p, double tolerance = 1e-9)
{
    const auto law = Law::shape_of(p);
    REQUIRE_THAT(expectation<Law>(law, [](double) { return 1.0; }), WithinRel(1.0, tolerance));
    REQUIRE_THAT(expectation<Law>(law, [](double z) { return z; }), WithinAbs(0.0, tolerance));
    REQUIRE_THAT(expectation<Law>(law, [](double z) { return z * z; }), WithinRel(1.0, tolerance));
    REQUIRE_THAT(law.mean_abs, WithinRel(expectation<Law>(law, [](double z) { return std::fabs(z); }), tolerance));
    REQUIRE_THAT(law.lower_variance,
                 WithinRel(expectation<Law>(law, [](double z) { return z < 0 ? z * z : 0; }), tolerance));
    const double k = 1.3, up = 0.7, down = 1.2;
    REQUIRE_THAT(
        law.power_moment(k, up, down),
        WithinRel(expectation<Law>(law, [&](double z) { return std::pow((z > 0 ? up : down) * std::fabs(z), k); }),
                  tolerance));
    // the density scales with sqrt(h)
    REQUIRE_THAT(Law::log_density(law, 0.6, 4.0), WithinAbs(Law::log_density(law, 0.3, 1.0) - std::log(2.0), 1e-14));
}

/// The largest distance between the empirical distribution of n numbers drawn and the law's, by the density: below
/// 1.95 / sqrt(n) with probability .999 (Kolmogorov).
template <class Law>
void numbers_drawn_follow_the_density(const typename Law::template parameters<double>& p)
{
    const std::size_t n = 20000;
    std::mt19937_64 generator(11);
    std::vector<double> z(n);
    for (double& x : z) x = Law::draw(p, generator);
    std::sort(z.begin(), z.end());
    const auto law = Law::shape_of(p);
    const double step = 1e-3;
    double below = 0, worst = 0;
    std::size_t i = 0;
    for (double x = -40; x < 40; x += step) { // midpoint rule
        while (i < n && z[i] < x) ++i;
        worst = std::max(worst, std::fabs(static_cast<double>(i) / static_cast<double>(n) - below));
        below += std::exp(Law::log_density(law, x + step / 2, 1.0)) * step;
    }
    REQUIRE(worst < 1.95 / std::sqrt(static_cast<double>(n)));
}

} // namespace laws
