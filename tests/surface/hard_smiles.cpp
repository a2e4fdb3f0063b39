// SPDX-License-Identifier: BSL-1.0
// Smiles that made fits of other programs degenerate, or that SVI cannot follow: the fit must stay a smile without
// arbitrage, and say how far off it is.
#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"
#include "surface/quoted_strikes.hpp"

#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/fit_svi.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace smirk::surface;

namespace {

svi_fit fit_strikes(const std::string& file, double forward, double years)
{
    const auto q = support::read_quoted_strikes(file, forward, years);
    return fit_svi(q.k, q.w, {.years = years});
}

} // namespace

TEST_CASE("hard smiles: SPX 2025, where unconstrained fits of the smile degenerate", "[surface][fit_svi]")
{
    // volsurf, tests/fixtures/svi_failures: forward and time in the header of each file
    SKIP_WITHOUT_SHARED_DATA("surface/spx_2025_mar10_apr17_38dte.csv");
    for (const auto& fit : {fit_strikes("surface/spx_2025_mar10_apr17_38dte.csv", 5640.3911, 0.10410959),
                            fit_strikes("surface/spx_2025_jan24_feb21_28dte_stable.csv", 6109.9638, 0.07671233)}) {
        REQUIRE(fit);
        REQUIRE(butterfly_arbitrage(fit.smile).arbitrage_free());
        REQUIRE(fit.rmse < 0.02); // vols run from 15 to 80 %
        REQUIRE(fit.smile.sigma > 1e-3);
        REQUIRE(std::fabs(fit.smile.m) < 0.5);
    }
}

TEST_CASE("hard smiles: SPXW eight days before expiry, 16 March 2017", "[surface][fit_svi]")
{
    // Le Floc'h, When SVI breaks down, 2020: weights and implied variances of the paper
    SKIP_WITHOUT_SHARED_DATA("surface/spxw_20170316_exp20170324.csv");
    const auto t = support::read_csv(support::shared_data("surface/spxw_20170316_exp20170324.csv"));
    const double years = 8.0 / 365;
    auto w = t.numbers("implied_variance");
    for (double& x : w) x *= years;
    const auto k = t.numbers("log_moneyness"), weight = t.numbers("weight");
    const auto fit = fit_svi(k, w, {.weight = weight, .years = years});
    REQUIRE(fit);
    REQUIRE(butterfly_arbitrage(fit.smile).arbitrage_free());
    const auto free = fit_svi(k, w, {.weight = weight, .years = years, .butterfly = false});
    REQUIRE(fit.rmse < 2 * free.rmse + 0.01); // far off either way: the model's fault, not the constraint's
}

TEST_CASE("hard smiles: Jaeckel's first case, wings that cannot be extrapolated naively", "[surface][fit_svi]")
{
    // Jaeckel, Clamping down on arbitrage, Wilmott 2014(71), 54-69
    SKIP_WITHOUT_SHARED_DATA("surface/jaeckel1_clamping_down.csv");
    const auto fit = fit_strikes("surface/jaeckel1_clamping_down.csv", 1, 5.07222222222222);
    REQUIRE(fit);
    REQUIRE(butterfly_arbitrage(fit.smile).arbitrage_free());
    REQUIRE(fit.rmse < 0.01);
}
