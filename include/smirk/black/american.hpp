// SPDX-License-Identifier: BSL-1.0
// American options under Black and Scholes with a continuous yield: the exercise boundary by spectral collocation, the
// price from it.
#pragma once
#include <smirk/black/normal.hpp>
#include <smirk/black/price.hpp>
#include <smirk/option_type.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace smirk::inline SMIRK_ABI::detail {

/// Nodes and weights of the Gauss-Legendre rule on (-1, 1), by Newton's steps on the Legendre polynomial.
template <std::size_t N>
struct legendre_rule {
    std::array<double, N> node{}, weight{};

    constexpr legendre_rule()
    {
        for (std::size_t i = 0; i < N; ++i) {
            // cos(pi (i + 3/4) / (N + 1/2)), by the sine series of the angle's distance from pi / 2
            const double a = std::numbers::pi * (0.5 - (static_cast<double>(i) + 0.75) / (static_cast<double>(N) + 0.5));
            double x = a * (1 - a * a / 6 * (1 - a * a / 20 * (1 - a * a / 42))), slope = 1;
            for (int step = 0; step < 8; ++step) {
                double p = 1, before = 0;
                for (std::size_t k = 0; k < N; ++k) {
                    const auto j = static_cast<double>(k);
                    const double next = ((2 * j + 1) * x * p - j * before) / (j + 1);
                    before = p;
                    p = next;
                }
                slope = static_cast<double>(N) * (x * p - before) / (x * x - 1);
                x -= p / slope;
            }
            node[i] = x;
            weight[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }
};

} // namespace smirk::inline SMIRK_ABI::detail

namespace smirk::inline SMIRK_ABI::black {

/// Where an American put is exercised: B(tau), the spot below which it is, with tau years left; and the put's price.
///
///     B(tau) = K e^(-(r-q) tau) N / D,                                        d+-(v, z) = (ln z + (r - q +- sigma^2/2) v) / (sigma sqrt v)
///     N = N(d-(tau, B/K)) + r int_0^tau e^(ru) N(d-(tau - u, B/B(u))) du,
///     D = N(d+(tau, B/K)) + q int_0^tau e^(qu) N(d+(tau - u, B/B(u))) du
///
/// H = ln(B / B(0+))^2 is a polynomial in sqrt(tau), fixed by its values at the extrema of a Chebyshev polynomial; the
/// integrals run over theta with sqrt(u) = sqrt(tau) cos(theta), which leaves no singular end. The equation is iterated
/// with Newton's step in B(tau), B(u) held, until the boundary stands still.
///
/// source  Andersen, Lake and Offengenden, Journal of Computational Finance 20(1), 2016, 39-87; start: Bjerksund and
///         Stensland, Scandinavian Journal of Management 9, 1993, 87-99
class put_exercise_boundary {
    static constexpr std::size_t order = 12, points = 32, price_points = 64;
    static constexpr detail::legendre_rule<points> rule{};
    static constexpr detail::legendre_rule<price_points> price_rule{};
    double strike_, years_, vol_, rate_, yield_, at_expiry_;
    std::array<double, order + 1> coefficient_{}; // of H, in Chebyshev polynomials of 2 sqrt(tau / T) - 1

    /// -ln(B / B(0+)) where sqrt(tau / T) = x.
    [[nodiscard]] double depth(double x) const
    {
        const double y = 2 * (2 * x - 1);
        double b1 = 0, b2 = 0;
        for (std::size_t j = order; j > 0; --j) {
            const double b0 = coefficient_[j] + y * b1 - b2;
            b2 = b1;
            b1 = b0;
        }
        return std::sqrt(std::fmax(0.0, coefficient_[0] + y / 2 * b1 - b2));
    }

    void interpolate(const std::array<double, order + 1>& h)
    {
        constexpr auto n = static_cast<double>(order);
        for (std::size_t j = 0; j <= order; ++j) {
            double sum = 0;
            for (std::size_t i = 0; i <= order; ++i)
                sum += h[i] * std::cos(std::numbers::pi * static_cast<double>(i * j) / n) / (i == 0 || i == order ? 2 : 1);
            coefficient_[j] = 2 * sum / n / (j == 0 || j == order ? 2 : 1);
        }
    }

    /// First guess of -ln(B / B(0+)): between the boundary at expiry and that of the perpetual put.
    [[nodiscard]] double first_depth(double tau) const
    {
        const double b = rate_ - yield_, vv = vol_ * vol_, half = 0.5 - b / vv;
        const double root = half - std::sqrt(half * half + 2 * rate_ / vv);
        const double start = strike_ / at_expiry_, end = std::fmax((root - 1) / root, start * (1 + 1e-6));
        const double speed = std::fmax(-b * tau + 2 * vol_ * std::sqrt(tau), 0.2 * vol_ * std::sqrt(tau));
        if (!(end < 1e6)) return speed;
        return std::log1p((end / start - 1) * -std::expm1(-speed / ((end - start) * start)));
    }

    struct step {
        double b;
        bool done;
    };

public:
    int iterations = 0;

    put_exercise_boundary(double strike, double years, double vol, double rate, double yield)
        : strike_(strike), years_(years), vol_(vol), rate_(rate), yield_(yield),
          at_expiry_(yield > rate ? strike * rate / yield : strike)
    {
        const double root_t = std::sqrt(years);
        std::array<double, order + 1> x{}, h{};
        for (std::size_t i = 0; i <= order; ++i) {
            x[i] = (1 + std::cos(std::numbers::pi * static_cast<double>(i) / static_cast<double>(order))) / 2;
            const double d = first_depth(x[i] * x[i] * years);
            h[i] = i == order ? 0 : d * d;
        }
        interpolate(h);

        std::array<double, points> sine{}, cosine{}, weight{};
        for (std::size_t j = 0; j < points; ++j) {
            const double theta = std::numbers::pi / 4 * (1 + rule.node[j]);
            sine[j] = std::sin(theta), cosine[j] = std::cos(theta);
            weight[j] = std::numbers::pi / 4 * rule.weight[j] * 2 * sine[j] * cosine[j];
        }
        for (iterations = 1; iterations <= 30; ++iterations) {
            double moved = 0;
            for (std::size_t i = 0; i < order; ++i) {
                const double tau = x[i] * x[i] * years, root = x[i] * root_t, l = -std::sqrt(h[i]); // ln(B / B(0+))
                const double drift = rate_ - yield_, s = vol_ * root;
                const double dm = (l + std::log(at_expiry_ / strike_) + drift * tau) / s - s / 2, dp = dm + s;
                double n = normal_cdf(dm), d = normal_cdf(dp), dn = normal_pdf(dm) / s, dd = normal_pdf(dp) / s;
                for (std::size_t j = 0; j < points; ++j) {
                    const double u = tau * cosine[j] * cosine[j], v = tau - u, sv = s * sine[j];
                    const double em = (l + depth(x[i] * cosine[j]) + drift * v) / sv - sv / 2, ep = em + sv;
                    const double wr = weight[j] * tau * rate_ * std::exp(rate_ * u),
                                 wq = weight[j] * tau * yield_ * std::exp(yield_ * u);
                    n += wr * normal_cdf(em), dn += wr * normal_pdf(em) / sv;
                    d += wq * normal_cdf(ep), dd += wq * normal_pdf(ep) / sv;
                }
                // g(l) = ln(B(0+)) + l - ln(K e^(-drift tau) N / D) = 0
                const double g = std::log(at_expiry_ / strike_) + l + drift * tau - std::log(n / d); static_cast<void>(dn), static_cast<void>(dd);
                const double next = std::fmin(0.0, l - g);
                moved = std::fmax(moved, std::fabs(next - l));
                h[i] = next * next;
            }
            interpolate(h);
            if (moved < 1e-10) break;
        }
    }

    /// B with tau years left, 0 <= tau <= years.
    [[nodiscard]] double operator()(double tau) const { return at_expiry_ * std::exp(-depth(std::sqrt(tau / years_))); }

    /// The put at a spot, with all the years left.
    [[nodiscard]] double put(double spot) const
    {
        if (spot <= (*this)(years_)) return strike_ - spot;
        const double drift = rate_ - yield_, log_spot = std::log(spot / at_expiry_), s = vol_ * std::sqrt(years_);
        double premium = 0;
        for (std::size_t j = 0; j < price_points; ++j) {
            const double theta = std::numbers::pi / 4 * (1 + price_rule.node[j]);
            const double sine = std::sin(theta), cosine = std::cos(theta), v = years_ * sine * sine, sv = s * sine;
            const double em = (log_spot + depth(cosine) + drift * v) / sv - sv / 2, ep = em + sv;
            premium += price_rule.weight[j] * sine * cosine *
                       (rate_ * strike_ * std::exp(-rate_ * v) * normal_cdf(-em) -
                        yield_ * spot * std::exp(-yield_ * v) * normal_cdf(-ep));
        }
        premium *= std::numbers::pi / 2 * years_;
        const double european = price(option_type::put, spot * std::exp(drift * years_), strike_, years_, vol_, std::exp(-rate_ * years_));
        return std::fmax(european + std::fmax(0.0, premium), strike_ - spot);
    }
};

} // namespace smirk::inline SMIRK_ABI::black
