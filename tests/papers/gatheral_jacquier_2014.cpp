// SPDX-License-Identifier: BSL-1.0
// Gatheral and Jacquier, Arbitrage-free SVI volatility surfaces, Quantitative Finance 14(1), 2014, 59-71: example 3.1
// (the slice of Axel Vogt) and its repairs in examples 5.1 and 5.2.
#include "support/catch.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/jump_wings.hpp>

using namespace smirk::surface;

namespace {
const svi vogt{.a = -0.0410, .b = 0.1331, .rho = 0.3060, .m = 0.3586, .sigma = 0.4153}; // T = 1
}

TEST_CASE("Gatheral-Jacquier 2014: Vogt's slice in jump wings, to the printed digits", "[papers][surface]")
{
    const auto jw = jump_wings(vogt, 1);
    REQUIRE_THAT(jw.v, WithinAbs(0.01742625, 5e-9));
    REQUIRE_THAT(jw.psi, WithinAbs(-0.1752111, 5e-8));
    REQUIRE_THAT(jw.p, WithinAbs(0.6997381, 5e-8));
    REQUIRE_THAT(jw.c, WithinAbs(1.316798, 5e-7));
    REQUIRE_THAT(jw.v_min, WithinAbs(0.0116249, 5e-8));
}

TEST_CASE("Gatheral-Jacquier 2014: Vogt's slice has butterfly arbitrage, and this is where", "[papers][surface]")
{
    const auto report = butterfly_arbitrage(vogt);
    REQUIRE_FALSE(report.arbitrage_free());
    // an independent scan of g with 600001 points in NumPy 1.24 gives these
    REQUIRE_THAT(report.min_g, WithinAbs(-0.0328635735, 1e-10));
    REQUIRE_THAT(report.where, WithinAbs(0.87926, 1e-5));
    REQUIRE(report.violations.size() == 1);
    REQUIRE_THAT(report.violations[0].low, WithinAbs(0.64241, 1e-5));
    REQUIRE_THAT(report.violations[0].high, WithinAbs(1.25691, 1e-5));
}

TEST_CASE("Gatheral-Jacquier 2014: the guaranteed and the optimal repair", "[papers][surface]")
{
    auto jw = jump_wings(vogt, 1);
    // 5.1: c' = p + 2 psi, v~' = v 4 p c' / (p + c')^2 is an SSVI slice without arbitrage
    const double c = jw.p + 2 * jw.psi, v_min = jw.v * 4 * jw.p * c / ((jw.p + c) * (jw.p + c));
    REQUIRE_THAT(c, WithinAbs(0.3493158, 5e-8));
    REQUIRE_THAT(v_min, WithinAbs(0.01548182, 5e-9));
    auto guaranteed = jw;
    guaranteed.c = c, guaranteed.v_min = v_min;
    REQUIRE(butterfly_arbitrage(raw_svi(guaranteed, 1)).arbitrage_free());
    // 5.2: the optimiser of the paper keeps v~ and moves c alone
    jw.c = 0.8564763, jw.v_min = 0.0116249;
    const auto optimal = butterfly_arbitrage(raw_svi(jw, 1));
    REQUIRE(optimal.arbitrage_free());
    REQUIRE_THAT(optimal.min_g, WithinAbs(0.008118, 1e-6)); // the scan of above, at k = .8113
    REQUIRE_THAT(optimal.where, WithinAbs(0.8113, 1e-4));
}
