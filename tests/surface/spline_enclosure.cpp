// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/certificate.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/spline_enclosure.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace smirk::surface;
using smirk::detail::interval;

namespace {

spline_smile random_spline(std::mt19937_64& generator, double roughness)
{
    std::uniform_real_distribution<double> U;
    std::vector<double> k, w;
    double at = -0.5;
    for (int i = 0; i < 12; ++i) {
        k.push_back(at);
        w.push_back(0.04 * (1 + at * (2 * at - 0.5)) * (1 + roughness * (U(generator) - 0.5)));
        at += 0.03 + 0.1 * U(generator);
    }
    return {k, w};
}

} // namespace

TEST_CASE("enclose: a spline across its knots and in its wings", "[surface][enclosure]")
{
    std::mt19937_64 generator(3);
    std::uniform_real_distribution<double> U;
    const auto contains = [](interval a, double x) {
        const double rounding = 1e-14; // of the derivatives it is compared with
        return a.low <= x + rounding && x - rounding <= a.high;
    };
    for (int n = 0; n < 50; ++n) {
        const auto smile = random_spline(generator, 0.2);
        for (int i = 0; i < 60; ++i) {
            const double from = -1 + 2.5 * U(generator), to = from + std::exp(-7 + 7 * U(generator));
            const auto all = enclose(smile, {from, to});
            for (int j = 0; j <= 20; ++j) {
                const double k = from + (to - from) * j / 20;
                const auto at = smile.derivatives(k);
                for (const auto& around : {all, enclose(smile, k)}) {
                    REQUIRE(contains(around.f(), at.w));
                    REQUIRE(contains(around.df(), at.dw));
                    REQUIRE(contains(around.d2f(), at.d2w));
                }
            }
        }
        for (int side : {-1, 1}) {
            const double K = side > 0 ? smile.knots().back() : -smile.knots().front();
            REQUIRE(std::isinf(enclose_wing(smile, side, 0.9 * K).slope.high)); // not straight yet
            const auto beyond = enclose_wing(smile, side, K);
            for (double x = K; x < 1e6; x *= 2) {
                const auto at = smile.derivatives(side * x);
                REQUIRE(contains(beyond.w_by_x, at.w / x));
                REQUIRE(contains(beyond.slope, side * at.dw));
                REQUIRE(contains(beyond.bend, at.d2w));
            }
        }
    }
}

TEST_CASE("certificates of splines agree with the exact polynomials", "[surface][enclosure]")
{
    std::mt19937_64 generator(4);
    int free = 0, bad = 0, ordered = 0, crossed = 0;
    for (int n = 0; n < 400; ++n) {
        const auto one = random_spline(generator, n % 2 ? 0.02 : 0.08),
                   two = random_spline(generator, 0.01).raised(5e-4);
        const auto butterfly = butterfly_certificate(one);
        if (butterfly) REQUIRE(butterfly_free(one));
        if (butterfly.verdict == proof::refuted) REQUIRE_FALSE(butterfly_free(one));
        free += butterfly.verdict == proof::proven, bad += butterfly.verdict == proof::refuted;
        const auto calendar = calendar_certificate(one, two);
        if (calendar) REQUIRE(calendar_free(one, two));
        if (calendar.verdict == proof::refuted) REQUIRE_FALSE(calendar_free(one, two));
        ordered += calendar.verdict == proof::proven, crossed += calendar.verdict == proof::refuted;
    }
    INFO(free << " " << bad << " " << ordered << " " << crossed);
    REQUIRE(free > 30);
    REQUIRE(bad > 30);
    REQUIRE(free + bad > 390); // hardly any is left open
    REQUIRE(crossed > 100);
}
