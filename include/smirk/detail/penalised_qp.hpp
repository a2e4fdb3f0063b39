// SPDX-License-Identifier: BSL-1.0
// A small convex quadratic programme whose inequality constraints may be violated at a price, so that it always has an
// answer.
#pragma once
#include <smirk/config.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

template <std::size_t N>
using square_matrix = std::array<std::array<double, N>, N>;

/// Cholesky factor in the lower triangle, in place; false if A is not positive definite.
template <std::size_t N>
[[nodiscard]] constexpr bool factor_lower(square_matrix<N>& A, std::size_t n = N)
{
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i) {
            double sum = A[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= A[i][k] * A[j][k];
            if (i > j)
                A[i][j] = sum / A[j][j];
            else if (!(sum > 0))
                return false;
            else
                A[j][j] = std::sqrt(sum);
        }
    }
    return true;
}

template <std::size_t N>
constexpr void solve_lower(const square_matrix<N>& L, std::array<double, N>& x, std::size_t n = N)
{
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= L[i][k] * x[k];
        x[i] /= L[i][i];
    }
}

template <std::size_t N>
constexpr void solve_upper(const square_matrix<N>& L, std::array<double, N>& x, std::size_t n = N)
{
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) x[i] -= L[k][i] * x[k];
        x[i] /= L[i][i];
    }
}

template <std::size_t N>
struct qp_solution {
    std::array<double, N> step;
    std::vector<double> multiplier; ///< one a constraint

    [[nodiscard]] double multiplier_sum() const
    {
        double sum = 0;
        for (double x : multiplier) sum += x;
        return sum;
    }
};

/// Minimises over d
///
///     1/2 d' H d + g' d + sum_j t_j^2 / (2 delta_j),   t_j = max(0, -(c_j + a_j . d)),
///
/// by an active set on the dual: lambda >= 0 minimises 1/2 lambda' (A H^{-1} A' + diag(delta)) lambda + (c + A d0)'
/// lambda, d0 = -H^{-1} g, and d = d0 + H^{-1} A' lambda. delta is 1e-9 of the diagonal, so violations are slight
/// unless the constraints contradict each other.
///
/// L            Cholesky factor of H
/// g            gradient
/// constraints  anything with a `value` c_j and a `slope` a_j, an array of N
/// source       Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23
template <std::size_t N, class Constraint>
[[nodiscard]] qp_solution<N> penalised_qp(const square_matrix<N>& L, std::array<double, N> g,
                                          const std::vector<Constraint>& constraints)
{
    constexpr double softness = 1e-9;
    constexpr std::size_t most_active = N + 3;
    const std::size_t m = constraints.size();
    solve_lower(L, g);                         // now L^{-1} g
    std::vector<std::array<double, N>> row(m); // L^{-1} a_j
    std::vector<double> offset(m), lambda(m, 0.0), diagonal(m);
    const auto dot = [](const auto& x, const auto& y) {
        double sum = 0;
        for (std::size_t i = 0; i < N; ++i) sum += x[i] * y[i];
        return sum;
    };
    for (std::size_t j = 0; j < m; ++j) {
        row[j] = constraints[j].slope;
        solve_lower(L, row[j]);
        offset[j] = constraints[j].value - dot(row[j], g);
        diagonal[j] = dot(row[j], row[j]);
    }
    std::array<std::size_t, most_active> active{};
    std::size_t n = 0;
    const auto is_active = [&](std::size_t j) {
        for (std::size_t i = 0; i < n; ++i)
            if (active[i] == j) return true;
        return false;
    };
    for (int round = 0; round < 40 && n < most_active; ++round) {
        std::array<double, N> direction{}; // sum lambda_j L^{-1} a_j
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t q = 0; q < N; ++q) direction[q] += lambda[active[i]] * row[active[i]][q];
        std::size_t worst = m;
        double most = 1e-11;
        for (std::size_t j = 0; j < m; ++j) {
            if (!(diagonal[j] > 0) || is_active(j)) continue;
            const double violation = -(offset[j] + dot(row[j], direction)) / std::sqrt(diagonal[j]);
            if (violation > most) most = violation, worst = j;
        }
        if (worst == m) break;
        active[n++] = worst;
        while (n > 0) {
            square_matrix<most_active> P{};
            std::array<double, most_active> x{};
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; j <= i; ++j) P[i][j] = dot(row[active[i]], row[active[j]]);
                P[i][i] *= 1 + softness;
                x[i] = -offset[active[i]];
            }
            if (!factor_lower(P, n)) {
                lambda[active[--n]] = 0;
                round = 40;
                break;
            }
            solve_lower(P, x, n);
            solve_upper(P, x, n);
            double part = 1; // of the way to x that keeps lambda >= 0
            std::size_t blocking = n;
            for (std::size_t i = 0; i < n; ++i)
                if (!(x[i] > 0)) {
                    const double now = lambda[active[i]], limit = now > 0 ? now / (now - x[i]) : 0.0;
                    if (blocking == n || limit < part) part = limit, blocking = i;
                }
            for (std::size_t i = 0; i < n; ++i) lambda[active[i]] += part * (x[i] - lambda[active[i]]);
            if (blocking == n) break;
            lambda[active[blocking]] = 0;
            active[blocking] = active[--n];
        }
    }
    qp_solution<N> solution{};
    for (std::size_t q = 0; q < N; ++q) solution.step[q] = -g[q];
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t q = 0; q < N; ++q) solution.step[q] += lambda[active[i]] * row[active[i]][q];
    }
    solve_upper(L, solution.step);
    solution.multiplier = std::move(lambda);
    return solution;
}

} // namespace smirk::inline SMIRK_ABI::detail
