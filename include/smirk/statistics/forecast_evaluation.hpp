// SPDX-License-Identifier: BSL-1.0
// How good a volatility forecast was: losses, the regression of Mincer and Zarnowitz, the test of Diebold and Mariano.
#pragma once
#include <smirk/statistics/least_squares.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

/// Quasi-likelihood loss of a variance forecast.
///
///     QLIKE = RV / h - ln(RV / h) - 1
///
/// realized  variance, or an unbiased proxy of it; > 0
/// forecast  variance, > 0
/// returns   0 where both agree; NaN where one is not positive
/// source    Patton, Journal of Econometrics 160(1), 2011, 246-256: with MSE, the losses that rank forecasts rightly
///           although the proxy is noisy. Losses of vols, logs or absolute errors are not among them
[[nodiscard]] inline double qlike(double realized, double forecast)
{
    const double ratio = realized / forecast;
    return realized > 0 && forecast > 0 ? ratio - std::log(ratio) - 1 : std::numeric_limits<double>::quiet_NaN();
}

/// Squared error of a variance forecast: (RV - h)^2.
[[nodiscard]] inline double squared_error(double realized, double forecast)
{
    return (realized - forecast) * (realized - forecast);
}

/// A loss for each row: losses(realized, forecast, qlike).
///
/// throws   std::invalid_argument if the lengths differ
template <class Loss>
[[nodiscard]] std::vector<double> losses(strided<double> realized, strided<double> forecast, Loss loss)
{
    if (realized.size() != forecast.size())
        throw std::invalid_argument("smirk::statistics::losses: expected as many forecasts as realized values, got " +
                                    std::to_string(forecast.size()) + " and " + std::to_string(realized.size()));
    std::vector<double> values(realized.size());
    for (std::size_t t = 0; t < values.size(); ++t) values[t] = loss(realized[t], forecast[t]);
    return values;
}

/// Mean of the values that are not NaN; NaN where there is none.
[[nodiscard]] inline double mean_loss(strided<double> loss)
{
    double sum = 0, n = 0;
    for (const double v : loss)
        if (!std::isnan(v)) sum += v, n += 1;
    return sum / n;
}

/// Result of mincer_zarnowitz().
struct [[nodiscard]] forecast_regression {
    regression fit; ///< realized on constant and forecast
    double wald;    ///< test of a = 0 and b = 1 together, chi-squared with two degrees of freedom
    double p_value; ///< exp(-wald / 2): small where the forecast is biased
    explicit operator bool() const noexcept { return static_cast<bool>(fit); }
};

/// Regression of the realized value on the forecast.
///
///     RV_t = a + b h_t + e_t;   an unbiased forecast has a = 0, b = 1
///
/// realized, forecast  in one unit (variance, vol or log), row by row; a NaN leaves the row out
/// lags                of the Newey-West errors; forecasts over k overlapping rows need k - 1
/// returns             coefficients, errors, R^2 and the joint test
/// source              Mincer and Zarnowitz, in Economic Forecasts and Expectations, NBER, 1969, 3-46
inline forecast_regression mincer_zarnowitz(strided<double> realized, strided<double> forecast,
                                            std::size_t lags = automatic_lags)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    forecast_regression r{least_squares(realized, {forecast}, {.errors = standard_errors::newey_west, .lags = lags}),
                          none, none};
    if (!r) return r;
    const double a = r.fit.coefficient[0], b = r.fit.coefficient[1] - 1;
    const double aa = r.fit.covariance[0], ab = r.fit.covariance[1], bb = r.fit.covariance[3];
    r.wald = (a * a * bb - 2 * a * b * ab + b * b * aa) / (aa * bb - ab * ab);
    r.p_value = std::exp(-r.wald / 2);
    return r;
}

/// Result of diebold_mariano().
struct loss_comparison {
    double mean_difference; ///< of the losses, first less second: negative where the first forecast was better
    double statistic;       ///< standard normal where both are equally good
    double p_value;         ///< two-sided, normal
    std::size_t rows;
};

/// Whether two forecasts differ in their mean loss.
///
///     d_t = L_1(t) - L_2(t),   DM = dbar / sqrt(V / n) * sqrt((n + 1 - 2 h + h (h - 1) / n) / n)
///
/// The long-run variance V has Bartlett weights over h - 1 lags; the last factor is the correction of Harvey,
/// Leybourne and Newbold for short samples.
///
/// first, second  losses row by row; a NaN in either leaves the row out
/// horizon        h, rows that a forecast spans; 1 for the next row
/// returns        NaN statistic where the losses never differ
/// throws         std::invalid_argument if the lengths differ or horizon is 0
/// source         Diebold and Mariano, Journal of Business and Economic Statistics 13(3), 1995, 253-263; Harvey,
///                Leybourne and Newbold, International Journal of Forecasting 13(2), 1997, 281-291
[[nodiscard]] inline loss_comparison diebold_mariano(strided<double> first, strided<double> second,
                                                     std::size_t horizon = 1)
{
    if (first.size() != second.size() || horizon == 0)
        throw std::invalid_argument("smirk::statistics::diebold_mariano: expected two series of one length and a "
                                    "horizon of 1 or more, got " +
                                    std::to_string(first.size()) + ", " + std::to_string(second.size()) + " and " +
                                    std::to_string(horizon));
    std::vector<double> d;
    for (std::size_t t = 0; t < first.size(); ++t)
        if (!std::isnan(first[t] - second[t])) d.push_back(first[t] - second[t]);
    const auto n = static_cast<double>(d.size()), h = static_cast<double>(horizon);
    const double mean = mean_loss(d), variance = long_run_variance(d, horizon - 1);
    const double correction = std::sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n);
    const double z =
        variance > 0 ? mean / std::sqrt(variance / n) * correction : std::numeric_limits<double>::quiet_NaN();
    return {mean, z, std::erfc(std::abs(z) / std::numbers::sqrt2), d.size()};
}

} // namespace smirk::inline SMIRK_ABI::statistics
