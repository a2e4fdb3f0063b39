// SPDX-License-Identifier: BSL-1.0
#include "support/catch.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/fit_quality.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <vector>

using namespace smirk;
using namespace smirk::surface;

namespace {

/// A year to go, forward 100, no discount; a flat smile of vol .2 against these.
quoted_vols four_quotes()
{
    quoted_vols q;
    q.years = 1;
    q.parity.forward = 100, q.parity.discount = 1;
    q.strike = {60, 90, 100, 120};
    for (double strike : q.strike) q.k.push_back(std::log(strike / 100));
    q.type = {option_type::put, option_type::put, option_type::call, option_type::call};
    q.bid = {0.15, 0.195, 0.201, 0.198};
    q.mid = {0.20, 0.200, 0.202, 0.201};
    q.ask = {0.25, 0.205, 0.203, 0.204};
    q.weight.assign(4, 1.0);
    q.status = quotes_status::ok;
    return q;
}

const svi flat{.a = 0.04, .b = 0, .rho = 0, .m = 0, .sigma = 1};

} // namespace

TEST_CASE("fit_quality: what is inside and what is liquid", "[surface][fit_quality]")
{
    const auto q = four_quotes();
    // the put at 60 is worth .0004 at 15 % and .12 at 25 %: no liquid quote by either rule
    REQUIRE_FALSE(is_liquid(q, 0));
    for (std::size_t i : {1u, 2u, 3u}) REQUIRE(is_liquid(q, i));
    REQUIRE_FALSE(is_liquid(q, 2, {.max_spread = 0.001}));
    REQUIRE_FALSE(is_liquid(q, 2, {.least_bid = 8.02})); // at the money 7.97 at 20 %, 8.0056 at 20.1 %
    REQUIRE(is_liquid(q, 2, {.least_bid = 8.00}));

    const fit_quality is = quality(flat, q);
    REQUIRE(is.quotes == 4);
    REQUIRE(is.inside == 3); // the third is bid above .2
    REQUIRE(is.liquid == 3);
    REQUIRE(is.liquid_inside == 2);
    REQUIRE_THAT(is.max_error, WithinAbs(0.002, 1e-15));
    REQUIRE_THAT(is.rmse, WithinAbs(std::sqrt((4e-6 + 1e-6) / 4), 1e-15));
    REQUIRE_THAT(is.worst_spreads, WithinAbs(2, 1e-10)); // .002 off, .001 from mid to bid
    REQUIRE_THAT(is.share_inside(), WithinAbs(0.75, 1e-15));
    REQUIRE_THAT(is.liquid_share_inside(), WithinAbs(2. / 3, 1e-15));
}

TEST_CASE("fit_quality: adds up over expiries; a smile that is no number is outside", "[surface][fit_quality]")
{
    const std::vector<quoted_vols> both{four_quotes(), four_quotes()};
    fit_quality sum = quality(flat, both[0]);
    const double rmse = sum.rmse;
    sum += quality(flat, both[1]);
    REQUIRE(sum.quotes == 8);
    REQUIRE(sum.liquid_inside == 4);
    REQUIRE_THAT(sum.rmse, WithinAbs(rmse, 1e-15));
    svi none = flat;
    none.a = -1;
    const auto lost = quality(none, both[0]);
    REQUIRE(lost.inside == 0);
    REQUIRE(std::isnan(lost.rmse));
    REQUIRE(std::isnan(lost.max_error));
}
