// SPDX-License-Identifier: BSL-1.0
// There and back: surface to prices to surface, smile to strip to smile, parameters to paths to parameters; and no
// arbitrage in means no arbitrage out.
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/garch.hpp>
#include <smirk/realized.hpp>
#include <smirk/replication/strip_smile.hpp>
#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace smirk;

namespace {

const std::vector<double> expiries{0.1, 0.25, 0.5, 1};
const surface::svi_surface truth(expiries, {{.a = 0.0006, .b = 0.018, .rho = -0.5, .m = 0.01, .sigma = 0.08},
                                            {.a = 0.0022, .b = 0.028, .rho = -0.5, .m = 0.015, .sigma = 0.12},
                                            {.a = 0.006, .b = 0.038, .rho = -0.5, .m = 0.02, .sigma = 0.16},
                                            {.a = 0.014, .b = 0.05, .rho = -0.5, .m = 0.03, .sigma = 0.20}});

} // namespace

TEST_CASE("surface to prices to vols to surface: the surface comes back, and is free of arbitrage as the first was")
{
    REQUIRE(surface::arbitrage(truth).arbitrage_free());
    surface::vol_quotes quotes;
    for (const double years : expiries)
        for (int i = -15; i <= 10; ++i) {
            const double K = 100 * std::exp(0.5 * std::sqrt(years) * i / 10.0);
            const double price =
                black::price(option_type::put, 100, K, years, truth.vol(std::log(K / 100), years), 0.97);
            quotes.add(100, K, years, black::implied_vol(option_type::put, price, 100, K, years, 0.97).vol);
        }
    const auto fit = surface::fit(quotes);
    REQUIRE(fit);
    REQUIRE(surface::arbitrage(fit.surface).arbitrage_free());
    REQUIRE(fit.rmse < 1e-7);
    for (const double years : {0.1, 0.17, 0.25, 0.4, 0.5, 0.8, 1.0})
        for (double k = -0.6; k <= 0.4; k += 0.05)
            REQUIRE_THAT(fit.surface.vol(k, years), WithinAbs(truth.vol(k, years), 1e-6));
}

TEST_CASE("smile to a strip of prices to the smile")
{
    std::vector<double> strike, call, put;
    for (double K = 60; K <= 140; K += 1) {
        const double vol = truth.vol(std::log(K / 100), 0.5);
        strike.push_back(K);
        call.push_back(black::price(option_type::call, 100, K, 0.5, vol));
        put.push_back(black::price(option_type::put, 100, K, 0.5, vol));
    }
    const chain_slice slice{
        columns(col::strike(strike), col::call_bid(call), col::call_ask(call), col::put_bid(put), col::put_ask(put)),
        0.5, 0.0};
    const auto strip = replication::cboe_strip(slice);
    REQUIRE(strip);
    const auto back = replication::implied_total_variance(strip);
    REQUIRE(back.k.size() > 70);
    for (std::size_t i = 0; i < back.k.size(); ++i) // a price of 1e-4 on 100 has twelve digits of its vol
        REQUIRE_THAT(back.w[i], WithinRel(truth.total_variance(back.k[i], 0.5), 1e-10));
}

TEST_CASE("parameters to a long path to parameters, within four standard errors")
{
    std::mt19937_64 engine(8);
    const garch::parameters_of<garch::gjr, garch::student_t> p{
        {.mu = 0.03, .omega = 0.02, .alpha = 0.03, .gamma = 0.12, .beta = 0.9}, {.nu = 7}};
    const auto fit = garch::fit<garch::gjr, garch::student_t>(
        garch::simulate<garch::gjr, garch::student_t>(p, 20000, engine).returns);
    REQUIRE(fit);
    const auto se = fit.standard_errors(garch::covariance::robust);
    const auto within = [](double found, double want, double error) { return std::fabs(found - want) < 4 * error; };
    REQUIRE(within(fit.parameters.omega, p.omega, se.omega));
    REQUIRE(within(fit.parameters.alpha, p.alpha, se.alpha));
    REQUIRE(within(fit.parameters.gamma, p.gamma, se.gamma));
    REQUIRE(within(fit.parameters.beta, p.beta, se.beta));
    REQUIRE(within(fit.parameters.nu, p.nu, se.nu));
}

TEST_CASE("a price path of one vol has that realized vol, by bars of the day and by its closes")
{
    std::mt19937_64 engine(6);
    std::normal_distribution<double> z;
    constexpr double vol = 0.25;
    constexpr int days = 1000, steps = 200;
    std::vector<double> open, high, low, close;
    double x = std::log(100.0);
    for (int day = 0; day < days; ++day) {
        double top = x, bottom = x;
        open.push_back(std::exp(x));
        for (int i = 0; i < steps; ++i) {
            x += vol / std::sqrt(252.0 * steps) * z(engine);
            top = std::max(top, x), bottom = std::min(bottom, x);
        }
        high.push_back(std::exp(top)), low.push_back(std::exp(bottom)), close.push_back(std::exp(x));
    }
    const auto bars = columns(col::open(open), col::high(high), col::low(low), col::close(close));
    // four deviations of vol / sqrt(2 n e), e the efficiency; ranges of 200 steps miss some 5 % of the extremes
    REQUIRE_THAT(realized::close_to_close(close), WithinRel(vol, 4 / std::sqrt(2.0 * days)));
    const realized::range_options corrected{.steps = steps};
    REQUIRE_THAT(realized::parkinson(bars, corrected), WithinRel(vol, 4 / std::sqrt(2.0 * days * 4.9)));
    REQUIRE_THAT(realized::rogers_satchell(bars, corrected), WithinRel(vol, 4 / std::sqrt(2.0 * days * 6)));
}
