// SPDX-License-Identifier: BSL-1.0
// Expected variance under Heston along time, and the model's mean reversion from a term structure of variance swaps.
#pragma once
#include <smirk/config.hpp>
#include <smirk/market_span.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/heston.hpp>
#include <smirk/surface/term_structure.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Vol of a variance swap under Heston, the square root of the expected average variance:
///
///     sigma(T)^2 = theta + (v_0 - theta) (1 - e^{-kappa T}) / (kappa T)
///
/// This is not the vol of an option at the money, which is lower by a term of the vol of variance; for that ask
/// heston_surface::vol(0, T). Vol of variance and rho do not enter here.
///
/// returns  decimal, annualised
/// source   Heston 1993; Gatheral, The Volatility Surface, 2006, chapter 3
[[nodiscard]] inline double variance_swap_vol(const heston& model, double years)
{
    return std::sqrt(mean_reverting_variance(model.spot_variance, model.mean_variance, model.kappa, years));
}

/// spot_variance, mean_variance, kappa   of v(T) = mean + (spot - mean) (1 - e^{-kappa T}) / (kappa T)
/// rmse    weighted root mean square of vol errors, max_error the largest
/// status  at_bound: the quotes do not say how fast variance reverts (a flat or a straight curve), or a variance is 0
struct heston_term_structure_fit {
    double spot_variance, mean_variance, kappa;
    fit_status status;
    double rmse, max_error;
    std::size_t used, dropped;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
    [[nodiscard]] double vol(double years) const
    {
        return std::sqrt(mean_reverting_variance(spot_variance, mean_variance, kappa, years));
    }
};

/// Fits the mean-reverting curve to vols of variance swaps. For a given kappa the curve is linear in the two variances,
/// which follow from their normal equations; kappa is searched on a grid of its logarithm, then by golden section.
///
///     min sum omega_i ((v(T_i) - sigma_i^2) / (2 sigma_i))^2
///
/// years, vol   of each swap, in any order; what is not finite and positive is dropped and counted
/// weight       of the squared vol error; empty: all equal
/// returns      kappa in [0.02 / last T, 50 / first T]; too_few_points with fewer than three quotes of different T
/// throws       std::invalid_argument if lengths differ
/// cost         some 20 us for ten quotes
[[nodiscard]] inline heston_term_structure_fit fit_heston_term_structure(strided<double> years, strided<double> vol,
                                                                         strided<double> weight = {})
{
    if (years.size() != vol.size() || (!weight.empty() && weight.size() != vol.size()))
        throw std::invalid_argument(
            "smirk::surface::fit_heston_term_structure: expected as many vols and weights as times, got " +
            std::to_string(vol.size()) + " and " + std::to_string(weight.size()) + " for " +
            std::to_string(years.size()));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> T, sigma, omega;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const double o = weight.empty() ? 1.0 : weight[i];
        if (!(years[i] > 0) || !std::isfinite(years[i]) || !(vol[i] > 0) || !std::isfinite(vol[i]) || !(o > 0) ||
            !std::isfinite(o))
            continue;
        T.push_back(years[i]), sigma.push_back(vol[i]), omega.push_back(o);
    }
    heston_term_structure_fit fit{none, none, none,     fit_status::too_few_points,
                                  none, none, T.size(), years.size() - T.size()};
    auto different = T;
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    if (different.size() < 3) return fit;

    struct curve {
        double spot, mean, cost;
        bool held;
    };
    const auto best_for = [&](double kappa) {
        double aa = 0, ab = 0, bb = 0, ay = 0, by = 0; // v = spot a + mean b with b = 1 - a
        for (std::size_t i = 0; i < T.size(); ++i) {
            const double a = mean_reverting_variance(1, 0, kappa, T[i]), b = 1 - a, y = sigma[i] * sigma[i];
            const double o = omega[i] / (4 * y);
            aa += o * a * a, ab += o * a * b, bb += o * b * b, ay += o * a * y, by += o * b * y;
        }
        const double det = aa * bb - ab * ab;
        curve c{(ay * bb - by * ab) / det, (by * aa - ay * ab) / det, 0, false};
        if (!(c.spot >= 0)) c = {0, by / bb, 0, true};
        if (!(c.mean >= 0)) c = {ay / aa, 0, 0, true};
        for (std::size_t i = 0; i < T.size(); ++i) {
            const double e =
                (mean_reverting_variance(c.spot, c.mean, kappa, T[i]) - sigma[i] * sigma[i]) / (2 * sigma[i]);
            c.cost += omega[i] * e * e;
        }
        return c;
    };
    const double low = std::log(0.02 / different.back()), high = std::log(50 / different.front());
    constexpr int places = 80;
    const double spacing = (high - low) / places;
    int nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= places; ++i) {
        const double cost = best_for(std::exp(low + i * spacing)).cost;
        if (cost < least) least = cost, nearest = i;
    }
    double x = low + std::max(nearest - 1, 0) * spacing, y = low + std::min(nearest + 1, places) * spacing;
    constexpr double golden = 0.6180339887498949;
    while (y - x > 1e-9) {
        const double p = y - golden * (y - x), q = x + golden * (y - x);
        if (best_for(std::exp(p)).cost < best_for(std::exp(q)).cost)
            y = q;
        else
            x = p;
    }
    const double log_kappa = 0.5 * (x + y);
    const curve best = best_for(std::exp(log_kappa));
    fit.spot_variance = best.spot, fit.mean_variance = best.mean, fit.kappa = std::exp(log_kappa);
    fit.max_error = 0;
    double total = 0, sum = 0;
    for (std::size_t i = 0; i < T.size(); ++i) {
        const double e = fit.vol(T[i]) - sigma[i];
        total += omega[i], sum += omega[i] * e * e;
        fit.max_error = std::fmax(fit.max_error, std::fabs(e));
    }
    fit.rmse = std::sqrt(sum / total);
    const auto [lowest, highest] = std::minmax_element(sigma.begin(), sigma.end());
    const bool flat = *highest - *lowest <= 1e-12 * *highest;
    const bool edge = log_kappa < low + 0.01 * spacing || log_kappa > high - 0.01 * spacing;
    fit.status = best.held || edge || flat ? fit_status::at_bound : fit_status::converged;
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
