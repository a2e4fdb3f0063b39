// SPDX-License-Identifier: BSL-1.0
// Heston's stochastic variance: prices by Fourier inversion to many digits at any strike, and the smile they imply.
#pragma once
#include <smirk/black/implied_vol.hpp>
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/vol_surface.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// dS/S = sqrt(v) dW,   dv = kappa (mean_variance - v) dt + vol_of_variance sqrt(v) dZ,   dW dZ = rho dt
///
/// spot_variance    v now; with mean_variance annualised, neither negative, not both 0
/// kappa            speed of reversion a year, not negative
/// vol_of_variance  positive
/// rho              in [-1, 1]
///
/// The model stays one where 2 kappa mean_variance < vol_of_variance^2 (Feller) and v touches 0.
struct heston {
    double spot_variance, mean_variance, kappa, vol_of_variance, rho;

    [[nodiscard]] bool valid() const
    {
        return spot_variance >= 0 && std::isfinite(spot_variance) && mean_variance >= 0 &&
               std::isfinite(mean_variance) && spot_variance + kappa * mean_variance > 0 && kappa >= 0 &&
               std::isfinite(kappa) && vol_of_variance > 0 && std::isfinite(vol_of_variance) && rho >= -1 && rho <= 1;
    }
};

/// The time value of an option and its derivatives in k at fixed forward, in multiples of the forward.
///
/// value   price of the out-of-the-money option of the strike, E(e^x - e^k)^+ for k >= 0, E(e^k - e^x)^+ below
/// slope, curvature   d/dk, d^2/dk^2;  curvature - slope = e^k p(k), p the density of x = ln(S_T / F)
/// error   relative change of value by the last halving of the step, which the error is far below
struct heston_value {
    double value, slope, curvature, error;
};

/// The smile of one expiry of a Heston model. Models smooth_smile.
///
///     o(k) = -1/pi Re int_0^inf e^{-i z k} phi(z - i) / (z (z - i)) dz,   phi(z) = E e^{i z x},   x = ln(S_T / F),
///
/// on the hyperbola z(t) = -i alpha + c (sinh(t + i omega) - i sin omega). On alpha > 0 it is a call, on alpha < -1 a
/// put; alpha minimises the integrand on the imaginary axis (the saddle point), so deep out-of-the-money prices keep
/// their relative accuracy. omega turns the contour to where the integrand decays without oscillation. The integrand in
/// t is analytic in a strip and decays doubly exponentially: the trapezoidal rule doubles its digits with each halving
/// of the step.
///
///     ln phi = kappa theta (r T - 2 ln(1 + y)) / s^2 + v (p^2 - p) (1 - E) / (2 d (1 + y)),   p = i z
///     beta = kappa - rho s p,   d = sqrt(beta^2 - s^2 (p^2 - p)),   Re d >= 0,   r = beta - d,   E = e^{-d T},
///     y = r (1 - E) / (2 d)
///
/// which crosses no branch cut; r is taken as s^2 (p^2 - p) / (beta + d) where that does not cancel, so that small s
/// is no limit.
///
/// source  Heston, Review of Financial Studies 6(2), 1993, 327-343; Lord and Kahl, Mathematical Finance 20(4), 2010
///         (the branch); Lewis, Option Valuation under Stochastic Volatility, 2000 (the strip); Andersen and Lake,
///         Robust high-precision option pricing by Fourier transforms, Wilmott 2019(102) (saddle point, turned contour)
class heston_smile {
    using complex = std::complex<double>;
    heston model_;
    double years_;

    /// ln(1 + y)
    [[nodiscard]] static complex log_one_plus(complex y)
    {
        const double a = y.real(), b = y.imag();
        return {0.5 * std::log1p(a * (2 + a) + b * b), std::atan2(b, 1 + a)};
    }

public:
    /// throws  std::invalid_argument unless model.valid() and years > 0
    heston_smile(const heston& model, double years) : model_(model), years_(years)
    {
        if (!model.valid() || !(years > 0) || !std::isfinite(years))
            throw std::invalid_argument("smirk::surface::heston_smile: no Heston model, or years not positive: v " +
                                        std::to_string(model.spot_variance) + ", mean " +
                                        std::to_string(model.mean_variance) + ", kappa " + std::to_string(model.kappa) +
                                        ", vol of variance " + std::to_string(model.vol_of_variance) + ", rho " +
                                        std::to_string(model.rho) + ", years " + std::to_string(years));
    }

    [[nodiscard]] const heston& model() const { return model_; }
    [[nodiscard]] double years() const { return years_; }

    /// ln E (S_T / F)^p for complex p whose real part has a moment.
    [[nodiscard]] complex log_moment(complex p) const
    {
        const auto [v, theta, kappa, s, rho] = model_;
        const complex pp = p * (p - 1.0), beta = kappa - rho * s * p;
        complex d = std::sqrt(beta * beta - s * s * pp);
        if (std::abs(d) < 1e-8 * (1 + std::abs(beta))) d = 1e-8 * (1 + std::abs(beta)); // even in d: an error of d^2
        const complex r = beta.real() * d.real() + beta.imag() * d.imag() > 0 ? s * s * pp / (beta + d) : beta - d;
        const complex dt = d * years_;
        const complex part = std::abs(dt) < 1e-4 ? years_ * (1.0 - dt * (0.5 - dt / 6.0)) : (1.0 - std::exp(-dt)) / d;
        const complex y = 0.5 * r * part; // part = (1 - E) / d
        return kappa * theta / (s * s) * (r * years_ - 2.0 * log_one_plus(y)) + 0.5 * v * pp * part / (1.0 + y);
    }

    /// The same for real p; infinite where the moment does not exist.
    ///
    /// source  Andersen and Piterbarg, Moment explosions in stochastic volatility models, Finance and Stochastics
    ///         11(1), 2007, 29-50
    [[nodiscard]] double log_moment(double p) const
    {
        const auto [v, theta, kappa, s, rho] = model_;
        const double beta = kappa - rho * s * p, square = beta * beta - s * s * p * (p - 1);
        constexpr double infinite = std::numeric_limits<double>::infinity();
        if (square < 0) {
            const double m = std::sqrt(-square);
            if (0.5 * m * years_ >= 0.5 * std::numbers::pi + std::atan(beta / m)) return infinite;
        } else if (beta < 0) {
            const double d = std::sqrt(square), x = 0.5 * d * years_;
            if (-beta * (x < 1e-8 ? 0.5 * years_ : std::tanh(x) / d) >= 1) return infinite;
        }
        return log_moment(complex(p)).real();
    }

    /// Time value at k, to about 12 digits at any strike where it is above 1e-290, and 0 below.
    ///
    /// Where the option of the strike itself has no moments to spare (rho near 1, long expiry) it comes from the other
    /// one by parity, to 1e-15 of the forward.
    ///
    /// returns  NaN where k is not finite or the quadrature does not settle
    /// cost     some 30 us: 100 values of phi
    [[nodiscard]] heston_value time_value(double k) const
    {
        const double side = k < 0 ? -1 : 1;
        heston_value o = option(side, k);
        if (o.value == o.value || !std::isfinite(k)) return o;
        o = option(-side, k);
        const double strike = std::exp(k); // call = put + 1 - e^k
        return {o.value - side * std::expm1(k), o.slope - side * strike, o.curvature - side * strike, o.error};
    }

    /// sigma^2 T; NaN where the time value is below what double holds.
    [[nodiscard]] double total_variance(double k) const { return variance_of(k, time_value(k).value); }

    /// From the derivatives of the price, o_k = c_k + c_w w' and o_kk - o_k = 2 c_w g.
    [[nodiscard]] smile_derivatives derivatives(double k) const
    {
        const heston_value o = time_value(k);
        const double w = variance_of(k, o.value), s = std::sqrt(w), side = k < 0 ? -1 : 1;
        const double d1 = -k / s + 0.5 * s, d2 = d1 - s;
        const double c_w = 0.5 * std::exp(-0.5 * d1 * d1) / (s * std::sqrt(2 * std::numbers::pi));
        const double c_k = -side * std::exp(k) * 0.5 * std::erfc(side * -d2 / std::numbers::sqrt2);
        const double dw = (o.slope - c_k) / c_w;
        const double g = 0.5 * (o.curvature - o.slope) / c_w;
        return {w, dw, 2 * (g - durrleman(k, {w, dw, 0}))};
    }

private:
    [[nodiscard]] static double variance_of(double k, double time_value)
    {
        const auto implied = black::implied_vol_from_time_value(time_value, 1.0, std::exp(k), 1.0, 1.0);
        return implied.vol * implied.vol;
    }

    /// A call (side 1) or put (-1) at k.
    [[nodiscard]] heston_value option(double side, double k) const
    {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(k)) return {none, none, none, none};
        const auto moment_of = [&](double a) { return side > 0 ? 1 + a : -a; }; // p = 1 + alpha
        const auto height = [&](double a) {                                     // of the integrand at z = -i alpha
            return log_moment(moment_of(a)) - (moment_of(a) - 1) * k - std::log(a * (a + 1));
        };
        const double a = saddle(height);
        const double alpha = moment_of(a) - 1, top = height(a);
        if (top < -700) return {0, 0, 0, 0};
        if (!std::isfinite(top)) return {none, none, none, none};

        // ln phi tends to -(v + kappa theta T) (sqrt(1 - rho^2) + i rho) z / s
        const double decay =
            (model_.spot_variance + model_.kappa * model_.mean_variance * years_) / model_.vol_of_variance;
        const double across = std::sqrt((1 - model_.rho) * (1 + model_.rho)) * decay, along = model_.rho * decay + k;
        const double omega = std::clamp(-std::atan2(along, across), -0.35, 0.35);
        const double width = pole_distance(a, height) / std::cos(omega);
        const complex centre(0, -alpha - width * std::sin(omega));

        struct sums {
            double value = 0, slope = 0, curvature = 0;
        };
        const auto add = [&](sums& to, double t, double weight) { // and the size of the term
            const complex turned(t, omega), z = centre + width * std::sinh(turned), iz(-z.imag(), z.real());
            const complex exponent = log_moment(1.0 + iz) - iz * k - top;
            if (!(exponent.real() > -745)) return 0.0;
            const complex f = std::exp(exponent) * (width * std::cosh(turned)) / (iz * (1.0 + iz)) * weight;
            to.value += f.real();
            to.slope -= (iz * f).real();
            to.curvature += (iz * iz * f).real();
            return std::abs(f) * (1 + std::norm(z));
        };
        const auto sweep = [&](double first, double step) {
            sums total;
            double largest = 0;
            int small = 0;
            for (double t = first; t < 40 && small < 3; t += step) {
                const double size = add(total, t, t == 0 ? 0.5 : 1.0);
                largest = std::max(largest, size);
                small = size < 1e-18 * largest ? small + 1 : 0;
            }
            return total;
        };
        double step = 0.5;
        sums sum = sweep(0, step);
        double before = sum.value * step, change = 1;
        for (int level = 0; level < 8; ++level) {
            const sums between = sweep(0.5 * step, step);
            step *= 0.5;
            sum = {sum.value + between.value, sum.slope + between.slope, sum.curvature + between.curvature};
            const double now = sum.value * step;
            change = std::fabs(now - before) / std::fabs(now);
            before = now;
            if (change < 1e-9) break;
        }
        if (!(change < 1e-5)) return {none, none, none, none};
        const double scale = std::exp(top) * step / std::numbers::pi;
        return {scale * sum.value, scale * sum.slope, scale * sum.curvature, change};
    }

    /// The a > 0 of least height, a convex function that is infinite at 0 and beyond the last moment; three digits do.
    template <class Height>
    [[nodiscard]] static double saddle(const Height& height)
    {
        double low = 0.25, at = 1, high = 4, best = height(at); // in steps of ln a
        while (at > 1e-6 && !(best < height(low))) high = at, at = low, best = height(at), low *= 0.25;
        while (at < 1e12 && height(high) < best) low = at, at = high, best = height(at), high *= 4;
        double x = std::log(low), y = std::log(high);
        constexpr double golden = 0.6180339887498949;
        double p = y - golden * (y - x), q = x + golden * (y - x), hp = height(std::exp(p)), hq = height(std::exp(q));
        while (y - x > 0.02)
            if (hp < hq)
                y = q, q = p, hq = hp, p = y - golden * (y - x), hp = height(std::exp(p));
            else
                x = p, p = q, hp = hq, q = x + golden * (y - x), hq = height(std::exp(q));
        return std::exp(hp < hq ? p : q);
    }

    /// Distance from a to the pole at 0, or to the first moment that does not exist if that is nearer.
    template <class Height>
    [[nodiscard]] static double pole_distance(double a, const Height& height)
    {
        if (std::isfinite(height(2 * a))) return a;
        double finite = a, infinite = 2 * a;
        for (int i = 0; i < 12; ++i) {
            const double middle = 0.5 * (finite + infinite);
            (std::isfinite(height(middle)) ? finite : infinite) = middle;
        }
        return finite - a;
    }
};

static_assert(smooth_smile<heston_smile>);

/// A Heston model as a surface.
///
/// smile  throws as heston_smile
struct heston_surface {
    heston model;

    [[nodiscard]] heston_smile smile(double years) const { return {model, years}; }
    [[nodiscard]] double vol(double k, double years) const { return std::sqrt(smile(years).total_variance(k) / years); }
};

static_assert(vol_surface<heston_surface>);

/// Undiscounted call under Heston as a multiple of the forward, C / (D F), at k = ln(K/F).
///
/// returns  the time value, plus 1 - e^k in the money; heston_smile::time_value() keeps all digits of the former
/// throws   std::invalid_argument as heston_smile
[[nodiscard]] inline double heston_call(const heston& model, double k, double years)
{
    return heston_smile(model, years).time_value(k).value + (k < 0 ? -std::expm1(k) : 0.0);
}

} // namespace smirk::inline SMIRK_ABI::surface
