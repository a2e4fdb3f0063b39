// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/density.hpp>
#include <smirk/surface/heston.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <limits>

using namespace smirk;
using namespace smirk::surface;

namespace {
const heston typical{.spot_variance = 0.04, .mean_variance = 0.04, .kappa = 1.5, .vol_of_variance = 0.3, .rho = -0.7};
}

TEST_CASE("heston: time values to 12 digits, far strikes included", "[surface][heston]")
{
    // mpmath 1.3, 40 digits: quad of Lewis's integral on the line alpha = -1/2, cut at u = 8192
    struct row {
        heston model;
        double years;
        double at[5]; // k = -0.8, -0.2, 0, 0.1, 0.5
    };
    const row rows[] = {{typical,
                         1,
                         {0.00022524638056047885239, 0.019975829695149946452, 0.075402666388187065028,
                          0.03164808316210654431, 0.000013219423289623742979}},
                        // the model of Fang and Oosterlee, SIAM J. Scientific Computing 31(2), 2008
                        {{0.0175, 0.0398, 1.5768, 0.5751, -0.5711},
                         1,
                         {0.00037605105514427939336, 0.014369668361607761769, 0.057851554343761890281,
                          0.01669425969307933638, 0.000054917211485880108398}},
                        {{0.09, 0.0354, 0.6067, 0.2928, -0.7571},
                         0.1,
                         {5.6452028544988509249e-12, 0.0010003235259641368786, 0.037261586834433974786,
                          0.0057718955246377354814, 3.0439615455648316079e-15}},
                        {{0.02, 0.06, 0.5, 1, -0.9},
                         10,
                         {0.033225453741748074572, 0.10222530250300215886, 0.15904030224284204281,
                          0.098673799635765435755, 0.0010536016148352622483}},
                        {{0.04, 0.09, 4, 0.8, 0.5},
                         0.02,
                         {std::numeric_limits<double>::quiet_NaN(), 3.2344983158871464149e-15, 0.01143671079784348598,
                          0.000027285135571677635454, 2.0904470637203348998e-22}}};
    const double k[] = {-0.8, -0.2, 0, 0.1, 0.5};
    for (const row& r : rows)
        for (int i = 0; i < 5; ++i) {
            if (std::isnan(r.at[i])) continue; // below the reach of the 40 digits
            const auto o = heston_smile(r.model, r.years).time_value(k[i]);
            INFO("k " << k[i] << " years " << r.years << " estimated error " << o.error);
            CHECK_THAT(o.value, WithinRel(r.at[i], 3e-12)); // the exponents are near 50, so phi has 50 epsilon
        }
}

TEST_CASE("heston: price derivatives are those of the price", "[surface][heston]")
{
    const heston_smile smile(typical, 0.5);
    for (double k : {-0.4, -0.1, 0.02, 0.3}) {
        const double h = 3e-4;
        const auto o = [&](double x) { return smile.time_value(x).value; };
        const auto at = smile.time_value(k);
        REQUIRE_THAT(at.slope, WithinRel((8 * (o(k + h) - o(k - h)) - o(k + 2 * h) + o(k - 2 * h)) / (12 * h), 1e-8));
        const double second = (16 * (o(k + h) + o(k - h)) - o(k + 2 * h) - o(k - 2 * h) - 30 * o(k)) / (12 * h * h);
        REQUIRE_THAT(at.curvature, WithinRel(second, 1e-6));
        const auto w = [&](double x) { return smile.total_variance(x); };
        const auto d = smile.derivatives(k);
        REQUIRE(d.w == w(k));
        REQUIRE_THAT(d.dw, WithinAbs((8 * (w(k + h) - w(k - h)) - w(k + 2 * h) + w(k - 2 * h)) / (12 * h), 1e-9));
        const double d2w = (16 * (w(k + h) + w(k - h)) - w(k + 2 * h) - w(k - 2 * h) - 30 * w(k)) / (12 * h * h);
        REQUIRE_THAT(d.d2w, WithinAbs(d2w, 1e-6));
    }
}

TEST_CASE("heston: the density is positive, has mass 1 and mean 1", "[surface][heston]")
{
    const heston_smile smile(typical, 0.5);
    double mass = 0, mean = 0;
    const double step = 0.01;
    for (double k = -2.5; k <= 1.2; k += step) {
        const auto o = smile.time_value(k);
        const double p = (o.curvature - o.slope) * std::exp(-k);
        REQUIRE(p > 0);
        mass += step * p, mean += step * p * std::exp(k);
        if (k > -1 && k < 0.5) REQUIRE_THAT(density(smile, k), WithinRel(p, 1e-8));
    }
    REQUIRE_THAT(mass, WithinAbs(1, 1e-8));
    REQUIRE_THAT(mean, WithinAbs(1, 1e-8));
    REQUIRE(butterfly_arbitrage(smile, -1, 0.6, 161).arbitrage_free());
}

TEST_CASE("heston: with little vol of variance it is Black's formula, short and long", "[surface][heston]")
{
    // w = average variance, up to terms of order vol_of_variance
    for (double years : {0.003, 0.5, 30.0})
        for (double k : {-0.02, 0.0, 0.02}) {
            const heston quiet{0.09, 0.04, 2, 1e-5, -0.5};
            const double x = 2 * years, average = 0.04 + 0.05 * -std::expm1(-x) / x;
            REQUIRE_THAT(heston_smile(quiet, years).total_variance(k), WithinRel(average * years, 1e-4));
        }
    // and the skew at the money as T -> 0 is rho s / (4 sigma): Gatheral 2006, chapter 3
    const heston_smile soon(typical, 1e-4);
    const auto at = soon.derivatives(0);
    const double skew = at.dw / (2 * std::sqrt(at.w * 1e-4));
    REQUIRE_THAT(skew, WithinRel(-0.7 * 0.3 / (4 * 0.2), 1e-3));
}

TEST_CASE("heston: extreme models settle", "[surface][heston]")
{
    for (double rho : {-1.0, -0.99, 0.0, 0.99, 1.0})
        for (double s : {0.05, 1.0, 4.0})
            for (double years : {0.003, 0.1, 1.0, 30.0})
                for (double k : {-1.0, -0.1, 0.0, 0.1, 1.0}) {
                    const heston m{0.04, 0.09, 1, s, rho};
                    INFO("rho " << rho << " s " << s << " years " << years << " k " << k);
                    const auto o = heston_smile(m, years).time_value(k);
                    CHECK(o.value >= 0); // at |rho| = 1 the law of S has an end, and what lies beyond is worth 0
                    CHECK(o.value < 1);
                }
}

TEST_CASE("heston: call prices and misuse", "[surface][heston]")
{
    const double otm = heston_smile(typical, 1).time_value(-0.2).value;
    REQUIRE_THAT(heston_call(typical, -0.2, 1), WithinRel(otm + 1 - std::exp(-0.2), 1e-14));
    REQUIRE_THAT(heston_surface{typical}.vol(0.1, 1),
                 WithinRel(std::sqrt(heston_smile(typical, 1).total_variance(0.1)), 1e-14));
    REQUIRE(std::isnan(heston_smile(typical, 1).time_value(std::numeric_limits<double>::infinity()).value));
    REQUIRE_THROWS_AS(heston_smile(typical, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(heston_smile(heston{0.04, 0.04, 1, 0, 0}, 1), std::invalid_argument);
    REQUIRE_THROWS_AS(heston_smile(heston{0.04, 0.04, 1, 0.3, -1.1}, 1), std::invalid_argument);
}
