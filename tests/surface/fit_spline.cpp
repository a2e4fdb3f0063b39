// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include "surface/quoted_strikes.hpp"

#include <smirk/surface/fit_spline.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace smirk::surface;

namespace {

const svi slice{.a = 0.01, .b = 0.08, .rho = -0.6, .m = 0.02, .sigma = 0.15};

struct table {
    std::vector<double> k, w;
};

table quotes(const svi& from, double noise, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> error(0, noise);
    table t;
    for (double k = -0.6; k < 0.4; k += 0.02) {
        const double vol = std::sqrt(from.total_variance(k)) + error(random);
        t.k.push_back(k);
        t.w.push_back(vol * vol);
    }
    return t;
}

/// g on a dense grid by the formula alone, far into the wings.
double scan(const spline_smile& smile)
{
    const double low = smile.knots().front(), high = smile.knots().back(), width = high - low;
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= 20000; ++i) least = std::fmin(least, durrleman(smile, low + width * i / 20000));
    for (double far = 1e-3; far < 1e3; far *= 1.05) {
        least = std::fmin(least, durrleman(smile, low - far * width));
        least = std::fmin(least, durrleman(smile, high + far * width));
    }
    return least;
}

spline_fit fit_strikes(const std::string& file, double forward, double years)
{
    const auto q = support::read_quoted_strikes(file, forward, years);
    return fit_spline(q.k, q.w, {.years = years});
}

} // namespace

TEST_CASE("fit_spline: a clean smile is followed closely", "[surface][fit_spline]")
{
    const auto t = quotes(slice, 0, 1);
    const auto fit = fit_spline(t.k, t.w);
    REQUIRE(fit);
    REQUIRE(fit.status == fit_status::converged);
    REQUIRE(fit.used == t.k.size());
    REQUIRE(fit.rmse < 2e-4); // 2 bp: natural ends and the penalty
    REQUIRE(butterfly_free(*fit.smile));
}

TEST_CASE("fit_spline: noise never buys arbitrage", "[surface][fit_spline]")
{
    int constrained = 0;
    for (unsigned seed = 0; seed < 60; ++seed) {
        const double noise = 2e-3 * (1 + seed % 10); // of sqrt(w), which is .13 to .3
        const auto t = quotes(slice, noise, seed);
        const auto fit = fit_spline(t.k, t.w);
        INFO("seed " << seed);
        REQUIRE(fit);
        REQUIRE(scan(*fit.smile) >= 0);
        REQUIRE(fit.rmse < 1.5 * noise);
        constrained += fit.constrained;
    }
    REQUIRE(constrained > 20);
}

TEST_CASE("fit_spline: between a floor and a ceiling", "[surface][fit_spline]")
{
    const auto early = fit_spline(quotes(slice, 0, 1).k, quotes(slice, 0, 1).w);
    svi near = slice, high = slice;
    near.a -= 0.002, high.a += 0.003; // quotes below the floor: the fit has to lie on it
    const auto below = quotes(near, 5e-4, 3), above = quotes(high, 5e-4, 4);
    const auto held = fit_spline(below.k, below.w, {.floor = &*early.smile});
    REQUIRE(held);
    REQUIRE(held.constrained);
    REQUIRE(calendar_arbitrage(*early.smile, *held.smile).arbitrage_free());
    REQUIRE_THAT(held.smile->total_variance(-0.1), WithinRel(early.smile->total_variance(-0.1), 1e-3));
    const auto under = fit_spline(above.k, above.w, {.ceiling = &*early.smile});
    REQUIRE(under);
    REQUIRE(calendar_arbitrage(*under.smile, *early.smile).arbitrage_free());
    REQUIRE(butterfly_free(*under.smile));
}

TEST_CASE("fit_spline: one bad quote does not pull the smile", "[surface][fit_spline]")
{
    auto t = quotes(slice, 2e-4, 5);
    t.w[20] *= 1.5;
    const auto robust = fit_spline(t.k, t.w);
    const auto plain = fit_spline(t.k, t.w, {.robust = std::numeric_limits<double>::infinity()});
    const double truth = std::sqrt(slice.total_variance(t.k[20]));
    const auto off = [&](const spline_fit& fit) {
        return std::fabs(std::sqrt(fit.smile->total_variance(t.k[20])) - truth);
    };
    REQUIRE(robust);
    REQUIRE(off(robust) < 0.003);
    REQUIRE(off(robust) < 0.2 * off(plain));
}

TEST_CASE("fit_spline: too few points, quotes left out, misuse", "[surface][fit_spline]")
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> k{-0.2, -0.1, 0, 0.1, 0.1}, w{0.03, 0.025, 0.02, 0.02, 0.02};
    const auto thin = fit_spline(k, w);
    REQUIRE(thin.status == fit_status::too_few_points);
    REQUIRE_FALSE(thin.smile);
    REQUIRE_FALSE(thin);
    auto t = quotes(slice, 0, 1);
    t.w[3] = none, t.w[4] = -1;
    REQUIRE(fit_spline(t.k, t.w).dropped == 2);
    REQUIRE_THROWS_AS(fit_spline(k, t.w), std::invalid_argument);
    REQUIRE_THROWS_AS(fit_spline(k, w, {.years = 0}), std::invalid_argument);
    REQUIRE_THROWS_AS(fit_spline(k, w, {.smoothing = none}), std::invalid_argument);
    // a floor whose density is negative, and one above the ceiling
    const spline_smile bent({-0.2, 0.0, 0.2}, std::array{0.03, 0.09, 0.03});
    REQUIRE_FALSE(butterfly_free(bent));
    REQUIRE_THROWS_AS(fit_spline(t.k, t.w, {.floor = &bent}), std::invalid_argument);
    const spline_smile high({-1.0, 1.0}, std::array{0.09, 0.09}), low({-1.0, 1.0}, std::array{0.04, 0.04});
    const auto neither = fit_spline(t.k, t.w, {.floor = &high, .ceiling = &low});
    REQUIRE(neither.status == fit_status::stalled);
    REQUIRE_THAT(neither.smile->total_variance(0), WithinRel(0.09, 1e-14)); // the floor stands in
}

TEST_CASE("fit_spline: SPXW eight days before expiry, which SVI cannot follow", "[surface][fit_spline]")
{
    // Le Floc'h, When SVI breaks down, 2020: weights and implied variances of the paper
    SKIP_WITHOUT_SHARED_DATA("surface/spxw_20170316_exp20170324.csv");
    const auto t = support::read_csv(support::shared_data("surface/spxw_20170316_exp20170324.csv"));
    const double years = 8.0 / 365;
    auto w = t.numbers("implied_variance");
    for (double& x : w) x *= years;
    const auto k = t.numbers("log_moneyness"), weight = t.numbers("weight");
    const auto fit = fit_spline(k, w, {.weight = weight, .years = years});
    REQUIRE(fit);
    REQUIRE(butterfly_free(*fit.smile));
    REQUIRE(scan(*fit.smile) >= 0);
    const auto five = fit_svi(k, w, {.weight = weight, .years = years});
    INFO("spline " << 1e4 * fit.rmse << " bp, SVI " << 1e4 * five.rmse << " bp");
    REQUIRE(fit.rmse < 0.5 * five.rmse);
}

TEST_CASE("fit_spline: smiles that made other programs' fits degenerate", "[surface][fit_spline]")
{
    // volsurf, tests/fixtures/svi_failures; Jaeckel, Clamping down on arbitrage, Wilmott 2014(71), case I
    SKIP_WITHOUT_SHARED_DATA("surface/jaeckel1_clamping_down.csv");
    for (const auto& fit : {fit_strikes("surface/spx_2025_mar10_apr17_38dte.csv", 5640.3911, 0.10410959),
                            fit_strikes("surface/spx_2025_jan24_feb21_28dte_stable.csv", 6109.9638, 0.07671233),
                            fit_strikes("surface/jaeckel1_clamping_down.csv", 1, 5.07222222222222)}) {
        INFO("used " << fit.used << " rmse " << 1e4 * fit.rmse << " bp, max " << 1e4 * fit.max_error);
        REQUIRE(fit);
        REQUIRE(scan(*fit.smile) >= 0);
        CHECK(fit.rmse < 0.005);
    }
}
