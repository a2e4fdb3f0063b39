// SPDX-License-Identifier: BSL-1.0
// What a fitted model leaves in its residuals: Ljung-Box, ARCH-LM, sign bias, Jarque-Bera.
#pragma once
#include <smirk/garch/chi_square_test.hpp>
#include <smirk/garch/fitted.hpp>
#include <smirk/statistics/least_squares.hpp>

#include <numbers>

namespace smirk::inline SMIRK_ABI::garch {

namespace internal {

inline void check_lags(const char* function, std::size_t lags, std::size_t n, std::size_t needed)
{
    if (lags == 0 || n < needed)
        throw std::invalid_argument(std::string(function) + ": expected at least one lag and " +
                                    std::to_string(needed) + " values for as many lags, got " + std::to_string(lags) +
                                    " lags and " + std::to_string(n) + " values");
}

/// x - xbar, exactly 0 for a constant.
inline std::vector<double> centred(strided<double> x)
{
    std::vector<double> d(x.begin(), x.end());
    double mean = 0;
    for (double& v : d) mean += v -= x[0];
    mean /= static_cast<double>(d.size());
    for (double& v : d) v -= mean;
    return d;
}

inline bool has_nan(strided<double> x)
{
    for (const double v : x)
        if (std::isnan(v)) return true;
    return false;
}

} // namespace internal

/// Ljung-Box test of no autocorrelation up to a lag.
///
///     Q = n (n + 2) sum_{k=1..L} r_k^2 / (n - k),   r_k = sum (x_t - xbar)(x_{t-k} - xbar) / sum (x_t - xbar)^2
///
/// x          standardised residuals; or their squares, against variance that the model missed
/// lags       L
/// estimated  parameters of the mean equation's dynamics, taken off the degrees of freedom
/// throws     std::invalid_argument unless 0 <= estimated < L < n
/// cost       n L
/// source     Ljung and Box, Biometrika 65(2), 1978, 297-303; of squares, McLeod and Li, Journal of Time Series
///            Analysis 4(4), 1983, 269-273
[[nodiscard]] inline chi_square_test ljung_box(strided<double> x, std::size_t lags, std::size_t estimated = 0)
{
    internal::check_lags("smirk::garch::ljung_box", lags, x.size(), lags + 1);
    if (estimated >= lags)
        throw std::invalid_argument("smirk::garch::ljung_box: expected fewer estimated parameters than " +
                                    std::to_string(lags) + " lags, got " + std::to_string(estimated));
    const std::size_t n = x.size();
    const auto size = static_cast<double>(n);
    const std::vector<double> d = internal::centred(x);
    double square = 0, sum = 0;
    for (const double v : d) square += v * v;
    for (std::size_t k = 1; k <= lags; ++k) {
        double product = 0;
        for (std::size_t t = k; t < n; ++t) product += d[t] * d[t - k];
        const double r = product / square;
        sum += r * r / static_cast<double>(n - k);
    }
    return internal::chi_square(size * (size + 2) * sum, lags - estimated);
}

/// Engle's Lagrange multiplier test of no ARCH.
///
///     z_t^2 = b_0 + sum_{k=1..L} b_k z_{t-k}^2 + u_t,   LM = (n - L) R^2
///
/// z       standardised residuals, or returns less their mean
/// throws  std::invalid_argument unless L > 0 and n >= 2 L + 2
/// cost    n L^2
/// source  Engle, Econometrica 50(4), 1982, 987-1007
[[nodiscard]] inline chi_square_test arch_lm(strided<double> z, std::size_t lags)
{
    internal::check_lags("smirk::garch::arch_lm", lags, z.size(), 2 * lags + 2);
    if (internal::has_nan(z)) return internal::chi_square(std::numeric_limits<double>::quiet_NaN(), lags);
    const std::size_t rows = z.size() - lags;
    std::vector<double> square(z.begin(), z.end());
    for (double& v : square) v *= v;
    const std::span<const double> all(square);
    std::vector<strided<double>> lagged;
    for (std::size_t k = 1; k <= lags; ++k) lagged.emplace_back(all.subspan(lags - k, rows));
    const auto line = statistics::least_squares(all.subspan(lags), lagged);
    return internal::chi_square(static_cast<double>(rows) * line.r_squared, lags);
}

/// t statistics, two-sided p-values by the normal law, and the joint test.
struct sign_bias_test {
    double sign_t, sign_p;         // of S: whether a fall is followed by more variance than the model has
    double negative_t, negative_p; // of S e: whether large falls are
    double positive_t, positive_p; // of (1 - S) e: whether large rises are
    chi_square_test joint;         // of all three
};

/// Engle and Ng's tests of what the sign and size of a shock still say about the next squared residual.
///
///     z_t^2 = c_0 + c_1 S_{t-1} + c_2 S_{t-1} e_{t-1} + c_3 (1 - S_{t-1}) e_{t-1} + u_t,   S = 1 where e < 0
///     joint: (n - 1) R^2, chi-square with 3 degrees of freedom
///
/// z, e     standardised residuals and residuals
/// throws   std::invalid_argument if the lengths differ or there are fewer than 10
/// source   Engle and Ng, Journal of Finance 48(5), 1993, 1749-1778
[[nodiscard]] inline sign_bias_test sign_bias(strided<double> z, strided<double> e)
{
    if (z.size() != e.size() || z.size() < 10)
        throw std::invalid_argument("smirk::garch::sign_bias: expected as many z as e, at least 10, got " +
                                    std::to_string(z.size()) + " and " + std::to_string(e.size()));
    const std::size_t rows = z.size() - 1;
    std::vector<double> square(rows), sign(rows), fall(rows), rise(rows);
    for (std::size_t t = 0; t < rows; ++t) {
        square[t] = z[t + 1] * z[t + 1];
        sign[t] = e[t] < 0 ? 1 : 0;
        fall[t] = e[t] < 0 ? e[t] : 0;
        rise[t] = e[t] < 0 ? 0 : e[t];
    }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    sign_bias_test r{none, none, none, none, none, none, internal::chi_square(none, 3)};
    if (internal::has_nan(z) || internal::has_nan(e)) return r;
    const auto line = statistics::least_squares(square, {sign, fall, rise});
    if (!line) return r;
    const auto p_value = [](double t) { return std::erfc(std::fabs(t) / std::numbers::sqrt2); };
    r.sign_t = line.t_statistic(1);
    r.negative_t = line.t_statistic(2);
    r.positive_t = line.t_statistic(3);
    r.sign_p = p_value(r.sign_t);
    r.negative_p = p_value(r.negative_t);
    r.positive_p = p_value(r.positive_t);
    r.joint = internal::chi_square(static_cast<double>(rows) * line.r_squared, 3);
    return r;
}

struct jarque_bera_test {
    double skewness, kurtosis; // m_3 / m_2^(3/2), m_4 / m_2^2: 0 and 3 of a normal law
    chi_square_test test;
};

/// Jarque and Bera's test of normality.
///
///     JB = n/6 (S^2 + (K - 3)^2 / 4)
///
/// z       standardised residuals
/// throws  std::invalid_argument if z is empty
/// source  Jarque and Bera, International Statistical Review 55(2), 1987, 163-172
[[nodiscard]] inline jarque_bera_test jarque_bera(strided<double> z)
{
    if (z.size() == 0) throw std::invalid_argument("smirk::garch::jarque_bera: expected at least one value, got none");
    const auto n = static_cast<double>(z.size());
    double m2 = 0, m3 = 0, m4 = 0;
    for (const double d : internal::centred(z)) {
        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
    }
    const double s = m3 / (m2 * std::sqrt(m2)), k = m4 / (m2 * m2);
    return {s, k, internal::chi_square(n / 6 * (s * s + (k - 3) * (k - 3) / 4), 2)};
}

struct diagnostics {
    chi_square_test ljung_box;            // of z: is the mean right?
    chi_square_test ljung_box_of_squares; // of z^2: is variance left?
    chi_square_test arch_lm;
    sign_bias_test sign_bias;
    jarque_bera_test jarque_bera; // is the law normal?
};

/// All of them, of a fit.
///
/// lags    of Ljung-Box and ARCH-LM
/// throws  std::invalid_argument if the fit has too few residuals for the lags
template <class Model, class Law>
[[nodiscard]] diagnostics diagnose(const fitted<Model, Law>& fit, std::size_t lags = 20)
{
    const std::vector<double> z = fit.standardised_residuals();
    std::vector<double> square = z;
    for (double& v : square) v *= v;
    return {ljung_box(z, lags), ljung_box(square, lags), arch_lm(z, lags), sign_bias(z, fit.residuals), jarque_bera(z)};
}

} // namespace smirk::inline SMIRK_ABI::garch
