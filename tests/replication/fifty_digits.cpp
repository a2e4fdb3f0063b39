// SPDX-License-Identifier: BSL-1.0
// The formulas of strips, indexes and swaps, computed once more in 50 digits from the same doubles. Errors are counted
// in units of the sum of the sizes of the terms; each bound is the number of roundings on the way, rounded up.
#include <smirk/replication.hpp>

#include "replication/option_quotes.hpp"
#include "support/catch.hpp"
#include "support/normal_law50.hpp"

using namespace smirk::replication;
using support::normal_cdf;
using support::real50;
using support::units;

namespace {

real50 square(const real50& x) { return x * x; }

support::option_quotes chain()
{
    return support::priced_quotes(
        [](double k, bool call) { return support::black_forward_price(101.7, k, 0.003 + 0.01 / k, call); }, 60, 160,
        2.5, 0.083, 0.047);
}

} // namespace

TEST_CASE("50 digits: what each strike adds, and the variance", "[replication][fifty_digits]")
{
    const auto quotes = chain();
    const auto v = cboe_variance(quotes.slice());
    REQUIRE(v);
    REQUIRE(v.contributions.size() > 30);
    const real50 T = quotes.years, growth = exp(real50(quotes.rate) * T), K0 = v.reference_strike;
    REQUIRE(units(v.growth, growth) < 2);
    real50 total = 0;
    for (std::size_t i = 0; i < v.contributions.size(); ++i) {
        const auto& c = v.contributions[i];
        const auto at = [&](std::size_t j) { return real50(v.contributions[j].strike); };
        const std::size_t last = v.contributions.size() - 1;
        const real50 dk = i == 0 ? at(1) - at(0) : i == last ? at(i) - at(i - 1) : (at(i + 1) - at(i - 1)) / 2;
        const real50 part = 2 / T * growth * dk / square(c.strike) * c.price;
        REQUIRE(units(c.variance, part) < 5);
        total += part;
    }
    const real50 split = square(v.forward / K0 - 1) / T;
    REQUIRE(units(v.split_term, split, abs(v.forward / K0 - 1) / T) < 2);
    REQUIRE(units(v.variance, total - split, total) < 8); // some forty terms

    // the forward from the pair of least difference
    std::size_t row = 0;
    const auto difference = [&](std::size_t i) { return real50(quotes.call_bid[i]) - quotes.put_bid[i]; };
    for (std::size_t i = 0; i < quotes.strike.size(); ++i)
        if (abs(difference(i)) < abs(difference(row))) row = i;
    REQUIRE(units(v.forward, quotes.strike[row] + growth * difference(row)) < 2);

    // powers of the log return, and the skewness made of them
    const auto strip = cboe_strip(quotes.slice());
    const real50 F = strip.forward, x0 = strip.reference_strike / F, l0 = log(x0);
    real50 m[4], size[4], p[3]; // zeros
    for (int n = 1; n <= 4; ++n) {
        m[n - 1] = pow(l0, n) + n * pow(l0, n - 1) / x0 * (1 - x0);
        for (const auto& o : strip.options) {
            const real50 x = o.strike / F, l = log(x), q = strip.growth * real50(o.price) / F * o.delta_strike / F;
            const real50 part = n == 1 ? -q / square(x) : n * pow(l, n - 2) * (n - 1 - l) / square(x) * q;
            m[n - 1] += part;
            size[n - 1] += abs(part);
        }
        CAPTURE(n);
        REQUIRE(units(expected_payoff(strip, log_return_power{n}).value, m[n - 1], size[n - 1]) < 8);
    }
    for (const auto& o : strip.options) {
        const real50 l = log(o.strike / F), w = strip.growth * real50(o.price) * o.delta_strike / square(o.strike);
        p[0] -= w, p[1] += 2 * (1 - l) * w, p[2] += 3 * (2 * l - l * l) * w;
    }
    const real50 l = log(strip.reference_strike / F), x = F / strip.reference_strike - 1;
    p[0] += l + x, p[1] += 2 * l * x + l * l / 2, p[2] += 3 * l * l * (l + x);
    const auto terms = skew_split_terms(strip.forward, strip.reference_strike);
    REQUIRE(units(terms.e1, l + x, abs(l) + abs(x) + 1) < 2); // F / K0 - 1 where the two are near
    REQUIRE(units(terms.e2, 2 * l * x + l * l / 2, abs(l) * 2) < 4);
    const real50 variance = p[1] - square(p[0]), third = p[2] - 3 * p[0] * p[1] + 2 * p[0] * p[0] * p[0];
    REQUIRE(units(cboe_skewness(strip), third / (variance * sqrt(variance)),
                  (size[2] + 3 * abs(p[0]) * p[1]) / (variance * sqrt(variance))) < 16);
    const real50 m1 = m[0], m2 = m[1], m3 = m[2], m4 = m[3], V = m2 - m1 * m1;
    const auto got = moments(strip);
    REQUIRE(units(got.variance, V, size[1]) < 8);
    REQUIRE(units(got.skewness, (m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1) / (V * sqrt(V)), size[2] / (V * sqrt(V))) < 16);
    REQUIRE(units(got.kurtosis, (m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * square(m1 * m1)) / (V * V)) < 40);
}

TEST_CASE("50 digits: between two expiries", "[replication][fifty_digits]")
{
    const double t1 = 0.071, v1 = 0.034, t2 = 0.1479, v2 = 0.0391, target = 30. / 365;
    const real50 T1 = t1, T2 = t2, T = real50(30) / 365, span = T2 - T1;
    const real50 v = (v1 * T1 * (T2 - T) + v2 * T2 * (T - T1)) / span / T;
    cboe_variance_result near, next;
    near.years = t1, near.variance = v1, next.years = t2, next.variance = v2;
    const auto index = cboe_index(near, next);
    REQUIRE(units(index.index, 100 * sqrt(v)) < 5);
    REQUIRE(units(index.near_weight, (T2 - T) / span) < 3);
    const std::vector<double> years{t1, t2}, variances{v1, v2};
    const auto constant = constant_maturity(years, variances, target);
    REQUIRE(units(constant.variance, v) < 5);
    REQUIRE(units(constant.volatility, sqrt(v)) < 4);
    const auto forward = forward_variance(v1, t1, v2, t2);
    REQUIRE(units(forward.variance, (v2 * T2 - v1 * T1) / span, (v2 * T2 + v1 * T1) / span) < 3);
    REQUIRE(units(forward_rate(0.05, t1, 0.047, t2), (real50(0.047) * T2 - real50(0.05) * T1) / span,
                  (real50(0.047) * T2 + real50(0.05) * T1) / span) < 3);
    const value_band low{0.03, 0.034, 0.038, 0.0007, strip_status::ok},
        high{0.033, 0.0391, 0.044, 0.0011, strip_status::ok};
    const auto band = volatility_band(low, t1, high, t2, target);
    const real50 a = (T2 - target) / span * T1 / target, b = (target - T1) / span * T2 / target;
    REQUIRE(units(band.standard_error,
                  sqrt(square(a * 0.0007) + square(b * 0.0011)) / (2 * sqrt(a * 0.034 + b * 0.0391))) < 6);
}

TEST_CASE("50 digits: payoffs that options replicate", "[replication][fifty_digits]")
{
    const double years = 0.3;
    const real50 T = years;
    for (const double x : {0.1, 0.7, 0.999, 1.0, 1.001, 1.4, 6.0}) {
        CAPTURE(x);
        const real50 y = x, l = log(y);
        const log_contract log_{years};
        REQUIRE(units(log_.value(x), 2 / T * (y - 1 - l), 2 / T * (abs(y - 1) + abs(l)) + 1e-300) < 3);
        REQUIRE(units(log_.slope(x), 2 / T * (1 - 1 / y), 2 / T * (1 + 1 / y)) < 2);
        REQUIRE(units(log_.curvature(x), 2 / (T * y * y)) < 3);
        const entropy_contract entropy{years};
        REQUIRE(units(entropy.value(x), 2 / T * (y * l - y + 1), 2 / T * (abs(y * l) + y + 1)) < 2);
        REQUIRE(units(entropy.slope(x), 2 / T * l, 2 / T * abs(l) + 1e-300) < 3);
        REQUIRE(units(entropy.curvature(x), 2 / (T * y)) < 2);
        const squared_return squared{years};
        REQUIRE(units(squared.value(x), square(y - 1) / T, square(y - 1) / T + 1e-300) < 3);
        REQUIRE(units(squared.curvature(x), 2 / T) < 1);
        for (const int n : {1, 2, 3, 4}) {
            const log_return_power power{n};
            const real50 bend = n == 1 ? real50(-1 / square(y)) : real50(n * pow(l, n - 2) * (n - 1 - l) / square(y));
            REQUIRE(units(power.value(x), pow(l, n), abs(pow(l, n)) + 1e-300) < 6);
            REQUIRE(units(power.slope(x), n * pow(l, n - 1) / y, abs(n * pow(l, n - 1) / y) + 1e-300) < 6);
            REQUIRE(units(power.curvature(x), bend,
                          n * n * pow(abs(l), n > 2 ? n - 2 : 0) * (1 + abs(l)) / square(y) + 1e-300) < 6);
        }
        // a corridor is the contract inside it, and straight on either side
        const corridor inside{log_, 0.8, 1.25};
        const auto g = [&](const real50& z) { return 2 / T * (z - 1 - log(z)); };
        const auto dg = [&](const real50& z) { return 2 / T * (1 - 1 / z); };
        const real50 edge = x < 0.8 ? real50(0.8) : x > 1.25 ? real50(1.25) : y;
        REQUIRE(units(inside.value(x), g(edge) + dg(edge) * (y - edge), 2 / T * (1 + y)) < 2);
    }
}

TEST_CASE("50 digits: variance and volatility swaps", "[replication][fifty_digits]")
{
    const variance_swap swap{0.22, 1e5};
    const real50 K = swap.strike, N = real50(swap.vega_notional) * 100 / (2 * K);
    REQUIRE(units(variance_notional(swap), N) < 2);
    const double t = 0.4, realised = 0.061, fair = 0.045, discount = 0.98, deviation = 0.03;
    const real50 expected = real50(t) * realised + (1 - real50(t)) * fair;
    const real50 value = discount * N * (expected - K * K), size = discount * N * (expected + K * K);
    REQUIRE(units(variance_swap_value(swap, t, realised, fair, discount), value, size) < 3);
    REQUIRE(units(capped_payoff(swap, realised, 1.1), N * (square(real50(1.1) * K) - K * K), N * 2 * K * K) < 3);
    REQUIRE(units(convexity_adjusted_volatility(fair, deviation),
                  sqrt(real50(fair)) * (1 - square(real50(deviation) / fair) / 8)) < 3);
    // the cap is a Black call on the variance to come
    const real50 room = square(real50(2.5) * K) - real50(t) * realised, mean = (1 - real50(t)) * fair;
    const real50 s = sqrt(log1p(square(real50(deviation) / fair))), d = log(mean / room) / s + s / 2;
    const real50 excess = mean * normal_cdf(d) - room * normal_cdf(d - s), taken = discount * N * excess;
    const auto capped = capped_variance_swap_value(swap, t, realised, fair, deviation, discount, 2.5);
    REQUIRE(units(capped.cap, taken) < 6 * (1 + static_cast<double>(d * d / s))); // its logarithm's slope in room and s
    REQUIRE(units(capped.value, value - taken, size) < 3);
    // vol of a flat smile where an option has no vanna: k = -w / 2
    const auto flat = [](double) { return 0.0484; };
    const auto point = zero_vanna_volatility(flat, 0.5);
    REQUIRE(units(point.log_moneyness, -real50(0.0484) / 2) < 8); // a bisection, to 1e-15
    REQUIRE(units(point.vol, sqrt(real50(0.0484) / 0.5)) < 2);
    for (const double x : {-3., -0.4, 0.0, 0.7, 5.0}) { // I_0 + I_1 by its series
        real50 term = 1, sum = 1 + real50(x) / 2;
        for (int m = 1; m < 80; ++m) {
            term *= square(x) / 4 / (m * m);
            sum += term * (1 + real50(x) / (2 * (m + 1)));
        }
        REQUIRE(units(detail::bessel_i0_plus_i1(x), sum, exp(abs(real50(x)))) < 2);
    }
}

TEST_CASE("50 digits: the rate of a curve, and a hedge", "[replication][fifty_digits]")
{
    const std::vector<double> days{30, 60, 91, 182}, yields{0.0525, 0.0531, 0.0533, 0.052};
    const rate_curve curve(days, yields);
    // natural spline of four nodes: two equations for the second derivatives inside
    const auto h = [&](std::size_t i) { return real50(days[i + 1]) - days[i]; };
    const auto s = [&](std::size_t i) { return (real50(yields[i + 1]) - yields[i]) / h(i); };
    const real50 a = 2 * (h(0) + h(1)), b = h(1), c = 2 * (h(1) + h(2)), r1 = 6 * (s(1) - s(0)), r2 = 6 * (s(2) - s(1));
    const real50 m1 = (c * r1 - b * r2) / (a * c - b * b), m2 = (a * r2 - b * r1) / (a * c - b * b);
    for (const double t : {61., 75., 90.}) {
        const real50 u = (real50(days[2]) - t) / h(1), v = 1 - u;
        const real50 spline =
            u * yields[1] + v * yields[2] + ((u * u * u - u) * m1 + (v * v * v - v) * m2) * square(h(1)) / 6;
        const real50 low = yields[1], high = yields[2], y = spline < low ? low : spline > high ? high : spline;
        REQUIRE(units(curve.bond_equivalent_yield(t), y) < 4);
        REQUIRE(units(curve.rate(t), log(1 + (square(1 + y / 2) - 1))) < 5);
    }
    const std::vector<double> strikes{80, 90, 100, 110, 125};
    const auto portfolio = hedge(log_contract{0.3}, 102., strikes, 2);
    const auto f = [&](std::size_t i) {
        return 2 / real50(0.3) * (strikes[i] / real50(102) - 1 - log(strikes[i] / real50(102)));
    };
    const auto line = [&](std::size_t i) { return (f(i + 1) - f(i)) / (real50(strikes[i + 1]) - strikes[i]); };
    const real50 slope = 2 / real50(0.3) * (1 - real50(102) / 100) / 102;
    const real50 want[] = {slope - line(1), line(1) - line(0), line(2) - slope, line(3) - line(2)};
    for (std::size_t i = 0; i < 4; ++i)
        REQUIRE(units(portfolio.options[i].quantity, want[i], 2 / real50(0.3) * real50(0.3) / 10) <
                4); // differences of values of .3
    REQUIRE(units(portfolio.payoff(94, 102), f(2) + slope * (real50(94) - 100) + want[0] * 6, 2 / real50(0.3)) < 4);
}
