// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"
#include "surface/random_slices.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/certificate.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace smirk::surface;

namespace {

/// Smiles of all kinds, a good part of them with arbitrage.
std::vector<svi> any_slices(int count, unsigned seed)
{
    std::mt19937_64 generator(seed);
    std::uniform_real_distribution<double> U;
    std::vector<svi> slices;
    while (static_cast<int>(slices.size()) < count) {
        const svi p{.a = -0.05 + 0.1 * U(generator),
                    .b = 0.4 * U(generator),
                    .rho = -1 + 2 * U(generator),
                    .m = -0.3 + 0.6 * U(generator),
                    .sigma = 0.02 + 0.5 * U(generator)};
        if (p.valid()) slices.push_back(p);
    }
    return slices;
}

} // namespace

TEST_CASE("butterfly_certificate: agrees with the exact decision on SVI slices", "[surface][certificate]")
{
    int proven = 0, refuted = 0;
    for (const svi& p : any_slices(2000, 3)) {
        const auto found = butterfly_certificate(p);
        REQUIRE(found.verdict != proof::open);
        REQUIRE(static_cast<bool>(found) == butterfly_free(p));
        ++(found ? proven : refuted);
    }
    REQUIRE(proven > 1000);
    REQUIRE(refuted > 200);
}

TEST_CASE("butterfly_certificate: a slice that touches g = 0 is left open, one a little off it is proven",
          "[surface][certificate]")
{
    // Vogt's slice has g < 0; on the way to the same slice with a wider vertex it touches
    const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153};
    REQUIRE(butterfly_certificate(vogt).verdict == proof::refuted);
    const auto wider = [&](double by) {
        svi p = vogt;
        p.a += by;
        return p;
    };
    double bad = 0, good = 0.05;
    for (int i = 0; i < 60; ++i) (butterfly_free(wider(0.5 * (bad + good))) ? good : bad) = 0.5 * (bad + good);
    REQUIRE(butterfly_certificate(wider(good)).verdict == proof::open);
    const auto off = butterfly_certificate(wider(good + 1e-6)); // g is some 1e-5 at least
    REQUIRE(off);
    REQUIRE(off.boxes < 1000);
    REQUIRE(butterfly_certificate(wider(good + 1e-6), 10).verdict == proof::open); // with that budget
}

TEST_CASE("butterfly_certificate: a wing steeper than Lee's bound, and one as steep", "[surface][certificate]")
{
    const svi steep{.a = 0.5, .b = 2.02, .rho = 0, .m = 0, .sigma = 1};
    const auto found = butterfly_certificate(steep);
    REQUIRE(found.verdict == proof::refuted);
    REQUIRE(std::fabs(found.where) > 1);
    const svi below{.a = 2, .b = 1.9, .rho = 0, .m = 0, .sigma = 2};
    REQUIRE(static_cast<bool>(butterfly_certificate(below)) == butterfly_free(below));
}

TEST_CASE("calendar_certificate: agrees with the exact decision on SVI slices", "[surface][certificate]")
{
    const auto slices = any_slices(1500, 4);
    int proven = 0, refuted = 0;
    for (std::size_t i = 1; i < slices.size(); ++i) {
        svi late = slices[i];
        late.a += 0.04, late.b += 0.2;
        if (!late.valid()) continue;
        const auto found = calendar_certificate(slices[i - 1], late);
        const bool free = calendar_arbitrage(slices[i - 1], late).arbitrage_free();
        REQUIRE(found.verdict != proof::open);
        REQUIRE(static_cast<bool>(found) == free);
        ++(found ? proven : refuted);
    }
    REQUIRE(proven > 100);
    REQUIRE(refuted > 300);
    const svi slice{.a = 0.01, .b = 0.1, .rho = -0.5, .m = 0.05, .sigma = 0.1};
    svi up = slice;
    up.a += 1e-3;
    REQUIRE(calendar_certificate(slice, up).verdict == proof::open); // wings of equal slope are not decided
    for (double m : {0.03, 0.06, 0.1}) { // nor are they refuted by rounding, where variances of 1e30 are compared
        svi moved = up;
        moved.m = m;
        REQUIRE(calendar_certificate(slice, moved).verdict ==
                (calendar_arbitrage(slice, moved).arbitrage_free() ? proof::open : proof::refuted));
    }
}

TEST_CASE("between_certificate: agrees with a dense scan over strikes and weights", "[surface][certificate]")
{
    const auto slices = support::random_slices(240, 6, 0);
    int proven = 0;
    for (std::size_t i = 1; i < slices.size(); ++i) {
        const svi &one = slices[i - 1].truth, &two = slices[i].truth;
        const auto found = between_certificate(one, two);
        REQUIRE(found.verdict != proof::open);
        double least = 1;
        for (double z = -12; z <= 12; z += 0.02) {
            const double k = 0.5 * (one.m + two.m) + 0.5 * (one.sigma + two.sigma) * std::sinh(z);
            const auto a = one.derivatives(k), b = two.derivatives(k);
            for (double x = 0.05; x < 1; x += 0.05)
                least = std::fmin(least, durrleman(k, {(1 - x) * a.w + x * b.w, (1 - x) * a.dw + x * b.dw,
                                                       (1 - x) * a.d2w + x * b.d2w}));
        }
        if (found) REQUIRE(least >= 0);
        if (least < -1e-9) REQUIRE_FALSE(found);
        proven += static_cast<bool>(found);
    }
    REQUIRE(proven > 100);
}

TEST_CASE("between_certificate: a mixture that has a butterfly is not proven", "[surface][certificate]")
{
    // Found by a random search among slices on the edge of butterfly arbitrage.
    const svi one{-0.0493378468154513, 0.103178536547176, 0.0921961892862011, -0.0448798470212389, 0.508132208140647},
        two{0.00276679423714302, 0.236829766119654, 0.760077676978463, -0.305986022064505, 0.0430187494002341};
    REQUIRE_FALSE(between_certificate(one, two));
    // Two like these, between which there is none: decided only where the weight is halved.
    const svi near_one{-0.049143511090575381, 0.10372910064208911, 0.09301731394437901, -0.044755980655996792,
                       0.50471584196052366},
        near_two{0.0027536594097702723, 0.2374409478915975, 0.76281949786195247, -0.30755611217230561,
                 0.042931719087594383};
    REQUIRE(between_certificate(near_one, near_two));
    double least = 1;
    for (double k = -0.6; k <= 0; k += 1e-3) {
        const auto a = near_one.derivatives(k), b = near_two.derivatives(k);
        for (double x = 0; x <= 1; x += 0.01)
            least = std::fmin(
                least, durrleman(k, {(1 - x) * a.w + x * b.w, (1 - x) * a.dw + x * b.dw, (1 - x) * a.d2w + x * b.d2w}));
    }
    REQUIRE(least >= 0);
    REQUIRE(least < 0.01); // and not by much
}
