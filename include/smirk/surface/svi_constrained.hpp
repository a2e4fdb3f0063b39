// SPDX-License-Identifier: BSL-1.0
// Raw SVI by least squares under constraints: no butterfly arbitrage, and no crossing of the slices around it.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/penalised_qp.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/svi.hpp>
#include <smirk/surface/svi_projection.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface::detail {

/// What the fit minimises and what it must respect.
struct constrained_problem {
    const variance_quotes& quotes;
    bool butterfly;       ///< g >= 0 at all strikes
    const svi* floor;     ///< w may not go below this slice; null: no such slice
    const svi* ceiling;   ///< nor above this one
    double margin = 1e-5; ///< by how much g and the gaps stay clear of 0
};

/// The unknowns, scaled to order one: theta = (a / w0, p / s0, q / s0, m / s0, ln sigma), s0 = sqrt(w0), where
/// p = b (1 + rho) and q = b (1 - rho) are the slopes of the wings. In them w is linear in the first three and Lee's
/// bound, |rho| <= 1 and the order of the wings of two slices are bounds on a single unknown.
using unknowns = std::array<double, 5>;

/// The least slope of a wing, in units of s0: it keeps the gradient of sqrt(p q) finite.
inline constexpr double least_slope = 1e-4;

[[nodiscard]] inline svi raw_svi(const unknowns& theta, double w0)
{
    const double s0 = std::sqrt(w0), p = theta[1] * s0, q = theta[2] * s0;
    return {.a = theta[0] * w0,
            .b = 0.5 * (p + q),
            .rho = p + q > 0 ? (p - q) / (p + q) : 0.0,
            .m = theta[3] * s0,
            .sigma = std::exp(theta[4])};
}

[[nodiscard]] inline unknowns scaled(const svi& slice, double w0)
{
    const double s0 = std::sqrt(w0);
    return {slice.a / w0, slice.right_slope() / s0, slice.left_slope() / s0, slice.m / s0, std::log(slice.sigma)};
}

/// w, w', w'' at k and their gradients in theta.
struct svi_gradients {
    smile_derivatives at;
    unknowns w, dw, d2w;
};

[[nodiscard]] inline svi_gradients gradients(const svi& slice, double k, double w0)
{
    const double x = k - slice.m, R = std::sqrt(x * x + slice.sigma * slice.sigma), c = x / R, s = slice.sigma / R;
    const double s0 = std::sqrt(w0), b = slice.b, d2w = b * s * s / R;
    // w = a + p (R + x) / 2 + q (R - x) / 2; the derivative in m is minus that in k; in ln sigma it is sigma d/dsigma
    return {{slice.a + b * (slice.rho * x + R), b * (slice.rho + c), d2w},
            {w0, 0.5 * (R + x) * s0, 0.5 * (R - x) * s0, -b * (slice.rho + c) * s0, b * slice.sigma * s},
            {0, 0.5 * (1 + c) * s0, -0.5 * (1 - c) * s0, -d2w * s0, -b * c * s * s},
            {0, 0.5 * s * s / R * s0, 0.5 * s * s / R * s0, 3 * d2w * c / R * s0, d2w * (2 - 3 * s * s)}};
}

/// One inequality, value + slope . step >= 0. A bound is on a single unknown; `width` keeps the least variance
/// positive; the others hold for all strikes and count where they are nearest to failing, at k.
struct constraint {
    enum class kind { bound, width, butterfly, floor, ceiling };
    kind of;
    double k;
    double value;
    unknowns slope;
};

/// A constraint that holds for all strikes, taken at k.
[[nodiscard]] inline constraint at_strike(const constrained_problem& problem, const svi& slice, constraint::kind of,
                                          double k)
{
    const double w0 = problem.quotes.w0;
    const svi_gradients by = gradients(slice, k, w0);
    constraint c{of, k, 0, {}};
    if (of == constraint::kind::butterfly) {
        const auto& [w, dw, d2w] = by.at;
        const double h = 1 - k * dw / (2 * w);
        const double g_w = (h * k * dw + 0.25 * dw * dw) / (w * w), g_dw = -h * k / w - 0.5 * dw * (1 / w + 0.25);
        c.value = durrleman(k, by.at) - problem.margin;
        for (std::size_t i = 0; i < 5; ++i) c.slope[i] = g_w * by.w[i] + g_dw * by.dw[i] + 0.5 * by.d2w[i];
    } else {
        const bool below = of == constraint::kind::floor;
        const double gap = by.at.w - (below ? problem.floor : problem.ceiling)->total_variance(k);
        c.value = (below ? gap : -gap) / w0 - problem.margin;
        for (std::size_t i = 0; i < 5; ++i) c.slope[i] = (below ? by.w[i] : -by.w[i]) / w0;
    }
    return c;
}

/// All constraints, linearised at theta.
inline void linearise(const constrained_problem& problem, const unknowns& theta, std::vector<constraint>& out)
{
    using kind = constraint::kind;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double least_variance = 0.05 * problem.quotes.w_low / problem.quotes.w0; // near w = 0 g is without bound
    constexpr double most_slope = 2 - 1e-6;                                        // Lee
    constexpr double near_zero = 0.5; // local minima of g above this cannot bind in one step
    const double w0 = problem.quotes.w0, s0 = std::sqrt(w0);
    const svi slice = raw_svi(theta, w0);
    const vertex_box box(problem.quotes);
    out.clear();
    const auto bound = [&](std::size_t i, double low, double high) {
        constraint above{kind::bound, none, theta[i] - low, {}}, below{kind::bound, none, high - theta[i], {}};
        above.slope[i] = 1, below.slope[i] = -1;
        out.push_back(above);
        out.push_back(below);
    };
    const auto wing = [&](std::size_t i, double under, double over) {
        bound(i, problem.floor ? std::max(least_slope, under / s0 + problem.margin) : least_slope,
              problem.ceiling ? std::min(most_slope / s0, over / s0 - problem.margin) : most_slope / s0);
    };
    wing(1, problem.floor ? problem.floor->right_slope() : 0, problem.ceiling ? problem.ceiling->right_slope() : 0);
    wing(2, problem.floor ? problem.floor->left_slope() : 0, problem.ceiling ? problem.ceiling->left_slope() : 0);
    bound(3, box.m_low / s0, box.m_high / s0);
    bound(4, box.u_low, box.u_high);

    const double p = theta[1], q = theta[2], vertex = std::sqrt(p * q), scale = slice.sigma / s0;
    out.push_back({kind::width,
                   none,
                   theta[0] + scale * vertex - least_variance,
                   {1, 0.5 * scale * q / vertex, 0.5 * scale * p / vertex, 0, scale * vertex}});

    if (problem.butterfly)
        for (double k : minima_of_g(slice, butterfly_polynomials(slice)))
            if (const constraint c = at_strike(problem, slice, kind::butterfly, k); c.value < near_zero)
                out.push_back(c);
    if (problem.floor)
        for (double k : stationary_gaps(*problem.floor, slice))
            out.push_back(at_strike(problem, slice, kind::floor, k));
    if (problem.ceiling)
        for (double k : stationary_gaps(slice, *problem.ceiling))
            out.push_back(at_strike(problem, slice, kind::ceiling, k));
}

[[nodiscard]] inline double cost(const variance_quotes& quotes, const svi& slice)
{
    double sum = 0;
    for (std::size_t i = 0; i < quotes.k.size(); ++i) {
        const double r = slice.total_variance(quotes.k[i]) - quotes.w[i];
        sum += quotes.weight[i] * r * r;
    }
    return sum;
}

[[nodiscard]] inline double violation(const std::vector<constraint>& constraints)
{
    double sum = 0;
    for (const constraint& c : constraints) sum += std::max(0.0, -c.value);
    return sum;
}

/// Whether the slice respects the problem, by the exact certificates.
[[nodiscard]] inline bool certified(const constrained_problem& problem, const svi& slice)
{
    return slice.valid() && (!problem.butterfly || butterfly_free(slice)) &&
           (!problem.floor || calendar_arbitrage(*problem.floor, slice).arbitrage_free()) &&
           (!problem.ceiling || calendar_arbitrage(slice, *problem.ceiling).arbitrage_free());
}

struct constrained_fit {
    svi smile{};
    double cost = std::numeric_limits<double>::infinity();
    bool converged = false;
    bool at_bound = false;
    bool held = false; ///< a constraint is met with equality
    int iterations = 0;
};

/// Gradient of cost / 2 and its Gauss-Newton matrix, lower triangle.
struct normal_equations {
    unknowns g{};
    smirk::detail::square_matrix<5> H{};

    normal_equations(const variance_quotes& quotes, const svi& slice)
    {
        for (std::size_t i = 0; i < quotes.k.size(); ++i) {
            const svi_gradients by = gradients(slice, quotes.k[i], quotes.w0);
            const double o = quotes.weight[i], r = by.at.w - quotes.w[i];
            for (std::size_t u = 0; u < 5; ++u) {
                g[u] += o * r * by.w[u];
                for (std::size_t v = 0; v <= u; ++v) H[u][v] += o * by.w[u] * by.w[v];
            }
        }
    }
};

/// A point of the search. Where the unknowns are no smile, w negative somewhere, cost and violation are infinite.
struct search_point {
    unknowns theta;
    std::vector<constraint> constraints;
    double cost, violation;

    search_point(const constrained_problem& problem, const unknowns& at)
        : theta(at), cost(std::numeric_limits<double>::infinity()), violation(cost)
    {
        const svi slice = raw_svi(theta, problem.quotes.w0);
        if (!slice.valid()) return;
        cost = detail::cost(problem.quotes, slice);
        linearise(problem, theta, constraints);
        violation = detail::violation(constraints);
    }
    [[nodiscard]] double merit(double mu) const { return std::isfinite(cost) ? 0.5 * cost + mu * violation : cost; }
    /// The unknowns after a step, wings no flatter than allowed.
    [[nodiscard]] unknowns after(const unknowns& step) const
    {
        unknowns to = theta;
        for (std::size_t u = 0; u < 5; ++u) to[u] += step[u];
        for (std::size_t u = 1; u <= 2; ++u) to[u] = std::max(to[u], least_slope);
        return to;
    }
};

/// Solves the three linear unknowns again at the m and sigma of a point, as often as it helps, twice at most.
[[nodiscard]] inline search_point solve_linear_again(const constrained_problem& problem, search_point at, double mu)
{
    for (int i = 0; i < 2 && std::isfinite(at.cost); ++i) {
        normal_equations normal(problem.quotes, raw_svi(at.theta, problem.quotes.w0));
        for (std::size_t u = 0; u < 3; ++u) normal.H[u][u] *= 1 + 1e-9; // definite to rounding
        for (std::size_t u = 3; u < 5; ++u) {                           // m and sigma are held
            for (std::size_t v = 0; v < u; ++v) normal.H[u][v] = 0;
            normal.g[u] = 0, normal.H[u][u] = 1e8 * normal.H[0][0];
        }
        if (!smirk::detail::factor_lower(normal.H)) break;
        const auto step = smirk::detail::penalised_qp(normal.H, normal.g, at.constraints).step;
        search_point next(problem, at.after(step));
        if (!(next.merit(mu) < at.merit(mu))) break;
        at = std::move(next);
    }
    return at;
}

/// Sequential quadratic programming from `start` with the Gauss-Newton matrix and Levenberg's damping; steps lower the
/// merit cost / 2 + mu * violation. After each step in all five unknowns the three linear ones are solved again, which
/// follows the curved valleys of the problem as variable projection does, and the curvature of the constraints too.
///
/// source  Nocedal and Wright, Numerical Optimization, 2nd ed., 2006, chapter 18
[[nodiscard]] inline constrained_fit minimise(const constrained_problem& problem, const svi& start)
{
    constexpr int max_iterations = 60, max_tries = 12;
    constexpr double progress = 1e-6;          // two relative gains of merit in a row below this end the search,
    constexpr int window = 10;                 // and so does a hundred times that over so many steps,
    constexpr double fine = 5e-6;              // or so little off the typical relative error: .01 bp of a vol of 20 %
    const double slack = 0.5 * problem.margin; // what may be left of a violation at the end
    constexpr double nearly = 1e-3;            // a violation so small is not worth a much higher cost
    constexpr double far = 100;                // nor any violation one that is so many times higher,
    constexpr double small = 1e-5;             // where costs below this, errors of .3 % of vol, count as this
    constexpr double first_slope = 1e-3;       // wings start no flatter: sqrt(p q) is too curved there
    unknowns theta = scaled(start, problem.quotes.w0);
    for (std::size_t u = 1; u <= 2; ++u) theta[u] = std::max(theta[u], first_slope);
    search_point now(problem, theta);
    constrained_fit fit;
    double damping = 1e-3, mu = 0;
    double merit_of_window = std::numeric_limits<double>::infinity(), error_of_window = merit_of_window;
    int small_gains = 0;
    while (fit.iterations < max_iterations && !fit.converged) {
        ++fit.iterations;
        const normal_equations normal(problem.quotes, raw_svi(now.theta, problem.quotes.w0));
        bool accepted = false;
        for (int attempt = 0; attempt < max_tries && !accepted; ++attempt) {
            auto L = normal.H;
            for (std::size_t u = 0; u < 5; ++u) L[u][u] += damping * (normal.H[u][u] + 1e-3 * normal.H[0][0]);
            if (!smirk::detail::factor_lower(L)) {
                damping *= 10;
                continue;
            }
            const auto solution = smirk::detail::penalised_qp(L, normal.g, now.constraints);
            damping *= 5;
            if (!(std::fabs(solution.step[4]) < 2)) continue; // sigma more than sevenfold at once, or not a number
            const double price = 1.5 * solution.multiplier_sum();
            mu = std::max(price, 0.5 * (mu + price));
            search_point next = solve_linear_again(problem, search_point(problem, now.after(solution.step)), mu);
            const double gain = now.merit(mu) - next.merit(mu);
            const bool sane = next.cost < (now.violation > nearly ? far : 2) *
                                              std::max(now.cost, small); // not where constraints contradict
            if (!(gain > 0) || !sane) continue;
            const bool feasible = next.violation <= slack;
            small_gains = feasible && gain <= progress * 0.5 * now.cost ? small_gains + 1 : 0;
            fit.converged = small_gains == 2;
            if (fit.iterations % window == 0) {
                const double gained = merit_of_window - next.merit(mu), error = std::sqrt(next.cost);
                const bool little = gained <= 100 * progress * 0.5 * next.cost || error_of_window - error <= fine;
                fit.converged = fit.converged || (feasible && little);
                merit_of_window = next.merit(mu), error_of_window = error;
            }
            now = std::move(next);
            damping = std::max(0.04 * damping, 1e-10);
            accepted = true;
        }
        if (!accepted) {
            fit.converged = now.violation <= slack;
            break;
        }
    }
    fit.cost = now.cost;
    fit.smile = raw_svi(now.theta, problem.quotes.w0);
    for (const constraint& c : now.constraints) {
        fit.at_bound = fit.at_bound || (c.of == constraint::kind::bound && c.value < 1e-6);
        fit.held = fit.held || c.value < 1e-6;
    }
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface::detail
