// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/sabr.hpp>
#include <smirk/surface/spline_surface.hpp>
#include <smirk/surface/stress_arbitrage.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {
const svi half_year{.a = 0.005, .b = 0.05, .rho = -0.6, .m = 0.02, .sigma = 0.15};
const svi year{.a = 0.014, .b = 0.06, .rho = -0.55, .m = 0.03, .sigma = 0.2};
const svi_surface calm({0.5, 1.0}, {half_year, year});
const std::vector<double> expiries{0.5, 1.0};

struct random_stress {
    support::random_slice slice;
    vol_stress stress;
};

/// Some leave the smile as good as before, some bring a butterfly, some leave no vol.
std::vector<random_stress> random_stresses(std::size_t count)
{
    std::mt19937_64 generator(5);
    std::uniform_real_distribution<double> U;
    std::vector<random_stress> all;
    for (const auto& slice : support::random_slices(count, 4, 0)) {
        const double T = slice.years, vol = smile_vol(slice.truth, 0, T);
        all.push_back({slice,
                       {.level = vol * (-0.5 + 1.5 * U(generator)),
                        .skew = 0.8 * (U(generator) - 0.5) / std::sqrt(T),
                        .curvature = (U(generator) - 0.5) / T,
                        .reach = 1 + 4 * U(generator)}});
    }
    return all;
}

} // namespace

TEST_CASE("stress_arbitrage: says whether the stress brought it", "[surface][stress]")
{
    const auto up = stress_arbitrage(calm, {.level = 0.05}, expiries);
    REQUIRE(up.before.arbitrage_free());
    REQUIRE(up.after.arbitrage_free());
    REQUIRE(!up.created());

    const auto steep = stress_arbitrage(calm, {.skew = -2}, expiries);
    REQUIRE(steep.created());
    REQUIRE(!steep.after.butterfly[0].arbitrage_free());

    const auto bent = stress_arbitrage(calm, {.curvature = -20}, expiries);
    REQUIRE(bent.created());

    // vols of 0.31 and 0.10: w falls from 0.048 to 0.01
    const auto inverted = stress_arbitrage(calm, {.inversion = 0.5, .pivot_years = 0.7}, expiries);
    REQUIRE(inverted.created());
    REQUIRE(inverted.after.calendar[0].min_gap < 0);
    REQUIRE(!inverted.after.calendar[0].violations.empty());

    const auto gone = stress_arbitrage(calm, {.level = -0.5}, expiries); // no positive vol is left
    REQUIRE(gone.created());
}

TEST_CASE("stress_arbitrage: what was there before is not the stress's", "[surface][stress]")
{
    const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153};
    const auto report = stress_arbitrage(vogt, 1, {.level = 0.01}, {.deviations = 12});
    REQUIRE(!report.before.arbitrage_free());
    REQUIRE(!report.created());
    const auto one = stress_arbitrage(year, 1, {.skew = -2});
    REQUIRE(one.created());
    REQUIRE(one.after.calendar.empty());
}

TEST_CASE("stress_arbitrage: the proof agrees with a dense scan of g far out", "[surface][stress]")
{
    int proven = 0, refuted = 0;
    for (const auto& [slice, stress] : random_stresses(300)) {
        const auto smile = stressed(slice.truth, slice.years, stress);
        const auto found = butterfly_certificate(smile);
        double least = std::numeric_limits<double>::infinity();
        for (double z = -15; z <= 15; z += 0.005) {
            const double k = 0.3 * std::sqrt(slice.truth.total_variance(0)) * std::sinh(z);
            const auto at = smile.derivatives(k);
            least = std::fmin(least, at.w > 0 ? durrleman(k, at) : -1);
        }
        REQUIRE(found.verdict != proof::open);
        if (found) REQUIRE(least >= -1e-12); // rounding of g
        if (least < -1e-6) REQUIRE(found.verdict == proof::refuted);
        ++(found ? proven : refuted);
    }
    REQUIRE(proven > 100);
    REQUIRE(refuted > 50);
}

TEST_CASE("stressed: what encloses the smile contains it, in the wings too", "[surface][stress]")
{
    std::mt19937_64 generator(6);
    std::uniform_real_distribution<double> U;
    const auto contains = [](const smirk::detail::interval& range, double x) {
        const double rounding = 1e-11 * std::fabs(x) + 1e-14; // of the derivatives it is compared with
        return x >= range.low - rounding && x <= range.high + rounding;
    };
    int wings = 0;
    for (const auto& [slice, stress] : random_stresses(100)) {
        const auto smile = stressed(slice.truth, slice.years, stress);
        const double r = std::sqrt(slice.truth.total_variance(0));
        for (int i = 0; i < 30; ++i) {
            const double from = r * (-12 + 24 * U(generator)), to = from + r * std::exp(-8 + 8 * U(generator));
            const auto all = enclose(smile, {from, to});
            for (int j = 0; j < 5; ++j) {
                const auto at = smile.derivatives(from + (to - from) * U(generator));
                if (!(at.w > 0)) continue;
                REQUIRE(contains(all.f(), at.w));
                REQUIRE(contains(all.df(), at.dw));
                REQUIRE(contains(all.d2f(), at.d2w));
            }
        }
        for (int side : {-1, 1})
            for (double K : {1.01 * smile.reach(), 20 * r, 200 * r}) {
                const auto beyond = enclose_wing(smile, side, K);
                wings += std::isfinite(beyond.w_by_x.low);
                for (double x = K; x < 1e4 * K; x *= 1.3) {
                    const auto at = smile.derivatives(side * x);
                    if (!(at.w > 0)) continue;
                    REQUIRE(contains(beyond.w_by_x, at.w / x));
                    REQUIRE(contains(beyond.slope, side * at.dw));
                    REQUIRE(contains(beyond.bend, at.d2w));
                }
            }
    }
    REQUIRE(wings > 400); // of 600; the others say that they know nothing
}

TEST_CASE("stress_arbitrage: what is beyond every scan is seen", "[surface][stress]")
{
    // Wings of equal slope: two vols off both lowers the later one by more, far out.
    const svi early{.a = 0.01, .b = 0.06, .rho = -0.5, .m = 0, .sigma = 0.15},
        late{.a = 0.03, .b = 0.06, .rho = -0.5, .m = 0, .sigma = 0.15};
    const svi_surface equal_wings({0.5, 1.0}, {early, late});
    const auto down = stress_arbitrage(equal_wings, {.level = -0.02}, expiries);
    REQUIRE(down.before.arbitrage_free());
    REQUIRE(down.after.arbitrage_free()); // within six standard deviations
    REQUIRE(down.free_before != proof::refuted);
    REQUIRE(down.free_after == proof::refuted);
    REQUIRE(down.created());
    double crossing = 0; // and so it is
    for (double k = 1; k < 1e9 && crossing == 0; k *= 2)
        if (stressed(late, 1, {.level = -0.02}).total_variance(k) <
            stressed(early, 0.5, {.level = -0.02}).total_variance(k))
            crossing = k;
    REQUIRE(crossing > 1);
}

TEST_CASE("stress_arbitrage: between expiries, of splines, and of smiles that have no proof", "[surface][stress]")
{
    const auto between = stress_arbitrage(calm, {.level = 0.05, .skew = -0.02}, std::vector<double>{0.6, 0.8, 1.4});
    REQUIRE(between.free_before == proof::proven);
    REQUIRE(between.free_after == proof::proven);

    std::vector<double> k, w;
    for (double x = -0.5; x <= 0.5; x += 0.1) k.push_back(x), w.push_back(year.total_variance(x));
    const spline_surface splines({1.0}, {spline_smile(k, w)});
    const auto spline = stress_arbitrage(splines, {.level = 0.03}, std::vector<double>{1.0});
    REQUIRE(spline.free_after == proof::proven);

    const sabr hagan{0.2, 1, -0.3, 0.4, 100, 0.5};
    const auto open = stress_arbitrage(hagan, 0.5, {.level = 0.01}, {.deviations = 3});
    REQUIRE(open.before.arbitrage_free());
    REQUIRE(open.free_before == proof::open);
}

TEST_CASE("stress_arbitrage: misuse", "[surface][stress]")
{
    const std::vector<double> backwards{1.0, 0.5};
    REQUIRE_THROWS_AS(stress_arbitrage(calm, {}, backwards), std::invalid_argument);
}
