// SPDX-License-Identifier: BSL-1.0
// Reference: NumPy 2.4.6, 20 runs of 500000 paths of the risk-neutral recursion each, default_rng(0), ..., (19), payoff
// out of the money with the stock as a control variate; the error of each figure stands beside it.
#include "model_checks.hpp"

#include <smirk/garch/component.hpp>
#include <smirk/garch/option_prices.hpp>

namespace garch = smirk::garch;
using garch::garch11, garch::gjr, garch::normal, garch::student_t;

namespace {

const std::vector<double> strikes{85, 90, 95, 100, 105, 110, 115};

struct figure {
    double price, error;
};
/// Within four standard errors of the difference.
void agree(const std::vector<garch::simulated_option>& got, const std::vector<figure>& want)
{
    for (std::size_t i = 0; i < want.size(); ++i) {
        const double out_of_the_money = got[i].strike < 100 ? got[i].put : got[i].call;
        CAPTURE(got[i].strike, got[i].error);
        REQUIRE_THAT(out_of_the_money, WithinAbs(want[i].price, 4 * std::hypot(got[i].error, want[i].error)));
    }
}

} // namespace

TEST_CASE("option prices: a constant variance is Black's model")
{
    const double daily = 0.01, years = 21.0 / 252, vol = daily * std::sqrt(252.0);
    const auto paths = garch::risk_neutral_paths<garch11>({0, daily * daily, 0, 0}, daily * daily, 21);
    REQUIRE_THAT(paths.years, WithinRel(years, 1e-15));
    for (const auto& o : garch::option_prices(paths, 100, std::vector<double>{94, 97, 100, 103, 106}, 0.99)) {
        const double call = smirk::black::price(smirk::option_type::call, 100.0, o.strike, years, vol, 0.99);
        REQUIRE_THAT(o.call, WithinAbs(call, 4 * o.error)); // four standard errors
        REQUIRE_THAT(o.vol.value, WithinAbs(vol, 4 * o.vol.error));
        REQUIRE(o.vol.error < 0.002);
        REQUIRE_THAT(o.call - o.put, WithinAbs(0.99 * (100 - o.strike), 1e-12));
    }
    const auto moments = paths.log_moments();
    REQUIRE_THAT(moments.variance.value, WithinAbs(vol * vol * years, 4 * moments.variance.error));
    REQUIRE_THAT(moments.kurtosis.value, WithinAbs(3, 4 * moments.kurtosis.error));
}

TEST_CASE("option prices: GARCH(1,1) and GJR with a risk premium, as another program has them")
{
    const garch::path_options options{.paths = 200000, .risk_premium = 0.01};
    agree(
        garch::option_prices(garch::risk_neutral_paths<garch11>({0, 1e-5, 0.2, 0.7}, 1e-4, 30, options), 100, strikes),
        {{0.01338901, 9.1e-05},
         {0.08165348, 0.0002},
         {0.4916085, 0.0004},
         {2.108501, 0.00055},
         {0.5557924, 0.00045},
         {0.1239534, 0.00027},
         {0.03013832, 0.00016}});
    auto premium = options;
    premium.risk_premium = 0.2;
    agree(garch::option_prices(garch::risk_neutral_paths<garch11>({0, 1e-5, 0.2, 0.7}, 0.5e-4, 90, premium), 100,
                               strikes),
          {{0.2395275, 0.00042},
           {0.6854829, 0.00063},
           {1.729099, 0.00084},
           {3.71344, 0.00094},
           {1.777152, 0.00087},
           {0.7460402, 0.00068},
           {0.2840846, 0.00047}});
    premium.risk_premium = 0.05;
    const auto smile = garch::option_prices(
        garch::risk_neutral_paths<gjr>({0, 2e-6, 0.03, 0.12, 0.89}, 1.5e-4, 42, premium), 100, strikes);
    agree(smile, {{0.1822123, 0.00039},
                  {0.4798446, 0.00056},
                  {1.239519, 0.00072},
                  {2.948427, 0.00076},
                  {1.015463, 0.0006},
                  {0.2488923, 0.00034},
                  {0.0471457, 0.00016}});
    REQUIRE(smile.front().vol.value - smile.back().vol.value > 4 * smile.front().vol.error); // leverage: falling vols
}

TEST_CASE("option prices: the errors are the scatter of the prices over seeds")
{
    const int seeds = 300;
    std::vector<double> mean(strikes.size()), square(mean), error(mean);
    for (int i = 0; i < seeds; ++i) {
        const auto paths = garch::risk_neutral_paths<garch11>({0, 1e-5, 0.2, 0.7}, 1e-4, 30,
                                                              {.paths = 2048, .seed = static_cast<std::uint64_t>(i)});
        const auto all = garch::option_prices(paths, 100, strikes);
        for (std::size_t k = 1; k + 1 < all.size(); ++k) { // the outermost strikes see a dozen paths
            mean[k] += all[k].call / seeds;
            square[k] += all[k].call * all[k].call / seeds;
            error[k] += all[k].error / seeds;
        }
    }
    // the standard deviation of 300 numbers scatters by 4 %; three times that, and what the skew of the payoffs adds
    for (std::size_t k = 1; k + 1 < strikes.size(); ++k)
        REQUIRE_THAT(error[k], WithinRel(std::sqrt(square[k] - mean[k] * mean[k]), 0.18));
}

TEST_CASE("option prices: from a fit, in per cent, of any recursive model and law; threads do not matter")
{
    auto y = checks::sample(1500); // per cent
    const auto fit = garch::fit<gjr, student_t>(y);
    const garch::path_options options{.paths = 5000, .unit = 0.01, .seed = 7, .threads = 1};
    auto threaded = options;
    threaded.threads = 4;
    const auto one = garch::risk_neutral_paths(fit, 10, options), four = garch::risk_neutral_paths(fit, 10, threaded);
    REQUIRE(one.over_forward == four.over_forward);
    const auto at_the_money = garch::option_prices(one, 100, std::vector<double>{100.0})[0];
    REQUIRE_THAT(at_the_money.vol.value, WithinRel(fit.forecast_volatility(10) / 100, 0.1)); // fat tails lower it
    double mean = 0;
    for (const double x : one.over_forward) mean += x / 5000;
    REQUIRE_THAT(mean, WithinRel(1.0, 1e-12));

    for (double& v : y) v /= 100; // decimals
    const auto two = garch::fit<garch::component>(y);
    REQUIRE_THAT(garch::option_prices(garch::risk_neutral_paths(two, 10), 100, std::vector<double>{100.0})[0].vol.value,
                 WithinRel(two.forecast_volatility(10), 0.03));
}

TEST_CASE("option prices: no path, no vol; misuse throws")
{
    const auto paths = garch::risk_neutral_paths<garch11>({0, 1e-4, 0, 0}, 1e-4, 5, {.paths = 100});
    const auto far = garch::option_prices(paths, 100, std::vector<double>{300.0})[0];
    REQUIRE(far.call == 0);
    REQUIRE(far.status == smirk::black::implied_vol_status::at_intrinsic);
    REQUIRE_THROWS_AS(garch::option_prices(paths, 100, std::vector<double>{0.0}), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::option_prices(paths, 0, strikes), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::risk_neutral_paths<garch11>({0, 1e-4, 0, 0}, 0, 5), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::risk_neutral_paths<garch11>({0, 1e-4, 0, 0}, 1e-4, 0), std::invalid_argument);
}
