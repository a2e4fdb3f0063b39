// SPDX-License-Identifier: BSL-1.0
// One number by every road: the fair variance of a surface from its smile, from a strip of quotes, from prices under
// local vol by the forward equation and by simulation, and along the path of local variance itself.
#include <smirk/black/price.hpp>
#include <smirk/chain.hpp>
#include <smirk/replication/cboe_variance.hpp>
#include <smirk/replication/fair_variance.hpp>
#include <smirk/replication/strip_smile.hpp>
#include <smirk/surface/local_vol_monte_carlo.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/svi_surface.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace smirk;

namespace {

constexpr double years = 0.5;
const surface::svi_surface market({0.25, 0.5}, {{.a = 0.002, .b = 0.03, .rho = -0.6, .m = 0.02, .sigma = 0.15},
                                                {.a = 0.006, .b = 0.042, .rho = -0.58, .m = 0.025, .sigma = 0.18}});

/// The smile at the last expiry.
struct last_smile {
    [[nodiscard]] double total_variance(double k) const { return market.total_variance(k, years); }
};

/// Sum over the strip of out-of-the-money prices q(k), k evenly spaced: (2 / T) sum q e^-k dk.
double from_prices(const std::vector<double>& k, const std::vector<double>& call)
{
    double sum = 0;
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double put_or_call = k[i] < 0 ? call[i] - 1 + std::exp(k[i]) : call[i];
        sum += put_or_call * std::exp(-k[i]);
    }
    return 2 / years * sum * (k[1] - k[0]);
}

std::vector<double> log_strikes(double from, double to, double step)
{
    std::vector<double> k;
    for (int i = 0; from + i * step <= to + step / 2; ++i) k.push_back(from + i * step);
    return k;
}

} // namespace

TEST_CASE("fair variance: smile, strip of quotes, smile of that strip, forward equation and simulation agree")
{
    const auto smile = replication::fair_variance(last_smile{}, years);
    REQUIRE(smile);

    // the strip: quotes without a spread on strikes of 0.25 % of the forward, wide enough that the rest is below 1e-6
    std::vector<double> strike, call, put;
    for (double K = 10; K <= 200; K += 0.25) {
        const double vol = market.vol(std::log(K / 100), years);
        strike.push_back(K);
        call.push_back(black::price(option_type::call, 100, K, years, vol));
        put.push_back(black::price(option_type::put, 100, K, years, vol));
    }
    const chain_slice quotes{
        columns(col::strike(strike), col::call_bid(call), col::call_ask(call), col::put_bid(put), col::put_ask(put)),
        years, 0.0};
    const auto strip = replication::cboe_variance(quotes, {.by_strike = false});
    REQUIRE_THAT(strip.variance, WithinRel(smile.variance, 2e-4)); // rectangles of 0.25 % of the forward
    const auto again = replication::fair_variance(quotes);
    REQUIRE_THAT(again.fair.variance, WithinRel(smile.variance, 1e-5)); // the kinks of lines between the same quotes

    // prices under local vol; the kink of q at the forward costs the sum step^2 / 12 (2 / T), 6e-5 of the variance
    constexpr double step = 0.0025;
    const auto k = log_strikes(-1.6, 0.6, step);
    const std::vector<double> at(k.size(), years);
    const auto solved =
        surface::local_vol_prices(market, k, at, {.space_steps = 2400, .time_steps = 400, .left = 16, .right = 8});
    REQUIRE_THAT(from_prices(k, solved), WithinRel(smile.variance, 2e-4));
    std::mt19937_64 generator(11);
    const auto simulated = surface::local_vol_monte_carlo(market, k, at, generator, {.pairs = 20000, .time_steps = 30});
    double error = 0; // neighbouring strikes share their paths: the errors add up
    for (std::size_t i = 0; i < k.size(); ++i)
        error += 2 / years * simulated.standard_error[i] * std::exp(-k[i]) * step;
    REQUIRE_THAT(from_prices(k, simulated.price), WithinAbs(smile.variance, 4 * error));
    REQUIRE(error < 0.02 * smile.variance);
}

TEST_CASE("fair variance is the expected local variance along the path")
{
    // E[1/T int sigma^2(x_t, t) dt] by Euler steps on the paths of the log price
    std::mt19937_64 generator(3);
    std::normal_distribution<double> z;
    constexpr int paths = 20000, steps = 100;
    std::vector<decltype(market.smile(years))> smiles; // at the middle of each step
    for (int i = 0; i < steps; ++i) smiles.push_back(market.smile((i + 0.5) * years / steps));
    double sum = 0, squares = 0;
    for (int path = 0; path < paths; ++path) {
        double x = 0, variance = 0;
        for (int i = 0; i < steps; ++i) {
            const double dt = years / steps, v = smiles[static_cast<std::size_t>(i)].local_variance(x);
            variance += v * dt / years;
            x += -v * dt / 2 + std::sqrt(v * dt) * z(generator);
        }
        sum += variance;
        squares += variance * variance;
    }
    const double mean = sum / paths, error = std::sqrt((squares / paths - mean * mean) / paths);
    const double want = replication::fair_variance(last_smile{}, years).variance;
    REQUIRE_THAT(mean, WithinAbs(want, 4 * error + 0.005 * want)); // half a per cent for the steps
    REQUIRE(error < 0.01 * want);
}
