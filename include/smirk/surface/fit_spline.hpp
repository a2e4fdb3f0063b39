// SPDX-License-Identifier: BSL-1.0
// A spline smile fitted to one expiry without arbitrage: where the quotes know more than five parameters can say.
#pragma once
#include <smirk/config.hpp>
#include <smirk/market_span.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/spline_arbitrage.hpp>
#include <smirk/surface/spline_search.hpp>
#include <smirk/surface/spline_smile.hpp>
#include <smirk/surface/vol_quotes.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// weight           of the squared vol error of each quote, >= 0; empty: all equal
/// years            time to expiry; with it rmse and max_error are errors of vol, without it of sqrt(w)
/// butterfly        whether the fit must be free of butterfly arbitrage
/// floor, ceiling   smiles of an earlier and a later expiry that the fit must not cross, free of arbitrage; null: none.
///                  The caller keeps them alive during the call.
/// start            the smile of nearly the same quotes, as the last one of a stream of chains is: where a constraint
///                  binds the search begins there; null: none
/// smoothing        weight of the penalty on the cubic part of each piece, relative to that of the quotes on it
/// quotes_per_knot  different strikes a knot
/// max_knots        at most so many, four at least
/// robust           quotes off by more than so many typical errors lose weight (Huber); infinite: none does
struct spline_fit_options {
    strided<double> weight = {};
    double years = 1;
    bool butterfly = true;
    const spline_smile* floor = nullptr;
    const spline_smile* ceiling = nullptr;
    const spline_smile* start = nullptr;
    double smoothing = 3e-3;
    double quotes_per_knot = 2.5;
    std::size_t max_knots = 60;
    double robust = 3;
};

/// smile        empty where there was nothing to fit. Otherwise it satisfies the constraints asked for, by the exact
///              certificates, whatever the status says: where the search failed (stalled) it is the floor, the ceiling
///              or a flat smile.
/// rmse         weighted root mean square of vol errors; max_error the largest; both over the quotes used
/// used         number of quotes the fit is to; dropped counts the others: k or w not finite, w <= 0, weight not > 0
/// constrained  whether the least-squares optimum was refused, so that a constraint holds the fit back
/// iterations   quadratic programs with constraints
struct spline_fit {
    std::optional<spline_smile> smile;
    fit_status status;
    double rmse, max_error;
    std::size_t used, dropped;
    bool constrained;
    int iterations;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// Fits a natural cubic spline in total variance with straight wings by penalised least squares in vol.
///
///     min  sum_i weight_i (sqrt(w(k_i)) - sqrt(w_i))^2 + smoothing * roughness,  to first order in each error,
///     over  w > 0, wing slopes in [0, 2], g(k) >= 0 and floor(k) <= w(k) <= ceiling(k) for all k
///
/// The roughness of a piece is the square of its third derivative times its width^3, times the weight of the quotes on
/// it. Without constraints that is one banded linear system; only where a certificate refuses it a sequence of banded
/// quadratic programs follows.
///
/// k, w     log-moneyness ln(K/F) and total variance sigma^2 T of each quote, in any order; quotes that are not finite,
///          or w <= 0, are dropped and counted
/// options  see spline_fit_options
/// returns  see spline_fit; too_few_points with fewer than five different k
/// throws   std::invalid_argument if lengths differ, years or quotes_per_knot is not positive, smoothing or robust is
///          negative, or floor or ceiling is not free of butterfly arbitrage
/// cost     30 us for 120 quotes, 0.3 to 1 ms where constraints bind
/// source   Fengler, Quantitative Finance 9(4), 2009, 417-428 (in prices); Eilers and Marx, Statistical Science 11(2),
///          1996, 89-121 (the penalty)
[[nodiscard]] inline spline_fit fit_spline(strided<double> k, strided<double> w, const spline_fit_options& options = {})
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t least_quotes = 5;
    if (k.size() != w.size() || (!options.weight.empty() && options.weight.size() != k.size()))
        throw std::invalid_argument("smirk::surface::fit_spline: expected as many w and weights as k, got " +
                                    std::to_string(w.size()) + " and " + std::to_string(options.weight.size()) +
                                    " for " + std::to_string(k.size()));
    if (!(options.years > 0) || !(options.quotes_per_knot > 0) || !(options.smoothing >= 0) || !(options.robust >= 0))
        throw std::invalid_argument("smirk::surface::fit_spline: expected years, quotes_per_knot > 0 and smoothing, "
                                    "robust >= 0, got " +
                                    std::to_string(options.years) + ", " + std::to_string(options.quotes_per_knot) +
                                    ", " + std::to_string(options.smoothing) + ", " + std::to_string(options.robust));
    for (const spline_smile* neighbour : {options.floor, options.ceiling})
        if (neighbour && options.butterfly && !butterfly_free(*neighbour))
            throw std::invalid_argument(
                "smirk::surface::fit_spline: floor and ceiling must be free of butterfly arbitrage");

    std::vector<std::array<double, 3>> quotes; // k, w, weight
    for (std::size_t i = 0; i < k.size(); ++i) {
        const double o = options.weight.empty() ? 1.0 : options.weight[i];
        if (detail::is_usable_quote(k[i], w[i], o)) quotes.push_back({k[i], w[i], o});
    }
    std::sort(quotes.begin(), quotes.end());
    std::size_t different = 0;
    for (std::size_t i = 0; i < quotes.size(); ++i) different += i == 0 || quotes[i][0] > quotes[i - 1][0];
    spline_fit fit{{}, fit_status::too_few_points, none, none, quotes.size(), k.size() - quotes.size(), false, 0};
    if (different < least_quotes) return fit;

    const double w0 = (*std::min_element(quotes.begin(), quotes.end(), [](const auto& a, const auto& b) {
        return std::fabs(a[0]) < std::fabs(b[0]);
    }))[1]; // nearest to the money
    detail::spline_problem problem{{},
                                   {},
                                   {},
                                   w0,
                                   std::sqrt(w0),
                                   options.butterfly,
                                   options.floor,
                                   options.ceiling,
                                   options.start,
                                   options.smoothing,
                                   options.quotes_per_knot,
                                   options.robust,
                                   options.max_knots};
    double total = 0;
    for (const auto& [at, variance, weight] : quotes) { // sqrt(v) - sqrt(v_i) = (v - v_i) / (2 sqrt(v_i))
        problem.u.push_back(at / problem.s0);
        problem.v.push_back(variance / w0);
        problem.o.push_back(weight / problem.v.back());
        total += weight * problem.v.back();
    }
    for (double& o : problem.o) o /= total;
    detail::spline_solution found = detail::spline_search(problem).run();
    fit.constrained = found.constrained;
    fit.iterations = found.programs;
    if (found.certified) {
        fit.status = found.settled ? fit_status::converged : fit_status::max_iterations;
        fit.smile = std::move(found.smile);
    } else {
        fit.status = fit_status::stalled;
        if (options.floor)
            fit.smile = *options.floor;
        else if (options.ceiling)
            fit.smile = *options.ceiling;
        else
            fit.smile = spline_smile({quotes.front()[0], quotes.back()[0]}, std::array{w0, w0});
    }
    detail::vol_misfit misfit;
    for (const auto& [at, variance, weight] : quotes)
        misfit.add(fit.smile->total_variance(at), variance, options.years, weight);
    fit.rmse = misfit.rmse();
    fit.max_error = misfit.largest;
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface
