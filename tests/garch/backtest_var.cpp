// SPDX-License-Identifier: BSL-1.0
// Reference for the statistics: NumPy 2.4.6, SciPy 1.17.1: binom.logpmf for Kupiec, the formula of the header for the
// transitions, chi2.sf.
#include "support/catch.hpp"

#include <smirk/garch/backtest_var.hpp>

#include <vector>

namespace garch = smirk::garch;

TEST_CASE("backtest of VaR: Kupiec's test, its regions of non-rejection")
{
    // SciPy 1.17.1: first and last x with 2 (binom.logpmf(x, n, x / n) - binom.logpmf(x, n, p)) < chi2.ppf(.95, 1), and
    // that statistic at both
    struct region {
        std::size_t n;
        double p;
        std::size_t first, last;
        double at_first, at_last;
    };
    const region regions[] = {{255, 0.01, 1, 6, 1.2373106001741647, 3.415357526264529},
                              {255, 0.05, 7, 20, 3.240717999789153, 3.7272138634253906},
                              {510, 0.025, 7, 20, 3.1715401641638703, 3.6142639811611232},
                              {1000, 0.01, 5, 16, 3.093738314015292, 3.076553457543369},
                              {1000, 0.05, 38, 64, 3.293744447501055, 3.805426780221623},
                              {1000, 0.1, 82, 119, 3.811669765076516, 3.804851017491046}};
    const double limit = 3.841458820694124, digits = 1e-10; // of differences of logarithms of some hundred
    for (const auto& r : regions) {
        CAPTURE(r.n, r.p);
        REQUIRE_THAT(garch::kupiec(r.first, r.n, r.p).statistic, WithinRel(r.at_first, digits));
        REQUIRE_THAT(garch::kupiec(r.last, r.n, r.p).statistic, WithinRel(r.at_last, digits));
        REQUIRE(garch::kupiec(r.first - 1, r.n, r.p).statistic > limit);
        REQUIRE(garch::kupiec(r.last + 1, r.n, r.p).statistic > limit);
    }
    // no exceedance: -2 n ln(1 - p)
    REQUIRE_THAT(garch::kupiec(0, 250, 0.01).statistic, WithinRel(-500 * std::log(0.99), 1e-13));
    REQUIRE(garch::kupiec(3, 300, 0.01).statistic < 1e-12);
}

TEST_CASE("backtest of VaR: Christoffersen's tests, clustered exceedances")
{
    std::vector<double> y(250, 0.3), risk(250, 2.0);
    for (const std::size_t t : {10U, 11U, 60U, 61U, 62U, 140U, 200U}) y[t] = -2.5;
    const auto check = [](const garch::value_at_risk_backtest& r) {
        const double digits = 1e-11; // of logarithms of 250 terms
        REQUIRE(r.exceedances == 7);
        REQUIRE(r.periods == 250);
        REQUIRE_THAT(r.rate, WithinRel(0.028, 1e-15));
        REQUIRE_THAT(r.unconditional.statistic, WithinRel(5.496990447792692, digits));
        REQUIRE_THAT(r.unconditional.p_value, WithinRel(0.01904923089052643, digits));
        REQUIRE_THAT(r.independence.statistic, WithinRel(13.487563523752073, digits));
        REQUIRE_THAT(r.independence.p_value, WithinRel(0.00024014982189789644, digits));
        REQUIRE_THAT(r.conditional.statistic, WithinRel(18.984553971544763, digits));
        REQUIRE_THAT(r.conditional.p_value, WithinRel(7.543214965938756e-05, digits));
        REQUIRE(r.conditional.degrees_of_freedom == 2);
    };
    check(garch::backtest_value_at_risk(y, risk, 0.01));
    // periods without a value at risk do not count
    y.insert(y.begin(), 5, -9.0);
    risk.insert(risk.begin(), 5, std::numeric_limits<double>::quiet_NaN());
    check(garch::backtest_value_at_risk(y, risk, 0.01));
}

TEST_CASE("backtest of VaR: misuse throws, nothing to test is NaN")
{
    const std::vector<double> three(3, 1.0), none(3, std::numeric_limits<double>::quiet_NaN());
    REQUIRE_THROWS_AS(garch::kupiec(4, 3, 0.01), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::kupiec(1, 3, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::backtest_value_at_risk(three, std::vector<double>(2), 0.01), std::invalid_argument);
    REQUIRE_THROWS_AS(garch::backtest_value_at_risk(three, three, 1), std::invalid_argument);
    const auto r = garch::backtest_value_at_risk(three, none, 0.01);
    REQUIRE(r.periods == 0);
    REQUIRE(std::isnan(r.conditional.p_value));
}
