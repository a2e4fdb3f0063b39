// SPDX-License-Identifier: BSL-1.0
// Raw SVI fitted to one expiry, by default without butterfly arbitrage at any strike.
#pragma once
#include <smirk/config.hpp>
#include <smirk/market_span.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/svi_constrained.hpp>
#include <smirk/surface/svi_projection.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::surface {

/// smile        the best slice found. Where constraints were asked for it satisfies them, by the exact certificates,
///              whatever the status says; NaN in every slot where there was nothing to fit.
/// rmse         weighted root mean square of vol errors; max_error the largest; both over the quotes used
/// used         number of quotes the fit is to; dropped counts the others: k or w not finite or beyond 1e100, w below
///              1e-100, weight not > 0
/// constrained  whether the least-squares optimum was refused, so that a constraint holds with equality
/// iterations   steps of both stages
struct svi_fit {
    svi smile;
    fit_status status;
    double rmse, max_error;
    std::size_t used, dropped;
    bool constrained;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// weight           of the squared vol error of each quote, >= 0; empty: all equal
/// years            time to expiry; with it rmse and max_error are errors of vol, without it of sqrt(w)
/// butterfly        whether the fit must be free of butterfly arbitrage
/// floor, ceiling   slices of earlier and later expiries that the fit must not cross; both free of arbitrage, and the
///                  floor nowhere above the ceiling
/// start            a fit of nearly the same quotes, as the last one of a stream of chains is: the search begins there
///                  and is local; only where it does not end at an optimum the whole search follows
struct svi_fit_options {
    strided<double> weight = {};
    double years = 1;
    bool butterfly = true;
    std::optional<svi> floor = std::nullopt;
    std::optional<svi> ceiling = std::nullopt;
    std::optional<svi_fit> start = std::nullopt;
};

namespace detail {

/// The usable quotes, with weights such that their weighted sum of squares is the mean square of relative vol errors:
/// weight_i / (4 w_i w0) over the sum of the weights, from sqrt(w) - sqrt(w_i) = (w - w_i) / (2 sqrt(w_i)) to first
/// order.
[[nodiscard]] inline variance_quotes usable_quotes(strided<double> k, strided<double> w, strided<double> weight)
{
    variance_quotes quotes;
    quotes.k.reserve(k.size());
    quotes.w.reserve(k.size());
    quotes.weight.reserve(k.size());
    double sum = 0;
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double o = weight.empty() ? 1.0 : weight[i];
        if (!is_usable_quote(k[i], w[i], o)) continue;
        quotes.k.push_back(k[i]);
        quotes.w.push_back(w[i]);
        quotes.weight.push_back(o);
        quotes.w0 += o * w[i];
        sum += o;
    }
    if (quotes.k.empty()) return quotes;
    quotes.w0 /= sum;
    const auto [low, high] = std::minmax_element(quotes.k.begin(), quotes.k.end());
    quotes.k_low = *low, quotes.k_high = *high;
    quotes.w_low = *std::min_element(quotes.w.begin(), quotes.w.end());
    for (std::size_t i = 0; i < quotes.k.size(); ++i) quotes.weight[i] /= 4 * sum * quotes.w[i] * quotes.w0;
    return quotes;
}

/// Number of different values, up to `enough`.
[[nodiscard]] inline std::size_t distinct(std::vector<double> values, std::size_t enough)
{
    std::sort(values.begin(), values.end());
    const auto end = std::unique(values.begin(), values.end());
    return std::min(enough, static_cast<std::size_t>(end - values.begin()));
}

/// A slice that satisfies every constraint, to begin from and to fall back on. Alone: a flat SSVI slice,
///
///     theta = w0, rho = 0, phi = min(1 / sqrt(theta), 2 / theta):   theta phi <= 4 and theta phi^2 <= 4.
///
/// Between neighbours: the floor moved up to the quotes, or the ceiling scaled down to them (which keeps it free of
/// butterflies), where the certificates agree; else the neighbour itself.
[[nodiscard]] inline svi safe_slice(const constrained_problem& problem)
{
    const variance_quotes& quotes = problem.quotes;
    const auto average = [&](const svi& slice) {
        double sum = 0;
        for (double k : quotes.k) sum += slice.total_variance(k);
        return sum / static_cast<double>(quotes.k.size());
    };
    if (problem.floor) {
        svi slice = *problem.floor;
        double typical = 0;
        for (double w : quotes.w) typical += w / static_cast<double>(quotes.w.size());
        slice.a += std::max(0.01 * quotes.w0, typical - average(slice));
        return certified(problem, slice) ? slice : *problem.floor;
    }
    if (problem.ceiling) {
        svi slice = *problem.ceiling;
        const double part = std::clamp(quotes.w0 / average(slice), 0.1, 0.95);
        slice.a *= part, slice.b *= part;
        return certified(problem, slice) ? slice : *problem.ceiling;
    }
    const double theta = quotes.w0, phi = std::min(1 / std::sqrt(theta), 2 / theta);
    return {.a = theta / 2, .b = theta * phi / 2, .rho = 0, .m = 0, .sigma = 1 / phi};
}

/// The slice nearest to `wanted` on the way from a safe one that the certificates accept.
[[nodiscard]] inline svi retreat(const constrained_problem& problem, const svi& wanted, const svi& safe)
{
    const double w0 = problem.quotes.w0;
    const unknowns from = scaled(safe, w0), to = scaled(wanted, w0);
    svi best = safe;
    double low = 0, high = 1;
    for (int i = 0; i < 40; ++i) {
        const double part = i == 0 ? 1.0 : 0.5 * (low + high);
        unknowns theta;
        for (std::size_t u = 0; u < 5; ++u) theta[u] = from[u] + part * (to[u] - from[u]);
        const svi slice = raw_svi(theta, w0);
        if (certified(problem, slice))
            best = slice, low = part;
        else
            high = part;
        if (low == 1) break;
    }
    return best;
}

} // namespace detail

/// Fits raw SVI to total variances by least squares in vol.
///
///     min  sum_i weight_i (sqrt(w(k_i)) - sqrt(w_i))^2,  to first order in each error,
///     over  b >= 0, |rho| <= 1, b (1 + |rho|) <= 2, a + b sigma sqrt(1 - rho^2) > 0  and  g(k) >= 0 for all k
///
/// First without the constraints: a grid of 20 vertices (m, sigma), the other three parameters solved exactly, and
/// Levenberg-Marquardt. Only where the certificate then finds arbitrage, or a neighbour is crossed, a second stage
/// solves the constrained problem. a may be negative.
///
/// k, w     log-moneyness ln(K/F) and total variance sigma^2 T of each quote, in any order; quotes that are not finite,
///          or w <= 0, are dropped and counted
/// options  see svi_fit_options
/// returns  see svi_fit; too_few_points with fewer than five different k
/// throws   std::invalid_argument if lengths differ, years is not positive, floor or ceiling is not free of arbitrage,
///          or they cross
/// cost     6 us for 25 quotes, with a start 2; where a constraint binds 50 to 100 us, with a start 40 to 60
/// source   the slice: Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71
[[nodiscard]] inline svi_fit fit_svi(strided<double> k, strided<double> w, const svi_fit_options& options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t parameters = 5;
    if (k.size() != w.size() || (!options.weight.empty() && options.weight.size() != k.size()))
        throw std::invalid_argument("smirk::surface::fit_svi: expected as many w and weights as k, got " +
                                    std::to_string(w.size()) + " and " + std::to_string(options.weight.size()) +
                                    " for " + std::to_string(k.size()));
    if (!(options.years > 0))
        throw std::invalid_argument("smirk::surface::fit_svi: expected years > 0, got " +
                                    std::to_string(options.years));
    for (const auto& neighbour : {options.floor, options.ceiling})
        if (neighbour && !butterfly_free(*neighbour))
            throw std::invalid_argument(
                "smirk::surface::fit_svi: floor and ceiling must be free of butterfly arbitrage");
    if (options.floor && options.ceiling && !calendar_arbitrage(*options.floor, *options.ceiling).arbitrage_free())
        throw std::invalid_argument("smirk::surface::fit_svi: the floor is above the ceiling somewhere");

    const detail::variance_quotes quotes = detail::usable_quotes(k, w, options.weight);
    svi_fit fit{{none, none, none, none, none},
                fit_status::too_few_points,
                none,
                none,
                quotes.k.size(),
                k.size() - quotes.k.size(),
                false,
                0};
    if (detail::distinct(quotes.k, parameters) < parameters) return fit;

    const detail::constrained_problem problem{quotes, options.butterfly, options.floor ? &*options.floor : nullptr,
                                              options.ceiling ? &*options.ceiling : nullptr};
    const svi_fit* near = options.start && options.start->smile.valid() ? &*options.start : nullptr;
    detail::constrained_fit best;
    const auto attempt = [&](svi start) {
        const svi safe = detail::safe_slice(problem);
        detail::constrained_problem stricter = problem;
        for (int i = 0; i < 3 && !best.converged; ++i, stricter.margin *= 10) {
            detail::constrained_fit next = detail::minimise(stricter, start);
            fit.iterations += next.iterations;
            if (!detail::certified(problem, next.smile)) {
                next.smile = start = detail::retreat(problem, next.smile, safe);
                next.cost = detail::cost(quotes, next.smile);
                next.converged = false;
            }
            if (next.cost < best.cost) best = next;
        }
    };
    if (near && near->constrained) attempt(near->smile);
    detail::projection_fit free;
    if (best.converged && !best.held) { // no longer so
        free = detail::fit_projection(quotes, best.smile);
        best = {};
    }
    if (!best.converged && !free.converged) {
        if (near && !near->constrained) free = detail::fit_projection(quotes, near->smile);
        if (!free.converged) free = detail::fit_projection(quotes);
    }
    fit.smile = free.smile;
    fit.iterations += free.iterations;
    if (!best.converged && free.admissible && detail::certified(problem, free.smile)) {
        fit.status = !free.converged ? fit_status::max_iterations
                     : free.at_bound ? fit_status::at_bound
                                     : fit_status::converged;
    } else {
        fit.constrained = true;
        if (near && !best.converged) attempt(near->smile);
        if (!best.converged && free.admissible) attempt(free.smile);
        if (!best.converged) attempt(detail::safe_slice(problem));
        if (!best.converged && problem.butterfly) { // without it first: what then satisfies it is the optimum with it
            detail::constrained_problem relaxed = problem;
            relaxed.butterfly = false;
            const detail::constrained_fit next = detail::minimise(relaxed, detail::safe_slice(problem));
            fit.iterations += next.iterations;
            if (next.converged && detail::certified(problem, next.smile))
                best = next;
            else
                attempt(detail::retreat(problem, next.smile, detail::safe_slice(problem)));
        }
        fit.smile = best.smile;
        fit.status = !best.converged ? fit_status::stalled
                     : best.at_bound ? fit_status::at_bound
                                     : fit_status::converged;
    }

    detail::vol_misfit misfit;
    for (std::size_t i = 0; i < quotes.k.size(); ++i)
        misfit.add(fit.smile.total_variance(quotes.k[i]), quotes.w[i], options.years, quotes.weight[i] * quotes.w[i]);
    fit.rmse = misfit.rmse();
    fit.max_error = misfit.largest;
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
