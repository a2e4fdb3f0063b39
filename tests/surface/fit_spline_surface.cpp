// SPDX-License-Identifier: BSL-1.0
// Spline surfaces from raw quotes: every expiry of SPX on two days inside the market without arbitrage.
#include "support/catch.hpp"
#include "support/shared_data.hpp"
#include "surface/published_tables.hpp"
#include "surface/spx_chain.hpp"

#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/fit_quality.hpp>
#include <smirk/surface/fit_spline_surface.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

/// No certificate: g of each slice, and the order of neighbours, in many places and far out.
void scan(const spline_surface& surface)
{
    double least_g = 1, least_gap = 1;
    for (std::size_t i = 0; i < surface.size(); ++i) {
        const spline_smile& slice = surface.slice(i);
        const double low = slice.knots().front(), width = slice.knots().back() - low;
        for (double x = -30; x<30; x += x> - 0.2 && x < 1.2 ? 1e-3 : 0.1) {
            const double k = low + x * width;
            least_g = std::fmin(least_g, durrleman(slice, k));
            if (i > 0)
                least_gap = std::fmin(least_gap, slice.total_variance(k) - surface.slice(i - 1).total_variance(k));
        }
    }
    REQUIRE(least_g >= 0);
    REQUIRE(least_gap >= 0);
}

void check_chain(const std::string& file, std::size_t expiries)
{
    vol_quotes quotes;
    std::vector<quoted_vols> quoted;
    for (const auto& expiry : support::spx_chain(support::shared_data(file)))
        if (auto q = smile_quotes(expiry)) {
            quotes.add(q);
            quoted.push_back(std::move(q));
        }
    REQUIRE(quoted.size() == expiries);
    const auto fitted = fit_splines(quotes);
    REQUIRE(fitted);
    REQUIRE(fitted.surface.size() == expiries);
    for (const auto& slice : fitted.slices) REQUIRE(slice);
    REQUIRE(arbitrage(fitted.surface).arbitrage_free());
    scan(fitted.surface);
    const auto all = quality(fitted.surface, quoted);
    INFO(file << ": " << all.quotes << " quotes, " << 100 * all.share_inside() << " % inside; " << all.liquid
              << " liquid, " << 100 * all.liquid_share_inside() << " %");
    CHECK(all.liquid > all.quotes * 8 / 10);
    CHECK(all.share_inside() > 0.975);
    CHECK(all.liquid_share_inside() > 0.985);
    for (const quoted_vols& expiry : quoted) {
        const auto of = quality(fitted.surface.smile(expiry.years), expiry);
        if (of.liquid >= 5) CHECK(of.liquid_share_inside() >= 0.9);
    }
}

} // namespace

TEST_CASE("SPX 23 May 2023: splines inside the market at every expiry", "[surface][fit_spline_surface]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    check_chain("chains/SPX_full_2023-05-23.csv", 52);
}

TEST_CASE("SPX 5 January 2024: splines inside the market at every expiry", "[surface][fit_spline_surface]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2024-01-05.csv");
    check_chain("chains/SPX_full_2024-01-05.csv", 59);
}

TEST_CASE("fit_splines: published tables", "[surface][fit_spline_surface]")
{
    SKIP_WITHOUT_SHARED_DATA("surface/dax_20020705_sepp.csv");
    // the slices that SVI fits without arbitrage leave 28.8 bp on this table
    const auto fitted = fit_splines(support::dax_2002(support::shared_data("surface/dax_20020705_sepp.csv")));
    INFO(1e4 * fitted.rmse << " bp");
    REQUIRE(fitted);
    REQUIRE(arbitrage(fitted.surface).arbitrage_free());
    scan(fitted.surface);
    CHECK(fitted.rmse < 0.0029);
}

TEST_CASE("fit_splines: thin expiries and none at all", "[surface][fit_spline_surface]")
{
    REQUIRE(fit_splines({}).status == fit_status::too_few_points);
    vol_quotes quotes;
    for (double k = -0.3; k < 0.3; k += 0.05) quotes.add_moneyness(k, 1.0, 0.2 + 0.1 * k * k);
    quotes.add_moneyness(0, 0.5, 0.2);
    const auto with = fit_splines(quotes), without = fit_splines(quotes, {.leave_out_thin = true});
    REQUIRE(with.status == fit_status::too_few_points);
    REQUIRE(without);
    REQUIRE(without.surface.size() == 1);
    REQUIRE(without.slices.size() == 2);
    REQUIRE(without.rmse < 1e-4);
}

TEST_CASE("fit_splines: from the last chain of a stream", "[surface][fit_spline_surface]")
{
    const auto chain = [](double moved) {
        vol_quotes quotes;
        for (double years : {0.1, 0.3})
            for (int j = 0; j < 30; ++j) {
                const double x = -1.5 + 0.1 * j, kink = 0.02 * std::fabs(x); // that least squares follows too closely
                quotes.add_moneyness(std::sqrt(years) * 0.2 * x + moved, years,
                                     0.2 - 0.03 * x + kink + 2e-3 * ((7 * j) % 5 - 2) + moved);
            }
        return quotes;
    };
    const auto last = fit_splines(chain(0));
    REQUIRE(last.slices.front().constrained);
    const auto cold = fit_splines(chain(0.002)), warm = fit_splines(chain(0.002), {.start = &last});
    REQUIRE(warm);
    REQUIRE(arbitrage(warm.surface).arbitrage_free());
    REQUIRE_THAT(warm.rmse, WithinRel(cold.rmse, 1e-2)); // as far as the search is run
    const spline_surface_fit nothing;
    REQUIRE(fit_splines(chain(0), {.start = &nothing}).rmse == last.rmse);
}
