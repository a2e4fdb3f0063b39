// SPDX-License-Identifier: BSL-1.0
// A smile continued beyond its quotes, by a rule that is named.
#pragma once
#include <smirk/replication/smile_integral.hpp>

#include <algorithm>
#include <limits>

namespace smirk::inline SMIRK_ABI::replication {

/// How total variance goes on beyond the first and the last quote.
enum class wing_rule {
    linear, ///< straight on in k, not steeper than Lee's bound of 2 and never falling outwards
    flat,   ///< constant
    none,   ///< there is nothing beyond the quotes
};

/// A smile with wings. A view: the curve must outlive it.
///
///     w(k) = w(k_1) + b_1 (k - k_1) below k_1,   w(k_n) + b_n (k - k_n) above k_n,   -2 <= b_1 <= 0 <= b_n <= 2
///
/// The slope b is that of the least-squares line through w over the outer fifth of the wing, so a single wild quote at
/// the end does not decide; it is 0 for flat wings.
///
/// curve   a smile with first_k() and last_k() is continued beyond them; any other curve is taken as it is
/// source  bound of the slope: Lee, Mathematical Finance 14(3), 2004, 469-480
template <variance_curve S>
class winged {
    const S* curve_;
    double first_ = -std::numeric_limits<double>::infinity(), last_ = std::numeric_limits<double>::infinity();
    double put_limit_ = first_, call_limit_ = last_;
    double w_first_ = 0, w_last_ = 0, put_slope_ = 0, call_slope_ = 0;

    [[nodiscard]] double slope(double from, double to) const
    {
        constexpr int points = 11;
        double sum = 0, sum_x = 0; // of w x and x^2, x centred
        for (int i = 0; i < points; ++i) {
            const double x = (2.0 * i / (points - 1) - 1) * 0.5;
            sum += x * total_variance_at(*curve_, from + (x + 0.5) * (to - from));
            sum_x += x * x;
        }
        return sum / sum_x / (to - from);
    }

public:
    winged(const S& curve, wing_rule rule) : curve_(&curve)
    {
        if constexpr (bounded_smile<S>) {
            first_ = curve.first_k();
            last_ = curve.last_k();
            if (rule == wing_rule::none) {
                put_limit_ = first_;
                call_limit_ = last_;
            }
            w_first_ = curve.total_variance(first_);
            w_last_ = curve.total_variance(last_);
            if (rule == wing_rule::linear) {
                const double put_fifth = 0.2 * std::min(-first_, last_ - first_);
                const double call_fifth = 0.2 * std::min(last_, last_ - first_);
                if (put_fifth > 0) put_slope_ = std::clamp(slope(first_, first_ + put_fifth), -2.0, 0.0);
                if (call_fifth > 0) call_slope_ = std::clamp(slope(last_ - call_fifth, last_), 0.0, 2.0);
            }
        }
    }

    [[nodiscard]] double first_k() const noexcept { return first_; }
    [[nodiscard]] double last_k() const noexcept { return last_; }
    /// Where there is nothing any more: the ends of the quotes without wings, infinite otherwise.
    [[nodiscard]] double put_limit() const noexcept { return put_limit_; }
    [[nodiscard]] double call_limit() const noexcept { return call_limit_; }
    [[nodiscard]] double put_slope() const noexcept { return put_slope_; }
    [[nodiscard]] double call_slope() const noexcept { return call_slope_; }

    /// NaN beyond the quotes where there are no wings.
    [[nodiscard]] double total_variance(double k) const
    {
        if (k < put_limit_ || k > call_limit_) return std::numeric_limits<double>::quiet_NaN();
        if (k < first_) return w_first_ + put_slope_ * (k - first_);
        if (k > last_) return w_last_ + call_slope_ * (k - last_);
        return total_variance_at(*curve_, k);
    }
};

} // namespace smirk::inline SMIRK_ABI::replication
