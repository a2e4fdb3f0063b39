// SPDX-License-Identifier: BSL-1.0
// Nonlinear least squares in a few unknowns, derivatives by differences.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/penalised_qp.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

template <std::size_t N>
struct least_squares_fit {
    std::array<double, N> x;
    double cost; ///< sum of squares
    bool converged;
    int iterations;
};

/// Minimises sum r_i(x)^2 by Levenberg and Marquardt.
///
/// residuals  residuals(x, r) fills r and returns false where x is not allowed
/// count      number of residuals
/// x          start; must be allowed
/// step       bound on the change of each unknown in one step
/// cost       N + 1 calls a step
/// source     More, The Levenberg-Marquardt algorithm, in Numerical Analysis, 1978, 105-116
template <std::size_t N, class Residuals>
[[nodiscard]] least_squares_fit<N> levenberg_marquardt(const Residuals& residuals, std::size_t count,
                                                       std::array<double, N> x, double step = 1,
                                                       int max_iterations = 100)
{
    constexpr double progress = 1e-10, exact = 1e-28, difference = 1e-7;
    std::vector<double> r(count), trial(count), column[N];
    const auto sum_of_squares = [](const std::vector<double>& v) {
        double sum = 0;
        for (double e : v) sum += e * e;
        return sum;
    };
    least_squares_fit<N> fit{x, 0, false, 0};
    if (!residuals(x, r)) return fit;
    fit.cost = sum_of_squares(r);
    double damping = 1e-3;
    while (fit.iterations < max_iterations && !fit.converged) {
        ++fit.iterations;
        for (std::size_t j = 0; j < N; ++j) {
            auto moved = fit.x;
            double h = difference * std::fmax(1.0, std::fabs(fit.x[j]));
            moved[j] += h;
            if (!residuals(moved, trial)) {
                h = -h;
                moved[j] = fit.x[j] + h;
                if (!residuals(moved, trial)) return fit;
            }
            column[j].resize(count);
            for (std::size_t i = 0; i < count; ++i) column[j][i] = (trial[i] - r[i]) / h;
        }
        square_matrix<N> H{};
        std::array<double, N> g{};
        for (std::size_t u = 0; u < N; ++u) {
            for (std::size_t i = 0; i < count; ++i) g[u] -= column[u][i] * r[i];
            for (std::size_t v = 0; v <= u; ++v)
                for (std::size_t i = 0; i < count; ++i) H[u][v] += column[u][i] * column[v][i];
        }
        double largest = 0;
        for (std::size_t u = 0; u < N; ++u) largest = std::max(largest, H[u][u]);
        bool accepted = false;
        for (int attempt = 0; attempt < 12 && !accepted; ++attempt) {
            auto L = H;
            for (std::size_t u = 0; u < N; ++u) L[u][u] += damping * (H[u][u] + 1e-9 * largest);
            auto next = fit.x;
            if (factor_lower(L)) {
                auto d = g;
                solve_lower(L, d);
                solve_upper(L, d);
                for (std::size_t u = 0; u < N; ++u) next[u] += std::clamp(d[u], -step, step);
                if (residuals(next, trial)) {
                    const double cost = sum_of_squares(trial);
                    if (cost < fit.cost) {
                        fit.converged = fit.cost - cost <= progress * fit.cost || cost < exact;
                        fit.x = next, fit.cost = cost;
                        r.swap(trial);
                        damping = std::max(0.2 * damping, 1e-12);
                        accepted = true;
                    }
                }
            }
            if (!accepted) damping *= 6;
        }
        if (!accepted) fit.converged = true; // no downhill step is left
    }
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::detail
