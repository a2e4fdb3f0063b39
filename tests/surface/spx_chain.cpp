// SPDX-License-Identifier: BSL-1.0
// Raw quotes to a surface without arbitrage: every expiry of SPX on two days.
#include "surface/spx_chain.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/surface/fit.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

void check_chain(const std::string& file, std::size_t expiries, double least_share)
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
            REQUIRE(q.status == quotes_status::no_forward); // listed that day, nothing quoted yet
            ++without_quotes;
        }
    }
    REQUIRE(quoted.size() == expiries);
    REQUIRE(without_quotes <= 1);
    const auto fitted = fit(quotes);
    REQUIRE(fitted.surface.size() == quoted.size());
    REQUIRE(arbitrage(fitted.surface).arbitrage_free());
    for (const auto& slice : fitted.slices) REQUIRE(usable(slice.status));
    std::size_t inside = 0, all = 0;
    for (std::size_t i = 0; i < quoted.size(); ++i)
        for (std::size_t j = 0; j < quoted[i].size(); ++j) {
            const double vol = fitted.surface.vol(quoted[i].k[j], quoted[i].years);
            inside += vol >= quoted[i].bid[j] && vol <= quoted[i].ask[j];
            ++all;
        }
    const double share = static_cast<double>(inside) / static_cast<double>(all);
    INFO(file << ": " << all << " quotes, " << 100 * share << " % of the vols inside bid and ask, rmse "
              << 1e4 * fitted.rmse << " bp");
    CHECK(share > least_share); // five parameters a slice do not follow 300 strikes with tight markets
    for (const auto& slice : fitted.slices) CHECK(slice.rmse < 0.01); // weighted by the spreads
}

} // namespace

TEST_CASE("SPX 23 May 2023: every expiry from raw quotes", "[surface][chain]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    check_chain("chains/SPX_full_2023-05-23.csv", 52, 0.15);
}

TEST_CASE("SPX 5 January 2024: every expiry from raw quotes", "[surface][chain]")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2024-01-05.csv");
    check_chain("chains/SPX_full_2024-01-05.csv", 59, 0.15);
}
