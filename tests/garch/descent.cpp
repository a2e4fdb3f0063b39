// SPDX-License-Identifier: BSL-1.0
// Maxima that no gradient marks: FIGARCH where the best point has a weight at zero, on a curved edge of the parameters;
// EGARCH where a second kink stops the descent, beyond one that is no maximum.
#include "model_checks.hpp"

namespace garch = smirk::garch;
using garch::figarch, garch::fit_status;

namespace {

std::vector<double> path()
{
    std::mt19937_64 generator(59);
    return garch::simulate<figarch>({0, 0.05, 0.05 + 0.59, 0.45 - 0.236, 0.2 + 0.59}, 1500, generator).returns;
}

} // namespace

TEST_CASE("descent: a maximum on the curved edge of FIGARCH is one, and says so")
{
    const auto y = path();
    const auto fit = garch::fit<figarch>(y);
    CAPTURE(fit.reason);
    REQUIRE(fit.status == fit_status::at_bound);
    REQUIRE(fit.reason.find("weight 2") != std::string::npos);
    const auto& p = fit.parameters;
    std::vector<double> lambda(figarch::truncation);
    figarch::weights(p, std::span<double>(lambda));
    REQUIRE_THAT(lambda[1], WithinAbs(0, 1e-15));
    for (const double l : lambda) REQUIRE(l >= -1e-15);

    // Karush, Kuhn and Tucker: the gradient of l is that of lambda_2, times a number that is not positive
    garch::likelihood<figarch, garch::normal> l(y, fit.before);
    auto gradient = fit.flat();
    l(fit.flat(), gradient);
    using number = smirk::detail::dual<double, 5>;
    std::vector<number> w(2);
    figarch::weights(figarch::parameters<number>{number::variable(p.mu, 0), number::variable(p.omega, 1),
                                                 number::variable(p.phi, 2), number::variable(p.d, 3),
                                                 number::variable(p.beta, 4)},
                     std::span<number>(w));
    const double multiplier = gradient[4] / w[1].d[4];
    REQUIRE(multiplier <= 0);
    for (std::size_t i = 0; i < 5; ++i) {
        CAPTURE(i, multiplier);
        // the descent ends within 1e-8 standard errors: gradients of 1e-8 over those
        REQUIRE_THAT(gradient[i], WithinAbs(multiplier * w[1].d[i], 1e-3));
    }
    // standard errors along the edge: omega, phi, d and beta move together, and lambda_2 has none
    const auto c = fit.covariance_matrix(garch::covariance::hessian);
    double variance = 0, size = 0;
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 5; ++j) {
            variance += w[1].d[i] * c[i][j] * w[1].d[j];
            size += std::fabs(w[1].d[i] * c[i][j] * w[1].d[j]);
        }
    REQUIRE_THAT(variance, WithinAbs(0, 1e-9 * size));
}

TEST_CASE("descent: a kink behind a kink is found")
{
    std::seed_seq seeds{1, 0, 429};
    std::mt19937_64 generator(seeds);
    const garch::parameters_of<garch::egarch, garch::skewed_t> p{{0.04, 0, 0.15, -0.08, 0.96}, {6, -0.15}};
    const auto path = garch::simulate<garch::egarch, garch::skewed_t>(p, 3000, generator);
    const auto fit = garch::fit<garch::egarch, garch::skewed_t>(path.returns);
    CAPTURE(fit.reason);
    REQUIRE(fit.status == fit_status::converged);
    double nearest = 1;
    for (const double e : fit.residuals) nearest = std::min(nearest, std::fabs(e));
    REQUIRE(nearest == 0);
}
