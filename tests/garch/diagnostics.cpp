// SPDX-License-Identifier: BSL-1.0
// Reference: statsmodels 0.15.0 on the series below: acorr_ljungbox(x, lags=[10]), acorr_ljungbox(x**2, lags=[10],
// model_df=2), het_arch(x, nlags=5), jarque_bera(x), OLS(x[1:]**2, [1, S, S e, (1 - S) e]).fit(use_t=False) with
// e = 1.7 x, and scipy 1.17.1 chi2.sf(299 * rsquared, 3).
#include "support/catch.hpp"

#include <smirk/garch/diagnostics.hpp>
#include <smirk/garch/fit.hpp>
#include <smirk/garch/garch11.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/simulate.hpp>
#include <smirk/garch/student_t.hpp>

#include <cstdint>

namespace garch = smirk::garch;

namespace {

const double digits = 1e-10; // of sums of 300 terms and a regression, both sides in double

/// u (1 + 4 u^2) + 0.3 x_{t-1}^2 of a linear congruential generator: the same numbers in every language.
std::vector<double> series()
{
    std::vector<double> x(300);
    std::uint64_t s = 12345;
    for (std::size_t i = 0; i < x.size(); ++i) {
        s = (s * 1103515245 + 12345) % 2147483648U;
        const double u = static_cast<double>(s) / 2147483648.0 - 0.5;
        x[i] = u * (1 + 4 * u * u) + (i ? 0.3 * x[i - 1] * x[i - 1] : 0);
    }
    return x;
}

void is(const garch::chi_square_test& got, double statistic, int degrees, double p)
{
    REQUIRE_THAT(got.statistic, WithinRel(statistic, digits));
    REQUIRE(got.degrees_of_freedom == degrees);
    REQUIRE_THAT(got.p_value, WithinRel(p, digits));
}

} // namespace

TEST_CASE("diagnostics: as statsmodels")
{
    const auto x = series();
    auto square = x, e = x;
    for (double& v : square) v *= v;
    for (double& v : e) v *= 1.7;
    is(garch::ljung_box(x, 10), 14.368557862118607, 10, 0.15683447140152998);
    is(garch::ljung_box(square, 10, 2), 13.424075276597858, 8, 0.09806768202183232);
    is(garch::arch_lm(x, 5), 8.597332958773704, 5, 0.12624386070863852);
    const auto jb = garch::jarque_bera(x);
    is(jb.test, 3.907686557685882, 2, 0.14172832206284758);
    REQUIRE_THAT(jb.skewness, WithinRel(-0.047030464546402896, digits));
    REQUIRE_THAT(jb.kurtosis, WithinRel(2.4488489624131433, digits));
    const auto bias = garch::sign_bias(x, e);
    REQUIRE_THAT(bias.sign_t, WithinRel(-1.0472869873212223, digits));
    REQUIRE_THAT(bias.negative_t, WithinRel(-2.1759231807574744, digits));
    REQUIRE_THAT(bias.positive_t, WithinRel(0.5882881635439207, digits));
    REQUIRE_THAT(bias.sign_p, WithinRel(0.29496723586602347, digits));
    REQUIRE_THAT(bias.negative_p, WithinRel(0.02956100515308529, digits));
    REQUIRE_THAT(bias.positive_p, WithinRel(0.5563388890510514, digits));
    is(bias.joint, 5.065037805727911, 3, 0.16709623540701973);
}

TEST_CASE("diagnostics: find what a model misses, and nothing where it is right")
{
    std::mt19937_64 generator(3);
    const auto path =
        garch::simulate<garch::gjr, garch::student_t>({{0, 0.03, 0.01, 0.18, 0.87}, {7}}, 6000, generator);
    const auto raw = garch::arch_lm(path.returns, 10);
    REQUIRE(raw.p_value < 1e-6);
    const auto right = garch::diagnose(garch::fit<garch::gjr, garch::student_t>(path.returns));
    REQUIRE(right.ljung_box.p_value > 1e-3); // each false alarm: 1 in 1000
    REQUIRE(right.ljung_box_of_squares.p_value > 1e-3);
    REQUIRE(right.arch_lm.p_value > 1e-3);
    REQUIRE(right.sign_bias.joint.p_value > 1e-3);
    REQUIRE(right.jarque_bera.test.p_value < 1e-6); // the law is not normal
    const auto symmetric = garch::diagnose(garch::fit<garch::garch11, garch::student_t>(path.returns));
    REQUIRE(symmetric.sign_bias.joint.p_value < 1e-3);
}

TEST_CASE("diagnostics: NaN and constants give NaN, misuse throws")
{
    auto x = series();
    REQUIRE_THROWS_AS(garch::ljung_box(x, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::ljung_box(x, 300), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::ljung_box(x, 2, 2), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::arch_lm(x, 150), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::sign_bias(x, std::vector<double>(299)), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::jarque_bera(std::vector<double>{}), std::invalid_argument);
    const std::vector<double> constant(50, 1.0);
    REQUIRE(std::isnan(garch::ljung_box(constant, 3).p_value));
    REQUIRE(std::isnan(garch::jarque_bera(constant).test.p_value));
    REQUIRE(std::isnan(garch::arch_lm(constant, 3).p_value));
    x[7] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(garch::ljung_box(x, 3).p_value));
    REQUIRE(std::isnan(garch::arch_lm(x, 3).p_value));
    REQUIRE(std::isnan(garch::sign_bias(x, x).joint.p_value));
    REQUIRE(std::isnan(garch::jarque_bera(x).test.statistic));
}
