// SPDX-License-Identifier: BSL-1.0
// Linear regression by Householder's orthogonal triangularisation, with classical, heteroskedasticity-robust and
// Newey-West standard errors.
#pragma once
#include <smirk/statistics/long_run_variance.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::statistics {

/// How the covariance of the coefficients is estimated.
enum class standard_errors {
    classical, ///< s^2 (X'X)^-1, equal and independent errors
    white,     ///< sandwich, unequal variances (HC0)
    newey_west ///< sandwich, unequal variances and dependence up to `lags` rows apart
};

/// newey_west_lags(rows) lags.
inline constexpr std::size_t automatic_lags = static_cast<std::size_t>(-1);

struct regression_options {
    bool intercept = true; ///< a constant is the first coefficient
    standard_errors errors = standard_errors::classical;
    std::size_t lags = automatic_lags;
    bool small_sample = false; ///< multiply a sandwich by n / (n - p) (HC1)
};

enum class regression_status {
    ok,
    too_few_rows,  ///< not more rows than coefficients
    rank_deficient ///< a regressor is, to rounding, a combination of those before it
};

/// Result of least_squares(). Coefficients in the order constant, regressors.
struct [[nodiscard]] regression {
    std::vector<double> coefficient, standard_error;
    std::vector<double> covariance; ///< of the coefficients, row by row
    std::vector<double> residual;   ///< one a row of the input, NaN where the row was left out
    double residual_variance;       ///< sum e^2 / (n - p)
    double r_squared;               ///< 1 - sum e^2 / sum (y - ybar)^2; without constant the mean is not taken off
    double adjusted_r_squared;
    std::size_t rows;     ///< rows used
    std::size_t left_out; ///< rows with a NaN
    std::size_t lags;     ///< of Newey and West, 0 for the other errors
    regression_status status;

    explicit operator bool() const noexcept { return status == regression_status::ok; }
    /// Coefficient over its standard error.
    [[nodiscard]] double t_statistic(std::size_t i) const { return coefficient.at(i) / standard_error.at(i); }
};

namespace detail {

/// Solves U x = b in place for the upper triangle of a column-major matrix with `stride` rows; or U' x = b.
inline void solve_upper(const std::vector<double>& u, std::size_t stride, std::vector<double>& b)
{
    for (std::size_t i = b.size(); i-- > 0;) {
        for (std::size_t j = i + 1; j < b.size(); ++j) b[i] -= u[j * stride + i] * b[j];
        b[i] /= u[i * stride + i];
    }
}
inline void solve_upper_transposed(const std::vector<double>& u, std::size_t stride, std::vector<double>& b)
{
    for (std::size_t i = 0; i < b.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) b[i] -= u[i * stride + j] * b[j];
        b[i] /= u[i * stride + i];
    }
}

/// Reflects the columns of x (n rows, column-major) to upper triangular form and y along with them. Each column is
/// judged against its own length, so units do not matter. Returns the number of independent leading columns.
inline std::size_t triangularise(std::vector<double>& x, std::size_t n, std::vector<double>& y)
{
    const std::size_t p = x.size() / n;
    for (std::size_t j = 0; j < p; ++j) {
        double* const c = &x[j * n];
        double above = 0, below = 0;
        for (std::size_t i = 0; i < j; ++i) above += c[i] * c[i];
        for (std::size_t i = j; i < n; ++i) below += c[i] * c[i];
        const double rounding = static_cast<double>(n) * std::numeric_limits<double>::epsilon();
        if (!(below > rounding * rounding * (above + below))) return j;
        const double r = c[j] > 0 ? -std::sqrt(below) : std::sqrt(below);
        const double head = c[j] - r, half_norm = r * r - c[j] * r; // v = c - r e_j, v'v / 2
        const auto reflect = [&](double* z) {
            double dot = head * z[j];
            for (std::size_t i = j + 1; i < n; ++i) dot += c[i] * z[i];
            const double scale = dot / half_norm;
            z[j] -= scale * head;
            for (std::size_t i = j + 1; i < n; ++i) z[i] -= scale * c[i];
        };
        for (std::size_t k = j + 1; k < p; ++k) reflect(&x[k * n]);
        reflect(y.data());
        c[j] = r;
    }
    return p;
}

} // namespace detail

/// Ordinary least squares.
///
///     y = X b + e,   b = argmin sum e^2,   X = [1, x_1, ..., x_m]
///
///     classical    Cov b = s^2 (X'X)^-1,   s^2 = sum e^2 / (n - p)
///     white        Cov b = (X'X)^-1 S (X'X)^-1,   S = sum_t e_t^2 x_t x_t'
///     newey_west   S = G_0 + sum_{l=1}^{L} (1 - l / (L + 1)) (G_l + G_l'),   G_l = sum_t e_t e_{t-l} x_t x_{t-l}'
///
/// y         dependent variable, one value a row
/// x         regressors, each as long as y: {x1, x2}
/// returns   see regression; rows with a NaN are left out and counted (what remains is taken as consecutive);
///           coefficients are NaN unless the status is ok
/// throws    std::invalid_argument if lengths differ or there is nothing to fit
/// cost      n p^2, for the errors of Newey and West n p^2 (L + 1); one copy of the data
/// source    Newey and West, Econometrica 55(3), 1987, 703-708; White, Econometrica 48(4), 1980, 817-838
inline regression least_squares(strided<double> y, const std::vector<strided<double>>& x,
                                regression_options options = {})
{
    const std::size_t p = x.size() + (options.intercept ? 1 : 0);
    if (p == 0) throw std::invalid_argument("smirk::statistics::least_squares: no regressor and no intercept");
    for (std::size_t j = 0; j < x.size(); ++j)
        if (x[j].size() != y.size())
            throw std::invalid_argument("smirk::statistics::least_squares: x[" + std::to_string(j) + "] has " +
                                        std::to_string(x[j].size()) + " rows, y has " + std::to_string(y.size()));

    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::size_t> used;
    for (std::size_t t = 0; t < y.size(); ++t) {
        bool known = std::isfinite(y[t]);
        for (const auto& column : x) known = known && std::isfinite(column[t]);
        if (known) used.push_back(t);
    }
    const std::size_t n = used.size();
    regression fit{std::vector<double>(p, none),
                   std::vector<double>(p, none),
                   std::vector<double>(p * p, none),
                   std::vector<double>(y.size(), none),
                   none,
                   none,
                   none,
                   n,
                   y.size() - n,
                   0,
                   regression_status::ok};
    if (n <= p) {
        fit.status = regression_status::too_few_rows;
        return fit;
    }

    std::vector<double> design(n * p), target(n);
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t j = 0;
        if (options.intercept) design[i] = 1, j = 1;
        for (const auto& column : x) design[j++ * n + i] = column[used[i]];
        target[i] = y[used[i]];
    }
    std::vector<double> r = design;
    if (detail::triangularise(r, n, target) < p) {
        fit.status = regression_status::rank_deficient;
        return fit;
    }
    std::vector<double> b(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(p));
    detail::solve_upper(r, n, b);
    fit.coefficient = b;

    double mean = 0, squares = 0, total = 0;
    std::vector<double> e(n);
    for (std::size_t i = 0; i < n; ++i) mean += options.intercept ? y[used[i]] / static_cast<double>(n) : 0;
    for (std::size_t i = 0; i < n; ++i) {
        e[i] = y[used[i]];
        for (std::size_t j = 0; j < p; ++j) e[i] -= b[j] * design[j * n + i];
        fit.residual[used[i]] = e[i];
        squares += e[i] * e[i];
        total += (y[used[i]] - mean) * (y[used[i]] - mean);
    }
    const auto rows = static_cast<double>(n), free = static_cast<double>(n - p);
    fit.residual_variance = squares / free;
    fit.r_squared = 1 - squares / total;
    fit.adjusted_r_squared = 1 - (squares / free) / (total / (rows - (options.intercept ? 1 : 0)));

    // In the coordinates q_t = R'^-1 x_t the design is orthonormal: Cov b = R^-1 S_q R'^-1, whatever the units.
    std::vector<double> middle(p * p, 0.0);
    if (options.errors == standard_errors::classical) {
        for (std::size_t j = 0; j < p; ++j) middle[j * p + j] = fit.residual_variance;
    } else {
        const bool dependent = options.errors == standard_errors::newey_west;
        fit.lags = !dependent ? 0 : options.lags == automatic_lags ? newey_west_lags(n) : options.lags;
        std::vector<double> score(n * p), q(p); // e_t q_t, row by row
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < p; ++j) q[j] = design[j * n + i];
            detail::solve_upper_transposed(r, n, q);
            for (std::size_t j = 0; j < p; ++j) score[i * p + j] = e[i] * q[j];
        }
        const double scale = options.small_sample ? rows / free : 1;
        for (std::size_t l = 0; l <= fit.lags && l < n; ++l) {
            const double w = scale * (l == 0 ? 0.5 : bartlett_weight(l, fit.lags));
            for (std::size_t i = l; i < n; ++i)
                for (std::size_t j = 0; j < p; ++j)
                    for (std::size_t k = 0; k < p; ++k) {
                        const double g = w * score[i * p + j] * score[(i - l) * p + k];
                        middle[j * p + k] += g;
                        middle[k * p + j] += g;
                    }
        }
    }
    std::vector<double> column(p);
    for (int side = 0; side < 2; ++side) // R^-1 (R^-1 S)' = R^-1 S R'^-1, since S is symmetric
    {
        for (std::size_t k = 0; k < p; ++k) {
            for (std::size_t j = 0; j < p; ++j) column[j] = middle[j * p + k];
            detail::solve_upper(r, n, column);
            for (std::size_t j = 0; j < p; ++j) fit.covariance[k * p + j] = column[j];
        }
        middle = fit.covariance;
    }
    for (std::size_t j = 0; j < p; ++j) fit.standard_error[j] = std::sqrt(fit.covariance[j * p + j]);
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::statistics
