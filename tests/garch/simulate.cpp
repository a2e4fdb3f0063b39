// SPDX-License-Identifier: BSL-1.0
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::garch11, garch::student_t;

TEST_CASE("simulate: filtering the path gives its variances back")
{
    const garch::gjr::parameters<double> p{0.04, 0.05, 0.04, 0.12, 0.84};
    std::mt19937_64 generator(1);
    const auto path = garch::simulate<garch::gjr>(p, 500, generator, {.burn_in = 0, .initial_variance = 2});
    auto before = garch::presample_of(path.returns, garch::presample::backcast);
    before.backcast = (2 - p.omega) / (p.alpha + 0.5 * p.gamma + p.beta); // first(p, b) = 2
    garch::filter<garch::gjr>(
        p, garch::normal::shape<double>{}, before, path.returns,
        [&](std::size_t t, double, double h) { REQUIRE_THAT(h, WithinRel(path.conditional_variance[t], 1e-12)); });
}

TEST_CASE("simulate: the average variance is the long-run one")
{
    std::mt19937_64 generator(2);
    const garch::parameters_of<garch11, student_t> p{{.mu = 0, .omega = 0.1, .alpha = 0.05, .beta = 0.85}, {.nu = 8}};
    const auto path = garch::simulate<garch11, student_t>(p, 200000, generator);
    double mean = 0;
    for (const double h : path.conditional_variance) mean += h / 200000;
    REQUIRE_THAT(mean, WithinRel(1.0, 0.02)); // sd(h) about .25, autocorrelation time 20: standard error .004
}

TEST_CASE("simulate: the same generator, the same path; a bad start is refused")
{
    std::mt19937_64 a(5), b(5);
    REQUIRE(garch::simulate<garch11>({0, 0.1, 0.1, 0.8}, 50, a).returns ==
            garch::simulate<garch11>({0, 0.1, 0.1, 0.8}, 50, b).returns);
    REQUIRE_THROWS_AS(garch::simulate<garch11>({0, 0.1, 0.1, 0.8}, 50, a, {.initial_variance = 0}),
                      std::invalid_argument);
}
