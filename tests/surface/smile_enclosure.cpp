// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/smile_enclosure.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk::surface;
using smirk::detail::interval;

namespace {

struct exact {
    long double w, dw, d2w, d3w;
};

/// SVI once more in long double, with its third derivative.
exact derivatives(const svi& p, long double k)
{
    const long double x = k - p.m, s = p.sigma, R = std::sqrt(x * x + s * s), b = p.b;
    return {p.a + b * (p.rho * x + R), b * (p.rho + x / R), b * s * s / (R * R * R),
            -3 * b * s * s * x / std::pow(R, 5)};
}

bool contains(interval a, long double x) { return a.low <= x && x <= a.high; }

} // namespace

TEST_CASE("enclose: an SVI slice on intervals and at single strikes", "[surface][enclosure]")
{
    std::mt19937_64 generator(2);
    std::uniform_real_distribution<double> U;
    auto slices = support::random_slices(200, 9, 0);
    slices.resize(202, slices.front());
    slices[200].truth = {.a = -3, .b = 0.6, .rho = -0.1, .m = -0.2, .sigma = 5.08}; // a parabola: large parts cancel
    slices[201].truth = {.a = 0.01, .b = 1.99, .rho = 1, .m = 0.3, .sigma = 1e-6};  // a kink, and a flat wing
    for (const auto& slice : slices) {
        const svi& p = slice.truth;
        for (int i = 0; i < 50; ++i) {
            const double from = p.m + p.sigma * std::sinh(-6 + 12 * U(generator)),
                         to = from + p.sigma * std::exp(-10 + 14 * U(generator));
            const auto all = enclose(p, {from, to});
            for (int j = 0; j <= 8; ++j) {
                const double k = j == 8 ? to : from + (to - from) * j / 8;
                const exact at = derivatives(p, k);
                for (const auto& around : {all, enclose(p, k)}) {
                    REQUIRE(contains(around.f(), at.w));
                    REQUIRE(contains(around.df(), at.dw));
                    REQUIRE(contains(around.d2f(), at.d2w));
                    REQUIRE(contains(around.d3f(), at.d3w));
                }
            }
        }
    }
}

TEST_CASE("enclose_wing: an SVI slice to infinity", "[surface][enclosure]")
{
    for (const auto& slice : support::random_slices(100, 10, 0)) {
        const svi& p = slice.truth;
        for (int side : {-1, 1})
            for (double K : {0.01 * p.sigma, p.sigma + std::fabs(p.m), 100 * (p.sigma + std::fabs(p.m))}) {
                const auto beyond = enclose_wing(p, side, K);
                for (long double x = K; x < 1e12L * K; x *= 1.7L) {
                    const exact at = derivatives(p, side * x);
                    REQUIRE(contains(beyond.w_by_x, at.w / x));
                    REQUIRE(contains(beyond.slope, side * at.dw));
                    REQUIRE(contains(beyond.bend, at.d2w));
                }
                const double slope = side > 0 ? p.right_slope() : p.left_slope(); // the limits
                REQUIRE(contains(beyond.w_by_x, slope));
                REQUIRE(contains(beyond.slope, slope));
            }
    }
    REQUIRE(std::isinf(wing_not_enclosed().slope.low));
    REQUIRE(std::isinf(not_enclosed().f().high));
}
