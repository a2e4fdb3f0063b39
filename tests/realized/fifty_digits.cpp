// SPDX-License-Identifier: BSL-1.0
// Constants, estimators and measures within the day, computed once more in 50 digits from the same doubles. Errors are
// counted in units of the sum of the sizes of the terms: sums of n positive terms, each of some three roundings, stay
// within a few units where the roundings are of either sign.
#include <smirk/realized.hpp>

#include "realized/sim_day.hpp"
#include "realized/sim_ohlc.hpp"
#include "support/fifty_digits.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>

namespace realized = smirk::realized;
using std::max, std::min;
using support::real50;
using support::units;

namespace {

const real50 pi = boost::math::constants::pi<real50>(), ln2 = log(real50(2));

real50 gamma(const real50& x) { return boost::math::tgamma(x); }
real50 absolute_moment(const real50& p) { return pow(real50(2), p / 2) * gamma((p + 1) / 2) / sqrt(pi); }
real50 square(const real50& x) { return x * x; }

/// One estimator of one window: the mean of its terms and the mean of their sizes.
struct window {
    std::vector<real50> o, u, d, c, r; ///< open, high, low, close after the last close or the open; r close to close

    explicit window(const sim::ohlc& x, std::size_t first, std::size_t last)
    {
        for (std::size_t i = first; i <= last; ++i) {
            o.push_back(log(real50(x.open[i]) / x.close[i - 1]));
            u.push_back(log(real50(x.high[i]) / x.open[i]));
            d.push_back(log(real50(x.low[i]) / x.open[i]));
            c.push_back(log(real50(x.close[i]) / x.open[i]));
            r.push_back(log(real50(x.close[i]) / x.close[i - 1]));
        }
    }
    template <class Term>
    [[nodiscard]] real50 mean(Term term) const
    {
        real50 sum = 0;
        for (std::size_t i = 0; i < o.size(); ++i) sum += term(i);
        return sum / o.size();
    }
    [[nodiscard]] real50 variance(const std::vector<real50>& x) const
    {
        const real50 m = mean([&](std::size_t i) { return x[i]; });
        return mean([&](std::size_t i) { return square(x[i] - m); }) * x.size() / (x.size() - 1);
    }
};

} // namespace

TEST_CASE("50 digits: the constants of estimators", "[realized][fifty_digits]")
{
    using boost::math::constants::euler, boost::math::constants::glaisher, boost::math::constants::zeta_three;
    const real50 zeta_half("-1.46035450880958681288949915251529801246722933101258"); // OEIS A059750
    for (const double m : {1., 78., 390., 1e6}) {
        const real50 d = -zeta_half / sqrt(2 * pi * m), range = sqrt(8 / pi);
        REQUIRE(units(realized::extreme_shortfall(m), d) < 2);
        REQUIRE(units(realized::squared_range_left(m), 1 - 4 * d * (range - d) / (4 * ln2), 1 + d) < 2);
        REQUIRE(units(realized::open_range_left(m), 1 - 2 * d * (range - d), 1 + d) < 2);
        REQUIRE(units(realized::garman_klass_minimum_variance_definition::left(m),
                      1 - (4 * real50("0.511") - 2 * real50("0.019")) * d * (range - d), 1 + d) < 2);
    }
    REQUIRE(units(realized::mean_range, sqrt(8 / pi)) < 1);
    // E ln R and E 1/R: zeta'(-1) = 1/12 - ln A, A of Glaisher; zeta'(-2) = -zeta(3) / (4 pi^2)
    REQUIRE(units(realized::log_range_definition::mean_log,
                  -euler<real50>() / 2 - 11 * ln2 / 6 - 1 + 12 * log(glaisher<real50>())) < 1);
    REQUIRE(units(realized::log_range_definition::mean_inverse, 7 * sqrt(2 / pi) * zeta_three<real50>() / square(pi)) <
            1);
    for (const double n : {2., 20., 252.})
        REQUIRE(units(realized::yang_zhang_weight(n), real50("0.34") / (real50("1.34") + (real50(n) + 1) / (n - 1))) <
                4);
    for (const double f : {0.3, 1., 2., 19., 59., 61., 251., 1e4}) {
        const real50 exact = sqrt(2 / real50(f)) * exp(boost::math::lgamma(real50((f + real50(1)) / 2)) -
                                                       boost::math::lgamma(real50(real50(f) / 2)));
        REQUIRE(units(realized::c4(f), exact) < 16); // within 4e-15, as it says
    }
    for (const double p : {0.4, 1., 4. / 3, 2., 3.3, 8.})
        REQUIRE(units(realized::absolute_moment(p), absolute_moment(p)) < 8); // std::tgamma: some units
    REQUIRE(units(realized::kernel_value(realized::kernel_weight::tukey_hanning, 0.3),
                  square(sin(pi / 2 * square(1 - real50(0.3))))) < 4);
    for (const double x : {0.2, 0.5, 0.7})
        REQUIRE(units(realized::kernel_value(realized::kernel_weight::parzen, x),
                      x <= 0.5 ? real50(1 - 6 * square(real50(x)) * (1 - real50(x)))
                               : real50(2 * (1 - real50(x)) * square(1 - real50(x)))) < 4);
}

TEST_CASE("50 digits: the estimators of daily bars", "[realized][fifty_digits]")
{
    const auto x = sim::read_ohlc();
    for (const std::size_t n : {2u, 21u, 63u}) {
        CAPTURE(n);
        const window w(x, 1, n); // row 0 gives the close before
        const auto whole = x.bars().slice(0, n + 1), days = x.bars().slice(1, n);
        for (std::size_t i = 0; i < n; ++i) // the logarithm under all of them, in double against its own template
            REQUIRE(units(realized::ln_ratio(x.high[i], x.low[i]),
                          realized::ln_ratio(real50(x.high[i]), real50(x.low[i]))) < 2);
        const auto range = [&](std::size_t i) { return square(w.u[i] - w.d[i]); };
        const auto close = [&](std::size_t i) { return square(w.c[i]); };
        const auto gap = [&](std::size_t i) { return square(w.o[i]); };
        // 2 to 63 terms, each of up to ten roundings, each rounding relative to the size of the term
        const auto agrees = [](double got, const real50& exact, const real50& size) {
            REQUIRE(units(got, exact, size) < 4);
        };
        const real50 ranges = w.mean(range), closes = w.mean(close), gaps = w.mean(gap);
        const real50 returns = w.mean([&](std::size_t i) { return square(w.r[i]); });

        agrees(realized::close_to_close.variance(whole), w.variance(w.r), 2 * returns);
        agrees(realized::close_to_close.variance(whole, {.mean = realized::mean_return::zero}), returns, returns);
        agrees(realized::parkinson.variance(days), ranges / (4 * ln2), ranges / (4 * ln2));
        const real50 practical = ranges / 2 - (2 * ln2 - 1) * closes;
        agrees(realized::garman_klass.variance(days), practical, ranges / 2 + closes);
        agrees(realized::garman_klass_yang_zhang.variance(whole), practical + gaps, ranges / 2 + closes + gaps);
        const real50 least = w.mean([&](std::size_t i) {
            return real50("0.511") * range(i) - real50("0.019") * (w.c[i] * (w.u[i] + w.d[i]) - 2 * w.u[i] * w.d[i]) -
                   real50("0.383") * close(i);
        });
        agrees(realized::garman_klass_minimum_variance.variance(days), least, ranges);
        const real50 f = 0.3, a = real50(0.12);
        agrees(realized::garman_klass_composite.variance(whole, {.closed_share = 0.3}),
               a / f * gaps + (1 - a) / (1 - f) * least, gaps + 2 * ranges);
        const real50 rogers_satchell =
            w.mean([&](std::size_t i) { return w.u[i] * (w.u[i] - w.c[i]) + w.d[i] * (w.d[i] - w.c[i]); });
        agrees(realized::rogers_satchell.variance(days), rogers_satchell, ranges);
        const real50 k = real50("0.34") / (real50("1.34") + real50(n + 1) / (n - 1));
        agrees(realized::yang_zhang.variance(whole), w.variance(w.o) + k * w.variance(w.c) + (1 - k) * rogers_satchell,
               2 * gaps + ranges);
        agrees(realized::meilijson.variance(days), w.mean([&](std::size_t i) {
            const bool fell = w.c[i] < 0;
            const real50 up = fell ? real50(-w.d[i]) : w.u[i], down = fell ? real50(-w.u[i]) : w.d[i],
                         end = abs(w.c[i]);
            return real50("0.273520") * 2 * (square(up - end) + square(down)) + real50("0.160358") * square(end) +
                   real50("0.365212") * 2 * (up - end - down) * end -
                   real50("0.200910") * (up - end) * down / (2 * ln2 - real50(1.25));
        }),
               ranges);
        const real50 mean_log = -boost::math::constants::euler<real50>() / 2 - 11 * ln2 / 6 - 1 +
                                12 * log(boost::math::constants::glaisher<real50>());
        const real50 logs = w.mean([&](std::size_t i) { return log(w.u[i] - w.d[i]); });
        const real50 by_logs = exp(2 * (logs - mean_log));
        agrees(realized::log_range.variance(days), by_logs, by_logs * 2 * abs(logs)); // the exponent's error multiplies
    }
}

TEST_CASE("50 digits: measures within the day", "[realized][fifty_digits]")
{
    const auto r = sim::day("ret_jump");
    const auto size = r.size();
    const real50 n = size;
    const auto sum = [&](std::size_t first, auto term) {
        real50 total = 0;
        for (std::size_t i = first; i < size; ++i) total += term(i);
        return total;
    };
    const auto at = [&](std::size_t i) { return abs(real50(r[i])); };
    // 390 terms one after another: a random walk of roundings
    const auto agrees = [](double got, const real50& exact) { REQUIRE(units(got, exact) < 20); };

    const real50 rv = sum(0, [&](std::size_t i) { return square(at(i)); });
    agrees(realized::realized_variance(r), rv);
    const real50 fourth = sum(0, [&](std::size_t i) { return square(square(at(i))); });
    agrees(realized::realized_quarticity(r), n / 3 * fourth);
    agrees(realized::realized_kurtosis(r), n * fourth / square(rv));
    const real50 cubes = sum(0, [&](std::size_t i) { return real50(r[i]) * square(at(i)); });
    const real50 sizes = sum(0, [&](std::size_t i) { return at(i) * square(at(i)); });
    REQUIRE(units(realized::realized_skewness(r), sqrt(n) * cubes / (rv * sqrt(rv)),
                  sqrt(n) * sizes / (rv * sqrt(rv))) < 20);
    const auto halves = realized::realized_semivariance(r);
    agrees(halves.down, sum(0, [&](std::size_t i) { return r[i] < 0 ? square(at(i)) : real50(0); }));
    agrees(halves.up, sum(0, [&](std::size_t i) { return r[i] > 0 ? square(at(i)) : real50(0); }));

    const real50 bv = pi / 2 * n / (n - 1) * sum(1, [&](std::size_t i) { return at(i) * at(i - 1); });
    agrees(realized::bipower_variance(r), bv);
    const auto four_thirds = [](const real50& x) { return pow(x, real50(4) / 3); };
    const real50 mu = absolute_moment(real50(4) / 3);
    const real50 tpq = n / (mu * mu * mu) * n / (n - 2) *
                       sum(2, [&](std::size_t i) { return four_thirds(at(i) * at(i - 1) * at(i - 2)); });
    agrees(realized::tripower_quarticity(r), tpq);
    agrees(realized::multipower_variation(r, 3, 4), tpq);
    agrees(realized::quadpower_quarticity(r), n * square(pi) / 4 * n / (n - 3) * sum(3, [&](std::size_t i) {
                                                  return at(i) * at(i - 1) * at(i - 2) * at(i - 3);
                                              }));
    const auto least = [&](std::size_t i) { return square(min(at(i), at(i - 1))); };
    const auto middle = [&](std::size_t i) {
        const real50 a = at(i), b = at(i - 1), c = at(i - 2);
        return square(max(min(a, b), min(max(a, b), c)));
    };
    const real50 root3 = sqrt(real50(3));
    agrees(realized::min_rv(r), pi / (pi - 2) * n / (n - 1) * sum(1, least));
    agrees(realized::med_rv(r), pi / (6 - 4 * root3 + pi) * n / (n - 2) * sum(2, middle));
    agrees(realized::min_rq(r),
           pi * n / (3 * pi - 8) * n / (n - 1) * sum(1, [&](std::size_t i) { return square(least(i)); }));
    agrees(realized::med_rq(r), 3 * pi * n / (9 * pi + 72 - 52 * root3) * n / (n - 2) *
                                    sum(2, [&](std::size_t i) { return square(middle(i)); }));

    const auto test = realized::jump_test(r);
    const real50 ratio = tpq / square(bv), share = 1 - bv / rv;
    const real50 z = sqrt(n) * share / sqrt((square(pi) / 4 + pi - 5) * (ratio < 1 ? real50(1) : ratio));
    REQUIRE(units(test.z, z, z / share) < 20);
    // the tail falls by the factor of its Mills ratio: its relative error is z^2 times that of z
    REQUIRE(units(test.p_value, boost::math::erfc(real50(z / sqrt(real50(2)))) / 2) < 20 * (1 + test.z * test.z));

    std::vector<double> p{std::log(100.)};
    for (const double x : r) p.push_back(p.back() + x);
    const auto sparse = [&](std::size_t K) {
        real50 total = 0;
        for (std::size_t i = K; i < p.size(); ++i) total += square(real50(p[i]) - p[i - K]);
        return real50(total / K);
    };
    const real50 fast = sparse(1), slow = sparse(10), grids = ((n - 10 + 1) / 10) / n;
    agrees(realized::subsampled_realized_variance(p, 10), slow);
    REQUIRE(units(realized::two_scale_variance(p, 10), (slow - grids * fast) / (1 - grids), slow + fast) < 20);
    real50 high = 0, low = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const real50 bridge = real50(p[i]) - p[0] - (real50(p.back()) - p[0]) * i / (p.size() - 1);
        high = max(high, bridge), low = min(low, bridge);
    }
    REQUIRE(units(realized::kunitomo_variance(p), 6 / square(pi) * square(high - low),
                  6 / square(pi) * (high - low) * 10) < 4); // prices of 4.6 less prices of 4.6
    real50 kernel = rv;
    for (std::size_t h = 1; h <= 5; ++h) {
        const real50 x = real50(h) / 6, y = 1 - x, weight = x <= real50(0.5) ? 1 - 6 * x * x * y : 2 * y * y * y;
        kernel += 2 * weight * sum(h, [&](std::size_t i) { return real50(r[i]) * r[i - h]; });
    }
    REQUIRE(units(realized::realized_kernel(r, 5), kernel, 6 * rv) < 20);
    const std::size_t m = 19; // floor(sqrt(390))
    real50 psi1 = 0, psi2 = 0, averages = 0;
    const auto g = [&](std::size_t j) { return min(real50(j) / m, 1 - real50(j) / m); };
    for (std::size_t j = 1; j <= m; ++j) psi1 += m * square(g(j) - g(j - 1)), psi2 += square(g(j)) / m;
    for (std::size_t i = 0; i + m <= size + 1; ++i) {
        real50 average = 0;
        for (std::size_t j = 1; j < m; ++j) average += g(j) * r[i + j - 1];
        averages += square(average);
    }
    REQUIRE(units(realized::pre_averaged_variance(r),
                  n / (n - m + 2) * averages / (m * psi2) - psi1 / psi2 * rv / (2 * n), 2 * rv) < 20);
}

TEST_CASE("50 digits: scaling, EWMA, the whole day", "[realized][fifty_digits]")
{
    REQUIRE(units(realized::expected_deviation(0.32), real50(0.32) * sqrt(real50(1) / 252)) < 2);
    REQUIRE(units(realized::annualised_volatility(0.02, 5, 365), real50(0.02) * sqrt(real50(365) / 5)) < 2);
    REQUIRE(units(realized::normal_coverage(1.7), boost::math::erf(real50(real50(1.7) / sqrt(real50(2))))) < 2);

    const auto x = sim::read_ohlc();
    const auto live = realized::ewma(x.close);
    real50 v = square(log(real50(x.close[1]) / x.close[0]));
    for (std::size_t i = 2; i < 400; ++i)
        v = real50(0.94) * v + (1 - real50(0.94)) * square(log(real50(x.close[i]) / x.close[i - 1]));
    REQUIRE(units(live[399], sqrt(252 * v)) < 8); // what a rounding does fades by .94 a period

    const auto rv = sim::day(), r = sim::day("ret_jump"); // any two series of one length
    std::vector<double> day;
    for (const double y : rv) day.push_back(y * y);
    const real50 n = r.size();
    real50 mu1 = 0, mu2 = 0, e1 = 0, e2 = 0, e12 = 0;
    for (std::size_t i = 0; i < r.size(); ++i) mu1 += square(r[i]) / n, mu2 += day[i] / n;
    for (std::size_t i = 0; i < r.size(); ++i) {
        const real50 a = square(r[i]) - mu1, b = day[i] - mu2;
        e1 += a * a, e2 += b * b, e12 += a * b;
    }
    const real50 top = mu2 * mu2 * e1 - mu1 * mu2 * e12, bottom = top + mu1 * mu1 * e2 - mu1 * mu2 * e12,
                 phi = top / bottom;
    const auto weights = realized::optimal_whole_day_weights(r, day);
    const real50 lost = (mu2 * mu2 * e1 + 2 * mu1 * mu2 * abs(e12) + mu1 * mu1 * e2) / bottom; // by differences
    REQUIRE(units(weights.overnight, (1 - phi) * (mu1 + mu2) / mu1, (mu1 + mu2) / mu1 * lost) < 20);
    REQUIRE(units(weights.open_hours, phi * (mu1 + mu2) / mu2, (mu1 + mu2) / mu2 * lost) < 20);
}
