// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/svi.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace smirk::surface;

namespace {

spline_smile through(const svi& slice, double low, double high, int n)
{
    std::vector<double> k, w;
    for (int i = 0; i < n; ++i) {
        k.push_back(low + (high - low) * i / (n - 1));
        w.push_back(slice.total_variance(k.back()));
    }
    return {k, w};
}

const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153};

} // namespace

TEST_CASE("spline butterflies: a fine spline through Vogt's slice has its arbitrage", "[surface][spline_arbitrage]")
{
    // Gatheral and Jacquier 2014: min g = -.0328635735 at k = .87926, g < 0 on (.64241, 1.25691)
    const auto smile = through(vogt, -2, 3, 400);
    REQUIRE_FALSE(butterfly_free(smile));
    const auto report = butterfly_arbitrage(smile);
    REQUIRE_FALSE(report.arbitrage_free());
    REQUIRE(report.violations.size() >= 1);
    const auto wide = std::max_element(report.violations.begin(), report.violations.end(), [](auto& a, auto& b) {
        return a.high - a.low < b.high - b.low; // the last piece, where w'' is bent to 0, may have its own
    });
    constexpr double interpolation = 2e-4; // w'' of the spline is off by h^2 w'''' / 12, h = .0125
    REQUIRE_THAT(wide->low, WithinAbs(0.64241, 20 * interpolation));
    REQUIRE_THAT(wide->high, WithinAbs(1.25691, 20 * interpolation));
    REQUIRE_THAT(durrleman(smile, 0.87926), WithinAbs(-0.0328635735, interpolation));
    REQUIRE(report.min_g <= durrleman(smile, 0.87926));
}

TEST_CASE("spline butterflies: the certificate against a dense scan of random splines", "[surface][spline_arbitrage]")
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> shift(-1, 1);
    int free = 0, bad = 0;
    for (int trial = 0; trial < 300; ++trial) {
        std::vector<double> k, w;
        const double rough = 0.004 * trial / 300;
        for (int i = 0; i < 9; ++i) {
            k.push_back(-0.4 + 0.1 * i);
            w.push_back(0.02 + 0.1 * k.back() * k.back() / (1 + std::fabs(k.back())) + rough * shift(random));
        }
        const spline_smile smile(k, w);
        double least = std::numeric_limits<double>::infinity();
        bool scanned = smile.valid() && smile.left_slope() <= 2 && smile.right_slope() <= 2;
        for (double x = -30; x < 30; x += std::fabs(x) < 0.6 ? 1e-3 : 0.05)
            if (smile.total_variance(x) > 0)
                least = std::min(least, durrleman(smile, x));
            else
                scanned = false;
        scanned = scanned && least >= 0;
        const bool certified = butterfly_free(smile);
        const auto report = butterfly_arbitrage(smile);
        REQUIRE(certified == report.arbitrage_free());
        if (certified) REQUIRE(scanned);
        if (!certified && scanned) REQUIRE(std::fabs(least) < 1e-3); // negative only between two places of the scan
        if (report.min_variance > 0) REQUIRE(report.min_g <= least + 1e-12);
        (certified ? free : bad) += 1;
    }
    REQUIRE(free > 20);
    REQUIRE(bad > 20);
}

TEST_CASE("spline calendars: crossings between knots and in the wings", "[surface][spline_arbitrage]")
{
    const spline_smile early({-0.3, -0.1, 0.0, 0.1, 0.3}, std::array{0.04, 0.02, 0.018, 0.019, 0.03});
    REQUIRE(calendar_free(early, early));
    REQUIRE(calendar_arbitrage(early, early).arbitrage_free());
    const auto later = early.raised(0.001);
    const auto apart = calendar_arbitrage(early, later);
    REQUIRE(apart.arbitrage_free());
    REQUIRE_THAT(apart.min_gap, WithinAbs(0.001, 1e-15));
    const auto crossed = calendar_arbitrage(later, early);
    REQUIRE_FALSE(calendar_free(later, early));
    REQUIRE(crossed.violations.size() == 1);
    REQUIRE(std::isinf(crossed.violations[0].low));
    REQUIRE(std::isinf(crossed.violations[0].high));

    // above at every knot of either, below in between: a spline with knots elsewhere
    const spline_smile dip({-0.3, -0.05, 0.05, 0.3}, std::array{0.0401, 0.0187, 0.0182, 0.0302});
    const auto report = calendar_arbitrage(early, dip);
    double least = 1;
    for (double x = -0.3; x <= 0.3; x += 1e-4) least = std::min(least, dip.total_variance(x) - early.total_variance(x));
    REQUIRE_THAT(report.min_gap, WithinAbs(std::min(least, report.min_gap), 1e-9));
    REQUIRE(report.arbitrage_free() ==
            (least >= 0 && dip.left_slope() >= early.left_slope() && dip.right_slope() >= early.right_slope()));

    // a flatter wing crosses far out: gap .001, slopes .1 and .09 beyond .3: at .3 + .001 / .01
    const spline_smile steep({0.0, 0.1, 0.2, 0.3}, std::array{0.02, 0.03, 0.04, 0.05});
    const spline_smile flat({0.0, 0.1, 0.2, 0.3}, std::array{0.024, 0.033, 0.042, 0.051});
    const auto far = calendar_arbitrage(steep, flat);
    REQUIRE(far.violations.size() == 1);
    REQUIRE_THAT(far.violations[0].low, WithinAbs(0.4, 1e-12));
    REQUIRE(far.min_gap == -std::numeric_limits<double>::infinity());
}
