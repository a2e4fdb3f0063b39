// SPDX-License-Identifier: BSL-1.0
// The heterogeneous autoregression of realized variance, with quarticity (HARQ) and with jumps (HARJ).
#pragma once
#include <smirk/market_span.hpp>
#include <smirk/statistics/least_squares.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::realized {

/// lags          the regressors are means over so many of the last days, ascending
/// horizon       h: the mean over the next h days is explained
/// errors        of the coefficients; with h > 1 the residuals overlap and Newey and West's are called for
/// newey_west_lags  for those
struct har_options {
    std::vector<std::size_t> lags{1, 5, 22};
    std::size_t horizon = 1;
    statistics::standard_errors errors = statistics::standard_errors::newey_west;
    std::size_t newey_west_lags = statistics::automatic_lags;
};

/// A fitted model. Coefficients: constant, one a lag, then that of quarticity or jumps where there is one.
struct [[nodiscard]] har_fit {
    statistics::regression regression;
    double forecast; ///< of the mean over the h days after the last one, known with its close

    explicit operator bool() const noexcept { return static_cast<bool>(regression); }
};

namespace detail {

/// `extra` holds a value for every day, of which the regressor on that day is made.
inline har_fit fit_har(const char* function, strided<double> rv, const std::vector<double>* extra,
                       const har_options& options)
{
    const auto& lags = options.lags;
    const auto refuse = [function](const std::string& what) {
        throw std::invalid_argument(std::string("smirk::realized::") + function + ": expected " + what);
    };
    if (options.horizon == 0) refuse("a horizon of 1 or more, got 0");
    if (lags.empty() || lags.front() == 0 ||
        std::adjacent_find(lags.begin(), lags.end(), [](std::size_t a, std::size_t b) { return a >= b; }) != lags.end())
        refuse("one lag or more, ascending from 1 or above");
    const std::size_t longest = lags.back(), h = options.horizon;
    if (rv.size() < longest + h)
        refuse(std::to_string(longest + h) + " days or more, got " + std::to_string(rv.size()));

    // Means from their own days each time: no running sum to lose digits.
    const auto mean = [&rv](std::size_t first, std::size_t n) {
        double sum = 0;
        for (std::size_t i = first; i < first + n; ++i) sum += rv[i];
        return sum / static_cast<double>(n);
    };
    const std::size_t rows = rv.size() - longest - h + 1;
    std::vector<std::vector<double>> x(lags.size() + (extra ? 1 : 0));
    std::vector<double> y;
    for (std::size_t t = longest - 1; t < longest - 1 + rows; ++t) {
        y.push_back(mean(t + 1, h));
        for (std::size_t j = 0; j < lags.size(); ++j) x[j].push_back(mean(t + 1 - lags[j], lags[j]));
        if (extra) x.back().push_back((*extra)[t]);
    }
    const std::vector<strided<double>> columns(x.begin(), x.end());
    har_fit fit{statistics::least_squares(y, columns, {.errors = options.errors, .lags = options.newey_west_lags}),
                std::numeric_limits<double>::quiet_NaN()};
    const auto& b = fit.regression.coefficient;
    fit.forecast = b[0];
    for (std::size_t j = 0; j < lags.size(); ++j) fit.forecast += b[j + 1] * mean(rv.size() - lags[j], lags[j]);
    if (extra) fit.forecast += b.back() * extra->back();
    return fit;
}

inline void require_same_days(const char* function, std::size_t days, std::size_t other)
{
    if (days != other)
        throw std::invalid_argument(std::string("smirk::realized::") + function + ": expected " + std::to_string(days) +
                                    " values for as many days, got " + std::to_string(other));
}

} // namespace detail

/// Heterogeneous autoregression (HAR).
///
///     RV_{t+1..t+h} = b_0 + b_1 RV_t + b_5 mean(RV_{t-4..t}) + b_22 mean(RV_{t-21..t}) + e
///
/// rv       realized variances, one a day, oldest first; their logarithms or roots for the model in those
/// returns  the regression (rows start at the first day with all lags and end h before the last; a NaN leaves the rows
///          that it is in out) and the forecast after the last day, which uses nothing later than that day
/// throws   std::invalid_argument if there are fewer days than the longest lag and the horizon, or lags do not ascend
/// cost     O(n) a lag and the regression
/// source   Corsi, Journal of Financial Econometrics 7(2), 2009, 174-196
inline har_fit har(strided<double> rv, const har_options& options = {})
{
    return detail::fit_har("har", rv, nullptr, options);
}

/// HAR with a coefficient on RV_t that falls with its measurement error (HARQ).
///
///     HAR + b_q (sqrt(RQ_t) - sqrt(mean RQ)) RV_t
///
/// rv, rq   realized variances and quarticities of the same days; the mean is over all of them
/// source   Bollerslev, Patton, Quaedvlieg, Journal of Econometrics 192(1), 2016, 1-18
inline har_fit harq(strided<double> rv, strided<double> rq, const har_options& options = {})
{
    detail::require_same_days("harq", rv.size(), rq.size());
    double mean = 0;
    for (const double q : rq) mean += q / static_cast<double>(rq.size());
    std::vector<double> extra;
    for (std::size_t t = 0; t < rv.size(); ++t) extra.push_back((std::sqrt(rq[t]) - std::sqrt(mean)) * rv[t]);
    return detail::fit_har("harq", rv, &extra, options);
}

/// HAR with the jump of the day (HARJ).
///
///     HAR + b_j max(RV_t - BV_t, 0)
///
/// rv, bv   realized variances and bipower variations of the same days
/// source   Andersen, Bollerslev, Diebold, Review of Economics and Statistics 89(4), 2007, 701-720
inline har_fit harj(strided<double> rv, strided<double> bv, const har_options& options = {})
{
    detail::require_same_days("harj", rv.size(), bv.size());
    std::vector<double> extra;
    for (std::size_t t = 0; t < rv.size(); ++t) {
        const double jump = rv[t] - bv[t];
        extra.push_back(jump < 0 ? 0 : jump);
    }
    return detail::fit_har("harj", rv, &extra, options);
}

} // namespace smirk::inline SMIRK_ABI::realized
