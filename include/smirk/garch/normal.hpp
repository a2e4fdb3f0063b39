// SPDX-License-Identifier: BSL-1.0
// Normal errors.
#pragma once
#include <smirk/garch/model.hpp>

#include <numbers>
#include <random>

namespace smirk::inline SMIRK_ABI::garch {

// The law of the errors z (mean 0, variance 1) is a struct with
//
//   parameters<R>                       aggregate, empty where there are none
//   shape<R>, shape_of(parameters)      the numbers that the density takes from them, computed once an evaluation
//     mean_abs, lower_variance            among them E|z| and E[z^2; z < 0]
//     exponential_moment(a, b)            E exp(a |z| + b z), infinite where it is
//     power_moment(k, up, down)           E (up z)^k over z > 0 + E (down |z|)^k over z < 0; up, down >= 0
//   kinked                              whether its logarithm is, or nearly, at 0
//   log_density(shape, e, h)            of e = sqrt(h) z
//   draw(parameters, generator)         a random z
//   names, from_search, to_search, ranges         as for a model; start() one set of parameters

/// power_moment of a symmetric law.
inline double symmetric_power_moment(double abs_moment, double k, double up, double down)
{
    return 0.5 * abs_moment * (std::pow(up, k) + std::pow(down, k));
}

/// Standard normal errors.
///
///     f(e) = exp(-e^2 / (2 h)) / sqrt(2 pi h)
struct normal {
    static constexpr bool kinked = false;

    template <class R>
    struct parameters {};
    template <class R>
    struct shape {
        static constexpr double mean_abs = std::numbers::inv_sqrtpi * std::numbers::sqrt2, lower_variance = 0.5;

        /// exp((a + b)^2 / 2) N(a + b) + exp((a - b)^2 / 2) N(a - b)
        static double exponential_moment(double a, double b)
        {
            const auto side = [](double c) { return std::exp(c * c / 2) * 0.5 * std::erfc(-c / std::numbers::sqrt2); };
            return side(a + b) + side(a - b);
        }
        /// E|z|^k = 2^(k/2) Gamma((k + 1)/2) / sqrt(pi)
        static double power_moment(double k, double up, double down)
        {
            return symmetric_power_moment(std::exp2(k / 2) * std::tgamma((k + 1) / 2) * std::numbers::inv_sqrtpi, k, up,
                                          down);
        }
    };

    template <class R>
    static shape<R> shape_of(const parameters<R>&)
    {
        return {};
    }
    template <class S, class R>
    SMIRK_MODEL_FUNCTION R log_density(const S&, const R& e, const R& h)
    {
        constexpr double log_two_pi = 1.8378770664093454836;
        return -0.5 * (log_two_pi + log_normal(h) + e * e * (1.0 / h));
    }
    template <class Generator>
    static double draw(const parameters<double>&, Generator& generator)
    {
        return std::normal_distribution<double>()(generator);
    }
};

} // namespace smirk::inline SMIRK_ABI::garch
