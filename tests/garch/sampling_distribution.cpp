// SPDX-License-Identifier: BSL-1.0
// A small version of the study that bench/garch/coverage.cpp prints in full.
#include "support/catch.hpp"

#include <smirk/garch/garch11.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/orders.hpp>
#include <smirk/garch/sampling_distribution.hpp>
#include <smirk/garch/student_t.hpp>

namespace garch = smirk::garch;
using garch::garch11, garch::garch_of, garch::gjr, garch::student_t;

namespace {

const garch11::parameters<double> truth{.mu = 0.04, .omega = 0.05, .alpha = 0.1, .beta = 0.85};

/// 300 samples: the share of a 95 % interval scatters by 1.3 %; four times that, and 2 % of samples this short.
template <class Model, class Law = garch::normal>
void intervals_hold_the_truth(const garch::parameters_of<Model, Law>& p, garch::covariance kind)
{
    const auto d = garch::sample_estimates<Model, Law>(
        p, {.periods = 2500, .replications = 300, .covariance = kind, .threads = 0});
    REQUIRE(d.failed == 0);
    REQUIRE(d.converged >= 290);
    for (const auto& q : d.parameters) {
        CAPTURE(q.name, q.coverage, q.bias, q.deviation, q.mean_standard_error);
        REQUIRE_THAT(q.coverage, WithinAbs(0.95, 4 * 0.013 + 0.02));
        REQUIRE(std::fabs(q.bias) < 0.5 * q.deviation);
        REQUIRE_THAT(q.mean_standard_error, WithinRel(q.deviation, 0.2)); // sd of 300 to 4 %, short samples
    }
}

} // namespace

TEST_CASE("sampling distribution: 95 % intervals hold the truth about 95 times of 100")
{
    intervals_hold_the_truth<garch11>(truth, garch::covariance::hessian);
    intervals_hold_the_truth<garch11>(truth, garch::covariance::robust);
    intervals_hold_the_truth<gjr, student_t>({{0.04, 0.05, 0.05, 0.1, 0.83}, {.nu = 7}}, garch::covariance::robust);
    intervals_hold_the_truth<garch_of<2, 1>>({.mu = 0.04, .omega = 0.1, .alpha = {0.1, 0.1}, .beta = {0.7}},
                                             garch::covariance::opg);
}

TEST_CASE("sampling distribution: normal intervals of fat-tailed errors are too short unless robust")
{
    // quasi maximum likelihood: t errors with 6 degrees of freedom, kurtosis 6
    const garch::parameters_of<garch11, student_t> p{truth, {.nu = 6}};
    int robust = 0, plain = 0;
    const int samples = 200;
    for (int i = 0; i < samples; ++i) {
        std::mt19937_64 generator(static_cast<unsigned>(i));
        const auto fit = garch::fit<garch11>(garch::simulate<garch11, student_t>(p, 2000, generator).returns);
        const double off = std::fabs(fit.parameters.alpha - truth.alpha);
        robust += off < 1.96 * fit.standard_errors(garch::covariance::robust).alpha;
        plain += off < 1.96 * fit.standard_errors(garch::covariance::hessian).alpha;
    }
    REQUIRE(robust > 0.85 * samples);
    REQUIRE(plain < 0.88 * samples);
    REQUIRE(robust > plain);
}

TEST_CASE("sampling distribution: the same for any number of threads; what is at a bound is counted")
{
    const garch::sampling_options one{.periods = 500, .replications = 12, .seed = 5, .threads = 1};
    auto three = one;
    three.threads = 3;
    const auto a = garch::sample_estimates<garch11>(truth, one), b = garch::sample_estimates<garch11>(truth, three);
    for (std::size_t i = 0; i < a.parameters.size(); ++i) REQUIRE(a.parameters[i].bias == b.parameters[i].bias);
    REQUIRE(a.parameters[2].name == std::string("alpha"));
    REQUIRE(a.parameters[2].truth == 0.1);
    // without ARCH effects most fits end at a bound
    const auto c = garch::sample_estimates<garch11>({.mu = 0, .omega = 1, .alpha = 0, .beta = 0}, one);
    REQUIRE(c.at_bound > 3);
    REQUIRE(c.converged + c.at_bound + c.failed == 12);
    REQUIRE(c.parameters[2].intervals < 12);
    REQUIRE_THROWS_AS(garch::sample_estimates<garch11>(truth, {.periods = 0}), std::invalid_argument);
}
