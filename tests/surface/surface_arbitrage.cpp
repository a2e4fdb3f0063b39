// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/spline_surface.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace smirk::surface;

namespace {

const svi early{.a = 0.006, .b = 0.06, .rho = -0.6, .m = 0.02, .sigma = 0.18},
    late{.a = 0.03, .b = 0.13, .rho = -0.6, .m = 0.05, .sigma = 0.4},
    bad{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28};

} // namespace

TEST_CASE("butterflies_between: proven, refuted, and nothing claimed of slices with butterflies of their own",
          "[surface][arbitrage]")
{
    const auto good = butterflies_between(early, late);
    REQUIRE(good.verdict == proof::proven);
    REQUIRE(good.arbitrage_free());
    REQUIRE(good.min_g > 0);
    REQUIRE(std::isfinite(good.where));
    const auto same = butterflies_between(early, early);
    REQUIRE(same.arbitrage_free());
    svi higher = bad;
    higher.a += 0.001;
    const auto report = butterflies_between(bad, higher);
    REQUIRE(report.verdict == proof::refuted);
    REQUIRE(report.min_g < 0);
    REQUIRE(report.weight >= 0);
    REQUIRE(report.weight <= 1);
}

TEST_CASE("butterflies_between: a negative density in a sliver of time is found", "[surface][arbitrage]")
{
    // at one strike the two smiles are fine and only mixtures of .47 to .53 are not
    const double k = 1;
    const smirk::smile_derivatives one{0.5, 1.0, 0.2}, two{0.5, 1.0, -0.05};
    between_report report{std::numeric_limits<double>::infinity(), 0, 0, proof::open};
    detail::butterflies_at(k, one, two, report);
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= 1000; ++i) {
        const double x = 0.001 * i;
        least = std::fmin(least, durrleman(k, {0.5, 1.0, 0.2 * (1 - x) - 0.05 * x}));
    }
    REQUIRE((report.min_g < 0) == (least < 0));
    REQUIRE_THAT(report.min_g, WithinAbs(least, 1e-12)); // here at an end
}

TEST_CASE("arbitrage of a surface: one report a slice and a pair, and what price mixing needs", "[surface][arbitrage]")
{
    const auto both = arbitrage(svi_surface({0.5, 2.0}, {early, late}));
    REQUIRE(both.butterfly.size() == 2);
    REQUIRE(both.calendar.size() == 1);
    REQUIRE(both.between.size() == 1);
    REQUIRE(both.arbitrage_free());
    REQUIRE(arbitrage(svi_surface({0.5, 2.0}, {early, late}, time_interpolation::price)).between.empty());
    REQUIRE(arbitrage(svi_surface()).arbitrage_free()); // nothing, and nothing wrong
    REQUIRE_FALSE(arbitrage(svi_surface({0.5, 2.0}, {late, early})).arbitrage_free());
    REQUIRE_FALSE(arbitrage(svi_surface({0.5, 2.0}, {early, bad})).arbitrage_free());
}

TEST_CASE("a surface at any time can be certified: between, before and beyond its expiries", "[surface][arbitrage]")
{
    const svi_surface linear({0.5, 2.0}, {early, late}), prices({0.5, 2.0}, {early, late}, time_interpolation::price);
    for (double years : {0.01, 0.5, 0.9, 1.99, 2.0, 5.0}) {
        const auto smile = linear.smile(years);
        REQUIRE(butterfly_certificate(smile));
        const auto all = enclose(smile, {-0.3, -0.2});
        const auto at = smile.derivatives(-0.27);
        REQUIRE(all.f().low <= at.w);
        REQUIRE(at.w <= all.f().high);
        REQUIRE(all.d2f().low <= at.d2w);
        REQUIRE(at.d2w <= all.d2f().high);
        const auto beyond = enclose_wing(smile, -1, 2.0);
        for (double x : {2.0, 10.0, 1e5}) {
            REQUIRE(beyond.w_by_x.low <= smile.total_variance(-x) / x);
            REQUIRE(smile.total_variance(-x) / x <= beyond.w_by_x.high);
        }
    }
    REQUIRE(calendar_certificate(linear.smile(0.6), linear.smile(1.7)));
    REQUIRE(calendar_certificate(linear.smile(1.7), linear.smile(0.6)).verdict == proof::refuted);
    REQUIRE(std::isinf(enclose(prices.smile(1.0), {-0.1, 0.1}).f().high)); // nothing is said of mixed prices
    REQUIRE(butterfly_certificate(prices.smile(1.0)).verdict == proof::open);
    REQUIRE(butterfly_certificate(prices.smile(2.0))); // a slice
}

TEST_CASE("a surface of splines is certified the same way", "[surface][arbitrage]")
{
    const auto spline = [](const svi& from) {
        std::vector<double> k, w;
        for (double x = -1; x < 1.5; x += 0.1) k.push_back(x), w.push_back(from.total_variance(x));
        return spline_smile(k, w);
    };
    const spline_surface surface({0.5, 2.0}, {spline(early), spline(late)});
    const auto report = arbitrage(surface);
    REQUIRE(report.arbitrage_free());
    REQUIRE(report.between.front().verdict == proof::proven);
    REQUIRE(butterfly_certificate(surface.smile(1.1)));
    REQUIRE(calendar_certificate(surface.smile(0.7), surface.smile(1.1)));
}
