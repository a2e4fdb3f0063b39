// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/calendar_arbitrage.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace smirk::surface;

TEST_CASE("calendar_arbitrage: a scan of the difference agrees, far wings included", "[surface][calendar]")
{
    std::mt19937_64 generator(2);
    std::uniform_real_distribution<double> U;
    const auto slice = [&] {
        const double s = 0.2 + 0.1 * U(generator);
        svi p{};
        p.sigma = s * std::exp(-2 + 3 * U(generator));
        p.m = s * (-1 + 2 * U(generator));
        p.rho = -1 + 2 * U(generator);
        p.b = 0.1 + 0.05 * U(generator);
        p.a = s * s - 0.99 * p.b * p.sigma * std::sqrt(1 - p.rho * p.rho);
        return p;
    };
    int crossing = 0, free = 0;
    for (int i = 0; i < 1000; ++i) {
        const svi early = slice();
        svi late = slice();
        late.a += 0.05 * U(generator);
        if (i % 3 == 0) late.b = early.b, late.rho = early.rho; // wings of equal slope
        if (!early.valid() || !late.valid()) continue;
        const auto report = calendar_arbitrage(early, late);
        ++(report.arbitrage_free() ? free : crossing);
        int wrong = 0;
        for (int j = 0; j <= 4000; ++j) {
            const double k = 0.5 * (early.m + late.m) + 0.2 * std::sinh(-12 + 24.0 * j / 4000);
            const double gap = late.total_variance(k) - early.total_variance(k);
            const double rounding = 1e-12 * (1 + std::fabs(k));
            bool inside = false, near_an_end = false;
            for (const auto& v : report.violations) {
                inside = inside || (k >= v.low && k <= v.high);
                near_an_end = near_an_end || std::fabs(k - v.low) < 1e-8 * (1 + std::fabs(k)) ||
                              std::fabs(k - v.high) < 1e-8 * (1 + std::fabs(k));
            }
            wrong += gap < report.min_gap - rounding;
            wrong += !near_an_end && ((gap < -rounding && !inside) || (gap > rounding && inside));
        }
        REQUIRE(wrong == 0);
    }
    REQUIRE(crossing > 100);
    REQUIRE(free > 50);
}

TEST_CASE("calendar_arbitrage: a crossing far beyond any quote is found", "[surface][calendar]")
{
    const svi early{.a = 0.01, .b = 0.10001, .rho = -0.5, .m = 0, .sigma = 0.1};
    const svi late{.a = 0.05, .b = 0.1, .rho = -0.5, .m = 0, .sigma = 0.1};
    const auto report = calendar_arbitrage(early, late);
    REQUIRE_FALSE(report.arbitrage_free());
    REQUIRE(report.min_gap == -std::numeric_limits<double>::infinity());
    REQUIRE(report.violations.size() == 2);
    // far out .04 = 1e-5 (1 -+ rho) |k|
    REQUIRE_THAT(report.violations.front().high, WithinRel(-0.04 / 1.5e-5, 1e-6));
    REQUIRE_THAT(report.violations.back().low, WithinRel(0.04 / 0.5e-5, 1e-6));
}

TEST_CASE("calendar_arbitrage: four crossings, the most there can be", "[surface][calendar]")
{
    const svi early{.a = 0.05, .b = 0.1, .rho = -0.0845095, .m = 0.052696, .sigma = 0.0792027};
    const svi late{.a = 0.00134318, .b = 0.107657, .rho = -0.087212, .m = 0.188569, .sigma = 0.503175};
    const auto report = calendar_arbitrage(early, late);
    REQUIRE(report.violations.size() == 2);
    for (const auto& v : report.violations) {
        REQUIRE(std::isfinite(v.low));
        REQUIRE(std::isfinite(v.high));
        REQUIRE_THAT(late.total_variance(v.low), WithinRel(early.total_variance(v.low), 1e-12));
        REQUIRE_THAT(late.total_variance(v.high), WithinRel(early.total_variance(v.high), 1e-12));
        const double middle = 0.5 * (v.low + v.high);
        REQUIRE(late.total_variance(middle) < early.total_variance(middle));
    }
    REQUIRE(late.total_variance(0) > early.total_variance(0)); // between the two
}

TEST_CASE("calendar_arbitrage: wings of equal slope are compared by their limits", "[surface][calendar]")
{
    // same wings and the same vertex: the narrower slice lies above everywhere else
    const svi early{.a = 0.0391, .b = 0.2, .rho = 0, .m = 0, .sigma = 0.3};
    const svi late{.a = 0.0391 + 0.2 * 0.3 - 0.2 * 0.302, .b = 0.2, .rho = 0, .m = 0, .sigma = 0.302};
    const auto report = calendar_arbitrage(early, late);
    REQUIRE_FALSE(report.arbitrage_free());
    REQUIRE_THAT(report.min_gap, WithinAbs(late.a - early.a, 1e-12)); // the limit in both wings
}

TEST_CASE("calendar_arbitrage: a slice does not cross itself, nor one shifted up", "[surface][calendar]")
{
    const svi slice{.a = 0.01, .b = 0.1, .rho = -0.5, .m = 0.05, .sigma = 0.1};
    REQUIRE(calendar_arbitrage(slice, slice).arbitrage_free());
    svi up = slice;
    up.a += 1e-3;
    const auto report = calendar_arbitrage(slice, up);
    REQUIRE(report.arbitrage_free());
    REQUIRE_THAT(report.min_gap, WithinAbs(1e-3, 1e-15));
    REQUIRE_FALSE(calendar_arbitrage(up, slice).arbitrage_free());
    REQUIRE_FALSE(calendar_arbitrage(slice, {.a = 1, .b = -1, .rho = 0, .m = 0, .sigma = 1}).arbitrage_free());
}
