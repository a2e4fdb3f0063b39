// SPDX-License-Identifier: BSL-1.0
// Moments, regressions and losses, computed once more in 50 digits from the same doubles, by the definitions: two
// passes, no merging. Errors are counted in units of the sum of the sizes of the terms.
#include <smirk/detail/chi_square_tail.hpp>
#include <smirk/statistics.hpp>

#include "support/catch.hpp"
#include "support/fifty_digits.hpp"

#include <boost/math/special_functions/erf.hpp>

namespace statistics = smirk::statistics;
using support::real50;
using support::units;

namespace {

constexpr std::size_t rows = 60;

/// Two series that have to do with each other, of no other meaning: logistic maps.
struct pair_of_series {
    std::vector<double> x, y;
    pair_of_series()
    {
        double a = 0.3, b = 0.7;
        for (std::size_t t = 0; t < rows; ++t) {
            a = 3.9 * a * (1 - a), b = 3.8 * b * (1 - b);
            x.push_back(0.02 * (a - 0.5)), y.push_back(0.013 * (a - 0.4) - 0.01 * (b - 0.5));
        }
    }
};

struct moments50 {
    real50 x, y, xx = 0, xy = 0, yy = 0;
    moments50(const std::vector<double>& a, const std::vector<double>& b, std::size_t first, std::size_t n)
    {
        for (std::size_t i = first; i < first + n; ++i) x += real50(a[i]) / n, y += real50(b[i]) / n;
        for (std::size_t i = first; i < first + n; ++i) {
            const real50 dx = a[i] - x, dy = b[i] - y;
            xx += dx * dx, xy += dx * dy, yy += dy * dy;
        }
    }
};

} // namespace

TEST_CASE("50 digits: correlation, beta and z-score, whole and rolling", "[statistics][fifty_digits]")
{
    const pair_of_series s;
    const moments50 all(s.x, s.y, 0, rows);
    // xy is at most sqrt(xx yy): a rounding of it counts in units of 1
    REQUIRE(units(statistics::correlation(s.x, s.y), all.xy / sqrt(all.xx * all.yy), real50(1)) < 4);
    REQUIRE(units(statistics::beta(s.x, s.y), all.xy / all.xx, sqrt(all.yy / all.xx)) < 4);
    real50 xy = 0, xx = 0, size = 0;
    for (std::size_t t = 0; t < rows; ++t) {
        xx += real50(s.x[t]) * s.x[t], xy += real50(s.x[t]) * s.y[t], size += abs(real50(s.x[t]) * s.y[t]);
    }
    REQUIRE(units(statistics::realized_beta(s.x, s.y), xy / xx, size / xx) < 4);

    const std::size_t window = 21;
    const auto rho = statistics::rolling_correlation(s.x, s.y, window);
    const auto slope = statistics::rolling_beta(s.x, s.y, window);
    const auto z = statistics::rolling_zscore(s.x, window);
    for (std::size_t t = window; t < rows; ++t) {
        const moments50 m(s.x, s.y, t + 1 - window, window), before(s.x, s.y, t - window, window);
        REQUIRE(units(rho[t], m.xy / sqrt(m.xx * m.yy), real50(1)) < 4);
        REQUIRE(units(slope[t], m.xy / m.xx, sqrt(m.yy / m.xx)) < 4);
        const real50 deviation = sqrt(before.xx / (window - 1));
        REQUIRE(units(z[t], (s.x[t] - before.x) / deviation, 1 + abs(s.x[t] - before.x) / deviation) < 4);
    }
    real50 a = real50(s.x[0]) * s.x[0], b = real50(s.x[0]) * s.y[0], c = real50(s.y[0]) * s.y[0];
    const auto faded = statistics::ewma_correlation(s.x, s.y);
    const real50 lambda = 0.94;
    for (std::size_t t = 1; t < rows; ++t) {
        a = lambda * a + (1 - lambda) * s.x[t] * s.x[t];
        b = lambda * b + (1 - lambda) * s.x[t] * s.y[t];
        c = lambda * c + (1 - lambda) * s.y[t] * s.y[t];
        REQUIRE(units(faded[t], b / sqrt(a * c), real50(1)) < 4);
    }
}

TEST_CASE("50 digits: a regression and its errors", "[statistics][fifty_digits]")
{
    const pair_of_series s;
    const moments50 m(s.x, s.y, 0, rows);
    const real50 b = m.xy / m.xx, a = m.y - b * m.x, n = rows;
    std::vector<real50> e;
    real50 ee = 0;
    for (std::size_t t = 0; t < rows; ++t) e.push_back(s.y[t] - a - b * s.x[t]), ee += e[t] * e[t];
    const auto fit = statistics::least_squares(s.y, {s.x});
    const real50 spread = sqrt(m.yy / m.xx); // the size that a slope can have
    REQUIRE(units(fit.coefficient[1], b, spread) < 8);
    REQUIRE(units(fit.coefficient[0], a, abs(m.y) + spread * abs(m.x)) < 16);
    REQUIRE(units(fit.residual_variance, ee / (n - 2)) < 16);
    REQUIRE(units(fit.standard_error[1], sqrt(ee / (n - 2) / m.xx)) < 16);
    REQUIRE(units(fit.r_squared, 1 - ee / m.yy, real50(1)) < 16);

    // Newey and West: (X'X)^-1 (sum of weighted cross products of x e) (X'X)^-1, with two regressors by hand
    const std::size_t lags = 4;
    const auto moment = [&](std::size_t t, int k) { return k ? e[t] * s.x[t] : e[t]; };
    real50 S[2][2], I[2][2];
    for (int k = 0; k < 2; ++k)
        for (int j = 0; j < 2; ++j)
            for (std::size_t l = 0; l <= lags; ++l)
                for (std::size_t t = l; t < rows; ++t) {
                    const real50 w = 1 - real50(l) / (lags + 1), one = moment(t, k) * moment(t - l, j);
                    S[k][j] += l ? real50(w * (one + moment(t - l, k) * moment(t, j))) : one;
                }
    const real50 sum = n * m.x, squares = m.xx + n * m.x * m.x, determinant = n * m.xx;
    I[0][0] = squares / determinant, I[0][1] = I[1][0] = -sum / determinant, I[1][1] = n / determinant;
    const auto covariance = [&](int k, int j) {
        real50 v = 0;
        for (int p = 0; p < 2; ++p)
            for (int q = 0; q < 2; ++q) v += I[k][p] * S[p][q] * I[q][j];
        return v;
    };
    const auto robust = statistics::mincer_zarnowitz(s.y, s.x, lags);
    const real50 aa = covariance(0, 0), ab = covariance(0, 1), bb = covariance(1, 1), over = b - 1;
    REQUIRE(units(robust.fit.standard_error[0], sqrt(aa)) < 64); // sums of products of residuals, which are differences
    REQUIRE(units(robust.fit.standard_error[1], sqrt(bb)) < 64);
    const real50 wald = (a * a * bb - 2 * a * over * ab + over * over * aa) / (aa * bb - ab * ab);
    REQUIRE(units(robust.wald, wald) < 256); // a quotient of differences of those
    REQUIRE(units(robust.p_value, exp(-wald / 2), exp(-wald / 2) * (1 + wald)) < 256);
}

TEST_CASE("50 digits: losses, and the test of two of them", "[statistics][fifty_digits]")
{
    for (const double h : {1e-5, 3e-4, 2.9e-4, 0.01}) {
        const real50 ratio = real50(3e-4) / h;
        REQUIRE(units(statistics::qlike(3e-4, h), ratio - log(ratio) - 1, ratio + abs(log(ratio)) + 1) < 2);
        const real50 square = (real50(3e-4) - h) * (real50(3e-4) - h);
        REQUIRE(units(statistics::squared_error(3e-4, h), square, square + 1e-300) < 3);
    }
    const pair_of_series s;
    const std::size_t horizon = 3;
    const real50 n = rows, h = horizon;
    real50 mean = 0, variance = 0, size = 0;
    for (std::size_t t = 0; t < rows; ++t)
        mean += (real50(s.x[t]) - s.y[t]) / n, size += abs(real50(s.x[t]) - s.y[t]) / n;
    const auto d = [&](std::size_t t) { return real50(s.x[t]) - s.y[t] - mean; };
    for (std::size_t l = 0; l < horizon; ++l)
        for (std::size_t t = l; t < rows; ++t)
            variance += (l ? 2 * (1 - real50(l) / horizon) : real50(1)) * d(t) * d(t - l) / n;
    const auto test = statistics::diebold_mariano(s.x, s.y, horizon);
    const real50 scale = sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n) / sqrt(variance / n), z = mean * scale;
    REQUIRE(units(test.mean_difference, mean, size) < 4);
    REQUIRE(units(test.statistic, z, size * scale) < 8);
    REQUIRE(units(test.p_value, boost::math::erfc(real50(abs(z) / sqrt(real50(2)))), 1 + size * scale) < 8);
    std::vector<double> difference;
    for (std::size_t t = 0; t < rows; ++t) difference.push_back(s.x[t] - s.y[t]);
    REQUIRE(units(statistics::long_run_variance(difference, horizon - 1), variance) < 16); // of rounded differences
}

TEST_CASE("50 digits: the tail of the chi-square law", "[statistics][fifty_digits]")
{
    // even k: a Poisson sum; odd k: erfc and the same sum at halves
    for (const int k : {1, 2, 3, 5, 10, 21})
        for (const double x : {0.1, 1., 4., 17., 60.}) {
            CAPTURE(k, x);
            const real50 y = real50(x) / 2, root_pi = sqrt(4 * atan(real50(1)));
            real50 term = k % 2 ? real50(2 * sqrt(y / 1) / root_pi * exp(-y)) : exp(-y);
            real50 tail = k % 2 ? real50(boost::math::erfc(real50(sqrt(y)))) : real50(0);
            for (real50 j = k % 2 ? 0.5 : 0; 2 * j < k; j += 1) {
                tail += term;
                term *= y / (j + 1);
            }
            // each term is an exponential of j ln y - y - ln Gamma, whose sizes come into its error
            const real50 size = tail * (4 + y + abs(k * log(y)));
            REQUIRE(units(smirk::detail::chi_square_tail(x, k), tail, size) < 4);
        }
}
