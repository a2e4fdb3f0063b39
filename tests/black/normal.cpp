// SPDX-License-Identifier: BSL-1.0
// The normal law: against 50 digits, tails and Mills ratio included.
#include <smirk/black/normal.hpp>

#include "support/black_oracle.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace smirk;
using support::real50;

TEST_CASE("normal: density and distribution function", "[black][normal]")
{
    for (const double z : {-38., -12., -3.3, -1., -1e-9, 0., 0.5, 2., 7., 30.}) {
        const real50 exact = boost::math::erfc(real50(-real50(z) / sqrt(real50(2)))) / 2;
        // The exponential turns the rounding of z^2 into z^2 / 2 epsilon.
        const double tolerance = support::epsilon * (4 + z * z);
        CHECK_THAT(black::normal_cdf(z), WithinRel(double(exact), tolerance));
        CHECK_THAT(black::normal_pdf(z),
                   WithinRel(double(exp(-real50(z) * z / 2) / sqrt(8 * atan(real50(1)))), tolerance));
    }
}

TEST_CASE("normal: Mills ratio within three epsilon from 0 to infinity", "[black][normal]")
{
    double worst = 0;
    for (double z = 1e-6; z < 1e8; z *= 1.13) {
        const real50 exact = black::mills_ratio(real50(z));
        worst = std::fmax(worst, std::fabs(double((black::mills_ratio(z) - exact) / exact)));
    }
    CHECK(worst < 3 * support::epsilon);
    CHECK_THAT(black::mills_ratio(0.), WithinRel(std::sqrt(std::acos(-1.) / 2), support::epsilon));
    CHECK(black::mills_ratio(std::numeric_limits<double>::infinity()) < 1e-99);
}

TEST_CASE("normal: the series and the continued fraction of the generic Mills ratio meet", "[black][normal]")
{
    const real50 below = black::mills_ratio(real50(8) - real50(1e-20)), above = black::mills_ratio(real50(8));
    CHECK(double(abs(below - above)) < 1e-20);
    // n(z) R(z) = N(-z) at a point beyond the switch, from Boost.Math's erfc
    const real50 z = 11;
    const real50 tail = boost::math::erfc(real50(z / sqrt(real50(2)))) / 2;
    CHECK(double(abs(black::normal_pdf(z) * black::mills_ratio(z) / tail - 1)) < 1e-47);
}
