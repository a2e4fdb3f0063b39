// SPDX-License-Identifier: BSL-1.0
// Small dense symmetric systems of a size known at compile time: Cholesky factor, solve, inverse.
#pragma once
#include <smirk/config.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace smirk::inline SMIRK_ABI::detail {

template <std::size_t N>
using vector_of = std::array<double, N>;
template <std::size_t N>
using matrix_of = std::array<std::array<double, N>, N>;

/// The lower factor L of L L' = A, over the rows and columns where `in` is true; `definite` says whether A was positive
/// definite there. Rows and columns left out are those of the identity.
template <std::size_t N>
struct cholesky {
    matrix_of<N> lower{};
    std::array<bool, N> in{};
    bool definite = true;

    cholesky(const matrix_of<N>& a, const std::array<bool, N>& in_) : in(in_)
    {
        for (std::size_t j = 0; j < N; ++j) {
            lower[j][j] = 1;
            if (!in[j]) continue;
            for (std::size_t i = j; i < N; ++i) {
                if (!in[i]) continue;
                double s = a[i][j];
                for (std::size_t k = 0; k < j; ++k)
                    if (in[k]) s -= lower[i][k] * lower[j][k];
                if (i > j) {
                    lower[i][j] = s / lower[j][j];
                } else if (s > 1e-14 * std::fabs(a[j][j])) { // what remains of a pivot after rounding is no pivot
                    lower[j][j] = std::sqrt(s);
                } else {
                    definite = false;
                    return;
                }
            }
        }
    }

    /// x of A x = b over the rows that are in; 0 elsewhere.
    [[nodiscard]] vector_of<N> solve(vector_of<N> b) const
    {
        for (std::size_t i = 0; i < N; ++i) {
            if (!in[i]) {
                b[i] = 0;
                continue;
            }
            for (std::size_t k = 0; k < i; ++k)
                if (in[k]) b[i] -= lower[i][k] * b[k];
            b[i] /= lower[i][i];
        }
        for (std::size_t i = N; i-- > 0;) {
            if (!in[i]) continue;
            for (std::size_t k = i + 1; k < N; ++k)
                if (in[k]) b[i] -= lower[k][i] * b[k];
            b[i] /= lower[i][i];
        }
        return b;
    }

    /// The inverse of A over the rows that are in; 0 elsewhere.
    [[nodiscard]] matrix_of<N> inverse() const
    {
        matrix_of<N> r{};
        for (std::size_t j = 0; j < N; ++j) {
            if (!in[j]) continue;
            vector_of<N> unit{};
            unit[j] = 1;
            r[j] = solve(unit);
        }
        return r;
    }
};

template <std::size_t N>
[[nodiscard]] double dot(const vector_of<N>& a, const vector_of<N>& b)
{
    double s = 0;
    for (std::size_t i = 0; i < N; ++i) s += a[i] * b[i];
    return s;
}

template <std::size_t N>
[[nodiscard]] vector_of<N> times(const matrix_of<N>& a, const vector_of<N>& x)
{
    vector_of<N> r{};
    for (std::size_t i = 0; i < N; ++i) r[i] = dot(a[i], x);
    return r;
}

template <std::size_t N>
[[nodiscard]] matrix_of<N> times(const matrix_of<N>& a, const matrix_of<N>& b)
{
    matrix_of<N> r{};
    for (std::size_t i = 0; i < N; ++i)
        for (std::size_t j = 0; j < N; ++j)
            for (std::size_t k = 0; k < N; ++k) r[i][j] += a[i][k] * b[k][j];
    return r;
}

} // namespace smirk::inline SMIRK_ABI::detail
