// SPDX-License-Identifier: BSL-1.0
// A linear programme with few rows and many sparse columns between bounds: the revised simplex method.
#pragma once
#include <smirk/config.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::detail {

/// One entry of a column: row and coefficient.
struct sparse_entry {
    std::size_t row;
    double value;
};

enum class programme_end { optimal, unbounded, max_iterations };

/// Maximises c x subject to A x = 0 and lower <= x <= upper, from x = 0, with lower <= 0 <= upper. A bound may be
/// infinite; a column starts at its bound 0 unless it starts in the basis.
///
///     pi = c_B B^-1,   d_j = c_j - pi a_j,   x_q enters where d is largest,   x_B changes by -B^-1 a_q t
///
/// B^-1 is held in full and updated by each pivot, columns whose entry in the pivot row is 0 left alone. pi are the
/// multipliers of the rows: the solution of the dual programme.
///
/// source  Dantzig and Thapa, Linear Programming 2: Theory and Extensions, 2003, chapter 3
class bounded_simplex {
    enum class place : unsigned char { basic, at_lower, at_upper };
    struct column {
        double cost, lower, upper;
        std::size_t first, last; // entries
        place at;
    };
    std::size_t rows_;
    std::vector<sparse_entry> entries_;
    std::vector<column> columns_;
    std::vector<std::size_t> basis_;
    std::vector<double> inverse_; // column-major: inverse_[k * rows + i] is row i, column k
    std::vector<double> x_, pi_, alpha_;

public:
    explicit bounded_simplex(std::size_t rows)
        : rows_(rows), basis_(rows), inverse_(rows * rows, 0.0), x_(rows, 0.0), pi_(rows, 0.0), alpha_(rows)
    {
    }

    /// A column at its lower bound, which must be 0.
    void add(double cost, double upper, const sparse_entry* first, const sparse_entry* last)
    {
        columns_.push_back({cost, 0, upper, entries_.size(), entries_.size() + static_cast<std::size_t>(last - first),
                            place::at_lower});
        entries_.insert(entries_.end(), first, last);
    }
    /// The column of `row` in the first basis: a single coefficient, no cost, 0 between its bounds.
    void add_basic(std::size_t row, double coefficient, double lower, double upper)
    {
        basis_[row] = columns_.size();
        columns_.push_back({0, lower, upper, entries_.size(), entries_.size() + 1, place::basic});
        entries_.push_back({row, coefficient});
        inverse_[row * rows_ + row] = 1 / coefficient;
    }

    /// tolerance  on the reduced costs d_j
    programme_end solve(double tolerance, int max_iterations, int& iterations)
    {
        int degenerate = 0; // steps in a row that did not move: then the first column that may enter does (Bland)
        for (iterations = 0; iterations < max_iterations; ++iterations) {
            const std::size_t q = entering(tolerance, degenerate > 50);
            if (q == columns_.size()) return programme_end::optimal;
            column& in = columns_[q];
            const double direction = in.at == place::at_lower ? 1 : -1, d = reduced_cost(in);
            std::fill(alpha_.begin(), alpha_.end(), 0.0);
            for (std::size_t e = in.first; e < in.last; ++e) {
                const double* from = &inverse_[entries_[e].row * rows_];
                const double value = entries_[e].value;
                for (std::size_t i = 0; i < rows_; ++i) alpha_[i] += value * from[i];
            }
            const auto [p, step] = leaving(direction, in.upper - in.lower);
            if (!std::isfinite(step)) return programme_end::unbounded;
            degenerate = step > 1e-14 ? 0 : degenerate + 1;
            for (std::size_t i = 0; i < rows_; ++i) x_[i] -= direction * step * alpha_[i];
            if (p == rows_) { // from one bound to the other
                in.at = in.at == place::at_lower ? place::at_upper : place::at_lower;
                continue;
            }
            column& out = columns_[basis_[p]];
            out.at = direction * alpha_[p] > 0 ? place::at_lower : place::at_upper;
            x_[p] = (in.at == place::at_lower ? in.lower : in.upper) + direction * step;
            in.at = place::basic;
            basis_[p] = q;
            const double scale = 1 / alpha_[p];
            for (std::size_t k = 0; k < rows_; ++k) {
                double* of = &inverse_[k * rows_];
                const double factor = of[p] * scale;
                if (factor == 0) continue;
                pi_[k] += d * factor;
                for (std::size_t i = 0; i < rows_; ++i) of[i] -= factor * alpha_[i];
                of[p] = factor;
            }
        }
        return programme_end::max_iterations;
    }

    /// The multiplier of each row.
    [[nodiscard]] const std::vector<double>& multipliers() const { return pi_; }

    [[nodiscard]] double objective() const
    {
        double sum = 0;
        for (std::size_t i = 0; i < rows_; ++i) sum += columns_[basis_[i]].cost * x_[i];
        for (const column& c : columns_)
            if (c.at == place::at_upper) sum += c.cost * c.upper;
        return sum;
    }

private:
    [[nodiscard]] double reduced_cost(const column& c) const
    {
        double d = c.cost;
        for (std::size_t e = c.first; e < c.last; ++e) d -= pi_[entries_[e].row] * entries_[e].value;
        return d;
    }
    [[nodiscard]] std::size_t entering(double tolerance, bool first_will_do) const
    {
        std::size_t best = columns_.size();
        double most = tolerance;
        for (std::size_t j = 0; j < columns_.size(); ++j) {
            const column& c = columns_[j];
            if (c.at == place::basic) continue;
            const double d = reduced_cost(c), gain = c.at == place::at_lower ? d : -d;
            if (!(gain > most)) continue;
            if (first_will_do) return j;
            most = gain, best = j;
        }
        return best;
    }
    /// The row that holds the step, and its length; rows() where the entering column reaches its other bound first.
    [[nodiscard]] std::pair<std::size_t, double> leaving(double direction, double own_range) const
    {
        constexpr double smallest_pivot = 1e-9;
        std::size_t p = rows_;
        double step = own_range;
        for (std::size_t i = 0; i < rows_; ++i) {
            const double change = direction * alpha_[i];
            if (std::fabs(change) < smallest_pivot) continue;
            const column& c = columns_[basis_[i]];
            const double room = change > 0 ? x_[i] - c.lower : c.upper - x_[i];
            const double t = std::max(room, 0.0) / std::fabs(change);
            const bool tie = p < rows_ && t <= step + 1e-15;
            if (t < step - 1e-15 || (tie && std::fabs(change) > std::fabs(alpha_[p]))) p = i, step = std::min(t, step);
        }
        return {p, step};
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
