// SPDX-License-Identifier: BSL-1.0
// Skewed Student t errors.
#pragma once
#include <smirk/garch/student_t.hpp>

namespace smirk::inline SMIRK_ABI::garch {

/// Skewed Student t errors (Hansen), mean 0 and variance 1: two halves of a t law, of widths 1 - lambda and 1 + lambda.
///
///     f(e) = b c / sqrt(h) (1 + (u / s)^2 / (nu - 2))^(-(nu + 1)/2),   u = b e / sqrt(h) + a,   s = 1 + lambda sign(u)
///     c = Gamma((nu + 1)/2) / (Gamma(nu/2) sqrt(pi (nu - 2)))
///     a = 4 lambda c (nu - 2) / (nu - 1),   b^2 = 1 + 3 lambda^2 - a^2
///
/// nu > 2, -1 < lambda < 1; lambda < 0: the long tail is the left one. The law of Fernandez and Steel is the same, with
/// lambda = (xi^2 - 1) / (xi^2 + 1).
///
/// source  Hansen, International Economic Review 35(3), 1994, 705-730
struct skewed_t {
    static constexpr bool kinked = false;

    template <class R>
    struct parameters {
        R nu, lambda;
    };
    static constexpr const char* names[] = {"nu", "lambda"};

    template <class R>
    struct shape {
        R nu, inverse_tail, log_norm, lambda, a, b, mean_abs, lower_variance;

        /// Where the two halves meet.
        [[nodiscard]] double mode() const { return -a / b; }

        static double exponential_moment(double x, double y)
        {
            return student_t::shape<double>::exponential_moment(x, y);
        }

        /// By the trapezoidal rule in x, z = exp(2 sinh x), to about 1e-6. Infinite from k = nu on.
        [[nodiscard]] double power_moment(double k, double up, double down) const
        {
            if (k >= nu) return std::numeric_limits<double>::infinity();
            double sum = 0;
            const double step = 1.0 / 32;
            for (int i = -128; i <= 128; ++i) {
                const double z = std::exp(2 * std::sinh(step * i)), dz = 2 * std::cosh(step * i) * z * step;
                const double right = std::exp(log_density(*this, z, 1.0)), left = std::exp(log_density(*this, -z, 1.0));
                if (right > 0) sum += std::pow(up * z, k) * right * dz;
                if (left > 0) sum += std::pow(down * z, k) * left * dz;
            }
            return sum;
        }
    };
    template <class R>
    static shape<R> shape_of(const parameters<R>& p)
    {
        const R tail = p.nu - 2.0;
        const R log_c = internal::log_gamma_ratio(R(p.nu * 0.5)) - 0.5 * log(tail * std::numbers::pi);
        const R c = exp(log_c), a = 4.0 * p.lambda * c * tail / (p.nu - 1.0);
        const R b2 = 1.0 + 3.0 * p.lambda * p.lambda - a * a, b = sqrt(b2);

        // Moments of the half of u beyond a on the wide side, by those of the t law between 0 and x = |a| / wide:
        //     t = sqrt(nu - 2) sinh w
        //     int_0^x t^k (1 + t^2 / (nu - 2))^(-(nu + 1)/2) dt = (nu - 2)^((k + 1)/2) int sinh^k w cosh^-nu w dw
        const R wide = 1.0 + abs(p.lambda), size = abs(a), x = size / wide, y = x / sqrt(tail);
        const R width = log(y + sqrt(1.0 + y * y));
        R mass(0.0), square(0.0);
        for (int i = 0; i < 10; ++i)
            for (const double side : {-1.0, 1.0}) {
                const R w = width * (0.5 + 0.5 * side * node[i]), up = exp(w), down = 1.0 / up;
                const R density = (0.5 * weight[i]) * width * exp(-p.nu * log(0.5 * (up + down))),
                        sinh = 0.5 * (up - down);
                mass = mass + density;
                square = square + sinh * sinh * density;
            }
        const R beyond0 = wide * (0.5 - c * sqrt(tail) * mass);
        const R beyond1 = wide * wide * c * tail / (p.nu - 1.0) * exp(-0.5 * (p.nu - 1.0) * log(1.0 + y * y));
        const R beyond2 = wide * wide * wide * (0.5 - c * tail * sqrt(tail) * square);
        const R wide_variance =
            (beyond2 - 2.0 * size * beyond1 + size * size * beyond0) / b2; // E[z^2] on the wide side
        const R lower = detail::plain_value(p.lambda) < 0 ? wide_variance : 1.0 - wide_variance;
        return {p.nu, 1.0 / tail, log_c + log(b), p.lambda, a, b, 2.0 * (beyond1 - size * beyond0) / b, lower};
    }
    template <class S, class R>
    SMIRK_MODEL_FUNCTION R log_density(const S& s, const R& e, const R& h)
    {
        const R u = s.b * e * (1.0 / sqrt(h)) + s.a, v = u * (1.0 / (1.0 + s.lambda * sign_of(u)));
        return s.log_norm - 0.5 * (log_normal(h) + (s.nu + 1.0) * log_normal(1.0 + v * v * s.inverse_tail));
    }
    template <class Generator>
    static double draw(const parameters<double>& p, Generator& generator)
    {
        const auto s = shape_of(p);
        const double t = std::fabs(student_t::draw({p.nu}, generator));
        const bool right = std::uniform_real_distribution<double>(-1, 1)(generator) < p.lambda;
        return ((right ? (1 + p.lambda) * t : -(1 - p.lambda) * t) - s.a) / s.b;
    }

    /// Coordinates: 1 / nu, lambda.
    template <class R>
    static parameters<R> from_search(const std::array<R, 2>& x)
    {
        return {1.0 / x[0], x[1]};
    }
    static std::array<double, 2> to_search(const parameters<double>& p) { return {1 / p.nu, p.lambda}; }
    static std::array<search_range, 2> ranges()
    {
        return {
            {student_t::ranges()[0], {-0.99, 0.99, "lambda is -0.99: no right tail", "lambda is 0.99: no left tail"}}};
    }
    static parameters<double> start() { return {8, 0}; }

private:
    // Gauss-Legendre, 20 points: positive nodes and their weights
    static constexpr double node[] = {0.0765265211334973, 0.2277858511416451, 0.3737060887154195, 0.5108670019508271,
                                      0.6360536807265150, 0.7463319064601508, 0.8391169718222188, 0.9122344282513259,
                                      0.9639719272779138, 0.9931285991850949};
    static constexpr double weight[] = {0.1527533871307258, 0.1491729864726037, 0.1420961093183820, 0.1316886384491766,
                                        0.1181945319615184, 0.1019301198172404, 0.0832767415767047, 0.0626720483341091,
                                        0.0406014298003869, 0.0176140071391521};
};

} // namespace smirk::inline SMIRK_ABI::garch
