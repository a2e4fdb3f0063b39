// SPDX-License-Identifier: BSL-1.0
// A smile as free as the quotes want it: a natural cubic spline in total variance with straight wings.
#pragma once
#include <smirk/config.hpp>
#include <smirk/smile.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// The natural cubic spline through (k_i, w_i), w'' = 0 at both ends and beyond them, where w goes on as a straight
/// line. Twice continuously differentiable; the wings keep to Lee's bound where their slopes do.
///
///     w(k) = c_0 + c_1 y + c_2 y^2 + c_3 y^3,   y = k - k_j   on k_j <= k <= k_{j+1}
///
/// k       log-moneyness, strictly ascending, two at least
/// w       total variance at each k
/// throws  std::invalid_argument if lengths differ, k does not ascend, there are fewer than two, or w is not finite.
///         Whether w is positive and free of arbitrage is for butterfly_arbitrage() to say.
/// cost    O(n) to make, O(log n) a value
class spline_smile {
    std::vector<double> knot_;
    std::vector<std::array<double, 4>> piece_; ///< left wing, the pieces, right wing

public:
    spline_smile(std::vector<double> k, strided<double> w) : knot_(std::move(k))
    {
        const std::size_t n = knot_.size();
        if (n != w.size() || n < 2)
            throw std::invalid_argument("smirk::surface::spline_smile: expected as many k as w and two at least, got " +
                                        std::to_string(n) + " and " + std::to_string(w.size()));
        for (std::size_t i = 0; i < n; ++i)
            if (!std::isfinite(w[i]) || !std::isfinite(knot_[i]) || (i > 0 && !(knot_[i] > knot_[i - 1])))
                throw std::invalid_argument("smirk::surface::spline_smile: k must ascend and w be finite, k[" +
                                            std::to_string(i) + "] = " + std::to_string(knot_[i]) + ", w[" +
                                            std::to_string(i) + "] = " + std::to_string(w[i]));
        // h_{i-1} M_{i-1} + 2 (h_{i-1} + h_i) M_i + h_i M_{i+1} = 6 (d_i - d_{i-1}), M = w'' at the knots
        std::vector<double> M(n, 0.0), upper(n, 0.0);
        const auto width = [&](std::size_t i) { return knot_[i + 1] - knot_[i]; };
        const auto chord = [&](std::size_t i) { return (w[i + 1] - w[i]) / width(i); };
        for (std::size_t i = 1; i + 1 < n; ++i) {
            const double pivot = 2 * (width(i - 1) + width(i)) - width(i - 1) * upper[i - 1];
            upper[i] = width(i) / pivot;
            M[i] = (6 * (chord(i) - chord(i - 1)) - width(i - 1) * M[i - 1]) / pivot;
        }
        for (std::size_t i = n - 1; i-- > 1;) M[i] -= upper[i] * M[i + 1];
        piece_.resize(n + 1);
        for (std::size_t i = 0; i + 1 < n; ++i)
            piece_[i + 1] = {w[i], chord(i) - width(i) * (2 * M[i] + M[i + 1]) / 6, 0.5 * M[i],
                             (M[i + 1] - M[i]) / (6 * width(i))};
        piece_[0] = {w[0], piece_[1][1], 0, 0};
        piece_[n] = {w[n - 1], chord(n - 2) + width(n - 2) * (M[n - 2] + 2 * M[n - 1]) / 6, 0, 0};
    }

    /// The knots, ascending.
    [[nodiscard]] const std::vector<double>& knots() const { return knot_; }
    /// Coefficients c_0 to c_3: of the left wing (0) about the first knot, of the piece that begins at knot i - 1, and
    /// of the right wing (as many as there are knots) about the last.
    [[nodiscard]] const std::array<double, 4>& piece(std::size_t i) const { return piece_[i]; }
    /// Slopes of the wings, as numbers that Lee's bound keeps in [0, 2].
    [[nodiscard]] double left_slope() const { return -piece_.front()[1]; }
    [[nodiscard]] double right_slope() const { return piece_.back()[1]; }

    [[nodiscard]] double total_variance(double k) const
    {
        const auto [c, y] = at(k);
        return c[0] + y * (c[1] + y * (c[2] + y * c[3]));
    }
    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const auto [c, y] = at(k);
        return {c[0] + y * (c[1] + y * (c[2] + y * c[3])), c[1] + y * (2 * c[2] + 3 * y * c[3]),
                2 * c[2] + 6 * y * c[3]};
    }
    /// Whether w is positive at the knots and the wings do not fall; what calls for no more than a smile asks.
    [[nodiscard]] bool valid() const
    {
        return left_slope() >= 0 && right_slope() >= 0 &&
               std::all_of(piece_.begin(), piece_.end(), [](const auto& c) { return c[0] > 0; });
    }
    /// The same smile with w higher by so much everywhere.
    [[nodiscard]] spline_smile raised(double by) const
    {
        spline_smile higher = *this;
        for (auto& c : higher.piece_) c[0] += by;
        return higher;
    }

private:
    struct place {
        const std::array<double, 4>& c;
        double y;
    };
    [[nodiscard]] place at(double k) const
    {
        const auto i = static_cast<std::size_t>(std::upper_bound(knot_.begin(), knot_.end(), k) - knot_.begin());
        return {piece_[i], k - knot_[i ? i - 1 : 0]};
    }
};

static_assert(smooth_smile<spline_smile>);

} // namespace smirk::inline SMIRK_ABI::surface
