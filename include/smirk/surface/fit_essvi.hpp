// SPDX-License-Identifier: BSL-1.0
// An eSSVI surface fitted to vols: three parameters an expiry, free of arbitrage by construction.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/levenberg_marquardt.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/ssvi.hpp>
#include <smirk/surface/svi_surface.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

struct essvi_fit;

/// start  the last fit of a stream of chains, alive during the call: each expiry starts from the one nearest in time;
///        null: none
struct essvi_options {
    const essvi_fit* start = nullptr;
};

/// surface   the slices as raw SVI, at the expiries that had a quote
/// slices    the same as eSSVI
/// rmse, max_error   of vol over all quotes used, unweighted
struct essvi_fit {
    svi_surface surface;
    std::vector<ssvi_slice> slices;
    fit_status status = fit_status::too_few_points;
    double rmse = std::numeric_limits<double>::quiet_NaN(), max_error = std::numeric_limits<double>::quiet_NaN();
    std::size_t used = 0, dropped = 0;
    int iterations = 0;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

namespace detail {

/// The usable quotes of an expiry, with the factor that turns sqrt(w) into a weighted vol.
struct essvi_quotes {
    double years;
    std::vector<double> k, root_w, root_weight;

    [[nodiscard]] double theta_guess() const
    {
        std::size_t best = 0;
        for (std::size_t i = 1; i < k.size(); ++i)
            if (std::fabs(k[i]) < std::fabs(k[best])) best = i;
        return root_w[best] * root_w[best];
    }
};

/// Three free numbers to a slice that follows `early` without arbitrage (Mingone's coordinates):
///
///     rho = tanh x0,  theta = p theta_1 + e^x1,  psi = A + (C - A) / (1 + e^-x2),
///     A = p psi_1,  C = min(psi_1 theta / theta_1, largest_psi(theta, rho))
///
/// and false where A > C, so that no psi is allowed. A is kept higher by what rounding can do to the slope of a wing.
[[nodiscard]] inline bool essvi_slice(const ssvi_slice* early, const std::array<double, 3>& x, ssvi_slice& out)
{
    constexpr double clear_of_the_edge = 1e-9;
    out.rho = std::tanh(x[0]);
    if (!(std::fabs(out.rho) < 1)) return false;
    const double p = early ? std::max((1 + early->rho) / (1 + out.rho), (1 - early->rho) / (1 - out.rho)) : 0.0;
    out.theta = (early ? p * early->theta : 0.0) + std::exp(x[1]);
    constexpr double steeper = 1 + 1e-12;
    const double low = early ? steeper * p * early->psi : 0.0;
    double high = largest_psi(out.theta, out.rho);
    if (early) high = std::min(high, early->psi * out.theta / early->theta);
    if (!(low < high) || !std::isfinite(out.theta)) return false;
    const double part = clear_of_the_edge + (1 - 2 * clear_of_the_edge) / (1 + std::exp(-x[2]));
    out.psi = low + part * (high - low);
    return out.psi > 0;
}

/// The numbers of a slice, or of the nearest one allowed.
[[nodiscard]] inline std::array<double, 3> essvi_numbers(const ssvi_slice* early, const ssvi_slice& slice)
{
    constexpr double least = 0.02; // of theta, and of the interval of psi
    const double rho = std::clamp(slice.rho, -0.999, 0.999);
    const double p = early ? std::max((1 + early->rho) / (1 + rho), (1 - early->rho) / (1 - rho)) : 0.0;
    const double more = std::max(slice.theta - (early ? p * early->theta : 0.0), least * slice.theta);
    const double theta = (early ? p * early->theta : 0.0) + more, low = early ? p * early->psi : 0.0;
    const double high =
        early ? std::min(largest_psi(theta, rho), early->psi * theta / early->theta) : largest_psi(theta, rho);
    const double part = high > low ? std::clamp((slice.psi - low) / (high - low), least, 1 - least) : 0.5;
    return {std::atanh(rho), std::log(more), std::log(part / (1 - part))};
}

} // namespace detail

/// Fits eSSVI slice by slice in order of time, each within the set that has no butterflies and does not cross the one
/// before. Stiffer than SVI slices: it needs one quote an expiry only, and does not follow every kink.
///
/// quotes   any number of strikes an expiry; one that is not finite or has no positive variance is dropped, and counted (a
///          log-moneyness or variance beyond 1e100, or a variance below 1e-100, likewise)
/// options  see essvi_options
/// returns  see essvi_fit. An expiry with fewer quotes than parameters is pulled to nothing: its slice is one of those
///          that fit. too_few_points if there is no usable quote at all.
/// cost     some 20 us an expiry
/// source   Corbetta, Cohort, Laachir and Martini, Robust calibration and arbitrage-free interpolation of SSVI slices,
///          Decisions in Economics and Finance 42, 2019; Mingone 2022
[[nodiscard]] inline essvi_fit fit_essvi(const vol_quotes& quotes, const essvi_options& options = {})
{
    essvi_fit fit;
    std::vector<double> years;
    std::vector<svi> slices;
    double sum = 0;
    fit.max_error = 0;
    bool converged = true;
    for (const expiry_quotes& expiry : quotes) {
        detail::essvi_quotes q{expiry.years, {}, {}, {}};
        for (std::size_t i = 0; i < expiry.size(); ++i) {
            const double w = expiry.w[i], o = expiry.weight[i];
            if (!detail::is_usable_quote(expiry.k[i], w, o)) {
                ++fit.dropped;
                continue;
            }
            q.k.push_back(expiry.k[i]), q.root_w.push_back(std::sqrt(w)), q.root_weight.push_back(std::sqrt(o));
        }
        if (q.k.empty()) continue;
        const ssvi_slice* early = fit.slices.empty() ? nullptr : &fit.slices.back();
        const double scale = 1 / std::sqrt(q.theta_guess());
        const auto residuals = [&](const std::array<double, 3>& x, std::vector<double>& r) {
            ssvi_slice slice{};
            if (!detail::essvi_slice(early, x, slice)) return false;
            const double phi = slice.psi / slice.theta, r2 = 1 - slice.rho * slice.rho;
            for (std::size_t i = 0; i < q.k.size(); ++i) {
                const double z = phi * q.k[i] + slice.rho;
                const double w = 0.5 * slice.theta * (1 + slice.rho * phi * q.k[i] + std::sqrt(z * z + r2));
                r[i] = q.root_weight[i] * scale * (std::sqrt(w) - q.root_w[i]);
            }
            return true;
        };
        smirk::detail::least_squares_fit<3> best{};
        best.cost = std::numeric_limits<double>::infinity();
        const auto descend = [&](const std::array<double, 3>& x) {
            const auto next = smirk::detail::levenberg_marquardt<3>(residuals, q.k.size(), x, 2, 60);
            fit.iterations += next.iterations;
            if (next.iterations > 0 && next.cost < best.cost) best = next;
        };
        const bool warm = options.start && !options.start->slices.empty();
        if (warm) {
            const auto& last = *options.start;
            std::size_t near = 0;
            for (std::size_t i = 1; i < last.slices.size(); ++i)
                if (std::fabs(last.surface.years(i) - q.years) < std::fabs(last.surface.years(near) - q.years))
                    near = i;
            descend(detail::essvi_numbers(early, last.slices[near]));
        }
        for (double rho : {early ? early->rho : -0.3, -0.7}) {
            if (warm && best.converged) break;
            const double p = early ? std::max((1 + early->rho) / (1 + rho), (1 - early->rho) / (1 - rho)) : 0.0;
            const double rest = q.theta_guess() - (early ? p * early->theta : 0.0);
            descend({std::atanh(std::clamp(rho, -0.99, 0.99)), std::log(std::max(rest, 0.02 * q.theta_guess())), 0.0});
        }
        ssvi_slice slice{};
        if (std::isfinite(best.cost) && detail::essvi_slice(early, best.x, slice)) {
            converged = converged && best.converged;
        } else { // no start was allowed: the slice before, grown in proportion, is; and before the first a symmetric one
            const double theta = q.theta_guess();
            slice = early ? *early : ssvi_slice{.theta = theta, .rho = 0, .psi = largest_psi(theta, 0) / 2};
            slice.theta *= 1 + 1e-6;
            converged = false;
        }
        fit.slices.push_back(slice);
        years.push_back(q.years);
        slices.push_back(raw_svi(slice));
        for (std::size_t i = 0; i < q.k.size(); ++i) {
            const double error = (std::sqrt(slices.back().total_variance(q.k[i])) - q.root_w[i]) / std::sqrt(q.years);
            sum += error * error, ++fit.used;
            fit.max_error = std::fmax(fit.max_error, std::fabs(error));
        }
    }
    if (fit.used == 0) {
        fit.max_error = std::numeric_limits<double>::quiet_NaN();
        return fit;
    }
    fit.rmse = std::sqrt(sum / static_cast<double>(fit.used));
    fit.status = converged ? fit_status::converged : fit_status::stalled;
    fit.surface = svi_surface(std::move(years), std::move(slices));
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
