// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/surface_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <vector>

using namespace smirk::surface;

namespace {

svi_surface example(time_interpolation rule)
{
    return {{0.1, 0.5, 2.0},
            {{.a = 0.001, .b = 0.025, .rho = -0.5, .m = 0.01, .sigma = 0.08},
             {.a = 0.006, .b = 0.06, .rho = -0.6, .m = 0.02, .sigma = 0.18},
             {.a = 0.03, .b = 0.13, .rho = -0.6, .m = 0.05, .sigma = 0.4}},
            rule};
}

const time_interpolation rules[] = {time_interpolation::price, time_interpolation::total_variance};

} // namespace

TEST_CASE("svi_surface: at an expiry it is the slice", "[surface][svi_surface]")
{
    for (auto rule : rules) {
        const auto surface = example(rule);
        for (std::size_t i = 0; i < surface.size(); ++i)
            for (double k : {-1.0, -0.2, 0.0, 0.3}) {
                const double w = surface.slice(i).total_variance(k), t = surface.years(i);
                REQUIRE_THAT(surface.total_variance(k, t), WithinRel(w, 1e-15));
                REQUIRE_THAT(surface.vol(k, t), WithinRel(std::sqrt(w / t), 1e-15));
                REQUIRE_THAT(surface.total_variance(k, t * (1 - 1e-9)), WithinRel(w, 1e-7)); // and is continuous there
            }
    }
}

TEST_CASE("svi_surface: derivatives are those of the smile", "[surface][svi_surface]")
{
    for (auto rule : rules) {
        const auto surface = example(rule);
        for (double t : {0.03, 0.2, 0.4, 1.0, 1.9, 3.0})
            for (double k = -0.8; k <= 0.6; k += 0.1) {
                const auto smile = surface.smile(t);
                const auto at = smile.derivatives(k);
                const double h = 1e-4, w = smile.total_variance(k), up = smile.total_variance(k + h),
                             down = smile.total_variance(k - h);
                REQUIRE_THAT(at.w, WithinRel(w, 1e-15));
                REQUIRE_THAT(at.dw, WithinAbs((up - down) / (2 * h), 1e-6));          // h^2 w''' / 6
                REQUIRE_THAT(at.d2w, WithinAbs((up - 2 * w + down) / (h * h), 1e-5)); // and rounding over h^2
            }
    }
}

TEST_CASE("svi_surface: total variance rises with time and the density is positive at all times",
          "[surface][svi_surface]")
{
    for (auto rule : rules) {
        const auto surface = example(rule);
        REQUIRE(arbitrage(surface).arbitrage_free());
        REQUIRE(arbitrage(surface).between.empty() == (rule == time_interpolation::price));
        for (double k = -1.5; k <= 1; k += 0.05) {
            double before = 0;
            for (double t = 0.02; t < 4; t *= 1.1) {
                const auto at = surface.smile(t).derivatives(k);
                REQUIRE(at.w > before);
                REQUIRE(durrleman(k, at) > 0);
                before = at.w;
            }
        }
    }
}

TEST_CASE("local_vol: Dupire's formula with derivatives by differences gives the same", "[surface][local_vol]")
{
    for (auto rule : rules) {
        const auto surface = example(rule);
        for (double t : {0.03, 0.2, 0.4, 1.0, 1.9, 3.0})
            for (double k = -0.8; k <= 0.6; k += 0.1) {
                const double h = 1e-5 * t;
                const double dw = (surface.total_variance(k, t + h) - surface.total_variance(k, t - h)) / (2 * h);
                const double g = durrleman(surface.smile(t), k);
                REQUIRE_THAT(local_vol(surface, k, t), WithinRel(std::sqrt(dw / g), 1e-6));
            }
    }
}

TEST_CASE("local_vol: of a flat surface is its vol, and there is a limit at time 0", "[surface][local_vol]")
{
    const svi_surface flat({0.5, 1.0}, {{.a = 0.02, .b = 0, .rho = 0, .m = 0, .sigma = 1},
                                        {.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 1}});
    for (double t : {0.0, 0.2, 0.5, 0.7, 1.0, 3.0}) REQUIRE_THAT(local_vol(flat, 0.1, t), WithinRel(0.2, 1e-14));
    const auto surface = example(time_interpolation::total_variance);
    REQUIRE_THAT(local_vol(surface, -0.1, 0), WithinRel(local_vol(surface, -0.1, 1e-9), 1e-6));
    REQUIRE(surface.vol(-0.1, 0) == surface.vol(-0.1, 0.05));
}

TEST_CASE("surface arbitrage: crossing slices and slices with butterflies are reported where they are",
          "[surface][arbitrage]")
{
    const svi low{.a = 0.01, .b = 0.05, .rho = -0.5, .m = 0, .sigma = 0.1},
        high{.a = 0.02, .b = 0.06, .rho = -0.5, .m = 0, .sigma = 0.1},
        bad{.a = -0.09, .b = 0.35, .rho = -0.1, .m = 0.1, .sigma = 0.28};
    REQUIRE(arbitrage(svi_surface({1, 2}, {low, high})).arbitrage_free());
    const auto crossed = arbitrage(svi_surface({1, 2}, {high, low}));
    REQUIRE_FALSE(crossed.arbitrage_free());
    REQUIRE(crossed.butterfly[0].arbitrage_free());
    REQUIRE_FALSE(crossed.calendar[0].arbitrage_free());
    REQUIRE_FALSE(arbitrage(svi_surface({1}, {bad})).arbitrage_free());
}

TEST_CASE("surface arbitrage: a mixture of two slices without butterflies can have one", "[surface][arbitrage]")
{
    // Found by a random search among slices on the edge of butterfly arbitrage; such pairs are rare, and cross as well.
    const svi one{-0.0493378468154513, 0.103178536547176, 0.0921961892862011, -0.0448798470212389, 0.508132208140647},
        two{0.00276679423714302, 0.236829766119654, 0.760077676978463, -0.305986022064505, 0.0430187494002341};
    REQUIRE(butterfly_arbitrage(one).min_g > -1e-12);
    REQUIRE(butterfly_arbitrage(two).min_g > -1e-12);
    const auto report = butterflies_between(one, two);
    REQUIRE_FALSE(report.arbitrage_free());
    double least = 1; // by a dense scan, g written out
    for (double x = 0.2; x < 0.5; x += 0.005)
        for (double k = -0.7; k < -0.4; k += 0.0005) {
            const auto a = one.derivatives(k), b = two.derivatives(k);
            const double w = (1 - x) * a.w + x * b.w, dw = (1 - x) * a.dw + x * b.dw, d2w = (1 - x) * a.d2w + x * b.d2w;
            const double h = 1 - k * dw / (2 * w);
            least = std::fmin(least, h * h - dw * dw / 4 * (1 / w + 0.25) + d2w / 2);
        }
    REQUIRE(least < -1e-4);
    REQUIRE(report.min_g < 0);
    REQUIRE(report.min_g >= 1.02 * least);
    // Prices are mixed without that.
    REQUIRE(arbitrage(svi_surface({1, 2}, {one, two}, time_interpolation::price)).between.empty());
}

TEST_CASE("svi_surface: mixed prices bulge out of the money, linear variance does not", "[surface][svi_surface]")
{
    const auto flat = [](double years) { return svi{.a = 0.04 * years, .b = 0, .rho = 0, .m = 0, .sigma = 1}; };
    const double before = std::sqrt(0.5), after = std::sqrt(2.0);
    const svi_surface linear({before, after}, {flat(before), flat(after)}),
        prices({before, after}, {flat(before), flat(after)}, time_interpolation::price);
    for (double k : {-0.4, -0.2, 0.0, 0.2}) REQUIRE_THAT(linear.vol(k, 1), WithinRel(0.2, 1e-14));
    REQUIRE_THAT(prices.vol(0, 1), WithinAbs(0.2, 1e-4)); // weights linear in the root of the variance see to that
    // the mixture of two normal laws, written out: c = (1 - x) c_1 + x c_2 at x = (1 - 2^-1/4) / (2^1/4 - 2^-1/4)
    const double x = (1 - std::pow(2, -0.25)) / (std::pow(2, 0.25) - std::pow(2, -0.25));
    for (double k : {-0.2, -0.4}) {
        const auto put = [k](double w) {
            const double s = std::sqrt(w), d1 = -k / s + 0.5 * s;
            return 0.5 * (std::exp(k) * std::erfc((d1 - s) / std::sqrt(2)) - std::erfc(d1 / std::sqrt(2)));
        };
        const double w = prices.total_variance(k, 1);
        REQUIRE_THAT(put(w), WithinRel((1 - x) * put(0.04 * before) + x * put(0.04 * after), 1e-10));
        REQUIRE_THAT(std::sqrt(w), WithinAbs(k > -0.3 ? 0.2029 : 0.2107, 5e-5)); // as the header says
    }
}

TEST_CASE("svi_surface: misuse throws", "[surface][svi_surface]")
{
    const svi slice{.a = 0.01, .b = 0.05, .rho = -0.5, .m = 0, .sigma = 0.1};
    REQUIRE_THROWS_AS(svi_surface({1}, {slice, slice}), std::invalid_argument);
    REQUIRE_THROWS_AS(svi_surface({1, 1}, {slice, slice}), std::invalid_argument);
    REQUIRE_THROWS_AS(svi_surface({-1}, {slice}), std::invalid_argument);
    REQUIRE_THROWS_AS(svi_surface({1}, {{.a = -1, .b = 0.1, .rho = 0, .m = 0, .sigma = 0.1}}), std::invalid_argument);
    REQUIRE_THROWS_AS(svi_surface().smile(1), std::invalid_argument);
    REQUIRE_THROWS_AS(svi_surface({1}, {slice}).smile(-1), std::invalid_argument);
}
