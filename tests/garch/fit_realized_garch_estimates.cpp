// SPDX-License-Identifier: BSL-1.0
// Realized GARCH: what a fit of simulated days must satisfy.
#include "realized_parameters.hpp"

namespace garch = smirk::garch;
using garch::skewed_t;

TEST_CASE("realized GARCH: no slope at the maximum, by differentiation of the joint likelihood")
{
    std::mt19937_64 generator(2);
    const auto path = garch::simulate_realized_garch<skewed_t>({plain, {.nu = 7, .lambda = -0.2}}, 1500, generator);
    const auto fit = garch::fit_realized_garch<skewed_t>(path.returns, path.realized_variance);
    REQUIRE(fit.status == garch::fit_status::converged);
    using number = smirk::detail::dual<double, 11>;
    std::array<number, 11> theta;
    const auto flat = garch::internal::to_array(fit.parameters);
    for (std::size_t i = 0; i < 11; ++i) theta[i] = number::variable(flat[i], i);
    number sum(0.0);
    std::array<double, 11> squares{}; // of the scores
    garch::internal::visit_realized<skewed_t>(
        theta, fit.returns, fit.log_measure, fit.before,
        [&](std::size_t, const auto&, const auto&, const auto&, const number& a, const number& b) {
            const number l = a + b;
            sum = sum + l;
            for (std::size_t i = 0; i < 11; ++i) squares[i] += l.d[i] * l.d[i];
        });
    REQUIRE_THAT(sum.value, WithinRel(fit.log_likelihood, 1e-13));
    for (std::size_t i = 0; i < 11; ++i) REQUIRE_THAT(sum.d[i] / std::sqrt(squares[i]), WithinAbs(0, 1e-6));
}

TEST_CASE("realized GARCH: recovers the parameters of a simulation")
{
    std::mt19937_64 generator(3);
    const auto a = garch::simulate_realized_garch(plain, 10000, generator);
    finds(garch::fit_realized_garch(a.returns, a.realized_variance),
          {0.02, 0.06, 0.55, 0.4, -0.2, 1.05, -0.07, 0.07, 0.38});
}
