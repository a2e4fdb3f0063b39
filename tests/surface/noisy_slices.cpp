// SPDX-License-Identifier: BSL-1.0
// Random slices without arbitrage, quotes with noise of up to 100 bp: no fit comes back with arbitrage, by scans in
// long double that share nothing with the certificates. The test case [.study] runs ten thousand of them.
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/certificate.hpp>
#include <smirk/surface/fit_svi.hpp>

#include <cmath>
#include <cstdio>
#include <random>

using namespace smirk::surface;

namespace {

struct wide {
    long double w, dw, d2w;
};

wide at(const svi& p, long double k)
{
    const long double x = k - p.m, s = p.sigma, R = std::sqrt(x * x + s * s), b = p.b;
    return {p.a + b * (p.rho * x + R), b * (p.rho + x / R), b * s * s / (R * R * R)};
}

/// The least gap between two slices in units of the larger parts it is the difference of, over a grid that reaches
/// exp(30) widths out and its limits there.
long double least_gap_by_scan(const svi& early, const svi& late, int points)
{
    const long double centre = 0.5L * (early.m + late.m), width = 0.5L * (early.sigma + late.sigma);
    long double least = 1e300L;
    for (int i = 0; i <= points; ++i) {
        const long double k = centre + width * std::sinh(-30 + 60.0L * i / points);
        const long double size = std::fabs(static_cast<long double>(early.a)) +
                                 std::fabs(static_cast<long double>(late.a)) +
                                 (early.b + late.b) * (std::fabs(k) + width);
        least = std::fmin(least, (at(late, k).w - at(early, k).w) / size);
    }
    return least;
}

/// The least g of the smiles between, at nine times.
long double least_g_between(const svi& early, const svi& late, int points)
{
    const long double centre = 0.5L * (early.m + late.m), width = 0.5L * (early.sigma + late.sigma);
    long double least = 1e300L;
    for (int i = 0; i <= points; ++i) {
        const long double k = centre + width * std::sinh(-14 + 28.0L * i / points);
        const wide a = at(early, k), b = at(late, k);
        for (int j = 1; j < 10; ++j) {
            const long double y = 0.1L * j, x = 1 - y;
            const long double w = x * a.w + y * b.w, dw = x * a.dw + y * b.dw, d2w = x * a.d2w + y * b.d2w;
            const long double h = 1 - k * dw / (2 * w);
            least = std::fmin(least, h * h - dw * dw / 4 * (1 / w + 0.25L) + d2w / 2);
        }
    }
    return least;
}

struct tally {
    int slices = 0, constrained = 0, held_up = 0, unusable = 0, butterflies = 0, crossings = 0, between = 0,
        mixtures = 0;
    long double least_g = 1, least_gap = 1;
};

tally fit_noisy_slices(std::size_t count, unsigned seed, int points)
{
    std::mt19937_64 generator(seed);
    std::uniform_real_distribution<double> U;
    std::normal_distribution<double> Z;
    tally all;
    const double noises[] = {0.0005, 0.0025, 0.005, 0.01};
    for (double noise : noises)
        for (const auto& slice : support::random_slices(count / 4, seed, noise)) {
            const auto early = fit_svi(slice.k, slice.w, {.years = slice.years});
            // the next expiry: somewhat more variance, noise of its own
            const double later = 1 + 0.5 * U(generator), years = later * slice.years;
            auto w = slice.w;
            for (std::size_t i = 0; i < w.size(); ++i) {
                const double vol = std::sqrt(slice.truth.total_variance(slice.k[i]) / slice.years);
                w[i] = std::pow(std::fmax(0.2 * vol, vol + noise * Z(generator)), 2) * years;
            }
            const auto late = fit_svi(slice.k, w, {.years = years, .floor = early.smile});
            ++all.slices;
            all.constrained += early.constrained, all.held_up += late.constrained;
            all.unusable += !early + !late;
            for (const svi& p : {early.smile, late.smile}) {
                const long double g = support::least_g_by_scan(p, points);
                all.least_g = std::fmin(all.least_g, g);
                all.butterflies += g < 0;
            }
            const long double gap = least_gap_by_scan(early.smile, late.smile, points);
            all.least_gap = std::fmin(all.least_gap, gap);
            all.crossings += gap < -1e-18L; // a few roundings of long double
            if (between_certificate(early.smile, late.smile)) {
                ++all.mixtures;
                all.between += least_g_between(early.smile, late.smile, points / 4) < 0;
            }
        }
    return all;
}

void require_no_arbitrage(const tally& all)
{
    CHECK(all.butterflies == 0);
    CHECK(all.crossings == 0);
    CHECK(all.between == 0);
    CHECK(all.constrained > all.slices / 20);
    CHECK(all.held_up > all.slices / 20);
    CHECK(all.mixtures > all.slices * 9 / 10);
    CHECK(all.unusable <= all.slices / 100);
}

} // namespace

TEST_CASE("noisy slices: none comes back with arbitrage", "[surface][fit_svi]")
{
    require_no_arbitrage(fit_noisy_slices(400, 17, 1500));
}

TEST_CASE("noisy slices: ten thousand", "[.study]")
{
    const tally all = fit_noisy_slices(10000, 18, 8000);
    std::printf("%d slices, each with a later one: %d + %d held by constraints, %d not at an optimum\n"
                "butterflies %d, least g %.3Le; crossings %d, least gap %.3Le of its parts\n"
                "%d pairs proven free between their expiries, %d of them refuted by the scan\n",
                all.slices, all.constrained, all.held_up, all.unusable, all.butterflies, all.least_g, all.crossings,
                all.least_gap, all.mixtures, all.between);
    require_no_arbitrage(all);
}
