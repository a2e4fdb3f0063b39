// SPDX-License-Identifier: BSL-1.0
// Where an American put is exercised, by spectral collocation, and the put's price from that.
#pragma once
#include <smirk/black/normal.hpp>
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/legendre_rule.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace smirk::inline SMIRK_ABI::detail {

/// B(tau): the spot below which an American put is exercised with tau years left, and the price of the put.
///
///     B(tau) = K e^(-(r-q) tau) N / D,
///     N = N(d-(tau, B/K)) + r int_0^tau e^(ru) N(d-(tau - u, B/B(u))) du,
///     D = N(d+(tau, B/K)) + q int_0^tau e^(qu) N(d+(tau - u, B/B(u))) du,
///     d+-(v, z) = (ln z + (r - q) v) / (sigma sqrt v) +- sigma sqrt(v) / 2
///
/// ln(B / B(0+))^2 is a polynomial in sqrt(tau), fixed by its values at the extrema of a Chebyshev polynomial of degree
/// Order. The integrals run over theta, sqrt(u) = sqrt(tau) cos(theta), which leaves no singular end, with Points
/// Legendre nodes. The equation is iterated as it stands until the boundary moves by less than `tolerance` of itself.
///
/// needs   years, vol, strike > 0; rate > 0, or rate = 0 > yield: there is one boundary then
/// source  Andersen, Lake and Offengenden, Journal of Computational Finance 20(1), 2016, 39-87; the first guess is that
///         of Bjerksund and Stensland, Scandinavian Journal of Management 9, 1993, S87-S99
template <std::size_t Order, std::size_t Points, std::size_t PricePoints>
class exercise_boundary {
    static constexpr legendre_rule<Points> rule{};
    static constexpr legendre_rule<PricePoints> price_rule{};
    static constexpr double quarter_pi = std::numbers::pi / 4;

    double strike_, years_, vol_, rate_, yield_, at_expiry_;
    std::array<double, Order + 1> coefficient_{}; // of ln(B / B(0+))^2, Chebyshev polynomials of 2 sqrt(tau / T) - 1

    /// -ln(B / B(0+)) at x = sqrt(tau / T).
    [[nodiscard]] double depth(double x) const
    {
        const double y = 2 * (2 * x - 1);
        double b1 = 0, b2 = 0;
        for (std::size_t j = Order; j > 0; --j) {
            const double b0 = coefficient_[j] + y * b1 - b2;
            b2 = b1;
            b1 = b0;
        }
        return std::sqrt(std::fmax(0.0, coefficient_[0] + y / 2 * b1 - b2));
    }

    /// The boundary between that at expiry and that of the perpetual put, as -ln(B / B(0+)).
    [[nodiscard]] double first_depth(double tau) const
    {
        const double b = rate_ - yield_, vv = vol_ * vol_, half = 0.5 - b / vv;
        const double root = half - std::sqrt(half * half + 2 * rate_ / vv), speed = 2 * vol_ * std::sqrt(tau);
        const double start = strike_ / at_expiry_, end = (root - 1) / root; // K / B, at expiry and in perpetuity
        if (!(end < 1e6)) return speed;
        const double range = std::fmax(end / start - 1, 1e-9);
        return std::log1p(range * -std::expm1(-std::fmax(speed - b * tau, speed / 10) / (range * start * start)));
    }

    void interpolate(const std::array<double, Order + 1>& depths, const std::array<double, 2 * Order>& cosine)
    {
        const auto half_at_ends = [](std::size_t i) { return i == 0 || i == Order ? 0.5 : 1.0; };
        for (std::size_t j = 0; j <= Order; ++j) {
            double sum = 0;
            for (std::size_t i = 0; i <= Order; ++i)
                sum += half_at_ends(i) * depths[i] * depths[i] * cosine[i * j % (2 * Order)];
            coefficient_[j] = 2 * half_at_ends(j) * sum / static_cast<double>(Order);
        }
    }

public:
    exercise_boundary(double strike, double years, double vol, double rate, double yield, double tolerance = 1e-6)
        : strike_(strike), years_(years), vol_(vol), rate_(rate), yield_(yield),
          at_expiry_(yield > rate ? strike * rate / yield : strike)
    {
        std::array<double, 2 * Order> cosine{};
        for (std::size_t i = 0; i < 2 * Order; ++i)
            cosine[i] = std::cos(std::numbers::pi * static_cast<double>(i) / static_cast<double>(Order));
        struct integrand {
            double ratio, v, deviation, rate_weight, yield_weight; // sqrt(u / tau), tau - u, sigma sqrt(tau - u)
        };
        std::array<std::array<integrand, Points>, Order> terms;
        std::array<double, Order + 1> x{}, depths{}; // x_i = sqrt(tau_i / T), from 1 down to 0
        for (std::size_t j = 0; j < Points; ++j) {
            const double theta = quarter_pi * (1 + rule.node[j]), sine = std::sin(theta), cos = std::cos(theta);
            for (std::size_t i = 0; i < Order; ++i) {
                x[i] = (1 + cosine[i]) / 2;
                const double tau = x[i] * x[i] * years, u = tau * cos * cos, v = tau * sine * sine;
                const double weight = 2 * quarter_pi * rule.weight[j] * tau * sine * cos;
                terms[i][j] = {cos, v, vol * std::sqrt(v), weight * rate * std::exp(rate * u),
                               weight * yield * std::exp(yield * u)};
            }
        }
        for (std::size_t i = 0; i < Order; ++i) depths[i] = first_depth(x[i] * x[i] * years);
        interpolate(depths, cosine);

        const double drift = rate - yield, log_start = std::log(at_expiry_ / strike);
        constexpr int most_iterations = 60;
        for (int iteration = 0; iteration < most_iterations; ++iteration) {
            double moved = 0;
            for (std::size_t i = 0; i < Order; ++i) {
                const double tau = x[i] * x[i] * years, s = vol * std::sqrt(tau), log_b = -depths[i];
                const double d = (log_start + log_b + drift * tau) / s;
                double numerator = black::normal_cdf(d - s / 2), denominator = black::normal_cdf(d + s / 2);
                for (const auto& term : terms[i]) {
                    const double e = (log_b + depth(x[i] * term.ratio) + drift * term.v) / term.deviation;
                    numerator += term.rate_weight * black::normal_cdf(e - term.deviation / 2);
                    denominator += term.yield_weight * black::normal_cdf(e + term.deviation / 2);
                }
                if (!(numerator > 0 && denominator > 0)) continue;
                const double next = std::fmax(0.0, log_start + drift * tau - std::log(numerator / denominator));
                moved = std::fmax(moved, std::fabs(next - depths[i]));
                depths[i] = next;
            }
            interpolate(depths, cosine);
            if (moved < tolerance) break;
        }
    }

    /// B with tau years left, 0 <= tau <= years.
    [[nodiscard]] double operator()(double tau) const { return at_expiry_ * std::exp(-depth(std::sqrt(tau / years_))); }

    /// Price of the put with all the years left: the European price and
    ///
    ///     int_0^T (r K e^(-rv) N(-d-(v, S/B(T - v))) - q S e^(-qv) N(-d+(v, S/B(T - v)))) dv
    [[nodiscard]] double price(double spot) const
    {
        if (spot <= (*this)(years_)) return strike_ - spot;
        const double drift = rate_ - yield_, log_spot = std::log(spot / at_expiry_);
        double premium = 0;
        for (std::size_t j = 0; j < PricePoints; ++j) {
            const double theta = quarter_pi * (1 + price_rule.node[j]), sine = std::sin(theta), cos = std::cos(theta);
            const double v = years_ * sine * sine, s = vol_ * std::sqrt(v);
            const double d = (log_spot + depth(cos) + drift * v) / s;
            const double gain = rate_ * strike_ * std::exp(-rate_ * v) * black::normal_cdf(s / 2 - d) -
                                yield_ * spot * std::exp(-yield_ * v) * black::normal_cdf(-s / 2 - d);
            premium += 2 * quarter_pi * price_rule.weight[j] * years_ * sine * cos * gain;
        }
        const double european = black::price(option_type::put, spot * std::exp(drift * years_), strike_, years_, vol_,
                                             std::exp(-rate_ * years_));
        return std::fmax(european + std::fmax(premium, 0.0), strike_ - spot);
    }
};

} // namespace smirk::inline SMIRK_ABI::detail
