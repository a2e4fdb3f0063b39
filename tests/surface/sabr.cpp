// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/sabr.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

TEST_CASE("sabr: at the money it is Hagan's formula, and it is smooth there", "[surface][sabr]")
{
    const sabr s{.alpha = 0.3, .beta = 0.6, .rho = -0.3, .nu = 0.5, .forward = 1.2, .years = 2};
    // eq. 2.18: sigma(F) = alpha F^{b-1} (1 + (...) T)
    const double level = 0.3 / std::pow(1.2, 0.4);
    const double sigma =
        level * (1 + (0.16 / 24 * level * level - 0.3 * 0.6 * 0.5 * level / 4 + (2 - 0.27) / 24 * 0.25) * 2);
    REQUIRE_THAT(s.vol(1.2), WithinRel(sigma, 1e-14));
    const double w = s.total_variance(0); // the series and the formula meet at |z| = 1e-5
    for (double k : {-3e-5, -1e-5, 1e-5, 3e-5}) REQUIRE_THAT(s.total_variance(k), WithinRel(w, 1e-4));
    const double k = 1e-5 * 0.3 / 0.5 / std::pow(1.2, 0.4);
    REQUIRE_THAT(s.total_variance(k * 0.999999), WithinRel(s.total_variance(k * 1.000001), 1e-10));
}

TEST_CASE("sabr: both branches of x(z) agree, and low strikes keep their digits", "[surface][sabr]")
{
    const sabr s{.alpha = 0.2, .beta = 1, .rho = 0.9, .nu = 1.5, .forward = 1, .years = 0.1};
    for (double k : {-3.0, -1.0, -0.2, 0.3, 2.0}) { // the textbook form in long double
        const long double z = -s.nu / s.alpha * static_cast<long double>(k), rho = s.rho;
        const long double x = std::log((std::sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
        const long double sigma =
            s.alpha * z / x * (1 + (rho * s.nu * s.alpha / 4 + (2 - 3 * rho * rho) / 24 * s.nu * s.nu) * s.years);
        REQUIRE_THAT(std::sqrt(s.total_variance(k) / s.years), WithinRel(static_cast<double>(sigma), 1e-13));
    }
}

TEST_CASE("fit_sabr: parameters are recovered", "[surface][sabr]")
{
    for (double beta : {0.5, 1.0})
        for (double rho : {-0.8, -0.2, 0.5})
            for (double nu : {0.2, 1.1}) {
                const sabr truth{.alpha = 0.25, .beta = beta, .rho = rho, .nu = nu, .forward = 1.1, .years = 0.5};
                std::vector<double> k, vol;
                for (double x = -0.4; x <= 0.35; x += 0.05) k.push_back(x), vol.push_back(smile_vol(truth, x, 0.5));
                const auto fit = fit_sabr(k, vol, 1.1, 0.5, {.beta = beta});
                REQUIRE(fit);
                REQUIRE_THAT(fit.smile.alpha, WithinRel(0.25, 1e-6));
                REQUIRE_THAT(fit.smile.rho, WithinAbs(rho, 1e-5));
                REQUIRE_THAT(fit.smile.nu, WithinRel(nu, 1e-5));
                REQUIRE(fit.max_error < 1e-8);
            }
}

TEST_CASE("fit_sabr: bad quotes are dropped, few are an error, misuse throws", "[surface][sabr]")
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> k{-0.2, -0.1, 0, 0.1, 0.2, 0.3}, vol{0.25, 0.22, 0.2, 0.19, none, -1};
    const auto fit = fit_sabr(k, vol, 100, 1);
    REQUIRE(fit);
    REQUIRE(fit.used == 4);
    REQUIRE(fit.dropped == 2);
    const std::vector<double> two{0, 0.1}, two_vols{0.2, 0.19};
    REQUIRE(fit_sabr(two, two_vols, 100, 1).status == fit_status::too_few_points);
    const std::vector<double> three{-0.1, 0, 0.1}, huge{1e200, 1e200, 1e200}; // whose squares are infinite
    REQUIRE(fit_sabr(three, huge, 100, 1).status == fit_status::stalled);
    REQUIRE_THROWS_AS(fit_sabr(k, two_vols, 100, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(fit_sabr(k, vol, -1, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(fit_sabr(k, vol, 100, 1, {.beta = 1.5}), std::invalid_argument);
}
