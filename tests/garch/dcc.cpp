// SPDX-License-Identifier: BSL-1.0
// Reference: NumPy 2.4.6 and SciPy 1.17.1 on the panel below: the recursion and likelihood of the header with
// numpy.linalg.cholesky, minimize(method="Nelder-Mead", xatol=1e-9, fatol=1e-11) over (a, b) from (.05, .9).
#include "model_checks.hpp"

#include <smirk/garch/dcc.hpp>

#include <cstdint>

namespace garch = smirk::garch;

namespace {

/// A common factor, weak and strong in turn, of a linear congruential generator: the same numbers in every language.
std::vector<std::vector<double>> panel()
{
    std::vector<std::vector<double>> z(3, std::vector<double>(600));
    std::uint64_t state = 2024;
    const auto u = [&] {
        state = (state * 1103515245 + 12345) % 2147483648U;
        return static_cast<double>(state) / 2147483648.0 - 0.5;
    };
    const auto three = [&] {
        const double first = u(), second = u();
        return first + second + u();
    };
    for (std::size_t t = 0; t < 600; ++t) {
        const double common = three() * ((t / 120) % 2 ? 1.2 : 0.4);
        for (auto& series : z) {
            double x = common;
            for (int i = 0; i < 3; ++i) x += u();
            series[t] = x;
        }
    }
    return z;
}

garch::dcc_fit fit(const std::vector<std::vector<double>>& z) { return garch::fit_dcc({z.begin(), z.end()}); }

} // namespace

TEST_CASE("DCC: parameters, likelihood and correlations of an independent program")
{
    const auto r = fit(panel());
    CAPTURE(r.reason);
    REQUIRE(r.status == garch::fit_status::converged);
    REQUIRE_THAT(r.log_likelihood, WithinAbs(130.73711896027956, 1e-8));
    const double flat_top = 1e-5; // how far a simplex search ends from the maximum
    REQUIRE_THAT(r.a, WithinAbs(0.05821496613994481, flat_top));
    REQUIRE_THAT(r.b, WithinAbs(0.8975686219140178, flat_top));
    REQUIRE_THAT(r.correlation(600, 0, 1), WithinAbs(0.27415854, flat_top));
    REQUIRE_THAT(r.correlation(600, 2, 0), WithinAbs(0.28232854, flat_top));
    REQUIRE_THAT(r.correlation(600, 1, 2), WithinAbs(0.12090946, flat_top));
    REQUIRE(r.correlation(0, 1, 1) == 1);
    // forecasts go from the next period to the correlations of the target
    REQUIRE_THAT(r.forecast(1)[1], WithinRel(r.correlation(600, 0, 1), 1e-14));
    REQUIRE_THAT(r.forecast(100000)[1], WithinRel(r.target[1] / std::sqrt(r.target[0] * r.target[4]), 1e-12));
    REQUIRE_THROWS_AS(r.forecast(0), std::invalid_argument);
}

TEST_CASE("DCC: likelihood at a point, and its gradient against differences")
{
    const auto z = panel();
    garch::internal::dcc_likelihood l({z.begin(), z.end()});
    std::array<double, 2> g{}, unused{};
    const auto nothing = [](std::size_t, const std::vector<double>&) {};
    REQUIRE_THAT(l(0.05, 0.9, g, nothing), WithinRel(130.65752424280456, 1e-11));
    const double step = 1e-5; // of central differences: relative error 1e-10 times the curvature's change
    const double by_a = (l(0.05 + step, 0.9, unused, nothing) - l(0.05 - step, 0.9, unused, nothing)) / (2 * step);
    const double by_b = (l(0.05, 0.9 + step, unused, nothing) - l(0.05, 0.9 - step, unused, nothing)) / (2 * step);
    REQUIRE_THAT(g[0], WithinAbs(by_a, 1e-3));
    REQUIRE_THAT(g[1], WithinAbs(by_b, 1e-3));
    REQUIRE(std::fabs(g[0]) > 1);
}

TEST_CASE("DCC: recovers the parameters of a simulation")
{
    std::mt19937_64 generator(12);
    std::normal_distribution<double> normal;
    const double a = 0.05, b = 0.92, rho = 0.5;
    std::vector<double> x, y;
    double xx = 1, xy = rho, yy = 1;
    for (int t = 0; t < 8000; ++t) {
        const double r = xy / std::sqrt(xx * yy), u = normal(generator), v = normal(generator);
        x.push_back(u);
        y.push_back(r * u + std::sqrt(1 - r * r) * v);
        xx = (1 - a - b) + a * x.back() * x.back() + b * xx;
        xy = (1 - a - b) * rho + a * x.back() * y.back() + b * xy;
        yy = (1 - a - b) + a * y.back() * y.back() + b * yy;
    }
    const auto r = garch::fit_dcc({x, y});
    REQUIRE(r.status == garch::fit_status::converged);
    REQUIRE_THAT(r.a, WithinAbs(a, 0.03)); // some four standard errors of a pair at this length
    REQUIRE_THAT(r.b, WithinAbs(b, 0.06));
}

TEST_CASE("DCC: takes the standardised residuals of fits")
{
    const auto first = garch::fit<garch::garch11>(checks::sample(600));
    auto other = checks::sample(700);
    other.erase(other.begin(), other.begin() + 100);
    const auto second = garch::fit<garch::garch11>(other);
    const auto r = garch::fit_dcc({first.standardised_residuals(), second.standardised_residuals()});
    REQUIRE(std::isfinite(r.log_likelihood));
    REQUIRE(r.log_likelihood >= -1e-9 * 600); // a = b = 0 at no correlation has 0
}

TEST_CASE("DCC: what cannot be fitted says why")
{
    auto z = panel();
    REQUIRE_THROWS_AS(garch::fit_dcc({z[0]}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::fit_dcc({z[0], std::vector<double>(599)}), std::invalid_argument);
    const auto same = garch::fit_dcc({z[0], z[0]});
    REQUIRE(same.status == garch::fit_status::invalid_input);
    REQUIRE_FALSE(same.reason.empty());
    REQUIRE(garch::fit_dcc({std::vector<double>(10), std::vector<double>(10)}).status ==
            garch::fit_status::too_few_observations);
    REQUIRE_FALSE(garch::fit_dcc({z[0], std::vector<double>(600, 0.0)}));
    z[1][7] = std::numeric_limits<double>::quiet_NaN();
    const auto nan = fit(z);
    REQUIRE(nan.status == garch::fit_status::invalid_input);
    REQUIRE(nan.forecast(2).empty());
}
