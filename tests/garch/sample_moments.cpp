// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/garch/sample_moments.hpp>

#include <random>
#include <vector>

namespace garch = smirk::garch;

TEST_CASE("sample moments: of a small sample by hand")
{
    // mean 2, squares 4 1 0 1 4 of deviations: m2 = 2, m3 = 0, m4 = 34/5; kurtosis 6.8 / 4
    const std::vector<double> x{0, 1, 2, 3, 4, std::numeric_limits<double>::quiet_NaN()};
    const auto m = garch::moments_of(x);
    REQUIRE(m.observations == 5);
    REQUIRE(m.mean.value == 2);
    REQUIRE_THAT(m.mean.error, WithinRel(std::sqrt(2.0 / 5), 1e-15));
    REQUIRE(m.variance.value == 2);
    REQUIRE_THAT(m.variance.error, WithinRel(std::sqrt((6.8 - 4) / 5), 1e-14)); // sqrt((m4 - m2^2) / n)
    REQUIRE(m.skewness.value == 0);
    REQUIRE_THAT(m.kurtosis.value, WithinRel(1.7, 1e-15));
}

TEST_CASE("sample moments: of normal numbers the errors are those of the textbook")
{
    // sqrt(6/n) and sqrt(24/n) for n -> infinity; their estimates from a million numbers scatter by about 1 %
    std::mt19937_64 generator(1);
    std::normal_distribution<double> draw(3, 2);
    std::vector<double> x(1000000);
    for (double& v : x) v = draw(generator);
    const auto m = garch::moments_of(x);
    REQUIRE_THAT(m.variance.error, WithinRel(4 * std::sqrt(2e-6), 0.02));
    REQUIRE_THAT(m.skewness.error, WithinRel(std::sqrt(6e-6), 0.02));
    REQUIRE_THAT(m.kurtosis.error, WithinRel(std::sqrt(24e-6), 0.05));
    REQUIRE_THAT(m.skewness.value, WithinAbs(0, 4 * m.skewness.error)); // four standard errors
    REQUIRE_THAT(m.kurtosis.value, WithinAbs(3, 4 * m.kurtosis.error));
}

TEST_CASE("sample moments: the errors are the scatter of the moments, also of a skewed law")
{
    // 2000 samples of 400 numbers, exponential squared-root (Weibull with shape 2): all moments finite, skewness .63
    std::mt19937_64 generator(2);
    std::exponential_distribution<double> draw(1);
    const int samples = 2000;
    double mean[4] = {}, square[4] = {}, error[4] = {};
    std::vector<double> x(400);
    for (int i = 0; i < samples; ++i) {
        for (double& v : x) v = std::sqrt(draw(generator));
        const auto m = garch::moments_of(x);
        const garch::estimate all[] = {m.mean, m.variance, m.skewness, m.kurtosis};
        for (int k = 0; k < 4; ++k) {
            mean[k] += all[k].value / samples;
            square[k] += all[k].value * all[k].value / samples;
            error[k] += all[k].error / samples;
        }
    }
    const double few_observations = 0.2; // the largest ratio that 400 observations leave, for the kurtosis
    for (int k = 0; k < 4; ++k)
        REQUIRE_THAT(error[k], WithinRel(std::sqrt(square[k] - mean[k] * mean[k]), few_observations));
}

TEST_CASE("sample moments: nothing to say of nothing")
{
    REQUIRE(std::isnan(garch::moments_of(std::vector<double>{}).mean.value));
    REQUIRE(std::isnan(garch::moments_of(std::vector<double>{1, 1, 1}).kurtosis.value));
}
