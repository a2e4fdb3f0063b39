// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/signature_plot.hpp>

#include "support/catch.hpp"

#include <array>
#include <random>

namespace realized = smirk::realized;

TEST_CASE("signature_plot: flat without noise, lifted by 2 n omega^2 / K with it")
{
    std::mt19937_64 engine(1);
    std::normal_distribution<double> z;
    const std::size_t n = 100'000;
    const double sigma2 = 1e-4, omega = 5e-5;
    std::vector<double> clean{0}, noisy;
    for (std::size_t i = 0; i < n; ++i) clean.push_back(clean.back() + std::sqrt(sigma2 / n) * z(engine));
    for (const double p : clean) noisy.push_back(p + omega * z(engine));
    const std::array<std::size_t, 4> steps{1, 10, 50, 200};
    const auto flat = realized::signature_plot(clean, steps), lifted = realized::signature_plot(noisy, steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        REQUIRE(flat[i].step == steps[i]);
        const double K = static_cast<double>(steps[i]);
        // Four standard errors: the variance of the mean of K grids of n / K squares is 4/3 K / n.
        const double error = 4 * std::sqrt(2 + 4 * K / 3) / std::sqrt(n);
        REQUIRE_THAT(flat[i].variance, WithinRel(sigma2, error));
        REQUIRE_THAT(lifted[i].variance, WithinRel(sigma2 + 2 * n * omega * omega / K, 2 * error));
    }
}

TEST_CASE("signature_plot: a steady trend is n r^2 K at every step, ends included")
{
    std::vector<double> p(101);
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = 0.01 * static_cast<double>(i);
    const std::array<std::size_t, 3> steps{1, 7, 100};
    for (const auto& point : realized::signature_plot(p, steps))
        REQUIRE_THAT(point.variance, WithinRel(100 * 1e-4 * static_cast<double>(point.step), 1e-12));
    const std::array<std::size_t, 1> too_long{101};
    REQUIRE_THROWS_AS(realized::signature_plot(p, too_long), std::invalid_argument);
}
