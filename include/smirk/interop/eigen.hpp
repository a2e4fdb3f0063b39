// SPDX-License-Identifier: BSL-1.0
// The door to Eigen: series and matrices of results as maps, tables as matrices. (Into the library no door is needed:
// Eigen vectors and columns of matrices are taken wherever a series is.)
#pragma once
#include <smirk/market_span.hpp>

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace smirk::inline SMIRK_ABI::interop {

/// A series as an Eigen vector, whatever its step; a view, nothing is copied.
///
///     interop::eigen(bars[col::close]).array().log()
template <class T>
[[nodiscard]] Eigen::Map<const Eigen::VectorX<T>, Eigen::Unaligned, Eigen::InnerStride<>> eigen(strided<T> values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size()), Eigen::InnerStride<>(values.step())};
}

/// A vector of results as an Eigen vector; a view. With unit step it is as fast as memory of Eigen's own.
template <class T>
[[nodiscard]] Eigen::Map<const Eigen::VectorX<T>> eigen(const std::vector<T>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}
template <class T>
[[nodiscard]] Eigen::Map<Eigen::VectorX<T>> eigen(std::vector<T>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}
template <class T>
void eigen(std::vector<T>&&) = delete; // the view would outlive it

/// A span as an Eigen vector; a view, which writes where the span does.
template <class T>
[[nodiscard]] auto eigen(std::span<T> values)
{
    using vector = Eigen::VectorX<std::remove_const_t<T>>;
    return Eigen::Map<std::conditional_t<std::is_const_v<T>, const vector, vector>>(
        values.data(), static_cast<Eigen::Index>(values.size()));
}

/// A matrix of results, such as the covariance of the parameters of a fit, as an Eigen matrix: a copy, since it is
/// small.
template <class T, std::size_t Rows, std::size_t Columns>
[[nodiscard]] Eigen::MatrixX<T> eigen(const std::array<std::array<T, Columns>, Rows>& values)
{
    Eigen::MatrixX<T> m(static_cast<Eigen::Index>(Rows), static_cast<Eigen::Index>(Columns));
    for (std::size_t i = 0; i < Rows; ++i)
        for (std::size_t j = 0; j < Columns; ++j)
            m(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = values[i][j];
    return m;
}

/// Columns of a table side by side, in the order of the fields: a copy, for regressions and the like.
///
///     interop::eigen(bars, col::high, col::low)   n x 2
template <class Table, class... Field>
    requires(sizeof...(Field) > 0 && (has_column<Table, Field> && ...))
[[nodiscard]] Eigen::MatrixXd eigen(const Table& table, Field... fields)
{
    Eigen::MatrixXd m(static_cast<Eigen::Index>(table.size()), static_cast<Eigen::Index>(sizeof...(Field)));
    Eigen::Index column = 0;
    ((m.col(column++) = interop::eigen(table[fields]).template cast<double>()), ...);
    return m;
}

} // namespace smirk::inline SMIRK_ABI::interop
