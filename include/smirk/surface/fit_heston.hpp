// SPDX-License-Identifier: BSL-1.0
// Fits Heston's model to implied vols of many expiries.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/levenberg_marquardt.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/heston.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <numbers>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// model   the best parameters found
/// sum_of_squares   weighted, of vol errors; rmse its root mean, max_error the largest, all in vol
struct heston_fit {
    heston model;
    fit_status status;
    double sum_of_squares, rmse, max_error;
    std::size_t used, dropped;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// start  where to begin, for example the fit of the day before; without one the search begins at three places with the
///        variances seen at the money
struct heston_fit_options {
    heston start = {0, 0, 0, 0, 0};
    int max_iterations = 100;
};

namespace detail {

/// Vols of one expiry at many strikes from one set of values of phi: the integral of heston_smile on the line alpha =
/// -1/2, which holds 1e-15 of the forward. Where the time value is below 1e-9 of the forward, or far strikes make the
/// integrand on the line oscillate before it decays, heston_smile itself.
///
/// false if a vol does not exist
[[nodiscard]] inline bool heston_vols(const heston& model, double years, const std::vector<double>& k,
                                      std::vector<double>& vol)
{
    const heston_smile smile(model, years);
    const double decay = (model.spot_variance + model.kappa * model.mean_variance * years) / model.vol_of_variance;
    double along = 0;
    for (double x : k) along = std::max(along, std::fabs(model.rho * decay + x));
    const double across = std::sqrt((1 - model.rho) * (1 + model.rho)) * decay;
    // the integrand in t is analytic within this angle, and decays there
    const double angle = std::min(0.6, std::atan2(across, along)), step = 2 * std::numbers::pi * angle / 34;
    std::vector<double> u;
    std::vector<std::complex<double>> f;
    const bool together = angle > 0.1; // else the line would take more values than a contour for each strike
    for (int j = 0; together; ++j) {
        const double t = j * step, x = 0.5 * std::sinh(t);
        const auto phi = std::exp(smile.log_moment(std::complex<double>(0.5, x)));
        const auto term = phi / (x * x + 0.25) * (0.5 * std::cosh(t)) * (j ? step : 0.5 * step);
        u.push_back(x), f.push_back(term);
        if (std::abs(term) < 1e-17 || t > 30) break;
    }
    vol.resize(k.size());
    for (std::size_t i = 0; i < k.size(); ++i) {
        double integral = 0;
        for (std::size_t j = 0; j < u.size(); ++j)
            integral += f[j].real() * std::cos(u[j] * k[i]) + f[j].imag() * std::sin(u[j] * k[i]);
        const double call = 1 - std::exp(0.5 * k[i]) / std::numbers::pi * integral;
        double value = k[i] < 0 ? call + std::expm1(k[i]) : call;
        if (!together || !(value > 1e-9)) value = smile.time_value(k[i]).value;
        vol[i] = black::implied_vol_from_time_value(value, 1.0, std::exp(k[i]), years, 1.0).vol;
        if (!std::isfinite(vol[i])) return false;
    }
    return true;
}

} // namespace detail

/// Least squares in vol over all five parameters (Levenberg and Marquardt in the logarithms and atanh rho).
///
/// quotes   implied vols with their weights; what is not finite and positive is dropped and counted
/// returns  too_few_points with fewer than five usable quotes; at_bound where kappa, vol of variance, a variance or rho
///          is at the edge of what is searched: [1e-3, 100], [0.01, 20], [1e-5, 10], +-0.9999
/// cost     0.2 ms for each value of the sum at a hundred quotes and eight expiries, some 250 of them: 50 ms, 15 ms
///          with a start near the end
/// source   Heston 1993
[[nodiscard]] inline heston_fit fit_heston(const vol_quotes& quotes, const heston_fit_options& options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    struct expiry {
        double years;
        std::vector<double> k, vol, root_weight, model;
    };
    std::vector<expiry> expiries;
    heston_fit fit{{none, none, none, none, none}, fit_status::too_few_points, none, none, none, 0, 0, 0};
    double total = 0;
    for (const expiry_quotes& from : quotes) {
        expiry to{from.years, {}, {}, {}, {}};
        for (std::size_t i = 0; i < from.size(); ++i) {
            const double o = from.weight[i];
            if (!std::isfinite(from.k[i]) || !(from.w[i] > 0) || !std::isfinite(from.w[i]) || !(o > 0) ||
                !std::isfinite(o)) {
                ++fit.dropped;
                continue;
            }
            to.k.push_back(from.k[i]), to.vol.push_back(std::sqrt(from.w[i] / from.years));
            to.root_weight.push_back(std::sqrt(o));
            total += o;
        }
        fit.used += to.k.size();
        if (!to.k.empty()) expiries.push_back(to);
    }
    if (fit.used < 5) return fit;

    using unknowns = std::array<double, 5>; // ln v_0, ln mean, ln kappa, ln vol of variance, atanh rho
    const unknowns lower{std::log(1e-5), std::log(1e-5), std::log(1e-3), std::log(0.01), -4.95},
        upper{std::log(10.0), std::log(10.0), std::log(100.0), std::log(20.0), 4.95};
    const auto model_at = [](const unknowns& x) {
        return heston{std::exp(x[0]), std::exp(x[1]), std::exp(x[2]), std::exp(x[3]), std::tanh(x[4])};
    };
    const auto residuals = [&](const unknowns& x, std::vector<double>& r) {
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!(x[i] >= lower[i] && x[i] <= upper[i])) return false;
        const heston model = model_at(x);
        std::size_t j = 0;
        for (expiry& e : expiries) {
            if (!detail::heston_vols(model, e.years, e.k, e.model)) return false;
            for (std::size_t i = 0; i < e.k.size(); ++i) r[j++] = e.root_weight[i] * (e.model[i] - e.vol[i]);
        }
        return true;
    };
    const auto variance_at_the_money = [](const expiry& e) {
        std::size_t nearest = 0;
        for (std::size_t i = 0; i < e.k.size(); ++i)
            if (std::fabs(e.k[i]) < std::fabs(e.k[nearest])) nearest = i;
        return e.vol[nearest] * e.vol[nearest];
    };
    std::vector<heston> starts;
    if (options.start.valid())
        starts = {options.start};
    else
        for (double kappa : {1.0, 4.0, 0.3}) {
            const double first = variance_at_the_money(expiries.front()), last = variance_at_the_money(expiries.back());
            starts.push_back({first, last, kappa, std::sqrt(kappa * last) + 0.3, -0.5});
        }
    smirk::detail::least_squares_fit<5> best{};
    best.cost = std::numeric_limits<double>::infinity();
    for (const heston& start : starts) {
        unknowns x{std::log(start.spot_variance), std::log(start.mean_variance), std::log(start.kappa),
                   std::log(start.vol_of_variance), std::atanh(start.rho)};
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::clamp(x[i], lower[i], upper[i]);
        const auto next = smirk::detail::levenberg_marquardt<5>(residuals, fit.used, x, 1.0, options.max_iterations);
        fit.iterations += next.iterations;
        if (next.iterations > 0 && next.cost < best.cost) best = next;
    }
    if (!std::isfinite(best.cost)) {
        fit.status = fit_status::stalled;
        return fit;
    }
    fit.model = model_at(best.x);
    fit.sum_of_squares = best.cost;
    fit.rmse = std::sqrt(best.cost / total);
    fit.max_error = 0;
    std::vector<double> r(fit.used);
    if (residuals(best.x, r)) {
        std::size_t j = 0;
        for (const expiry& e : expiries)
            for (double o : e.root_weight) fit.max_error = std::fmax(fit.max_error, std::fabs(r[j++]) / o);
    }
    bool edge = false;
    for (std::size_t i = 0; i < best.x.size(); ++i)
        edge = edge || best.x[i] < lower[i] + 0.05 || best.x[i] > upper[i] - 0.05;
    fit.status = !best.converged ? fit_status::max_iterations : edge ? fit_status::at_bound : fit_status::converged;
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
