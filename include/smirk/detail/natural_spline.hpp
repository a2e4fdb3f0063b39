// SPDX-License-Identifier: BSL-1.0
// Natural cubic splines as a linear space: a local basis whose members continue as straight lines beyond the ends.
#pragma once
#include <smirk/config.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// A row of a matrix with four neighbouring entries: column first + i has value[i].
struct band_row {
    std::size_t first = 0;
    std::array<double, 4> value{};

    [[nodiscard]] double times(const std::vector<double>& c) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) sum += value[i] * c[first + i];
        return sum;
    }
    /// a * this + b * other; both must begin at the same column.
    [[nodiscard]] band_row combined(double a, const band_row& other, double b) const
    {
        band_row sum{first, {}};
        for (std::size_t i = 0; i < 4; ++i) sum.value[i] = a * value[i] + b * other.value[i];
        return sum;
    }
};

/// The natural cubic splines on given knots, in as many local functions as there are knots: cubic B-splines, the
/// outermost of which is folded into its neighbours so that the second derivative vanishes at the end.
///
/// source  de Boor, A Practical Guide to Splines, 2001, chapter IX; Lyche and Schumaker, ACM TOMS 1(3), 1975, 211
class natural_spline_basis {
    std::vector<double> knot_;
    std::vector<std::array<std::array<double, 4>, 4>> piece_; ///< function, power of x - knot
    std::vector<std::size_t> first_;

public:
    /// knots  ascending, four at least
    explicit natural_spline_basis(std::vector<double> knots) : knot_(std::move(knots))
    {
        const std::size_t n = knot_.size() - 1;
        std::vector<double> t(n + 7);
        for (std::size_t i = 0; i <= n; ++i) t[i + 3] = knot_[i];
        for (std::size_t i = 1; i <= 3; ++i) {
            t[3 - i] = 2 * knot_[0] - knot_[i];
            t[n + 3 + i] = 2 * knot_[n] - knot_[n - i];
        }
        for (std::size_t j = 0; j < n; ++j) {
            // B_{i,p}(x) = (x - t_i) / (t_{i+p} - t_i) B_{i,p-1}(x) + (t_{i+p+1} - x) / (t_{i+p+1} - t_{i+1})
            // B_{i+1,p-1}
            std::array<std::array<double, 4>, 5> B{}; // B[i] is number j + i, in powers of x - knot_[j]
            B[3][0] = 1;
            for (std::size_t p = 1; p <= 3; ++p)
                for (std::size_t i = 3 - p; i <= 3; ++i) {
                    const double *from = &t[j + i], up = 1 / (from[p] - from[0]), down = 1 / (from[p + 1] - from[1]);
                    const double a = knot_[j] - from[0], b = from[p + 1] - knot_[j];
                    std::array<double, 4> next{};
                    for (std::size_t q = 0; q < 4; ++q) {
                        next[q] = up * a * B[i][q] + down * b * B[i + 1][q];
                        if (q > 0) next[q] += up * B[i][q - 1] - down * B[i + 1][q - 1];
                    }
                    B[i] = next;
                }
            piece_.push_back({B[0], B[1], B[2], B[3]});
            first_.push_back(j - 1);
        }
        const auto fold = [](auto& functions, double x, std::size_t outer, std::size_t next, std::size_t after) {
            const auto bend = [&](std::size_t i) { return 2 * functions[i][2] + 6 * functions[i][3] * x; };
            const double whole = bend(outer), a = -bend(next) / whole, b = -bend(after) / whole;
            for (std::size_t q = 0; q < 4; ++q) {
                functions[next][q] += a * functions[outer][q];
                functions[after][q] += b * functions[outer][q];
                functions[outer][q] = 0;
            }
        };
        fold(piece_[0], 0, 0, 1, 2);
        fold(piece_[n - 1], knot_[n] - knot_[n - 1], 3, 2, 1);
        std::rotate(piece_[0].begin(), piece_[0].begin() + 1, piece_[0].end());
        first_[0] = 0;
        std::rotate(piece_[n - 1].begin(), piece_[n - 1].begin() + 3, piece_[n - 1].end());
        first_[n - 1] = n - 3;
    }

    [[nodiscard]] std::size_t size() const { return knot_.size(); }
    [[nodiscard]] const std::vector<double>& knots() const { return knot_; }

    /// Value, first and second derivative of all functions at x.
    [[nodiscard]] std::array<band_row, 3> at(double x) const
    {
        const std::size_t n = knot_.size() - 1;
        const double inside = std::clamp(x, knot_[0], knot_[n]);
        const auto after = std::upper_bound(knot_.begin() + 1, knot_.end() - 1, inside);
        const auto j = static_cast<std::size_t>(after - knot_.begin()) - 1;
        const double y = inside - knot_[j];
        std::array<band_row, 3> rows;
        for (auto& row : rows) row.first = first_[j];
        for (std::size_t i = 0; i < 4; ++i) {
            const auto& c = piece_[j][i];
            rows[0].value[i] = c[0] + y * (c[1] + y * (c[2] + y * c[3]));
            rows[1].value[i] = c[1] + y * (2 * c[2] + y * 3 * c[3]);
            rows[2].value[i] = 2 * c[2] + 6 * c[3] * y;
        }
        if (x != inside) {
            rows[0] = rows[0].combined(1, rows[1], x - inside);
            rows[2].value = {};
        }
        return rows;
    }

    /// Third derivative of all functions on piece j.
    [[nodiscard]] band_row third(std::size_t j) const
    {
        band_row row{first_[j], {}};
        for (std::size_t i = 0; i < 4; ++i) row.value[i] = 6 * piece_[j][i][3];
        return row;
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
