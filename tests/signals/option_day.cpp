// SPDX-License-Identifier: BSL-1.0
#include <smirk/signals/option_day.hpp>

#include <smirk/black/price.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using namespace smirk;
using signals::option_day;

namespace {
/// sigma(k) of every expiry; total variance is sigma^2 T.
double vol_at(double k) { return 0.2 - 0.3 * k + 0.5 * k * k; }

struct skewed {
    double years;
    double total_variance(double k) const { return vol_at(k) * vol_at(k) * years; }
};

option_chain chain_of(double spot, double rate, double open_interest)
{
    option_chain chain;
    for (const double years : {7 / 365., 21 / 365., 49 / 365., 77 / 365., 105 / 365.}) {
        std::vector<double> strike, cb, ca, pb, pa, oi;
        const double forward = spot * std::exp(rate * years), discount = std::exp(-rate * years);
        for (int i = -80; i <= 80; ++i) {
            const double k = 0.0025 * i;
            strike.push_back(forward * std::exp(k));
            const double call = black::price(option_type::call, forward, strike.back(), years, vol_at(k), discount);
            const double put = black::price(option_type::put, forward, strike.back(), years, vol_at(k), discount);
            cb.push_back(call), ca.push_back(call), pb.push_back(put), pa.push_back(put);
            oi.push_back(open_interest);
        }
        chain.add(chain_slice{columns(col::strike(strike), col::call_bid(cb), col::call_ask(ca), col::put_bid(pb),
                                      col::put_ask(pa), col::call_open_interest(oi), col::put_open_interest(oi)),
                              years, rate});
    }
    return chain;
}
constexpr double grid = 2e-5; // total variance is linear between strikes 0.25 % apart
} // namespace

TEST_CASE("the options of an evening: wings at thirty days, the far tenor, the first straddle")
{
    const option_day day = signals::read_options(chain_of(1000, 0.03, std::nan("")), 1000);
    const signals::dated_wings exact[] = {
        {7 / 365., signals::wings(skewed{7 / 365.}, 0.25, 7 / 365.)},
        {21 / 365., signals::wings(skewed{21 / 365.}, 0.25, 21 / 365.)},
        {49 / 365., signals::wings(skewed{49 / 365.}, 0.25, 49 / 365.)},
        {77 / 365., signals::wings(skewed{77 / 365.}, 0.25, 77 / 365.)},
        {105 / 365., signals::wings(skewed{105 / 365.}, 0.25, 105 / 365.)},
    };
    const option_day want = signals::read_wings(exact);
    REQUIRE_THAT(day.at_the_money, WithinAbs(0.2, grid));
    REQUIRE_THAT(day.far_at_the_money, WithinAbs(0.2, grid));
    REQUIRE_THAT(day.put, WithinAbs(want.put, grid));
    REQUIRE_THAT(day.call, WithinAbs(want.call, grid));
    REQUIRE_THAT(day.far_put, WithinAbs(want.far_put, grid));
    REQUIRE(day.put > day.at_the_money);
    // straddle at the forward, not discounted: 2 (2 N(sigma sqrt(T) / 2) - 1)
    REQUIRE_THAT(day.straddle, WithinRel(2 * std::erf(0.2 * std::sqrt(7 / 365.) / std::sqrt(8.0)), 1e-4));
    REQUIRE_THAT(day.straddle_days, WithinRel(252 * 7 / 365., 1e-15));
    REQUIRE(std::isnan(day.dealer_gamma));
    REQUIRE(std::isnan(day.dealer_vega));
    REQUIRE(std::isnan(day.pin_share));
}

TEST_CASE("dealer gamma of the chain: long calls and short puts of one size cancel, but for the side that is changed")
{
    const auto chain = chain_of(1000, 0, 10);
    const double balanced = signals::read_options(chain, 1000).dealer_gamma;
    const double long_both = signals::read_options(chain, 1000, {.sides = {1, 1}}).dealer_gamma;
    REQUIRE_THAT(balanced, WithinAbs(0, 1e-9 * long_both)); // gamma of call and put is the same number
    // the same open interest everywhere: the strike at the forward of the first expiry has most gamma, its neighbours
    // hardly less
    const double share = signals::read_options(chain, 1000).pin_share;
    REQUIRE((share > 1.0 / (5 * 161) && share < 0.1));
    // One unit of open interest a strike, strikes dK = K dk apart: sum Gamma dK = 1 at flat vol, so
    // sum n m Gamma S^2 0.01 = 2 * 10 * 100 * S^2 * 0.01 / dK = 2 * 10 * 100 * 1000 * 0.01 / 0.0025 for each expiry
    // that lies within the strikes. Skew moves density about; the sum stays within a few per cent.
    REQUIRE_THAT(long_both, WithinRel(5 * 2 * 10 * 100 * 1000 * 0.01 / 0.0025, 0.1));
    REQUIRE_THAT(signals::read_options(chain, 1000).dealer_vega, WithinAbs(0, 1e-6)); // so is vega, 1e9 times as large
    REQUIRE(signals::read_options(chain, 1000, {.sides = {1, 1}}).dealer_vega > 0);
}

TEST_CASE("vols between expiries: total variance is linear in time; nothing is extrapolated")
{
    const auto flat = [](double vol) { return signals::wing_quotes{vol + 0.02, vol - 0.01, vol, -0.05, 0.05, 0.25}; };
    const signals::dated_wings expiries[] = {{20 / 365., flat(0.3)}, {60 / 365., flat(0.2)}};
    const option_day day = signals::read_wings(expiries);
    // (0.09 * 20 + 0.25 (0.04 * 60 - 0.09 * 20)) / 30 = 1.95 / 30
    REQUIRE_THAT(day.at_the_money, WithinRel(std::sqrt(0.065), 1e-14));
    REQUIRE(std::isnan(day.far_at_the_money));
    REQUIRE_THAT(signals::read_wings(expiries, {.near_years = 20 / 365., .far_years = 60 / 365.}).far_put,
                 WithinRel(0.22, 1e-14));
    REQUIRE(std::isnan(signals::read_wings({}).at_the_money));
}

TEST_CASE("what cannot be read says so")
{
    const signals::dated_wings backwards[] = {{0.2, {}}, {0.1, {}}};
    REQUIRE_THROWS_AS(signals::read_wings(backwards), std::invalid_argument);
    REQUIRE_THROWS_AS(signals::read_options(option_chain{}, 0), std::invalid_argument);
    REQUIRE(std::isnan(signals::read_options(option_chain{}, 100).at_the_money));
}
