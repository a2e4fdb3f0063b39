// SPDX-License-Identifier: BSL-1.0
// Tails of the laws of the errors, from their density alone: probability, quantile, expectation.
#pragma once
#include <smirk/detail/bracketed_root.hpp>
#include <smirk/garch/normal.hpp>

#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::garch {

/// P(Z < q) and E[Z; Z < q].
struct tail {
    double probability, expectation;
};

/// The lower tail of a law with mean 0.
///
///     P(Z < q) = int_0^inf f(q - u) du,   E[Z; Z < q] = int_0^inf (q - u) f(q - u) du,   u = exp(2 sinh x)
///
/// by the trapezoidal rule in x; beyond the mode, where the density may have a kink, from the upper tail.
///
/// law       the shape of a law: Law::shape_of(parameters), fit.law_shape()
/// returns   both to about 12 digits
/// cost      257 densities
/// source    Takahasi and Mori, Publications of the RIMS 9(3), 1974, 721-741
template <class Law>
[[nodiscard]] tail lower_tail(const typename Law::template shape<double>& law, double q)
{
    double mode = 0;
    if constexpr (requires { law.mode(); }) mode = law.mode();
    const double side = q > mode ? 1 : -1, step = 1.0 / 32;
    double probability = 0, distance = 0;
    for (int i = -128; i <= 128; ++i) {
        const double x = step * i, u = std::exp(2 * std::sinh(x)), du = 2 * std::cosh(x) * u * step;
        const double density = std::exp(Law::log_density(law, q + side * u, 1.0));
        if (!(density > 0)) continue;
        probability += density * du;
        distance += u * density * du;
    }
    if (side < 0) return {probability, q * probability - distance};
    return {1 - probability, -(q * probability + distance)};
}

/// The quantile of a law with mean 0 and variance 1.
///
///     P(Z < q) = p,   -sqrt((1 - p) / p) <= q <= sqrt(p / (1 - p))   (Cantelli)
///
/// throws  std::invalid_argument unless 0 < p < 1
/// cost    10 to 30 tails
template <class Law>
[[nodiscard]] double quantile(const typename Law::template shape<double>& law, double p)
{
    if (!(p > 0 && p < 1))
        throw std::invalid_argument("smirk::garch::quantile: expected a probability between 0 and 1, got " +
                                    std::to_string(p));
    return detail::bracketed_root([&](double q) { return lower_tail<Law>(law, q).probability - p; },
                                  -std::sqrt((1 - p) / p), std::sqrt(p / (1 - p)));
}

} // namespace smirk::inline SMIRK_ABI::garch
