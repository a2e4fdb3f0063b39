// SPDX-License-Identifier: BSL-1.0
// Random SVI slices free of arbitrage with quotes on them, and an independent scan of g in long double.
#pragma once
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace support {

/// g written out once more, in long double and from the definition, over a sinh grid that reaches exp(14) widths out.
inline long double least_g_by_scan(const smirk::surface::svi& p, int points = 2000)
{
    long double least = 1e300L;
    const long double a = p.a, b = p.b, rho = p.rho, m = p.m, s = p.sigma;
    for (int i = 0; i <= points; ++i) {
        const long double x = s * std::sinh(-14 + 28.0L * i / points), k = m + x, R = std::sqrt(x * x + s * s);
        const long double w = a + b * (rho * x + R), w1 = b * (rho + x / R), w2 = b * s * s / (R * R * R);
        const long double h = 1 - k * w1 / (2 * w);
        const long double g = h * h - w1 * w1 / 4 * (1 / w + 0.25L) + w2 / 2;
        if (g < least) least = g;
    }
    return least;
}

struct random_slice {
    smirk::surface::svi truth;
    double years;
    std::vector<double> k, w;
};

/// Slices with g >= .001: maturities of a week to three years, vols at the money of 8 to 70 %, 9 to 41 quotes from 4
/// standard deviations down to 3 up, with normal noise of `noise` in vol.
inline std::vector<random_slice> random_slices(std::size_t count, unsigned seed, double noise)
{
    std::mt19937_64 generator(seed);
    const auto uniform = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(generator() >> 11) * 0x1p-53;
    };
    const auto log_uniform = [&](double low, double high) { return std::exp(uniform(std::log(low), std::log(high))); };
    const auto normal = [&] {
        return std::sqrt(-2 * std::log(uniform(1e-16, 1))) * std::cos(6.283185307179586 * uniform(0, 1));
    };
    std::vector<random_slice> slices;
    while (slices.size() < count) {
        random_slice slice{};
        slice.years = log_uniform(0.02, 3);
        const double vol = uniform(0.08, 0.70), w0 = vol * vol * slice.years, s = std::sqrt(w0);
        auto& p = slice.truth;
        p.sigma = s * log_uniform(0.15, 2.5);
        p.m = s * uniform(-1, 1);
        p.rho = uniform(-0.95, 0.55);
        p.b = s * log_uniform(0.05, 1.5);
        p.a = w0 - p.b * (-p.rho * p.m + std::sqrt(p.m * p.m + p.sigma * p.sigma));
        const auto n = static_cast<std::size_t>(uniform(9, 42));
        const double low = uniform(-4, -1.5), high = uniform(1, 3);
        if (p.minimum_variance() < 0.03 * w0 || p.b * (1 + std::fabs(p.rho)) > 1.95) continue;
        if (least_g_by_scan(p, 400) < 1e-3L) continue;
        for (std::size_t i = 0; i < n; ++i) {
            const double k = s * (low + (high - low) * static_cast<double>(i) / static_cast<double>(n - 1));
            const double v = std::sqrt(p.total_variance(k) / slice.years);
            const double noisy = std::fmax(0.2 * v, v + noise * normal());
            slice.k.push_back(k);
            slice.w.push_back(noise > 0 ? noisy * noisy * slice.years : p.total_variance(k));
        }
        slices.push_back(slice);
    }
    return slices;
}

} // namespace support
