// SPDX-License-Identifier: BSL-1.0
// The laws of the errors, the weights of lags and what forecasts revert to, computed once more in 50 digits. The
// recursions and their gradients are checked so by gradient_is_exact() of exact_gradient.hpp.
#include <smirk/garch/aparch.hpp>
#include <smirk/garch/arch.hpp>
#include <smirk/garch/component.hpp>
#include <smirk/garch/egarch.hpp>
#include <smirk/garch/ewma_covariance.hpp>
#include <smirk/garch/figarch.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/ged.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/harch.hpp>
#include <smirk/garch/law_tail.hpp>
#include <smirk/garch/nagarch.hpp>
#include <smirk/garch/sample_moments.hpp>
#include <smirk/garch/skewed_t.hpp>
#include <smirk/garch/tgarch.hpp>

#include "support/catch.hpp"
#include "support/fifty_digits.hpp"

#include <boost/math/special_functions/gamma.hpp>

namespace garch = smirk::garch;
using support::real50;
using support::units;

namespace {

const real50 pi = boost::math::constants::pi<real50>();
real50 log_gamma(const real50& x) { return boost::math::lgamma(x); }

/// int_0^inf f(u) du by the trapezoidal rule in x, u = exp(2 sinh x): more than 25 digits where f is smooth.
template <class F>
real50 half_line(const F& f)
{
    real50 sum = 0;
    for (int i = -150; i <= 150; ++i) {
        const real50 x = real50(i) / 30, u = exp(2 * sinh(x));
        sum += f(u) * 2 * cosh(x) * u / 30;
    }
    return sum;
}

/// ln f(z) of each law, from its textbook form.
real50 log_t(const real50& z, const real50& nu)
{
    return log_gamma((nu + 1) / 2) - log_gamma(nu / 2) - log(pi * (nu - 2)) / 2 -
           (nu + 1) / 2 * log(1 + z * z / (nu - 2));
}
real50 log_ged(const real50& z, const real50& nu)
{
    const real50 log_lambda = (-2 / nu * log(real50(2)) + log_gamma(1 / nu) - log_gamma(3 / nu)) / 2;
    return log(nu) - log_lambda - (1 + 1 / nu) * log(real50(2)) - log_gamma(1 / nu) -
           exp(nu * (log(abs(z)) - log_lambda)) / 2;
}
struct hansen {
    real50 nu, lambda, a, b;
    hansen(const real50& n, const real50& l) : nu(n), lambda(l)
    {
        const real50 c = exp(log_t(0, nu)); // the density at 0
        a = 4 * lambda * c * (nu - 2) / (nu - 1);
        b = sqrt(1 + 3 * lambda * lambda - a * a);
    }
    [[nodiscard]] real50 log_density(const real50& z) const
    {
        const real50 u = b * z + a;
        return log(b) + log_t(u / (u < 0 ? real50(1 - lambda) : real50(1 + lambda)), nu);
    }
};

/// ln f(e; h) = ln f(e / sqrt h) - ln h / 2. An error counts against `other`, what the constant of the law is made of
/// and nu / 2 roundings of a number near 1, and `times` against the result: once for each of its logarithms, and by what
/// an exponent multiplies.
template <class Law, class F>
void densities_agree(const typename Law::template parameters<double>& p, double other, double times, const F& log_f)
{
    const auto law = Law::shape_of(p);
    for (const double h : {1., 1.7e-4})
        for (const double z : {-12., -2.5, -0.7, -1e-3, 1e-3, 0.4, 1.9, 7.}) {
            const double e = z * std::sqrt(h);
            CAPTURE(h, z);
            const real50 root = sqrt(real50(h)), exact = log_f(e / root) - log(root);
            REQUIRE(units(Law::log_density(law, e, h), exact, other + times * abs(exact)) < 6);
        }
}

} // namespace

TEST_CASE("50 digits: densities of the errors", "[garch][fifty_digits]")
{
    densities_agree<garch::normal>({}, 2, 3, [](const real50& z) { return real50(-log(2 * pi) / 2 - z * z / 2); });
    for (const double nu : {2.1, 5., 8.3, 300.})
        densities_agree<garch::student_t>({nu}, 4 + nu / 2, 3, [&](const real50& z) { return log_t(z, nu); });
    for (const double nu : {1.01, 1.5, 2., 7.}) // ln Gamma is a difference of numbers of the size of 30
        densities_agree<garch::ged>({nu}, 30, 3 + 5 * nu, [&](const real50& z) { return log_ged(z, nu); });
    for (const auto& [nu, lambda] : {std::pair{4.1, -0.3}, {9., 0.2}, {60., -0.9}}) {
        const hansen law(nu, lambda);
        densities_agree<garch::skewed_t>({nu, lambda}, 4 + nu / (1 - std::fabs(lambda)), 3,
                                         [&](const real50& z) { return law.log_density(z); });
    }
}

TEST_CASE("50 digits: moments of the errors", "[garch][fifty_digits]")
{
    const double k = 1.3, up = 0.7, down = 1.2;
    const real50 sides = (pow(real50(up), k) + pow(real50(down), k)) / 2;
    const garch::normal::shape<double> normal{};
    REQUIRE(units(normal.mean_abs, sqrt(2 / pi)) < 1);
    REQUIRE(units(normal.power_moment(k, up, down),
                  sides * exp(k * log(real50(2)) / 2 + log_gamma((real50(k) + 1) / 2)) / sqrt(pi)) < 8);
    const auto side = [](const real50& c) {
        return exp(c * c / 2) * boost::math::erfc(real50(-c / sqrt(real50(2)))) / 2;
    };
    REQUIRE(units(normal.exponential_moment(0.3, -0.1), side(real50(0.3) - 0.1) + side(real50(0.3) + 0.1)) < 4);

    for (const double nu : {2.1, 5., 300.}) {
        const auto t = garch::student_t::shape_of<double>({nu});
        const real50 n = nu, ratio = log_gamma((n + 1) / 2) - log_gamma(n / 2);
        REQUIRE(units(t.mean_abs, 2 * sqrt(n - 2) * exp(ratio) / ((n - 1) * sqrt(pi))) < 8);
        const real50 half = real50(k) / 2; // exp of differences of lgamma: their size comes into it
        REQUIRE(units(t.power_moment(k, up, down),
                      sides * pow(n - 2, half) *
                          exp(log_gamma(half + real50(0.5)) + log_gamma(n / 2 - half) - log_gamma(n / 2)) / sqrt(pi)) <
                8 + 2 * nu);
    }
    for (const double nu : {1.01, 1.5, 7.}) {
        const auto g = garch::ged::shape_of<double>({nu});
        const real50 n = nu, lg1 = log_gamma(1 / n), lg3 = log_gamma(3 / n);
        REQUIRE(units(g.mean_abs, exp(log_gamma(2 / n) - (lg1 + lg3) / 2)) < 32);
        const real50 log_scale = (lg1 - lg3) / 2; // ln lambda + ln 2 / nu
        REQUIRE(units(g.power_moment(k, up, down), sides * exp(k * log_scale + log_gamma((k + 1) / n) - lg1)) < 32);
    }
    for (const double nu : {1.5, 2.}) {
        const auto exponential = [&](const real50& c) {
            return half_line([&](const real50& u) { return exp(c * u + log_ged(u, nu)); });
        };
        REQUIRE(units(garch::ged::shape_of<double>({nu}).exponential_moment(0.3, -0.1),
                      exponential(real50(0.3) - 0.1) + exponential(real50(0.3) + 0.1)) < 16); // a series of such terms
    }
    for (const auto& [nu, lambda] : {std::pair{4.1, -0.3}, {9., 0.2}, {60., -0.9}}) {
        CAPTURE(nu, lambda);
        const auto s = garch::skewed_t::shape_of<double>({nu, lambda});
        const hansen law(nu, lambda);
        // the mode is on the side of the short tail: on the other one the density is smooth from 0 on
        const int long_side = lambda < 0 ? -1 : 1;
        const auto moment = [&](int power) {
            return half_line([&](const real50& u) { return pow(u, power) * exp(law.log_density(long_side * u)); });
        };
        const real50 square = moment(2);
        REQUIRE(units(s.mean_abs, 2 * moment(1)) < 32); // differences of numbers of the size of 1, to 15 digits
        REQUIRE(units(s.lower_variance, lambda < 0 ? square : real50(1 - square), real50(1)) < 32);
    }
}

TEST_CASE("50 digits: tails and quantiles of the errors", "[garch][fifty_digits]")
{
    // the normal law, and t with 3 and 4 degrees of freedom, whose tails are elementary
    const auto normal = garch::normal::shape<double>{};
    const auto three = garch::student_t::shape_of<double>({3}), four = garch::student_t::shape_of<double>({4});
    const double digits = 1e-12 / support::epsilon; // what lower_tail() promises
    for (const double q : {-6., -2.3, -0.4, 0.9}) {
        CAPTURE(q);
        const real50 x = q;
        REQUIRE(units(garch::lower_tail<garch::normal>(normal, q).probability,
                      boost::math::erfc(real50(-x / sqrt(real50(2)))) / 2) < digits);
        REQUIRE(units(garch::lower_tail<garch::normal>(normal, q).expectation, -exp(-x * x / 2) / sqrt(2 * pi)) <
                digits);
        const real50 P3 = real50(0.5) + (x / (1 + x * x) + atan(x)) / pi; // t = sqrt(3) z
        REQUIRE(units(garch::lower_tail<garch::student_t>(three, q).probability, P3) < digits);
        const real50 y = x * sqrt(real50(2)), r = y / sqrt(4 + y * y); // t = sqrt(2) z
        REQUIRE(units(garch::lower_tail<garch::student_t>(four, q).probability,
                      real50(0.5) + 3 * (r - r * r * r / 3) / 4) < digits);
    }
    for (const double p : {0.001, 0.05, 0.7}) {
        const real50 q = garch::quantile<garch::student_t>(four, p), y = q * sqrt(real50(2)), r = y / sqrt(4 + y * y);
        REQUIRE(units(p, real50(0.5) + 3 * (r - r * r * r / 3) / 4) < 4 * digits);
    }
}

TEST_CASE("50 digits: weights of lags", "[garch][fifty_digits]")
{
    // FIGARCH: 1 - (1 - phi L)(1 - L)^d / (1 - beta L), the power by its binomial series and the quotient by division
    const garch::figarch::parameters<double> p{0, 0.03, 0.21, 0.43, 0.52};
    std::vector<double> lambda(1000);
    garch::figarch::weights(p, std::span<double>(lambda));
    const real50 phi = p.phi, d = p.d, beta = p.beta;
    std::vector<real50> power{1};
    for (std::size_t j = 1; j <= lambda.size(); ++j) power.push_back(power[j - 1] * (real50(j - 1) - d) / j);
    real50 c = 1; // coefficient of the quotient
    for (std::size_t j = 1; j <= lambda.size(); ++j) {
        c = beta * c + power[j] - phi * power[j - 1];
        REQUIRE(units(lambda[j - 1], -c) <
                4 + 4 * std::sqrt(static_cast<double>(j))); // a product of j factors, less another
    }
    REQUIRE(units(garch::figarch::intercept(p), real50(0.03) / (1 - beta)) < 3);

    const garch::harch<1, 5, 22>::parameters<double> q{0, 0.1, {0.2, 0.3, 0.25}};
    std::vector<double> w(22);
    garch::harch<1, 5, 22>::weights(q, std::span<double>(w));
    for (std::size_t j = 0; j < 22; ++j)
        REQUIRE(units(w[j], (j < 1 ? real50(0.2) : real50(0)) + (j < 5 ? real50(0.3) / 5 : real50(0)) +
                                real50(0.25) / 22) < 2);
}

TEST_CASE("50 digits: what forecasts revert to, and how", "[garch][fifty_digits]")
{
    const garch::normal::shape<double> law{};
    const real50 m1 = sqrt(2 / pi);
    const auto reverts = [](const real50& omega, const real50& P) { return real50(omega / (1 - P)); };
    // 1 - P loses what P near 1 has: some units of its reciprocal
    const auto agrees = [](double got, const real50& want, const real50& P) {
        REQUIRE(units(got, want) < 2 / static_cast<double>(1 - P));
    };

    const garch::garch11::parameters<double> g{0, 0.03, 0.08, 0.9};
    const real50 P = real50(g.alpha) + g.beta;
    agrees(garch::garch11::long_run_variance(g, law), reverts(g.omega, P), P);
    std::vector<double> ahead(50);
    garch::garch11::forecast(g, law, {.state = 2.3}, ahead);
    const real50 level = reverts(g.omega, P);
    for (std::size_t k = 0; k < ahead.size(); ++k)
        REQUIRE(units(ahead[k], level + pow(P, k) * (real50(2.3) - level)) < 4 + static_cast<double>(k));

    const garch::gjr::parameters<double> j{0, 0.03, 0.03, 0.08, 0.9};
    const real50 Pj = real50(j.alpha) + real50(j.gamma) / 2 + j.beta;
    agrees(garch::gjr::long_run_variance(j, law), reverts(j.omega, Pj), Pj);
    const garch::nagarch::parameters<double> n{0, 0.03, 0.07, 0.4, 0.88};
    const real50 Pn = real50(n.alpha) * (1 + real50(n.theta) * n.theta) + n.beta;
    agrees(garch::nagarch::long_run_variance(n, law), reverts(n.omega, Pn), Pn);
    const garch::aparch::parameters<double> a{0, 0.03, 0.08, 0.4, 0.89, 1.3};
    const real50 delta = a.delta, moment = exp(delta * log(real50(2)) / 2 + log_gamma((delta + 1) / 2)) / sqrt(pi),
                 Pa = a.beta +
                      a.alpha * moment * (pow(1 - real50(a.gamma), delta) + pow(1 + real50(a.gamma), delta)) / 2;
    agrees(garch::aparch::long_run_variance(a, law), pow(reverts(a.omega, Pa), 2 / delta), Pa);
    const garch::tgarch::parameters<double> t{0, 0.04, 0.04, 0.08, 0.9};
    const real50 slope = real50(t.alpha) + real50(t.gamma) / 2, fall = real50(t.alpha) + t.gamma,
                 first = slope * m1 + t.beta;
    const real50 second =
        (real50(t.alpha) * t.alpha + fall * fall) / 2 + 2 * t.beta * slope * m1 + real50(t.beta) * t.beta;
    agrees(garch::tgarch::long_run_variance(t, law),
           real50(t.omega) * t.omega * (1 + first) / ((1 - first) * (1 - second)), first);
    // E h of EGARCH: the infinite product of the moments of exp(beta^i g(z))
    const garch::egarch::parameters<double> e{0, 0.01, 0.15, -0.08, 0.95};
    real50 log_h = real50(e.omega) / (1 - real50(e.beta)), w = 1;
    const auto half = [](const real50& c) {
        return exp(c * c / 2) * boost::math::erfc(real50(-c / sqrt(real50(2)))) / 2;
    };
    for (int i = 0; i < 2000; ++i, w *= e.beta)
        log_h += log(half(w * (real50(e.alpha) + e.gamma)) + half(w * (real50(e.alpha) - e.gamma))) - w * e.alpha * m1;
    REQUIRE(units(garch::egarch::long_run_variance(e, law), exp(log_h)) < 200); // seven hundred factors
    // by which factor a shock shrinks a period
    REQUIRE(units(garch::egarch::persistence(e, law), e.beta) == 0);
    REQUIRE(units(garch::tgarch::persistence(t, law), second) < 4);
    const garch::arch<3>::parameters<double> r{0, 0.1, {0.3, 0.2, 0.1}};
    REQUIRE(units(garch::arch<3>::persistence(r, law), real50(0.3) + 0.2 + 0.1) < 2);
    const garch::component::parameters<double> c{0, 0.01, 0.05, 0.85, 0.99, 0.03};
    agrees(garch::component::long_run_variance(c, law), reverts(c.omega, c.rho), c.rho);
}

TEST_CASE("50 digits: EWMA covariance and the moments of residuals", "[garch][fifty_digits]")
{
    std::vector<double> x, y;
    double a = 0.3, b = 0.7;
    for (int t = 0; t < 80; ++t) {
        a = 3.9 * a * (1 - a), b = 3.8 * b * (1 - b);
        x.push_back(0.02 * (a - 0.5)), y.push_back(0.013 * (a - 0.4) - 0.01 * (b - 0.5));
    }
    const auto s = garch::ewma_covariance({x, y});
    real50 xy = real50(x[0]) * y[0], size = abs(xy);
    const real50 lambda = 0.94;
    for (std::size_t t = 1; t < x.size(); ++t) {
        xy = lambda * xy + (1 - lambda) * x[t] * y[t], size = lambda * size + (1 - lambda) * abs(real50(x[t]) * y[t]);
        REQUIRE(units(s.at(t, 0, 1), xy, size) < 4);
    }
    const real50 n = x.size();
    real50 mean = 0, m[9];
    for (const double v : x) mean += v / n;
    for (const double v : x)
        for (int k = 2; k <= 8; ++k) m[k] += pow(v - mean, k) / n;
    const real50 sd = sqrt(m[2]), skewness = m[3] / (m[2] * sd), kurtosis = m[4] / (m[2] * m[2]);
    const auto got = garch::moments_of(x);
    REQUIRE(units(got.skewness.value, skewness, kurtosis) < 8);
    REQUIRE(units(got.kurtosis.value, kurtosis) < 8);
    REQUIRE(units(got.variance.error, sqrt((m[4] - m[2] * m[2]) / n), sqrt(m[4] / n)) < 8);
}
