// SPDX-License-Identifier: BSL-1.0
// The Vanna-Volga smile through three quotes, as currency desks use it: exact, and the second-order formula for its
// vol.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/smile_of_prices.hpp>
#include <smirk/surface/strike_interval.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// exact         implied vol of the Vanna-Volga price; one implied vol a value
/// second_order  closed form, within some basis points of it between the outer strikes and well beyond them
enum class vanna_volga_form { exact, second_order };

/// Vanna-Volga: the Black price at the middle vol, and what the three options that hedge vega, vanna and volga cost
/// above theirs. With k_1 < k_2 < k_3, s^2 = sigma_2^2 T, d = -k / s +- s / 2, V(k) = sqrt(T) n(d1) and the parabolas
/// y_i(k) that are 1 at k_i and 0 at the other two
///
///     exact         c(k) = c(k; sigma_2) + V(k) q(k),   q = sum_i y_i (c(k_i; sigma_i) - c(k_i; sigma_2)) / V(k_i)
///     second order  sigma(k) = sigma_2 + Q / (sigma_2 + sqrt(sigma_2^2 + d1 d2 Q)),   Q = 2 sigma_2 D_1 + D_2,
///                   D_1 = sum_i y_i (sigma_i - sigma_2),   D_2 = sum_i y_i d1(k_i) d2(k_i) (sigma_i - sigma_2)^2
///
/// Nothing keeps it free of arbitrage: breakdown() and butterflies() tell where it fails, both exactly.
///
/// k, vol   log-moneyness ln(K/F) and vol of the three quotes, k ascending
/// years    time to expiry
/// throws   std::invalid_argument unless k ascends and vols and years are positive, all finite
/// cost     a square root for the second order, an implied vol for the exact form
/// source   Castagna and Mercurio, The vanna-volga method for implied volatilities, Risk 20(1), 2007, 106-111
class vanna_volga {
    using parabola = std::array<double, 3>;

    double vol_, years_, s_; ///< the middle vol, T, and vol sqrt(T)
    vanna_volga_form form_;
    parabola q_{}; ///< q of the exact form, Q of the other

    [[nodiscard]] double d1(double k) const { return -k / s_ + 0.5 * s_; }
    [[nodiscard]] double d2(double k) const { return -k / s_ - 0.5 * s_; }
    [[nodiscard]] double vega(double k) const
    {
        return std::sqrt(years_) * std::exp(-0.5 * d1(k) * d1(k)) / std::sqrt(2 * std::numbers::pi);
    }
    /// Numerator of the density of the exact form, which is n(d1) times it,
    ///
    ///     1 / (s sqrt(T)) + q (d1 d2 - 1) / s^2 - 2 k q' / s^2 + q'',
    ///
    /// and sigma_2^2 + d1 d2 Q of the other, both of degree 4; d1 d2 = k^2 / s^2 - s^2 / 4.
    [[nodiscard]] std::array<double, 5> numerator() const
    {
        using smirk::detail::multiply;
        const double s2 = s_ * s_;
        const auto with = [&](double constant) {
            return multiply(q_, std::array<double, 3>{-0.25 * s2 + constant, 0, 1 / s2});
        };
        auto p = with(form_ == vanna_volga_form::exact ? -1 : 0);
        if (form_ == vanna_volga_form::second_order) {
            p[0] += vol_ * vol_;
            return p;
        }
        for (double& c : p) c /= s2;
        p[0] += 1 / (s_ * std::sqrt(years_)) + 2 * q_[2];
        p[1] -= 2 * q_[1] / s2;
        p[2] -= 4 * q_[2] / s2;
        return p;
    }
    /// Where a polynomial in k is negative.
    [[nodiscard]] static std::vector<strike_interval> negative(const std::array<double, 5>& p)
    {
        constexpr double inf = std::numeric_limits<double>::infinity();
        auto mirrored = p;
        for (std::size_t i = 1; i < 5; i += 2) mirrored[i] = -p[i];
        std::vector<double> ends{-inf};
        const auto left = smirk::detail::positive_roots(mirrored), right = smirk::detail::positive_roots(p);
        for (std::size_t i = left.size; i-- > 0;) ends.push_back(-left.root[i]);
        if (p[0] == 0) ends.push_back(0);
        ends.insert(ends.end(), right.begin(), right.end());
        ends.push_back(inf);
        std::vector<strike_interval> found;
        for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
            const double a = ends[i], b = ends[i + 1];
            const double inside = a == -inf && b == inf ? 0 : a == -inf ? b - 1 : b == inf ? a + 1 : 0.5 * (a + b);
            if (!(smirk::detail::evaluate(p, inside) < 0)) continue;
            if (!found.empty() && found.back().high == a)
                found.back().high = b;
            else
                found.push_back({a, b});
        }
        return found;
    }

public:
    vanna_volga(const std::array<double, 3>& k, const std::array<double, 3>& vol, double years,
                vanna_volga_form form = vanna_volga_form::exact)
        : vol_(vol[1]), years_(years), s_(vol[1] * std::sqrt(years)), form_(form)
    {
        bool good = years > 0 && std::isfinite(years) && k[0] < k[1] && k[1] < k[2] && std::isfinite(k[0] + k[2]);
        for (double x : vol) good = good && x > 0 && std::isfinite(x);
        if (!good)
            throw std::invalid_argument(
                "smirk::surface::vanna_volga: expected ascending k, positive vols and years, got k " +
                std::to_string(k[0]) + ", " + std::to_string(k[1]) + ", " + std::to_string(k[2]) + ", vol " +
                std::to_string(vol[0]) + ", " + std::to_string(vol[1]) + ", " + std::to_string(vol[2]) + ", years " +
                std::to_string(years));
        for (std::size_t i : {0u, 2u}) { // the middle one costs nothing above its price
            const std::size_t other = 2 - i;
            const double over = (k[i] - k[1]) * (k[i] - k[other]), more = vol[i] - vol_;
            const double strike = std::exp(k[i]);
            const double height =
                form == vanna_volga_form::second_order
                    ? 2 * vol_ * more + d1(k[i]) * d2(k[i]) * more * more
                    : (black::time_value(1.0, strike, years, vol[i]) - black::time_value(1.0, strike, years, vol_)) /
                          vega(k[i]);
            q_[0] += height / over * k[1] * k[other];
            q_[1] -= height / over * (k[1] + k[other]);
            q_[2] += height / over;
        }
    }

    [[nodiscard]] vanna_volga_form form() const { return form_; }
    [[nodiscard]] double years() const { return years_; }

    /// NaN where the smile breaks down.
    [[nodiscard]] double total_variance(double k) const
    {
        const double q = smirk::detail::evaluate(q_, k);
        if (form_ == vanna_volga_form::second_order) {
            const double vol = vol_ + q / (vol_ + std::sqrt(vol_ * vol_ + d1(k) * d2(k) * q));
            return vol > 0 ? vol * vol * years_ : std::numeric_limits<double>::quiet_NaN();
        }
        return variance_of_price(k, black::time_value(1.0, std::exp(k), years_, vol_) + vega(k) * q);
    }

    /// By the chain rule; V' = V d1 / s, V'' = V (d1^2 - 1) / s^2.
    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const double q = smirk::detail::evaluate(q_, k), dq = q_[1] + 2 * q_[2] * k, d2q = 2 * q_[2];
        if (form_ == vanna_volga_form::exact) {
            const double V = vega(k), s2 = s_ * s_;
            const double value = black::time_value(1.0, std::exp(k), years_, vol_) + V * q;
            const double slope = out_of_the_money_slope(k, s2) + V * (dq + q * d1(k) / s_);
            return smile_of_price(k, value, slope, V * smirk::detail::evaluate(numerator(), k));
        }
        const double P = d1(k) * d2(k), dP = 2 * k / (s_ * s_), d2P = 2 / (s_ * s_);
        const double root = std::sqrt(vol_ * vol_ + P * q), D = vol_ + root;
        const double dD = (dP * q + P * dq) / (2 * root),
                     d2D = (0.5 * (d2P * q + 2 * dP * dq + P * d2q) - dD * dD) / root;
        const double ratio = q / D, dvol = (dq - ratio * dD) / D, d2vol = (d2q - 2 * dvol * dD - ratio * d2D) / D;
        double vol = vol_ + ratio;
        if (!(vol > 0)) vol = std::numeric_limits<double>::quiet_NaN();
        return {vol * vol * years_, 2 * years_ * vol * dvol, 2 * years_ * (dvol * dvol + vol * d2vol)};
    }

    /// Strikes at which there is no such smile: the square root of the second-order form breaks down. (An exact price
    /// leaves its bounds only where butterflies() says that a density is negative before.)
    ///
    /// returns  intervals of k, exact; empty for the exact form
    [[nodiscard]] std::vector<strike_interval> breakdown() const
    {
        if (form_ == vanna_volga_form::exact) return {};
        return negative(numerator());
    }

    /// Strikes at which the exact Vanna-Volga price has a negative density: the sign of a polynomial of degree 4 in k,
    /// decided for all strikes. Where there is none the exact smile is free of butterfly arbitrage.
    ///
    /// throws  std::invalid_argument for the second-order form, for which butterfly_arbitrage(smile, low, high) scans
    [[nodiscard]] std::vector<strike_interval> butterflies() const
    {
        if (form_ != vanna_volga_form::exact)
            throw std::invalid_argument("smirk::surface::vanna_volga::butterflies: expected the exact form");
        return negative(numerator());
    }
};

static_assert(smooth_smile<vanna_volga>);

/// One expiry in the quotes that Vanna-Volga takes.
///
/// at_the_money    vol of the delta-neutral straddle, or what the options say
/// risk_reversal   vol of the call less vol of the put at `delta`
/// smile_strangle  the average of these two less at_the_money, which brokers call vega-weighted butterfly; it is not
///                 the market strangle
/// delta           magnitude, .25 as a rule
struct vanna_volga_quotes {
    double at_the_money, risk_reversal, smile_strangle;
    double delta = 0.25;
};

/// delta          convention and foreign rate
/// at_the_money   which strike is at the money
struct vanna_volga_options {
    delta_options delta = {};
    at_the_money_convention at_the_money = at_the_money_convention::delta_neutral;
    vanna_volga_form form = vanna_volga_form::exact;
};

/// The smile through the put and the call at a delta and the strike at the money, each strike at its own vol:
///
///     sigma_call = atm + strangle + rr / 2,   sigma_put = atm + strangle - rr / 2
///
/// throws  std::invalid_argument as vanna_volga does, where a vol is not positive or a delta has no strike, and unless
///         0 < delta < 1
[[nodiscard]] inline vanna_volga vanna_volga_from_fx(const vanna_volga_quotes& quotes, double years,
                                                     const vanna_volga_options& options = {})
{
    const double put = quotes.at_the_money + quotes.smile_strangle - 0.5 * quotes.risk_reversal,
                 call = put + quotes.risk_reversal, middle = quotes.at_the_money;
    const detail::flat_smile flat{middle > 0 ? middle * middle * years : std::numeric_limits<double>::quiet_NaN()};
    return {{moneyness_at_delta(option_type::put, quotes.delta, put, years, options.delta),
             at_the_money(flat, years, options.at_the_money).log_moneyness,
             moneyness_at_delta(option_type::call, quotes.delta, call, years, options.delta)},
            {put, middle, call},
            years,
            options.form};
}

} // namespace smirk::inline SMIRK_ABI::surface
