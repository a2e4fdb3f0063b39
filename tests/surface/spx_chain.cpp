// SPDX-License-Identifier: BSL-1.0
// Raw quotes to a surface without arbitrage: every expiry of SPX on two days.
#include "surface/spx_chain.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/black/parity.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_essvi.hpp>
#include <smirk/surface/fit_quality.hpp>
#include <smirk/surface/fit_spline_surface.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

template <class Surface>
double liquid_share(const Surface& surface, const std::vector<quoted_vols>& quoted)
{
    return quality(surface, quoted).liquid_share_inside();
}

/// Every expiry is fitted, or refused because nothing was quoted yet; no surface has arbitrage at or between its
/// expiries; what the vols inside the market come to, in SVI and in splines.
void check_chain(const std::string& file, std::size_t expiries, std::size_t refused, double svi_share,
                 double spline_share)
{
    const auto chain = support::spx_chain(support::shared_data(file));
    vol_quotes quotes;
    std::vector<quoted_vols> quoted;
    std::size_t without_quotes = 0;
    for (const auto& expiry : chain) {
        auto q = smile_quotes(expiry);
        if (q) {
            quotes.add(q);
            quoted.push_back(std::move(q));
        } else {
            REQUIRE(q.status == quotes_status::no_forward);
            REQUIRE(q.parity.status != black::parity_status::ok);
            ++without_quotes;
        }
    }
    REQUIRE(quoted.size() == expiries);
    REQUIRE(without_quotes == refused);

    const auto fitted = fit(quotes);
    REQUIRE(fitted);
    REQUIRE(fitted.surface.size() == expiries);
    REQUIRE(arbitrage(fitted.surface).arbitrage_free());
    REQUIRE(fitted.surface.interpolation() == time_interpolation::total_variance);
    for (const auto& slice : fitted.slices) {
        REQUIRE(slice);
        CHECK(slice.rmse < 0.01); // weighted by the spreads
    }
    const auto splines = fit_splines(quotes);
    REQUIRE(splines);
    REQUIRE(splines.surface.size() == expiries);
    REQUIRE(arbitrage(splines.surface).arbitrage_free());
    const auto stiff = fit_essvi(quotes);
    REQUIRE(stiff);
    REQUIRE(arbitrage(stiff.surface).arbitrage_free());

    INFO(file << ": inside the market of the liquid quotes SVI " << 100 * liquid_share(fitted.surface, quoted)
              << " %, splines " << 100 * liquid_share(splines.surface, quoted) << " %");
    CHECK(liquid_share(fitted.surface, quoted) > svi_share); // five parameters do not follow 300 tight strikes
    CHECK(liquid_share(splines.surface, quoted) > spline_share);

    // the same chain again, from the last fits
    const auto again = fit(quotes, {.start = &fitted});
    REQUIRE(again);
    REQUIRE(arbitrage(again.surface).arbitrage_free());
    CHECK(again.rmse < 1.01 * fitted.rmse);
    const auto splines_again = fit_splines(quotes, {.start = &splines});
    REQUIRE(splines_again);
    REQUIRE(arbitrage(splines_again.surface).arbitrage_free());
    CHECK(liquid_share(splines_again.surface, quoted) > spline_share);
}

} // namespace

TEST_CASE("SPX 23 May 2023: every expiry from raw quotes", "[surface][chain]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    check_chain("chains/SPX_full_2023-05-23.csv", 52, 1, 0.13, 0.99);
}

TEST_CASE("SPX 5 January 2024: every expiry from raw quotes", "[surface][chain]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2024-01-05.csv");
    check_chain("chains/SPX_full_2024-01-05.csv", 59, 0, 0.40, 0.985);
}

TEST_CASE("SPX: from raw quotes to splines in 50 ms of processor time a chain", "[.timing]")
{
    for (const char* file : {"chains/SPX_full_2023-05-23.csv", "chains/SPX_full_2024-01-05.csv"}) {
        SKIP_WITHOUT_SHARED_DATA(file);
        const auto chain = support::spx_chain(support::shared_data(file));
        double best = 1e9;
        for (int i = 0; i < 5; ++i) { // of an optimised build
            const auto start = std::clock();
            vol_quotes quotes;
            for (const auto& expiry : chain)
                if (const auto q = smile_quotes(expiry)) quotes.add(q);
            REQUIRE(fit_splines(quotes));
            best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
        }
        INFO(file << ": " << 1e3 * best << " ms");
        CHECK(best < 0.050);
    }
}
