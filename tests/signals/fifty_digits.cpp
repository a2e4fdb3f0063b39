// SPDX-License-Identifier: BSL-1.0
// The formulas behind signals, computed once more in 50 digits from the same doubles. Errors are counted in units of
// the sum of the sizes of the terms; each bound is the number of roundings on the way, rounded up.
#include <smirk/signals/dispersion.hpp>
#include <smirk/signals/event_vol.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/signals/exposure.hpp>
#include <smirk/signals/gamma_scalping.hpp>
#include <smirk/signals/knock_out.hpp>
#include <smirk/signals/mean_reversion.hpp>
#include <smirk/signals/structures.hpp>
#include <smirk/signals/tails.hpp>
#include <smirk/signals/term_structure.hpp>
#include <smirk/signals/vix_futures.hpp>
#include <smirk/signals/vix_gap.hpp>
#include <smirk/signals/vrp.hpp>

#include "support/catch.hpp"
#include "support/normal_law50.hpp"

namespace signals = smirk::signals;
using smirk::option_type;
using support::normal_cdf;
using support::normal_pdf;
using support::pi;
using support::real50;
using support::units;

namespace {

real50 square(const real50& x) { return x * x; }

/// A hundred closes of no meaning.
std::vector<double> closes()
{
    std::vector<double> x{100};
    double a = 0.3;
    for (int t = 1; t < 100; ++t) {
        a = 3.9 * a * (1 - a);
        x.push_back(x.back() * (1 + 0.03 * (a - 0.55)));
    }
    return x;
}

} // namespace

TEST_CASE("50 digits: expected moves", "[signals][fifty_digits]")
{
    const double S = 5750, vol = 0.137, days = 9;
    const real50 one = real50(S) * vol, year = sqrt(real50(days) / 252);
    REQUIRE(units(signals::expected_move(S, vol, 0.03), one * sqrt(real50(0.03))) < 3);
    REQUIRE(units(signals::expected_move_trading_days(S, vol, days), one * year) < 3);
    REQUIRE(units(signals::expected_move_calendar_days(S, vol, days), one * sqrt(real50(days) / 365)) < 3);
    using signals::straddle_convention;
    REQUIRE(units(signals::expected_move(61., straddle_convention::one_sigma), sqrt(pi / 2) * 61) < 2);
    REQUIRE(units(signals::expected_move_mix(61, 48, 37),
                  real50("0.6") * 61 + real50("0.3") * 48 + real50("0.1") * 37) < 3);
    REQUIRE(units(signals::rescale_move(61, 1, 5), 61 * sqrt(real50(1) / 5)) < 2);
    REQUIRE(units(signals::coverage(1.3), boost::math::erf(real50(real50(1.3) / sqrt(real50(2))))) < 2);
    REQUIRE(units(signals::coverage(straddle_convention::price), boost::math::erf(real50(1 / sqrt(pi)))) < 2);
    REQUIRE(units(signals::straddle_ratio(61, S, vol, days), sqrt(pi / 2) * 61 / (one * year)) < 4);
    REQUIRE(units(signals::vol_with_event(0.12, 0.5, days), sqrt((square(0.12) * (days - 1) + square(0.5)) / days)) <
            3);
    REQUIRE(units(signals::consumed_move(5700, 5750, 61), real50(50) / 61) < 1);
}

TEST_CASE("50 digits: events between expiries", "[signals][fifty_digits]")
{
    const double v1 = 0.2, t1 = 0.05, v2 = 0.31, t2 = 0.12, v3 = 0.24, t3 = 0.3, day = 1. / 252;
    const real50 w2 = square(v2) * t2, taken = square(0.9) * day;
    const real50 after = sqrt((w2 - taken) / (real50(t2) - day));
    REQUIRE(units(signals::vol_after_event(v2, t2, 0.9, day), after, (w2 + taken) / (real50(t2) - day) / after) < 3);
    const real50 w1 = square(v1) * t1, w3 = square(v3) * t3;
    const real50 line = sqrt((w1 + (w3 - w1) * (real50(t2) - t1) / (real50(t3) - t1)) / t2);
    REQUIRE(units(signals::event_bump(v1, t1, v2, t2, v3, t3), v2 - line, v2 + line) < 3);
    REQUIRE(units(signals::term_slope(v1, t1, v3, t3), (real50(v3) - v1) / (real50(t3) - t1),
                  real50(v3 + v1) / (t3 - t1)) < 2);
    REQUIRE(units(signals::term_slope_sqrt(v1, t1, v3, t3), (real50(v3) - v1) / (sqrt(real50(t3)) - sqrt(real50(t1))),
                  (real50(v3) + v1) / (sqrt(real50(t3)) - sqrt(real50(t1)))) < 3);
    REQUIRE(units(signals::contango(17.3, 18.1), real50(18.1) / 17.3 - 1, real50(1)) < 2);
}

TEST_CASE("50 digits: premiums and gaps", "[signals][fifty_digits]")
{
    REQUIRE(units(signals::vrp(0.21, 0.17), real50(0.21) - 0.17, real50(0.21)) < 1);
    REQUIRE(units(signals::vrp(0.21, 0.17, signals::premium_unit::variance), square(0.21) - square(0.17),
                  square(0.21)) < 2);
    REQUIRE(units(signals::nvrp(0.21, 0.17), real50(0.21) / 0.17) < 1);
    REQUIRE(units(signals::vix_gap(19.3, 0.171), 19.3 - 100 * real50(0.171), real50(19.3)) < 2);
    REQUIRE(units(signals::vix_wing_share(19.3, 0.171), 1 - square(100 * real50(0.171) / 19.3), real50(1)) < 3);
}

TEST_CASE("50 digits: VIX futures", "[signals][fifty_digits]")
{
    REQUIRE(units(signals::vix_basis_relative(18.2, 16.9), real50(18.2) / 16.9 - 1, real50(1)) < 2);
    REQUIRE(units(signals::vix_basis_per_day(18.2, 16.9, 11), (real50(18.2) - 16.9) / 11, real50(18.2) / 11) < 2);
    REQUIRE(units(signals::roll_yield(18.2, 19.5, 0.083), log(real50(18.2) / 19.5) / 0.083, real50(1) / 0.083) < 2);
    REQUIRE(units(signals::first_future_weight(7, 20), real50(7) / 20) < 1);
    REQUIRE(units(signals::daily_roll_cost(18.2, 19.5, 0.35, 20),
                  (real50(19.5) - 18.2) / ((real50(0.35) * 18.2 + (1 - real50(0.35)) * 19.5) * 20),
                  real50(1) / 20) < 3);
    const std::vector<signals::futures_day> days{
        {18.1, 19.3, 18.1, 19.3, 0.4}, {18.4, 19.2, 18.4, 19.2, 0.35}, {17.9, 19.1, 17.9, 19.1, 0.3}};
    const auto index = signals::constant_maturity_index(days);
    real50 level = 100;
    for (std::size_t t = 1; t < days.size(); ++t) {
        const real50 w = days[t - 1].w1;
        level *= (w * days[t].held_first + (1 - w) * days[t].held_second) /
                 (w * days[t - 1].first + (1 - w) * days[t - 1].second);
        REQUIRE(units(index[t], level) < 6 * static_cast<double>(t));
    }
    const std::vector<double> bills{0.051, 0.052, 0.05}, between{1, 1, 3};
    const auto total = signals::total_return_index(index, bills, between);
    real50 value = 100;
    for (std::size_t t = 1; t < 3; ++t) {
        value *=
            real50(index[t]) / index[t - 1] + (pow(1 - real50(bills[t - 1]) * 91 / 360, -real50(between[t]) / 91) - 1);
        REQUIRE(units(total[t], value) < 6 * static_cast<double>(t));
    }
    const auto product = signals::leveraged_product(index, -0.5, 0.05, 0.0095);
    value = 100;
    for (std::size_t t = 1; t < 3; ++t) {
        value *= 1 - (real50(index[t]) / index[t - 1] - 1) / 2 + (real50(0.05) - 0.0095) / 252;
        REQUIRE(units(product[t], value) < 4 * static_cast<double>(t));
    }
}

TEST_CASE("50 digits: dispersion", "[signals][fifty_digits]")
{
    const std::vector<double> w{0.5, 0.3, 0.2}, s{0.21, 0.34, 0.28}, strikes{0.2, 0.3, 0.3},
        rho{1, .4, .3, .4, 1, .2, .3, .2, 1};
    real50 total = 0, apart = 0, together = 0, full = 0, mean = 0;
    for (std::size_t i = 0; i < 3; ++i) total += w[i];
    for (std::size_t i = 0; i < 3; ++i) {
        apart += square(real50(w[i]) * s[i]), together += real50(w[i]) * s[i], mean += w[i] / total * square(s[i]);
        for (std::size_t j = 0; j < 3; ++j) full += real50(w[i]) * w[j] * s[i] * s[j] * rho[3 * i + j];
    }
    apart /= square(total), together = square(together / total), full /= square(total);
    REQUIRE(units(signals::index_variance(w, s, 0.35), apart + real50(0.35) * (together - apart)) < 8);
    REQUIRE(units(signals::index_variance(w, s, rho), full) < 8);
    const real50 gap = together - apart;
    REQUIRE(units(signals::implied_correlation(0.2, w, s), (square(0.2) - apart) / gap,
                  (square(0.2) + together) / gap) < 6);
    real50 profit = square(0.19) - square(0.17), size = square(0.19) + square(0.17);
    for (std::size_t i = 0; i < 3; ++i) {
        profit += w[i] * (square(s[i]) - square(strikes[i])), size += w[i] * (square(s[i]) + square(strikes[i]));
    }
    REQUIRE(units(signals::dispersion_profit(w, s, strikes, 0.17, 0.19), profit, size) < 4);
    using signals::dispersion_weighting;
    const auto vega = signals::dispersion_weights(0.2, w, s, dispersion_weighting::vega),
               common = signals::dispersion_weights(0.2, w, s, dispersion_weighting::correlation);
    for (std::size_t i = 0; i < 3; ++i) {
        REQUIRE(units(vega[i], w[i] / total * 0.2 / s[i]) < 4);
        REQUIRE(units(common[i], w[i] / total * square(0.2) / mean) < 8);
    }
}

TEST_CASE("50 digits: gamma, and what a book of options is exposed to", "[signals][fifty_digits]")
{
    const double S = 100, r = 0.03, T = 0.2, K = 104, iv = 0.2, rv = 0.25, dt = 1. / 252;
    REQUIRE(units(signals::gamma_profit(0.02, 1.7), real50(0.02) * square(1.7) / 2) < 2);
    REQUIRE(units(signals::hedged_profit(0.02, S, 1.7, iv, dt),
                  real50(0.02) * square(S) * (square(real50(1.7) / S) - square(iv) * dt) / 2,
                  real50(0.02) * square(S) * square(iv) * dt) < 4);
    REQUIRE(units(signals::scalping_rate(0.02, S, rv, iv), real50(0.02) * square(S) * (square(rv) - square(iv)) / 2,
                  real50(0.02) * square(S) * square(rv)) < 3);
    REQUIRE(units(signals::break_even_move(S, iv, dt), real50(S) * iv * sqrt(real50(dt))) < 3);
    const real50 F = S * exp(real50(r) * T);
    const auto call = [&](double vol) {
        const real50 s = vol * sqrt(real50(T)), d = log(F / K) / s + s / 2;
        return F * normal_cdf(d) - K * normal_cdf(d - s);
    };
    // the rounding of the forward reaches the price by its delta
    REQUIRE(units(signals::expected_scalping_profit(option_type::call, S, K, T, rv, iv, r), call(rv) - call(iv), F) <
            2);
    REQUIRE(units(signals::vega_ratio(0.1, 0.5, 0.03),
                  sqrt(real50(0.1) / 0.5) * exp(real50(0.03) * (real50(0.5) - 0.1))) < 4);

    const std::vector<signals::dealer_position> book{{option_type::call, K, T, iv, 700, 1.006, 0.994, 100},
                                                     {option_type::put, 95, 0.1, 0.24, -900, 1.003, 0.997, 100}};
    real50 gamma = 0, vega = 0, vanna = 0, sizes = 0;
    for (const auto& p : book) {
        const real50 forward = S * real50(p.growth), s = p.vol * sqrt(real50(p.years)),
                     d1 = log(forward / p.strike) / s + s / 2;
        const real50 n = real50(p.discount) * normal_pdf(d1), all = p.contracts * p.multiplier;
        gamma += all * n / (forward * s) * square(p.growth);
        vega += all * forward * n * sqrt(real50(p.years)) / 100;
        vanna -= all * n * (d1 - s) / p.vol * p.growth * S / 100;
        sizes += abs(all) * n * (1 + square(d1)) * (1 + abs(d1) / s); // d1 is off by a rounding of ln(F/K) over s
    }
    const auto e = signals::exposure(book, S);
    REQUIRE(units(e.gamma_shares, gamma, sizes / (S * 0.07)) < 4);
    REQUIRE(units(e.gamma_cash_percent, gamma * S * S / 100, sizes / (S * 0.07) * S * S / 100) < 4);
    REQUIRE(units(e.vega, vega, sizes * S * 0.5 / 100) < 4);
    REQUIRE(units(e.vanna_cash, vanna, sizes / 0.2 * S / 100) < 4);
    REQUIRE(units(signals::hedge_flow(e, -0.02, 0.015),
                  -real50(e.gamma_cash_percent) * -2 - real50(e.vanna_cash) * real50(1.5),
                  abs(real50(e.gamma_cash_percent)) * 2 + abs(real50(e.vanna_cash)) * 2) < 3);
}

TEST_CASE("50 digits: tails, reversion, a knock-out", "[signals][fifty_digits]")
{
    const auto x = closes();
    const real50 n = x.size();
    real50 mean = 0, m[5];
    for (const double v : x) mean += v / n;
    for (const double v : x)
        for (int k = 2; k <= 4; ++k) m[k] += pow(v - mean, k) / n;
    const auto tails = signals::moments(x);
    const real50 lost = 1 + mean / sqrt(m[2]); // deviations from the mean are differences
    REQUIRE(units(tails.skewness, m[3] / (m[2] * sqrt(m[2])), lost) < 8);
    REQUIRE(units(tails.kurtosis, m[4] / square(m[2]), lost * m[4] / square(m[2])) < 8);
    const real50 g2 = m[4] / square(m[2]) - 3;
    REQUIRE(units(tails.unbiased_excess, (n - 1) * ((n + 1) * g2 + 6) / ((n - 2) * (n - 3)), lost * 3) < 8);
    REQUIRE(units(signals::normal_exceedance(3.7), boost::math::erfc(real50(real50(3.7) / sqrt(real50(2)))),
                  14 * boost::math::erfc(real50(real50(3.7) / sqrt(real50(2))))) < 2);

    // x_{t+1} on x_t
    const std::size_t pairs = x.size() - 1;
    real50 a = 0, b = 0, xx = 0, xy = 0;
    for (std::size_t t = 0; t < pairs; ++t) a += real50(x[t]) / pairs, b += real50(x[t + 1]) / pairs;
    for (std::size_t t = 0; t < pairs; ++t) xx += square(x[t] - a), xy += (x[t] - a) * (x[t + 1] - b);
    const real50 slope = xy / xx;
    const auto fit = signals::fit_mean_reversion(x);
    REQUIRE(units(fit.b, slope, lost) < 8);
    REQUIRE(units(fit.half_life, log(real50(2)) / -log(slope), lost / square(log(slope))) < 8);

    const auto path = signals::vol_knock_out(x, {.barrier = 9, .periods = 21});
    real50 sum = 0;
    for (std::size_t t = 1; t < x.size(); ++t) sum += square(log(real50(x[t]) / x[t - 1]));
    // ln(C_i / C_{i-1}) of a rounded quotient loses the digits that a return has less than 1
    REQUIRE(units(path.rv.back(), sqrt(252 * sum / pairs), sqrt(real50(252))) < 2);
}
