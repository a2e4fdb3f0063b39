// SPDX-License-Identifier: BSL-1.0
// Equations that a search keeps: parameters fixed by the user, weights at zero, residuals at zero.
#pragma once
#include <smirk/detail/symmetric_matrix.hpp>

#include <algorithm>
#include <limits>

namespace smirk::inline SMIRK_ABI::garch::internal {

/// What one equation holds, at `value`.
struct held_equation {
    enum class kind {
        parameter, // number `index`, in the units of the sample
        weight,    // lambda_{index + 1} of a model of weighted sums
        residual   // that of observation `index`, standardised, but for what an in-mean model adds
    };
    kind of = kind::parameter;
    std::size_t index = 0;
    double value = 0;
};

/// A point x of a search whose coordinates keep the equations g(x) = 0: one coordinate for each, its pivot, follows
/// from the others.
///
///     Newton     x_P <- x_P - J_P^{-1} g(x),   J = dg/dx
///     gradient   of f along g = 0:  f_F - J_F' nu,   J_P' nu = f_P;   nu_k = df/dvalue_k, the multiplier
template <std::size_t N>
struct held_equations {
    using vector = std::array<double, N>;
    /// The values of the equations at a point, and their slopes J.
    struct at_point {
        vector value{};
        detail::matrix_of<N> slope{};
    };

    std::size_t count = 0;
    std::array<held_equation, N> equations{};
    std::array<std::size_t, N> pivots{};
    vector multipliers{}; // of the last gradient

    [[nodiscard]] bool empty() const { return count == 0; }
    [[nodiscard]] bool has_pivot(std::size_t i) const
    {
        for (std::size_t k = 0; k < count; ++k)
            if (pivots[k] == i) return true;
        return false;
    }
    [[nodiscard]] bool holds(held_equation::kind of, std::size_t index) const
    {
        for (std::size_t k = 0; k < count; ++k)
            if (equations[k].of == of && equations[k].index == index) return true;
        return false;
    }
    void add(const held_equation& equation)
    {
        pivots[count] = N;
        equations[count++] = equation;
    }

    /// One pivot an equation: by elimination, the largest slopes first, among `allowed`. False where the equations
    /// depend on one another.
    [[gnu::cold]] bool choose_pivots(at_point g, const std::array<bool, N>& allowed)
    {
        pivots.fill(N);
        for (std::size_t step = 0; step < count; ++step) {
            double largest = 1e-9;
            std::size_t row = N, column = 0;
            for (std::size_t k = 0; k < count; ++k)
                for (std::size_t i = 0; i < N && pivots[k] == N; ++i)
                    if (allowed[i] && std::fabs(g.slope[k][i]) > largest) {
                        largest = std::fabs(g.slope[k][i]);
                        row = k;
                        column = i;
                    }
            if (row == N) return false;
            pivots[row] = column;
            for (std::size_t k = 0; k < count; ++k) {
                if (pivots[k] != N) continue;
                const double factor = g.slope[k][column] / g.slope[row][column];
                for (std::size_t i = 0; i < N; ++i) g.slope[k][i] -= factor * g.slope[row][i];
                g.slope[k][column] = 0;
            }
        }
        return true;
    }

    /// The solution z of J_P z = b, or of J_P' z = b.
    [[nodiscard, gnu::cold]] vector solve(const at_point& g, vector b, bool transposed) const
    {
        detail::matrix_of<N> a{};
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t j = 0; j < count; ++j)
                a[i][j] = transposed ? g.slope[j][pivots[i]] : g.slope[i][pivots[j]];
        for (std::size_t c = 0; c < count; ++c) {
            std::size_t best = c;
            for (std::size_t i = c + 1; i < count; ++i)
                if (std::fabs(a[i][c]) > std::fabs(a[best][c])) best = i;
            std::swap(a[c], a[best]);
            std::swap(b[c], b[best]);
            for (std::size_t i = 0; i < count; ++i) {
                if (i == c) continue;
                const double factor = a[i][c] / a[c][c];
                for (std::size_t j = c; j < count; ++j) a[i][j] -= factor * a[c][j];
                b[i] -= factor * b[c];
            }
        }
        for (std::size_t i = 0; i < count; ++i) b[i] /= a[i][i];
        return b;
    }

    /// Moves the pivots of x until the equations hold. False where that fails.
    template <class Equations>
    [[gnu::cold]] bool move(vector& x, const Equations& g_at) const
    {
        double last = std::numeric_limits<double>::infinity();
        for (int tries = 0; tries < 50; ++tries) {
            const at_point g = g_at(x);
            const vector step = solve(g, g.value, false);
            double size = 0;
            for (std::size_t k = 0; k < count; ++k) size = std::max(size, std::fabs(step[k]));
            if (!std::isfinite(size)) return false;
            if (size == 0 || (size < 1e-12 && size >= last)) return true; // rounding
            const double shorter = size > 1 ? 1 / size : 1.0;
            for (std::size_t k = 0; k < count; ++k) x[pivots[k]] -= shorter * step[k];
            last = size;
        }
        return last < 1e-12;
    }

    /// Makes the gradient of f that along the equations, and keeps the multipliers.
    [[gnu::cold]] void reduce(const at_point& g, vector& gradient)
    {
        vector at_pivots{};
        for (std::size_t k = 0; k < count; ++k) at_pivots[k] = gradient[pivots[k]];
        multipliers = solve(g, at_pivots, true);
        for (std::size_t i = 0; i < N; ++i)
            for (std::size_t k = 0; k < count; ++k) gradient[i] -= g.slope[k][i] * multipliers[k];
        for (std::size_t k = 0; k < count; ++k) gradient[pivots[k]] = 0;
    }
};

} // namespace smirk::inline SMIRK_ABI::garch::internal
