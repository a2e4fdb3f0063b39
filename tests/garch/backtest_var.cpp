// SPDX-License-Identifier: BSL-1.0
// Reference for the statistics: NumPy 2.4.6, SciPy 1.17.1: binom.logpmf for Kupiec, the formula of the header for the
// transitions, chi2.sf.
#include "support/catch.hpp"

#include <smirk/garch/backtest_var.hpp>

#include <vector>

namespace garch = smirk::garch;

TEST_CASE("backtest of VaR: Kupiec's regions of non-rejection")
{
    // Kupiec 1995, at 95 % confidence: 255 days 1 %: below 7; 1000 days 1 %: 5 to 16; 1000 days 5 %: 38 to 64
    const auto accepted = [](std::size_t x, std::size_t n, double p) {
        return garch::kupiec(x, n, p).statistic < 3.841;
    };
    REQUIRE(accepted(6, 255, 0.01));
    REQUIRE_FALSE(accepted(7, 255, 0.01));
    REQUIRE(accepted(5, 1000, 0.01));
    REQUIRE(accepted(16, 1000, 0.01));
    REQUIRE_FALSE(accepted(4, 1000, 0.01));
    REQUIRE_FALSE(accepted(17, 1000, 0.01));
    REQUIRE(accepted(38, 1000, 0.05));
    REQUIRE(accepted(64, 1000, 0.05));
    REQUIRE_FALSE(accepted(37, 1000, 0.05));
    REQUIRE_FALSE(accepted(65, 1000, 0.05));
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
