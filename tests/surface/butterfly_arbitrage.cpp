// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace smirk::surface;

TEST_CASE("butterfly_arbitrage: no scan finds a lower g, and the answer agrees with the sign", "[surface][butterfly]")
{
    std::mt19937_64 generator(1);
    std::uniform_real_distribution<double> U;
    int with = 0, without = 0;
    for (int i = 0; i < 3000; ++i) {
        const double s = 0.02 + U(generator);
        svi p{};
        p.sigma = s * std::exp(-4 + 5 * U(generator));
        p.m = s * (-1 + 2 * U(generator));
        p.rho = -1 + 2 * U(generator);
        p.b = std::fmin(2 / (1 + std::fabs(p.rho)), s * std::exp(-3 + 4 * U(generator)));
        p.a = s * s * U(generator) - (i % 2 ? 0.99 * p.b * p.sigma * std::sqrt(1 - p.rho * p.rho) : 0.0);
        if (!p.valid()) continue;
        const auto report = butterfly_arbitrage(p);
        const auto scan = static_cast<double>(support::least_g_by_scan(p));
        INFO("a " << p.a << " b " << p.b << " rho " << p.rho << " m " << p.m << " sigma " << p.sigma);
        REQUIRE(report.min_g <= scan + 1e-9 * (1 + std::fabs(scan))); // rounding of g where w is small
        REQUIRE(report.arbitrage_free() == butterfly_free(p));
        if (std::fabs(report.min_g) > 1e-12) REQUIRE(report.arbitrage_free() == (report.min_g > 0)); // not at rounding
        if (std::isfinite(report.where)) REQUIRE_THAT(durrleman(p, report.where), WithinRel(report.min_g, 1e-12));
        ++(report.arbitrage_free() ? without : with);
    }
    REQUIRE(with > 300);
    REQUIRE(without > 300);
}

TEST_CASE("butterfly_arbitrage: g is negative inside the intervals and not at their ends", "[surface][butterfly]")
{
    const svi p{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28}; // arbitrage on both sides
    const auto report = butterfly_arbitrage(p);
    REQUIRE_FALSE(report.arbitrage_free());
    REQUIRE_FALSE(report.violations.empty());
    for (const auto& v : report.violations) {
        REQUIRE(durrleman(p, 0.5 * (v.low + v.high)) < 0);
        REQUIRE_THAT(durrleman(p, v.low), WithinAbs(0, 1e-9));
        REQUIRE_THAT(durrleman(p, v.high), WithinAbs(0, 1e-9));
    }
}

TEST_CASE("butterfly_arbitrage: wings steeper than Lee's bound are found though g is fine near the money",
          "[surface][butterfly]")
{
    const svi p{.a = 0.5, .b = 1.2, .rho = 0.7, .m = 0, .sigma = 3}; // b (1 + rho) = 2.04
    const auto report = butterfly_arbitrage(p);
    REQUIRE_FALSE(report.arbitrage_free());
    REQUIRE_THAT(report.right_slope, WithinRel(2.04, 1e-14));
    REQUIRE(report.violations.back().high == std::numeric_limits<double>::infinity());
    REQUIRE(report.min_g <= 0.25 - 2.04 * 2.04 / 16); // the limit of g in that wing
    // SSVI with theta = 16, phi = 1/4, rho = 0: both wings on the bound, no arbitrage before it
    const svi at_the_bound{.a = 8, .b = 2, .rho = 0, .m = 0, .sigma = 4};
    REQUIRE(butterfly_arbitrage(at_the_bound).min_g == 0);
    REQUIRE(butterfly_arbitrage(at_the_bound).arbitrage_free());
}

TEST_CASE("butterfly_arbitrage: flat, one-sided and worthless smiles", "[surface][butterfly]")
{
    REQUIRE(butterfly_arbitrage({.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}).min_g == 1);
    REQUIRE(butterfly_free({.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}));
    REQUIRE(butterfly_free({.a = 0.04, .b = 0.1, .rho = -1, .m = 0, .sigma = 0.1}));
    REQUIRE_FALSE(butterfly_free({.a = 0, .b = 0, .rho = 0, .m = 0, .sigma = 0.1}));
    REQUIRE_FALSE(butterfly_free({.a = 0.04, .b = -0.1, .rho = 0, .m = 0, .sigma = 0.1}));
    REQUIRE_FALSE(butterfly_free({.a = 0.04, .b = 0.1, .rho = 0, .m = 0, .sigma = NAN}));
    const auto none = butterfly_arbitrage({.a = 0, .b = 0, .rho = 0, .m = 0, .sigma = 0.1});
    REQUIRE(none.violations.size() == 1); // no variance at any strike
    REQUIRE(std::isinf(none.violations[0].low));
    REQUIRE(std::isinf(none.violations[0].high));
    const auto no_smile = butterfly_arbitrage({.a = 0.04, .b = 0.1, .rho = 1.5, .m = 0, .sigma = 0.1});
    REQUIRE_FALSE(no_smile.arbitrage_free());
    REQUIRE(std::isnan(no_smile.min_variance));
    const auto negative = butterfly_arbitrage({.a = -0.04, .b = 0.1, .rho = 0, .m = 0.2, .sigma = 0.1});
    REQUIRE_FALSE(negative.arbitrage_free());
    REQUIRE(std::isnan(negative.min_g));
    // w < 0 where (k - m)^2 + sigma^2 < (a / b)^2
    REQUIRE(negative.violations.size() == 1);
    REQUIRE_THAT(negative.violations[0].low, WithinRel(0.2 - std::sqrt(0.15), 1e-12));
    REQUIRE_THAT(negative.violations[0].high, WithinRel(0.2 + std::sqrt(0.15), 1e-12));
}

TEST_CASE("butterfly_arbitrage: the scan for any smile agrees with the exact answer", "[surface][butterfly]")
{
    const svi p{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28};
    const auto exact = butterfly_arbitrage(p), scan = butterfly_arbitrage(p, -5, 5);
    REQUIRE_THAT(scan.min_g, WithinRel(exact.min_g, 1e-8));
    REQUIRE(scan.violations.size() == exact.violations.size());
    for (std::size_t i = 0; i < exact.violations.size(); ++i) {
        REQUIRE_THAT(scan.violations[i].low, WithinAbs(exact.violations[i].low, 1e-8));
        REQUIRE_THAT(scan.violations[i].high, WithinAbs(exact.violations[i].high, 1e-8));
    }
    REQUIRE_THROWS_AS(butterfly_arbitrage(p, 1, -1), std::invalid_argument);
    REQUIRE_THROWS_AS(butterfly_arbitrage(p, -1, 1, 2), std::invalid_argument);
}
