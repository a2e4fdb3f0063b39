// SPDX-License-Identifier: BSL-1.0
// Backtests of value at risk: how often it was exceeded (Kupiec), and whether in clusters (Christoffersen).
#pragma once
#include <smirk/garch/chi_square_test.hpp>
#include <smirk/market_span.hpp>

#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

/// a ln p + b ln(1 - p), 0 ln 0 = 0: the log-likelihood of a hits and b misses.
inline double log_bernoulli(double a, double b, double p)
{
    return (a > 0 ? a * std::log(p) : 0) + (b > 0 ? b * std::log1p(-p) : 0);
}
/// The same at its maximum, p = a / (a + b).
inline double log_bernoulli(double a, double b) { return a + b > 0 ? log_bernoulli(a, b, a / (a + b)) : 0; }

} // namespace internal

/// Kupiec's test that losses exceed the value at risk as often as they should.
///
///     LR = 2 ln(r^x (1 - r)^(n - x)) - 2 ln(p^x (1 - p)^(n - x)),   r = x / n
///
/// exceedances, periods   x and n
/// probability            p, of the tail
/// throws                 std::invalid_argument unless 0 < p < 1 and x <= n, n > 0
/// source                 Kupiec, Journal of Derivatives 3(2), 1995, 73-84
[[nodiscard]] inline chi_square_test kupiec(std::size_t exceedances, std::size_t periods, double probability)
{
    if (!(probability > 0 && probability < 1) || periods == 0 || exceedances > periods)
        throw std::invalid_argument(
            "smirk::garch::kupiec: expected a probability between 0 and 1 and no more exceedances than periods, got " +
            std::to_string(probability) + ", " + std::to_string(exceedances) + " of " + std::to_string(periods));
    const auto x = static_cast<double>(exceedances), misses = static_cast<double>(periods - exceedances);
    return internal::chi_square(
        2 * (internal::log_bernoulli(x, misses) - internal::log_bernoulli(x, misses, probability)), 1);
}

struct [[nodiscard]] value_at_risk_backtest {
    std::size_t periods = 0, exceedances = 0;
    double rate = std::numeric_limits<double>::quiet_NaN(); // exceedances / periods; the probability, if all is well
    chi_square_test unconditional;                          // Kupiec
    chi_square_test independence;                           // exceedances do not follow one another
    chi_square_test conditional;                            // both
};

/// Christoffersen's tests of a value at risk.
///
///     I_t = 1 where y_t < -VaR_t,   n_ij transitions from i to j,   r_ij = n_ij / (n_i0 + n_i1),
///     LR_ind = 2 ln prod_ij r_ij^n_ij - 2 ln(r_1^(n_01 + n_11) (1 - r_1)^(n_00 + n_10)),   r_1 = (n_01 + n_11) / sum n_ij
///     LR_cc = LR_uc + LR_ind,   chi-square with 1, 1, 2 degrees of freedom;   LR_uc is Kupiec's
///
/// returns, value_at_risk   one a period, the latter known before it, a loss as a positive number; periods with a NaN
///                          are left out
/// probability              of the tail, 0.01 for 99 %
/// returns                  NaN statistics where no period is left
/// throws                   std::invalid_argument if the lengths differ, or unless 0 < probability < 1
/// source                   Christoffersen, International Economic Review 39(4), 1998, 841-862
[[nodiscard]] inline value_at_risk_backtest
backtest_value_at_risk(strided<double> returns, strided<double> value_at_risk, double probability = 0.01)
{
    if (returns.size() != value_at_risk.size())
        throw std::invalid_argument("smirk::garch::backtest_value_at_risk: expected as many returns as values at risk, "
                                    "got " +
                                    std::to_string(returns.size()) + " and " + std::to_string(value_at_risk.size()));
    if (!(probability > 0 && probability < 1))
        throw std::invalid_argument(
            "smirk::garch::backtest_value_at_risk: expected a probability between 0 and 1, got " +
            std::to_string(probability));
    value_at_risk_backtest r;
    double n[2][2] = {};
    bool last = false;
    for (std::size_t t = 0; t < returns.size(); ++t) {
        if (std::isnan(returns[t]) || std::isnan(value_at_risk[t])) continue;
        const bool hit = returns[t] < -value_at_risk[t];
        if (r.periods > 0) n[last][hit] += 1;
        last = hit;
        r.exceedances += hit;
        ++r.periods;
    }
    if (r.periods == 0) return r;
    r.rate = static_cast<double>(r.exceedances) / static_cast<double>(r.periods);
    r.unconditional = kupiec(r.exceedances, r.periods, probability);
    using internal::log_bernoulli;
    r.independence = internal::chi_square(2 * (log_bernoulli(n[0][1], n[0][0]) + log_bernoulli(n[1][1], n[1][0]) -
                                               log_bernoulli(n[0][1] + n[1][1], n[0][0] + n[1][0])),
                                          1);
    r.conditional = internal::chi_square(r.unconditional.statistic + r.independence.statistic, 2);
    return r;
}

} // namespace smirk::inline SMIRK_ABI::garch
