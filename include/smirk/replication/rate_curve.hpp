// SPDX-License-Identifier: BSL-1.0
// The interest rate of an expiry from Treasury par yields, as the Cboe interpolates them.
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::replication {

/// Days of the twelve maturities that the Treasury publishes, one month to thirty years.
inline constexpr std::array<double, 12> treasury_days = {30,   60,   91,   182,  365,  730,
                                                         1095, 1825, 2555, 3650, 7300, 10950};

/// Continuously compounded rates from par yields of one day.
///
///     y(t): natural cubic spline through the yields, clamped between those of the two neighbouring maturities,
///           before the first maturity clamped between two rays from it
///     r = ln(1 + APY),   APY = (1 + y/2)^2 - 1
///
/// The rays run through the first maturity and the next one that yields not less, and the next one that yields not
/// more; where there is none the ray is level. Beyond the last maturity the yield is that of the last.
///
/// source  Cboe Volatility Index Mathematics Methodology, section 2(a)
class rate_curve {
    std::vector<double> x_, y_, second_; // second derivatives at the nodes

public:
    /// days    days to maturity, ascending; treasury_days for the full table
    /// yields  bond-equivalent par yields, decimals; NaN where a maturity was not published
    /// throws  std::invalid_argument if lengths differ, days do not ascend, or fewer than two yields are there
    rate_curve(strided<double> days, strided<double> yields)
    {
        const auto fail = [](const std::string& what) {
            throw std::invalid_argument("smirk::replication::rate_curve: " + what);
        };
        if (days.size() != yields.size())
            fail("expected as many days as yields, got " + std::to_string(days.size()) + " and " +
                 std::to_string(yields.size()));
        for (std::size_t i = 0; i < days.size(); ++i) {
            if (!(days[i] > (i ? days[i - 1] : 0.0)))
                fail("days must be positive and ascend, got " + std::to_string(days[i]));
            if (std::isnan(yields[i])) continue;
            x_.push_back(days[i]);
            y_.push_back(yields[i]);
        }
        const std::size_t n = x_.size();
        if (n < 2) fail("expected two yields or more, got " + std::to_string(n));

        // h_{i-1} m_{i-1} + 2 (h_{i-1} + h_i) m_i + h_i m_{i+1} = 6 (s_i - s_{i-1}),   m_0 = m_{n-1} = 0
        second_.assign(n, 0);
        std::vector<double> diagonal(n, 1), right(n, 0);
        const auto h = [&](std::size_t i) { return x_[i + 1] - x_[i]; };
        const auto s = [&](std::size_t i) { return (y_[i + 1] - y_[i]) / h(i); };
        for (std::size_t i = 1; i + 1 < n; ++i) {
            const double factor = i > 1 ? h(i - 1) / diagonal[i - 1] : 0;
            diagonal[i] = 2 * (h(i - 1) + h(i)) - factor * h(i - 1);
            right[i] = 6 * (s(i) - s(i - 1)) - factor * right[i - 1];
        }
        for (std::size_t i = n - 2; i >= 1; --i) second_[i] = (right[i] - h(i) * second_[i + 1]) / diagonal[i];
    }

    /// Bond-equivalent yield `days` after the date of the curve, decimal. NaN unless days > 0.
    [[nodiscard]] double bond_equivalent_yield(double days) const
    {
        if (!(days > 0)) return std::numeric_limits<double>::quiet_NaN();
        if (days >= x_.back()) return y_.back();
        const double y = spline(days);
        if (days >= x_.front()) {
            const std::size_t i = interval(days);
            return std::clamp(y, std::min(y_[i], y_[i + 1]), std::max(y_[i], y_[i + 1]));
        }
        const auto ray = [&](auto reached) {
            for (std::size_t i = 1; i < x_.size(); ++i)
                if (reached(y_[i])) return y_[0] + (y_[i] - y_[0]) / (x_[i] - x_[0]) * (days - x_[0]);
            return y_[0];
        };
        const double low = ray([&](double yield) { return yield >= y_[0]; });
        const double high = ray([&](double yield) { return yield <= y_[0]; });
        return std::clamp(y, low, high);
    }

    /// Continuously compounded rate, decimal: what chain_slice takes. NaN unless days > 0.
    ///
    /// days  calendar days from the date of the curve (not from today) to expiry
    [[nodiscard]] double rate(double days) const { return 2 * std::log1p(bond_equivalent_yield(days) / 2); }

private:
    [[nodiscard]] std::size_t interval(double t) const // i with x_i <= t < x_{i+1}, the first one before all
    {
        const auto above = std::upper_bound(x_.begin() + 1, x_.end() - 1, t);
        return static_cast<std::size_t>(above - x_.begin()) - 1;
    }
    [[nodiscard]] double spline(double t) const
    {
        const std::size_t i = interval(t);
        const double h = x_[i + 1] - x_[i], a = (x_[i + 1] - t) / h, b = 1 - a;
        return a * y_[i] + b * y_[i + 1] +
               ((a * a * a - a) * second_[i] + (b * b * b - b) * second_[i + 1]) * h * h / 6;
    }
};

} // namespace smirk::inline SMIRK_ABI::replication
