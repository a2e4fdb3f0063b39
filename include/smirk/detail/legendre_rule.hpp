// SPDX-License-Identifier: BSL-1.0
// Gauss-Legendre nodes and weights, made at compile time.
#pragma once
#include <smirk/config.hpp>

#include <array>
#include <cstddef>
#include <numbers>

namespace smirk::inline SMIRK_ABI::detail {

/// The N-point rule on (-1, 1): sum weight f(node) is the integral of f, exactly for polynomials of degree 2N - 1.
/// Newton's steps on the Legendre polynomial, from cos(pi (i + 3/4) / (N + 1/2)).
template <std::size_t N>
struct legendre_rule {
    std::array<double, N> node{}, weight{};

    constexpr legendre_rule()
    {
        for (std::size_t i = 0; i < N; ++i) {
            const double a =
                std::numbers::pi * (0.5 - (static_cast<double>(i) + 0.75) / (static_cast<double>(N) + 0.5));
            const double aa = a * a;
            double x = a * (1 - aa / 6 * (1 - aa / 20 * (1 - aa / 42 * (1 - aa / 72)))), slope = 1; // sin(a)
            for (int step = 0; step < 6; ++step) {
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
