// SPDX-License-Identifier: BSL-1.0
// The columns of regressors: checked, standardised, and the least squares that a search starts from.
#pragma once
#include <smirk/detail/symmetric_matrix.hpp>
#include <smirk/garch/filter.hpp>

#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::garch {

/// A standardised number is (x - location) / scale.
struct unit {
    double location = 0, scale = 1;
};

/// The units of a sample: of its returns, and of the columns of its regressors.
struct sample_units : unit {
    std::vector<unit> mean, variance;
};

namespace internal {

inline void check_columns(const char* name, const std::vector<strided<double>>& columns, std::size_t count,
                          std::size_t rows)
{
    const std::string where = std::string("smirk::garch::with: ") + name + ": ";
    if (columns.size() != count)
        throw std::invalid_argument(where + "expected " + std::to_string(count) + " columns, as the model has, got " +
                                    std::to_string(columns.size()));
    for (std::size_t j = 0; j < count; ++j)
        if (columns[j].size() < rows)
            throw std::invalid_argument(where + "expected at least a row a period, " + std::to_string(rows) +
                                        ", got column " + std::to_string(j) + " with " +
                                        std::to_string(columns[j].size()));
}

inline std::vector<double> rows_from(strided<double> column, std::size_t first)
{
    std::vector<double> rows;
    for (std::size_t t = first; t < column.size(); ++t) rows.push_back(column[t]);
    return rows;
}

/// What makes the first n rows unfit, or an empty string.
inline std::string what_is_wrong_with(const design& x, std::size_t n)
{
    for (const auto* part : {&x.mean, &x.variance})
        for (std::size_t j = 0; j < part->size(); ++j) {
            const auto& column = (*part)[j];
            const std::string name =
                "regressor " + std::to_string(j + 1) + (part == &x.mean ? " of the mean" : " of the variance");
            bool constant = true;
            for (std::size_t t = 0; t < n; ++t) {
                if (!std::isfinite(column[t])) return name + " is not a number in row " + std::to_string(t);
                constant = constant && column[t] == column[0];
            }
            if (constant) return name + " is constant, as mu and omega are";
        }
    return "";
}

/// The mean of the first n rows, and their mean square about `centre`, or about the mean.
inline unit unit_of(const std::vector<double>& column, std::size_t n, bool centred)
{
    unit u;
    for (std::size_t t = 0; t < n && centred; ++t) u.location += column[t];
    u.location /= static_cast<double>(n);
    double square = 0;
    for (std::size_t t = 0; t < n; ++t) square += (column[t] - u.location) * (column[t] - u.location);
    u.scale = std::sqrt(square / static_cast<double>(n));
    return u;
}

inline void standardise(std::vector<double>& column, const unit& u)
{
    for (double& x : column) x = (x - u.location) / u.scale;
}

/// presample_of for returns whose mean has K regressors: about the least-squares regression on them.
///
/// slopes   its coefficients; not finite where the columns depend on one another
template <std::size_t K>
presample_value presample_of(strided<double> returns, const design& x, presample convention, garch::mean mean,
                             std::array<double, K>& slopes)
{
    presample_value b = garch::presample_of(returns, convention, mean);
    if constexpr (K > 0) {
        const std::size_t n = returns.size();
        const auto count = static_cast<double>(n);
        const bool centred = mean == garch::mean::constant;
        b.regressor_means.assign(K, 0);
        b.covariances.assign((K + 1) * (K + 1), 0);
        for (std::size_t j = 0; j < K; ++j) {
            for (std::size_t t = 0; t < n; ++t) b.regressor_means[j] += x.mean[j][t];
            b.regressor_means[j] /= count;
        }
        const auto centre = [&](std::size_t j) { return j == 0 ? b.mean : b.regressor_means[j - 1]; };
        const auto value = [&](std::size_t j, std::size_t t) { return (j == 0 ? returns[t] : x.mean[j - 1][t]); };
        for (std::size_t i = 0; i <= K; ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                double sum = 0;
                for (std::size_t t = 0; t < n; ++t) sum += (value(i, t) - centre(i)) * (value(j, t) - centre(j));
                b.covariances[i * (K + 1) + j] = b.covariances[j * (K + 1) + i] = sum / count;
            }
        const auto moment = [&](std::size_t i, std::size_t j) {
            return b.covariances[i * (K + 1) + j] + (centred ? 0.0 : centre(i) * centre(j));
        };
        detail::matrix_of<K> normal_matrix{};
        std::array<bool, K> all{};
        all.fill(true);
        std::array<double, K> scale{};
        for (std::size_t i = 0; i < K; ++i) scale[i] = std::sqrt(moment(i + 1, i + 1));
        for (std::size_t i = 0; i < K; ++i) {
            slopes[i] = moment(0, i + 1) / scale[i];
            for (std::size_t j = 0; j < K; ++j) normal_matrix[i][j] = moment(i + 1, j + 1) / (scale[i] * scale[j]);
        }
        const detail::cholesky<K> factor(normal_matrix, all);
        slopes = factor.solve(slopes);
        for (std::size_t i = 0; i < K; ++i)
            slopes[i] = factor.definite ? slopes[i] / scale[i] : std::numeric_limits<double>::quiet_NaN();

        std::vector<double> left(returns.begin(), returns.end());
        double offset = centred ? b.mean : 0.0;
        for (std::size_t j = 0; j < K; ++j) {
            if (centred) offset -= slopes[j] * b.regressor_means[j];
            for (std::size_t t = 0; t < n; ++t) left[t] -= slopes[j] * x.mean[j][t];
        }
        for (double& e : left) e -= offset;
        const presample_value of_residuals = garch::presample_of(left, convention, garch::mean::zero);
        b.variance = of_residuals.variance + of_residuals.mean * of_residuals.mean;
        b.backcast = of_residuals.backcast;
        b.backcast_size = of_residuals.backcast_size;
    }
    b.returns.clear(); // residuals depend on the slopes
    return b;
}

/// Parameters in the units of a sample, given those of standardised returns and regressors, and back.
template <class Model, class R>
typename Model::template parameters<R> restore(const typename Model::template parameters<R>& p, const sample_units& u)
{
    if constexpr (extended_model<Model>)
        return Model::restore(p, u);
    else
        return Model::rescale(p, u.location, u.scale);
}
template <class Model>
typename Model::template parameters<double> standardise(const typename Model::template parameters<double>& p,
                                                        const sample_units& u)
{
    if constexpr (extended_model<Model>)
        return Model::standardise(p, u);
    else
        return Model::rescale(p, -u.location / u.scale, 1 / u.scale);
}

} // namespace internal
} // namespace smirk::inline SMIRK_ABI::garch
