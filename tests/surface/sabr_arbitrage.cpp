// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/density.hpp>
#include <smirk/surface/sabr_arbitrage.hpp>

#include <cmath>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("sabr: derivatives in k are those of the formula", "[surface][sabr]")
{
    for (double beta : {0.0, 0.5, 1.0})
        for (double rho : {-0.9, -0.3, 0.6}) {
            const sabr s{.alpha = 0.25, .beta = beta, .rho = rho, .nu = 0.8, .forward = 1.2, .years = 0.75};
            for (double k : {-1.2, -0.3, -0.04, 0.0, 0.01, 0.06, 0.5, 1.1}) {
                // fourth-order differences; rounding over h^2 is 1e-16 / 1e-6 and the truncation below it
                const double h = 2e-3;
                const auto w = [&](double x) { return s.total_variance(x); };
                const double dw = (8 * (w(k + h) - w(k - h)) - (w(k + 2 * h) - w(k - 2 * h))) / (12 * h);
                const double d2w =
                    (16 * (w(k + h) + w(k - h)) - (w(k + 2 * h) + w(k - 2 * h)) - 30 * w(k)) / (12 * h * h);
                const smile_derivatives at = s.derivatives(k);
                REQUIRE(at.w == w(k));
                REQUIRE_THAT(at.dw, WithinAbs(dw, 1e-8));
                REQUIRE_THAT(at.d2w, WithinAbs(d2w, 1e-6));
            }
        }
}

TEST_CASE("sabr: derivatives have no seam where the series ends", "[surface][sabr]")
{
    for (double rho : {-0.95, 0.2, 0.99}) {
        const sabr s{.alpha = 0.2, .beta = 1, .rho = rho, .nu = 0.4, .forward = 1, .years = 1};
        for (double k : {-0.05, 0.05}) { // |z| = 0.1
            const auto in = s.derivatives(k * (1 - 1e-13)), out = s.derivatives(k * (1 + 1e-13));
            REQUIRE_THAT(in.w, WithinRel(out.w, 1e-12));
            REQUIRE_THAT(in.dw, WithinAbs(out.dw, 1e-12));
            REQUIRE_THAT(in.d2w, WithinAbs(out.d2w, 1e-10)); // the closed form has lost a factor 1 / z^2
        }
    }
}

TEST_CASE("sabr: the density integrates to one while there is no arbitrage", "[surface][sabr]")
{
    const sabr s{.alpha = 0.2, .beta = 1, .rho = -0.2, .nu = 0.3, .forward = 1, .years = 0.5};
    REQUIRE(butterfly_arbitrage(s, 8).arbitrage_free());
    double mass = 0, mean = 0;
    const double step = 0.002;
    for (double k = -2; k <= 2; k += step) {
        mass += step * density(s, k);
        mean += step * density(s, k) * std::exp(k);
    }
    REQUIRE_THAT(mass, WithinAbs(1, 1e-8)); // the trapezoidal rule of a smooth density is exact to its tails
    REQUIRE_THAT(mean, WithinAbs(1, 1e-8));
}

TEST_CASE("sabr: Hagan's formula has a negative density at low strikes", "[surface][sabr]")
{
    // the set of parameters of Hagan, Kumar, Lesniewski and Woodward (2014) in kind: long expiry, high vol of vol
    const sabr s{.alpha = 0.35, .beta = 0.25, .rho = -0.1, .nu = 1, .forward = 1, .years = 1};
    const auto report = butterfly_arbitrage(s);
    REQUIRE(!report.arbitrage_free());
    REQUIRE(report.min_g < 0);
    REQUIRE(!report.violations.empty());
    REQUIRE(report.violations.front().high < 0);
    for (const auto& v : report.violations) REQUIRE(density(s, 0.5 * (v.low + v.high)) < 0);
    REQUIRE_THROWS_AS(butterfly_arbitrage(s, 0.0), std::invalid_argument);
    const auto worthless =
        butterfly_arbitrage(sabr{.alpha = 0, .beta = 1, .rho = 0, .nu = 0, .forward = 1, .years = 1});
    REQUIRE(std::isnan(worthless.min_g));
    REQUIRE_FALSE(worthless.arbitrage_free());
}
