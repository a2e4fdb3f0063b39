// SPDX-License-Identifier: BSL-1.0
// Prices under a local-vol surface by the forward equation: all strikes and expiries in one sweep.
#pragma once
#include <smirk/config.hpp>
#include <smirk/market_span.hpp>
#include <smirk/surface/svi_surface.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// space_steps, time_steps   of the grid; the error falls with the square of both
/// left, right               how far the grid reaches, in standard deviations at the last expiry
/// log_move                  ln(S'/S): prices after the underlying has moved while local vol stays where it is in
///                           strike, with k = ln(K/F') of the new forward
/// stretch                   the grid is spaced evenly within about this distance of the money, and ever wider beyond
struct local_vol_pde_options {
    std::size_t space_steps = 400, time_steps = 200;
    double left = 8.5, right = 4.5;
    double stretch = 0.06;
    double log_move = 0;
};

namespace detail {

/// The forward equation on a grid in y = ln(K/F), with its coefficients of d^2/dy^2 - d/dy, and the price c(y).
class forward_grid {
    std::vector<double> y_, lower_, upper_, c_, a_, b_;

public:
    /// Evenly spaced in asinh(y / stretch), with a node at 0; c is the payoff (1 - e^y)^+, averaged over the cell of
    /// the node at 0, which keeps the order of the scheme in spite of the kink.
    forward_grid(double low, double high, std::size_t steps, double stretch)
    {
        const double u_low = std::asinh(low / stretch), u_high = std::asinh(high / stretch);
        const auto n = static_cast<double>(steps);
        const double below = std::round(n * u_low / (u_low - u_high));
        for (std::size_t i = 0; i <= steps; ++i) {
            const auto x = static_cast<double>(i);
            y_.push_back(x <= below ? stretch * std::sinh(u_low * (1 - x / below))
                                    : stretch * std::sinh(u_high * (x - below) / (n - below)));
        }
        lower_.resize(steps + 1), upper_.resize(steps + 1), a_.resize(steps + 1), b_.resize(steps + 1);
        for (std::size_t i = 1; i < steps; ++i) {
            const double hl = y_[i] - y_[i - 1], hr = y_[i + 1] - y_[i];
            lower_[i] = (2 + hr) / (hl * (hl + hr));
            upper_[i] = (2 - hl) / (hr * (hl + hr));
        }
        for (double y : y_) c_.push_back(std::fmax(0.0, -std::expm1(y)));
        const auto zero = static_cast<std::size_t>(below);
        const double hl = y_[zero] - y_[zero - 1], hr = y_[zero + 1] - y_[zero];
        c_[zero] = (0.5 * hl + std::expm1(-0.5 * hl)) / (0.5 * (hl + hr));
    }

    /// One step of length dt: (1 - theta dt L) c_new = (1 + (1 - theta) dt L) c, L = variance(y) / 2 (d^2/dy^2 - d/dy).
    template <class Variance>
    void step(double dt, double theta, const Variance& variance)
    {
        const std::size_t n = y_.size() - 1;
        double before = c_[0];
        // elimination forwards in a_ (upper diagonal) and b_ (right side); the end values of c do not change
        a_[0] = 0, b_[0] = c_[0];
        for (std::size_t i = 1; i < n; ++i) {
            const double v = 0.5 * dt * variance(y_[i]);
            const double l = v * lower_[i], u = v * upper_[i], d = -(l + u);
            const double right = c_[i] + (1 - theta) * (l * before + d * c_[i] + u * c_[i + 1]);
            before = c_[i];
            const double pivot = 1 / (1 - theta * d + theta * l * a_[i - 1]);
            a_[i] = -theta * u * pivot;
            b_[i] = (right + theta * l * b_[i - 1]) * pivot;
        }
        for (std::size_t i = n - 1; i > 0; --i) c_[i] = b_[i] - a_[i] * c_[i + 1];
    }

    /// c at any k inside the grid, by the cubic through four nodes; NaN outside.
    [[nodiscard]] double price(double k) const
    {
        if (!(k >= y_.front()) || !(k <= y_.back())) return std::numeric_limits<double>::quiet_NaN();
        const auto above = static_cast<std::size_t>(std::upper_bound(y_.begin(), y_.end(), k) - y_.begin());
        const std::size_t first = std::clamp<std::size_t>(above, 2, y_.size() - 2) - 2;
        double sum = 0;
        for (std::size_t i = first; i < first + 4; ++i) {
            double weight = 1;
            for (std::size_t j = first; j < first + 4; ++j)
                if (j != i) weight *= (k - y_[j]) / (y_[i] - y_[j]);
            sum += weight * c_[i];
        }
        return sum;
    }
};

} // namespace detail

/// Call prices under local vol, as multiples of the forward, undiscounted:
///
///     c_T = sigma_loc^2(y, T) / 2 (c_yy - c_y),   c(y, 0) = (1 - e^y)^+,   y = ln(K / F_T)
///
/// by Crank and Nicolson with sigma_loc at the middle of each step, four implicit quarter steps in place of each of the
/// first two (Rannacher), and times spaced as squares, with every expiry among them. Rates and dividends are in the
/// forward.
///
/// surface  SVI surface; its kinks in time, at its own expiries, are times of the grid as well
/// k, years log-moneyness and expiry of each call, as many of one as of the other
/// returns  a price for each; NaN outside the grid or where local vol does not exist
/// throws   std::invalid_argument if lengths differ, an expiry is not positive, or the grid has fewer than 8 steps
/// cost     25 ns for each node and time: 2 ms for 400 by 200
/// source   Dupire 1994; Andreasen and Huge, Volatility interpolation, Risk 24(3), 2011; Giles and Carter, Convergence
///          analysis of Crank-Nicolson and Rannacher time-marching, J. Computational Finance 9(4), 2006
[[nodiscard]] inline std::vector<double> local_vol_prices(const svi_surface& surface, strided<double> k,
                                                          strided<double> years,
                                                          const local_vol_pde_options& options = {})
{
    if (k.size() != years.size())
        throw std::invalid_argument("smirk::surface::local_vol_prices: " + std::to_string(k.size()) + " strikes for " +
                                    std::to_string(years.size()) + " expiries");
    if (options.space_steps < 8 || options.time_steps < 8)
        throw std::invalid_argument("smirk::surface::local_vol_prices: expected a grid of 8 by 8 at least, got " +
                                    std::to_string(options.space_steps) + " by " + std::to_string(options.time_steps));
    double last = 0;
    for (double t : years) {
        if (!(t > 0) || !std::isfinite(t))
            throw std::invalid_argument("smirk::surface::local_vol_prices: expiries must be positive, got " +
                                        std::to_string(t));
        last = std::fmax(last, t);
    }
    std::vector<double> price(k.size(), std::numeric_limits<double>::quiet_NaN());
    if (k.empty()) return price;

    std::vector<double> times(years.begin(), years.end());
    for (std::size_t i = 1; i <= options.time_steps; ++i) {
        const double x = static_cast<double>(i) / static_cast<double>(options.time_steps);
        times.push_back(last * x * x);
    }
    for (std::size_t i = 0; i < surface.size(); ++i)
        if (surface.years(i) < last) times.push_back(surface.years(i));
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());

    const double deviation = std::sqrt(surface.total_variance(0, last));
    detail::forward_grid grid(-options.left * deviation, options.right * deviation, options.space_steps,
                              options.stretch);
    constexpr int smoothing_steps = 2, quarters = 4;
    double now = 0;
    int steps = 0;
    for (double next : times) {
        if (steps++ < smoothing_steps) {
            const double dt = (next - now) / quarters;
            for (int i = 1; i <= quarters; ++i) {
                const mixed_smile smile = surface.smile(now + i * dt);
                grid.step(dt, 1.0, [&](double y) { return smile.local_variance(y + options.log_move); });
            }
        } else {
            const mixed_smile smile = surface.smile(0.5 * (now + next));
            grid.step(next - now, 0.5, [&](double y) { return smile.local_variance(y + options.log_move); });
        }
        now = next;
        for (std::size_t i = 0; i < years.size(); ++i)
            if (years[i] == now) price[i] = grid.price(k[i]);
    }
    return price;
}

} // namespace smirk::inline SMIRK_ABI::surface
