// SPDX-License-Identifier: BSL-1.0
// What must not change: units of price, units of time, the order of quotes; and what must only rise.
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/garch.hpp>
#include <smirk/realized.hpp>
#include <smirk/replication/cboe_variance.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>

#include "signals/simulated_market.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace smirk;
using support::simulated_market;
using numbers = std::vector<double>;

namespace {

numbers times(const numbers& x, double factor)
{
    numbers y = x;
    for (double& v : y) v *= factor;
    return y;
}

auto bars(const simulated_market& m)
{
    return columns(col::open(m.open), col::high(m.high), col::low(m.low), col::close(m.close));
}

/// Every estimator of daily bars, on all of them.
numbers estimates(const simulated_market& m)
{
    using namespace realized;
    const auto b = bars(m);
    return {close_to_close(m.close),    parkinson(b),  garman_klass(b), rogers_satchell(b),
            garman_klass_yang_zhang(b), yang_zhang(b), meilijson(b),    ewma(m.close).back()};
}

} // namespace

TEST_CASE("volatility has no unit of price: cents or millions, a power of two changes no bit, others some last ones")
{
    const simulated_market m(300);
    const numbers vols = estimates(m);
    for (const double unit : {1024.0, 0x1p-20, 100.0, 1e-8, 1e12}) {
        simulated_market scaled = m;
        for (numbers* x : {&scaled.open, &scaled.high, &scaled.low, &scaled.close}) *x = times(*x, unit);
        const numbers again = estimates(scaled);
        const double exponent = std::log2(unit);
        for (std::size_t i = 0; i < vols.size(); ++i) {
            INFO(i << " " << unit);
            if (exponent == std::round(exponent))
                REQUIRE(again[i] == vols[i]);
            else
                REQUIRE_THAT(again[i], WithinRel(vols[i], 1e-11)); // prices round anew: 1e-16 over moves of 1e-3
        }
    }
}

TEST_CASE("annualising is a factor: variance over a year of n periods is n times that of one")
{
    const simulated_market m(100);
    const double daily = realized::yang_zhang(bars(m), {.periods_per_year = 1}),
                 yearly = realized::yang_zhang(bars(m), {.periods_per_year = 252});
    REQUIRE_THAT(yearly / daily, WithinRel(std::sqrt(252.0), 1e-15));
}

TEST_CASE("range estimators look at each bar alone: their order does not matter")
{
    simulated_market m(200), shuffled = m;
    std::vector<std::size_t> order(m.open.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    for (std::size_t i = 0; i < order.size(); ++i) {
        shuffled.open[i] = m.open[order[i]], shuffled.high[i] = m.high[order[i]];
        shuffled.low[i] = m.low[order[i]], shuffled.close[i] = m.close[order[i]];
    }
    REQUIRE_THAT(realized::parkinson(bars(shuffled)), WithinRel(realized::parkinson(bars(m)), 1e-13)); // sums
    REQUIRE_THAT(realized::rogers_satchell(bars(shuffled)), WithinRel(realized::rogers_satchell(bars(m)), 1e-13));
}

TEST_CASE("implied vol: no unit of price, parity, and only up with the price")
{
    std::mt19937 engine(2);
    std::uniform_real_distribution<double> u(0, 1);
    for (int i = 0; i < 300; ++i) {
        const double F = 100, K = F * std::exp(0.6 * u(engine) - 0.3), T = 0.05 + u(engine),
                     vol = 0.1 + 0.5 * u(engine);
        const auto type = K > F ? option_type::call : option_type::put; // in the money, rounding hides the vol
        const double price = black::price(type, F, K, T, vol);
        const double found = black::implied_vol(type, price, F, K, T).vol;
        REQUIRE(black::implied_vol(type, 1024 * price, 1024 * F, 1024 * K, T).vol == found);
        const double call = black::price(option_type::call, F, K, T, vol),
                     put = black::price(option_type::put, F, K, T, vol);
        REQUIRE_THAT(call - put, WithinAbs(F - K, 1e-12 * F));
        REQUIRE(black::implied_vol(type, price * (1 + 1e-9), F, K, T).vol > found);
        REQUIRE(black::price(type, F, K, T * 1.0001, vol) > price);
        // time and vol enter as sigma^2 T
        REQUIRE_THAT(black::implied_vol(type, price, F, K, 4 * T).vol, WithinRel(found / 2, 1e-13));
    }
}

TEST_CASE("the variance of a strip has no unit of price, and only rises with a price in it")
{
    numbers strike, call, put;
    for (double K = 70; K <= 130; K += 2.5) {
        strike.push_back(K);
        call.push_back(black::price(option_type::call, 100.3, K, 0.1, 0.25));
        put.push_back(black::price(option_type::put, 100.3, K, 0.1, 0.25));
    }
    const auto variance = [](const numbers& K, const numbers& c, const numbers& p) {
        const chain_slice slice{
            columns(col::strike(K), col::call_bid(c), col::call_ask(c), col::put_bid(p), col::put_ask(p)), 0.1, 0.0};
        return replication::cboe_variance(slice, {.by_strike = false}).variance;
    };
    const double v = variance(strike, call, put);
    REQUIRE(variance(times(strike, 64), times(call, 64), times(put, 64)) == v);
    REQUIRE_THAT(variance(times(strike, 10), times(call, 10), times(put, 10)), WithinRel(v, 1e-12));
    for (std::size_t i = 0; i < strike.size(); ++i) {
        if (std::fabs(strike[i] - 100) < 3) continue; // near the forward a price moves the forward as well
        numbers c = call, p = put;
        (strike[i] > 100 ? c : p)[i] += 0.01;
        REQUIRE(variance(strike, c, p) > v);
    }
}

TEST_CASE("GARCH: returns in per cent or as decimals give one model")
{
    std::mt19937_64 engine(4);
    const auto y =
        garch::simulate<garch::gjr, garch::student_t>(
            {{.mu = 0.03, .omega = 0.02, .alpha = 0.03, .gamma = 0.12, .beta = 0.9}, {.nu = 7}}, 2000, engine)
            .returns;
    const auto percent = garch::fit<garch::gjr, garch::student_t>(y);
    for (const double unit : {0.01, 1e-6, 1e4}) {
        const auto scaled = garch::fit<garch::gjr, garch::student_t>(times(y, unit));
        INFO(unit);
        REQUIRE(percent.status == scaled.status);
        const double n = static_cast<double>(y.size());
        REQUIRE_THAT(scaled.log_likelihood, WithinAbs(percent.log_likelihood - n * std::log(unit), 1e-6));
        // the search stops within 1e-5 of a standard error of the maximum
        REQUIRE_THAT(scaled.parameters.alpha, WithinAbs(percent.parameters.alpha, 1e-6));
        REQUIRE_THAT(scaled.parameters.beta, WithinAbs(percent.parameters.beta, 1e-6));
        REQUIRE_THAT(scaled.parameters.omega / (unit * unit), WithinRel(percent.parameters.omega, 1e-4));
        REQUIRE_THAT(scaled.parameters.nu, WithinRel(percent.parameters.nu, 1e-4));
        REQUIRE_THAT(scaled.forecast(10)[9] / (unit * unit), WithinRel(percent.forecast(10)[9], 1e-5));
    }
}

TEST_CASE("rank is that of any rising line of the series, percentile that of any rising curve")
{
    const simulated_market m(400);
    numbers line = m.vix, curve = m.vix;
    for (double& v : line) v = 2 * v + 64;
    for (double& v : curve) v = std::exp(v / 20);
    const auto rank = signals::rolling_iv_rank(m.vix, 252), rank_of_line = signals::rolling_iv_rank(line, 252);
    const auto percentile = signals::rolling_iv_percentile(m.vix, 252);
    const auto percentile_of_curve = signals::rolling_iv_percentile(curve, 252);
    for (std::size_t t = 252; t < m.vix.size(); ++t) {
        REQUIRE_THAT(rank_of_line[t], WithinAbs(rank[t], 1e-10)); // 100 times the rounding of the line
        REQUIRE(percentile_of_curve[t] == percentile[t]);
    }
}
