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

/// Subtracts multiplier times the second derivatives of a constraint from B: by differences of its slope at fixed k,
/// and then for the movement of k, which stays where the value c is least:  c_uv - c_uk c_vk / c_kk.
inline void subtract_curvature(const constrained_problem& problem, const unknowns& theta, const constraint& c,
                               double multiplier, smirk::detail::square_matrix<5>& B)
{
    if (c.of == constraint::kind::bound || c.of == constraint::kind::width) return;
    constexpr double h = 1e-5;
    const double w0 = problem.quotes.w0;
    for (std::size_t u = 0; u < 5; ++u) {
        unknowns up = theta, down = theta;
        up[u] += h, down[u] -= h;
        const constraint above = at_strike(problem, raw_svi(up, w0), c.of, c.k),
                         below = at_strike(problem, raw_svi(down, w0), c.of, c.k);
        for (std::size_t v = 0; v < 5; ++v) {
            const double second = 0.5 * (above.slope[v] - below.slope[v]) / (2 * h);
            B[u][v] -= multiplier * second;
            B[v][u] -= multiplier * second;
        }
    }
    const svi slice = raw_svi(theta, w0);
    const double dk = 1e-3 * std::hypot(c.k - slice.m, slice.sigma);
    const constraint right = at_strike(problem, slice, c.of, c.k + dk),
                     left = at_strike(problem, slice, c.of, c.k - dk);
    const double c_kk = (right.value - 2 * c.value + left.value) / (dk * dk);
    if (!(c_kk > 0)) return;
    for (std::size_t u = 0; u < 5; ++u)
        for (std::size_t v = 0; v < 5; ++v)
            B[u][v] +=
                multiplier * (right.slope[u] - left.slope[u]) * (right.slope[v] - left.slope[v]) / (4 * dk * dk * c_kk);
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
    int iterations = 0;
};

/// Gradient of cost / 2, its Gauss-Newton matrix H, and the rest of its second derivatives.
struct normal_equations {
    unknowns g{};
    smirk::detail::square_matrix<5> H{}, rest{};

    normal_equations(const variance_quotes& quotes, const svi& slice)
    {
        const double w0 = quotes.w0, s0 = std::sqrt(w0), b = slice.b;
        for (std::size_t i = 0; i < quotes.k.size(); ++i) {
            const svi_gradients by = gradients(slice, quotes.k[i], w0);
            const double o = quotes.weight[i], r = by.at.w - quotes.w[i], e = o * r;
            for (std::size_t u = 0; u < 5; ++u) {
                g[u] += e * by.w[u];
                for (std::size_t v = 0; v <= u; ++v) H[u][v] += o * by.w[u] * by.w[v];
            }
            const double x = quotes.k[i] - slice.m, R = std::sqrt(x * x + slice.sigma * slice.sigma), c = x / R,
                         s = slice.sigma / R;
            rest[3][1] -= e * 0.5 * w0 * (1 + c);
            rest[3][2] += e * 0.5 * w0 * (1 - c);
            rest[4][1] += e * 0.5 * s0 * slice.sigma * s;
            rest[4][2] += e * 0.5 * s0 * slice.sigma * s;
            rest[3][3] += e * w0 * by.at.d2w;
            rest[4][3] += e * s0 * b * c * s * s;
            rest[4][4] += e * b * slice.sigma * s * (2 - s * s);
        }
        for (std::size_t u = 0; u < 5; ++u)
            for (std::size_t v = u + 1; v < 5; ++v) H[u][v] = H[v][u], rest[u][v] = rest[v][u];
    }
};

/// Sequential quadratic programming from `start` with the Gauss-Newton matrix and Levenberg's damping; steps lower the
/// merit cost / 2 + mu * violation. After each step in all five unknowns the three linear ones are solved again, which
/// follows the curved valleys of the problem as variable projection does, and the curvature of the constraints too.
///
/// source  Nocedal and Wright, Numerical Optimization, 2nd ed., 2006, chapter 18
[[nodiscard]] inline constrained_fit minimise(const constrained_problem& problem, const svi& start,
                                              int max_iterations = 60)
{
    using smirk::detail::factor_lower, smirk::detail::penalised_qp, smirk::detail::square_matrix;
    constexpr int max_tries = 12;
    constexpr double progress = 1e-6; // a relative gain of merit below this ends the search
    constexpr double slack = 1e-7;    // what may be left of a violation at the end
    constexpr double nearly = 1e-3;   // a violation so small is not worth a much higher cost
    struct point {
        unknowns theta;
        std::vector<constraint> constraints;
        double cost, violation;
    };
    const variance_quotes& quotes = problem.quotes;
    const double w0 = quotes.w0;
    constexpr double inf = std::numeric_limits<double>::infinity();
    const auto evaluate = [&](const unknowns& theta) {
        const svi slice = raw_svi(theta, w0);
        if (!slice.valid()) return point{theta, {}, inf, inf}; // g says nothing where w is negative
        point at{theta, {}, cost(quotes, slice), 0};
        linearise(problem, theta, at.constraints);
        at.violation = violation(at.constraints);
        return at;
    };
    const auto moved = [&](const unknowns& theta, const unknowns& step) {
        unknowns to = theta;
        for (std::size_t u = 0; u < 5; ++u) to[u] += step[u];
        for (std::size_t u = 1; u <= 2; ++u) to[u] = std::max(to[u], least_slope);
        return to;
    };

    unknowns theta = scaled(start, w0);
    for (std::size_t i = 1; i <= 2; ++i) theta[i] = std::max(theta[i], 1e-3);
    point now = evaluate(theta);
    constrained_fit fit;
    double damping = 1e-3, mu = 0;
    int small_gains = 0;
    for (; fit.iterations < max_iterations && !fit.converged;) {
        ++fit.iterations;
        const normal_equations normal(quotes, raw_svi(now.theta, w0));
        bool accepted = false;
        for (int attempt = 0; attempt < max_tries && !accepted; ++attempt) {
            auto L = normal.H;
            for (std::size_t u = 0; u < 5; ++u) L[u][u] += damping * (normal.H[u][u] + 1e-3 * normal.H[0][0]);
            if (!factor_lower(L)) {
                damping *= 10;
                continue;
            }
            const auto solution = penalised_qp(L, normal.g, now.constraints);
            const unknowns to = moved(now.theta, solution.step);
            if (!(std::fabs(solution.step[4]) < 2)) {
                damping *= 5;
                continue;
            }
            const double price = 1.5 * solution.multiplier_sum();
            mu = std::max(price, 0.5 * (mu + price));
            const auto merit = [&](const point& at) { return at.cost < inf ? 0.5 * at.cost + mu * at.violation : inf; };
            point next = evaluate(to);
            for (int inner = 0; inner < 2 && next.cost < inf; ++inner) {
                normal_equations linear(quotes, raw_svi(next.theta, w0));
                for (std::size_t u = 3; u < 5; ++u) {
                    for (std::size_t v = 0; v < u; ++v) linear.H[u][v] = 0;
                    linear.g[u] = 0, linear.H[u][u] = 1e8 * linear.H[0][0];
                }
                for (std::size_t u = 0; u < 3; ++u) linear.H[u][u] *= 1 + 1e-9;
                if (!factor_lower(linear.H)) break;
                const unknowns again = moved(next.theta, penalised_qp(linear.H, linear.g, next.constraints).step);
                point better = evaluate(again);
                if (!(merit(better) < merit(next))) break;
                next = std::move(better);
            }
            const double gain = merit(now) - merit(next);
            const bool sane = now.violation > nearly || next.cost < 2 * now.cost; // not where constraints contradict
            if (gain > 0 && sane) {
                small_gains = gain <= progress * 0.5 * now.cost && next.violation <= slack ? small_gains + 1 : 0;
                fit.converged = small_gains == 2;
                now = std::move(next);
                damping = std::max(0.2 * damping, 1e-10);
                accepted = true;
            } else {
                damping *= 5;
            }
        }
        if (!accepted) {
            fit.converged = now.violation <= slack;
            break;
        }
    }
    fit.cost = now.cost;
    fit.smile = raw_svi(now.theta, w0);
    for (std::size_t j = 0; j < 8; ++j) fit.at_bound = fit.at_bound || now.constraints[j].value < 1e-6;
    return fit;
}

} // namespace smirk::inline SMIRK_ABI::surface::detail
