// SPDX-License-Identifier: BSL-1.0
// Quadratic programs whose matrix and constraints couple four neighbouring unknowns at most, as splines have them.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/natural_spline.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// Symmetric, three diagonals beside the main one: entry (i, i - d) is row[i][d].
struct banded_matrix {
    std::vector<std::array<double, 4>> row;

    explicit banded_matrix(std::size_t n) : row(n) {}

    void add(const band_row& r, double weight)
    {
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t d = 0; d <= i; ++d) row[r.first + i][d] += weight * r.value[i] * r.value[i - d];
    }
    [[nodiscard]] std::vector<double> times(const std::vector<double>& x) const
    {
        std::vector<double> y(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t d = 0; d <= std::min<std::size_t>(i, 3); ++d) {
                y[i] += row[i][d] * x[i - d];
                if (d) y[i - d] += row[i][d] * x[i];
            }
        return y;
    }
    /// Cholesky factor in place; a pivot that is not positive is taken as a free unknown and held.
    void factor()
    {
        for (std::size_t i = 0; i < row.size(); ++i)
            for (std::size_t d = std::min<std::size_t>(i, 3) + 1; d-- > 0;) {
                const std::size_t j = i - d;
                double sum = row[i][d];
                for (std::size_t e = d + 1; e <= std::min<std::size_t>(i, 3); ++e) sum -= row[i][e] * row[j][e - d];
                if (d)
                    row[i][d] = sum / row[j][0];
                else
                    row[i][0] = sum > 1e-14 * row[i][0] ? std::sqrt(sum) : 1e100;
            }
    }
    /// Solves with the factor.
    void solve(std::vector<double>& x) const
    {
        const std::size_t n = row.size();
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t d = 1; d <= std::min<std::size_t>(i, 3); ++d) x[i] -= row[i][d] * x[i - d];
            x[i] /= row[i][0];
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t d = 1; d <= 3 && i + d < n; ++d) x[i] -= row[i + d][d] * x[i + d];
            x[i] /= row[i][0];
        }
    }
};

/// row . x >= bound
struct banded_constraint {
    band_row row;
    double bound;
};

/// Minimises  x'Hx / 2 - g'x + price * sum_i e_i  over  row_i . x + e_i >= bound_i,  e_i >= 0,
///
/// so a solution exists even where the constraints contradict one another. Primal-dual interior point with Mehrotra's
/// corrector; the dual of e_i is price - z_i.
///
/// x        where to begin, and the solution
/// returns  whether the duality gap closed
/// cost     some 15 steps of O(unknowns + constraints)
/// source   Mehrotra, SIAM J. Optimization 2(4), 1992, 575-601; Nocedal and Wright, Numerical Optimization, 2006, 16.6
[[nodiscard]] inline bool banded_qp(const banded_matrix& H, const std::vector<double>& g,
                                    const std::vector<banded_constraint>& constraints, double price,
                                    std::vector<double>& x)
{
    constexpr int max_steps = 40;
    constexpr double closed = 1e-8, near_boundary = 0.995, clear = 1e-2;
    const std::size_t n = g.size(), m = constraints.size();
    if (m == 0) {
        banded_matrix L = H;
        L.factor();
        x = g;
        L.solve(x);
        return true;
    }
    std::vector<double> s(m), z(m), e(m), ds(m), dz(m), de(m), r_s(m), r_e(m), r_p(m), D(m), dx(n), r_d(n);
    for (std::size_t i = 0; i < m; ++i) { // s - e is the slack, and s z = e (price - z) of one size for all
        const double slack = constraints[i].row.times(x) - constraints[i].bound;
        e[i] = std::max(-slack, 0.0) + clear, s[i] = std::max(slack, 0.0) + clear;
        z[i] = price * e[i] / (s[i] + e[i]);
    }
    for (int step = 0; step < max_steps; ++step) {
        r_d = H.times(x);
        double scale = std::numeric_limits<double>::min(); // of the cost
        for (std::size_t j = 0; j < n; ++j) {
            scale += std::fabs(x[j]) * (std::fabs(r_d[j]) + std::fabs(g[j]));
            r_d[j] -= g[j];
        }
        double gap = 0, infeasible = 0;
        for (std::size_t i = 0; i < m; ++i) {
            const band_row& row = constraints[i].row;
            for (std::size_t j = 0; j < 4; ++j) r_d[row.first + j] -= row.value[j] * z[i];
            r_p[i] = row.times(x) + e[i] - constraints[i].bound - s[i];
            gap += s[i] * z[i] + e[i] * (price - z[i]);
            infeasible = std::max(infeasible, std::fabs(r_p[i]));
        }
        double dual = 0;
        for (double r : r_d) dual = std::max(dual, std::fabs(r));
        if (gap <= closed * scale && infeasible <= 1e-9 && dual <= 1e-7 * scale) return true;
        banded_matrix L = H;
        for (std::size_t i = 0; i < m; ++i) {
            D[i] = 1 / (s[i] / z[i] + e[i] / (price - z[i]));
            L.add(constraints[i].row, D[i]);
        }
        L.factor();
        const auto direction = [&] {
            for (std::size_t j = 0; j < n; ++j) dx[j] = -r_d[j];
            for (std::size_t i = 0; i < m; ++i) {
                const double push = D[i] * (r_p[i] + r_e[i] / (price - z[i]) - r_s[i] / z[i]);
                const band_row& row = constraints[i].row;
                for (std::size_t j = 0; j < 4; ++j) dx[row.first + j] -= row.value[j] * push;
            }
            L.solve(dx);
            for (std::size_t i = 0; i < m; ++i) {
                const double y = price - z[i];
                dz[i] = -D[i] * (r_p[i] + constraints[i].row.times(dx) + r_e[i] / y - r_s[i] / z[i]);
                ds[i] = (r_s[i] - s[i] * dz[i]) / z[i];
                de[i] = (r_e[i] + e[i] * dz[i]) / y;
            }
        };
        const auto longest = [&](double part) {
            double primal = 1 / part, dual_step = 1 / part;
            for (std::size_t i = 0; i < m; ++i) {
                if (ds[i] < 0) primal = std::min(primal, -s[i] / ds[i]);
                if (de[i] < 0) primal = std::min(primal, -e[i] / de[i]);
                if (dz[i] < 0) dual_step = std::min(dual_step, -z[i] / dz[i]);
                if (dz[i] > 0) dual_step = std::min(dual_step, (price - z[i]) / dz[i]);
            }
            return std::min(1.0, part * std::min(primal, dual_step)); // one length for both: the matrix is quadratic
        };
        for (std::size_t i = 0; i < m; ++i) r_s[i] = -s[i] * z[i], r_e[i] = -e[i] * (price - z[i]);
        direction();
        const double affine = longest(1);
        double ahead = 0;
        for (std::size_t i = 0; i < m; ++i)
            ahead += (s[i] + affine * ds[i]) * (z[i] + affine * dz[i]) +
                     (e[i] + affine * de[i]) * (price - z[i] - affine * dz[i]);
        const double target = gap / static_cast<double>(2 * m) * std::pow(ahead / gap, 3);
        for (std::size_t i = 0; i < m; ++i) {
            r_s[i] = target - s[i] * z[i] - ds[i] * dz[i];
            r_e[i] = target - e[i] * (price - z[i]) + de[i] * dz[i];
        }
        direction();
        const double length = longest(near_boundary);
        if (!std::all_of(dx.begin(), dx.end(), [](double d) { return std::isfinite(d); })) return false;
        for (std::size_t j = 0; j < n; ++j) x[j] += length * dx[j];
        for (std::size_t i = 0; i < m; ++i) s[i] += length * ds[i], z[i] += length * dz[i], e[i] += length * de[i];
    }
    return false;
}

} // namespace smirk::inline SMIRK_ABI::detail
