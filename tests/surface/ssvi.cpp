// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/ssvi.hpp>

#include <cmath>
#include <random>

using namespace smirk::surface;

TEST_CASE("ssvi: as raw SVI it is the same smile", "[surface][ssvi]")
{
    const ssvi_slice s{.theta = 0.05, .rho = -0.6, .psi = 0.15};
    const svi raw = raw_svi(s);
    const double phi = s.psi / s.theta;
    for (double k : {-1.0, -0.2, 0.0, 0.3}) {
        const double z = phi * k + s.rho;
        REQUIRE_THAT(raw.total_variance(k),
                     WithinRel(s.theta / 2 * (1 + s.rho * phi * k + std::sqrt(z * z + 1 - s.rho * s.rho)), 1e-14));
    }
    REQUIRE_THAT(raw.total_variance(0), WithinRel(s.theta, 1e-14));
    REQUIRE_THAT(raw.derivatives(0).dw, WithinRel(s.rho * s.psi, 1e-13)); // theta phi rho
}

TEST_CASE("ssvi: up to the largest psi there is no butterfly, by the exact certificate", "[surface][ssvi]")
{
    std::mt19937_64 generator(3);
    std::uniform_real_distribution<double> U;
    for (int i = 0; i < 2000; ++i) {
        const double theta = std::exp(-8 + 9 * U(generator)), rho = -0.99 + 1.98 * U(generator);
        const double psi = largest_psi(theta, rho);
        REQUIRE(butterfly_free(raw_svi(ssvi_slice{theta, rho, psi * (1 - 1e-12)})));
        if (psi * (1 + std::fabs(rho)) > 4 * (1 - 1e-12)) // Lee's bound is necessary as well
            REQUIRE_FALSE(butterfly_free(raw_svi(ssvi_slice{theta, rho, psi * 1.001})));
    }
}

TEST_CASE("ssvi: slices that are ordered do not cross, by the exact certificate", "[surface][ssvi]")
{
    std::mt19937_64 generator(4);
    std::uniform_real_distribution<double> U;
    int ordered = 0;
    for (int i = 0; i < 20000 && ordered < 1000; ++i) {
        const auto slice = [&](double least) {
            const double theta = least * (1 + 2 * U(generator)), rho = -0.95 + 1.9 * U(generator);
            return ssvi_slice{theta, rho, largest_psi(theta, rho) * U(generator)};
        };
        const ssvi_slice early = slice(0.01), late = slice(early.theta);
        if (!essvi_slices_ordered(early, late)) continue;
        ++ordered;
        REQUIRE(calendar_arbitrage(raw_svi(early), raw_svi(late)).arbitrage_free());
    }
    REQUIRE(ordered > 200);
}

TEST_CASE("ssvi: the power law is free of arbitrage where it says so", "[surface][ssvi]")
{
    const ssvi_power_law law{.rho = -0.7, .eta = 1.1, .gamma = 0.45};
    REQUIRE(law.arbitrage_free());
    svi before{};
    for (double theta = 1e-4; theta < 2; theta *= 1.2) {
        const svi now = raw_svi(law.slice(theta));
        REQUIRE(butterfly_free(now));
        if (before.b > 0) REQUIRE(calendar_arbitrage(before, now).arbitrage_free());
        before = now;
    }
    REQUIRE_FALSE(ssvi_power_law{.rho = -0.7, .eta = 1.3, .gamma = 0.45}.arbitrage_free());
    REQUIRE_FALSE(ssvi_power_law{.rho = -0.7, .eta = 1.1, .gamma = 0.6}.arbitrage_free());
}
