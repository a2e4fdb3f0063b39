// SPDX-License-Identifier: BSL-1.0
// Minimises a smooth function over a box: BFGS with an active set, the first Hessian from differences of the gradient.
#pragma once
#include <smirk/detail/symmetric_matrix.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace smirk::inline SMIRK_ABI::detail {

enum class descent_end { converged, no_progress, max_iterations, no_start };

struct descent_options {
    double tolerance = 1e-9; // on sqrt(g' B^-1 g), the distance to the minimum in the metric of the curvature
    int max_iterations = 200;
    double longest_step = 1.0;     // of any coordinate
    double difference_step = 1e-4; // for the curvature
    int metric_iterations = 3;     // that start from the metric of the function, where it has one
    double give_up_within =
        0; // of this distance, at the first step that does not descend: the function may have a kink
};

template <std::size_t N>
struct descent_result {
    vector_of<N> x{}, gradient{};
    double value = std::numeric_limits<double>::infinity();
    double distance = std::numeric_limits<double>::infinity(); // sqrt(g' B^-1 g) over the free coordinates
    descent_end end = descent_end::no_start;
    int iterations = 0, evaluations = 0;
    bool flat = false; // no curvature in some coordinate, where it was differenced last
};

/// Minimum of f over lower <= x <= upper, from x.
///
///     d = -B^-1 g over the coordinates that no bound holds,   x' = clamp(x + t d),   t halved until f falls enough
///     B' = B - B s s' B / (s' B s) + y y' / (s' y),           s = x' - x,  y = g' - g  (Powell's damping where s' y is
///     small)
///
/// f         f(x, gradient) -> value; not finite where it is undefined, which makes the step shorter. It may have a
///           metric, f.metric(x, B) -> bool, such as an information matrix: then that is the B of the first steps.
/// returns   the best point; end says how the descent stopped
/// cost      N evaluations for the first B, then rarely more than one an iteration
/// source    Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, chapters 6, 16.7 and 18.3
template <std::size_t N, class F>
descent_result<N> minimise_in_box(F&& f, vector_of<N> x, const vector_of<N>& lower, const vector_of<N>& upper,
                                  const descent_options& options = {})
{
    descent_result<N> r;
    const auto clamp = [&](vector_of<N>& p) {
        for (std::size_t i = 0; i < N; ++i) p[i] = std::min(std::max(p[i], lower[i]), upper[i]);
    };
    const auto evaluate = [&](const vector_of<N>& p, vector_of<N>& g) {
        ++r.evaluations;
        const double value = f(p, g);
        for (const double gi : g)
            if (!std::isfinite(gi)) return std::numeric_limits<double>::infinity();
        return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
    };
    vector_of<N> g{};
    clamp(x);
    double value = evaluate(x, g);
    if (!std::isfinite(value)) return r;

    std::array<bool, N> free{};
    const auto find_free = [&] { // a bound holds a coordinate that the descent would push out
        for (std::size_t i = 0; i < N; ++i)
            free[i] = !(lower[i] >= upper[i]) && !(x[i] <= lower[i] && g[i] >= 0) && !(x[i] >= upper[i] && g[i] <= 0);
    };
    matrix_of<N> b{};
    const auto difference_curvature = [&] {
        matrix_of<N> h{};
        for (std::size_t i = 0; i < N; ++i) {
            h[i][i] = 1;
            if (lower[i] >= upper[i]) continue;
            vector_of<N> p = x, gp{};
            p[i] += x[i] + options.difference_step <= upper[i] ? options.difference_step : -options.difference_step;
            if (!std::isfinite(evaluate(p, gp))) continue;
            for (std::size_t j = 0; j < N; ++j) h[i][j] = (gp[j] - g[j]) / (p[i] - x[i]);
        }
        for (std::size_t i = 0; i < N; ++i)
            for (std::size_t j = 0; j < N; ++j) b[i][j] = (h[i][j] + h[j][i]) / 2;
        r.flat = false;
        for (std::size_t i = 0; i < N; ++i) {
            r.flat = r.flat || std::fabs(b[i][i]) < 1e-9;
            b[i][i] = std::max(std::fabs(b[i][i]), 1e-6);
        }
        std::array<bool, N> all{};
        all.fill(true);
        for (int tries = 0; tries < 60 && !cholesky<N>(b, all).definite; ++tries) // towards its diagonal
            for (std::size_t i = 0; i < N; ++i)
                for (std::size_t j = 0; j < N; ++j)
                    if (i != j) b[i][j] *= tries < 10 ? 0.8 : 0.1;
    };

    const auto take_metric = [&] {
        if constexpr (requires { f.metric(x, b); }) {
            matrix_of<N> m{};
            if (!f.metric(x, m)) return false;
            std::array<bool, N> moving{};
            for (std::size_t i = 0; i < N; ++i) {
                moving[i] = lower[i] < upper[i];
                if (!moving[i]) m[i][i] = 1;
                if (!(m[i][i] > 1e-9)) return false;
                for (std::size_t j = 0; j < N && !moving[i]; ++j)
                    if (j != i) m[i][j] = m[j][i] = 0;
            }
            if (!cholesky<N>(m, moving).definite) return false;
            b = m;
            return true;
        } else {
            return false;
        }
    };
    if (!take_metric()) difference_curvature();
    int stale = 0;   // iterations since the curvature was last differenced
    int cramped = 0; // iterations in a row whose step shrank to a thousandth
    for (r.iterations = 0;; ++r.iterations, ++stale) {
        find_free();
        const cholesky<N> factor(b, free);
        vector_of<N> step{};
        if (factor.definite) {
            step = factor.solve(g);
        } else {
            for (std::size_t i = 0; i < N; ++i) step[i] = free[i] ? g[i] / std::max(std::fabs(b[i][i]), 1e-6) : 0;
        }
        const double decrement = dot(g, step);
        r.distance = std::sqrt(std::max(decrement, 0.0));
        if (r.distance <= options.tolerance) {
            r.end = descent_end::converged;
            break;
        }
        if (r.iterations >= options.max_iterations) {
            r.end = descent_end::max_iterations;
            break;
        }
        double longest = 0;
        for (double& d : step) {
            d = -d;
            longest = std::max(longest, std::fabs(d));
        }
        const double whole = longest > options.longest_step ? options.longest_step / longest : 1.0;
        double t = whole;
        vector_of<N> next{}, next_g{};
        double next_value = 0, promised = 0;
        bool falls = false, below_rounding = false;
        for (int halvings = 0; halvings < 20 && !below_rounding; ++halvings) {
            next = x;
            for (std::size_t i = 0; i < N; ++i) next[i] += t * step[i];
            clamp(next);
            vector_of<N> s{};
            for (std::size_t i = 0; i < N; ++i) s[i] = next[i] - x[i];
            promised = dot(g, s);
            next_value = evaluate(next, next_g);
            const double rounding = 32 * std::numeric_limits<double>::epsilon() * std::max(std::fabs(value), 1.0);
            if ((falls = next_value <= value + 1e-4 * promised)) break;
            if (r.distance < options.give_up_within) break;
            below_rounding = decrement < rounding && next_value <= value + rounding;
            // the minimum of the parabola through what is known, kept within a tenth and a half
            const double curvature = next_value - value - promised;
            t *= std::isfinite(next_value) && curvature > 0 ? std::clamp(-0.5 * promised / curvature, 0.1, 0.5) : 0.25;
        }
        if (below_rounding) { // the value has no more to say: ask the gradient
            const vector_of<N> left = factor.definite ? factor.solve(next_g) : next_g;
            if (!(dot(next_g, left) < 0.25 * decrement)) {
                r.end = descent_end::converged;
                break;
            }
            falls = true;
        }
        cramped = falls && t < 1e-3 * whole ? cramped + 1 : 0;
        if (!falls || cramped == 5) { // five in a row: along the edge of where f is defined
            if (falls) {
                x = next;
                g = next_g;
                value = next_value;
            }
            const bool may_be_kink = r.distance < options.give_up_within;
            if (!falls && stale > 0 && !may_be_kink) { // perhaps the curvature is at fault
                difference_curvature();
                stale = -1;
                continue;
            }
            r.end = descent_end::no_progress;
            break;
        }
        vector_of<N> s{}, y{};
        for (std::size_t i = 0; i < N; ++i) {
            s[i] = next[i] - x[i];
            y[i] = next_g[i] - g[i];
        }
        const vector_of<N> bs = times(b, s);
        const double sbs = dot(s, bs);
        double sy = dot(s, y);
        if (sbs > 0) {
            if (sy < 0.1 * sbs) {
                const double keep = 0.9 * sbs / (sbs - sy);
                for (std::size_t i = 0; i < N; ++i) y[i] = keep * y[i] + (1 - keep) * bs[i];
                sy = dot(s, y);
            }
            for (std::size_t i = 0; i < N; ++i)
                for (std::size_t j = 0; j < N; ++j) b[i][j] += y[i] * y[j] / sy - bs[i] * bs[j] / sbs;
        }
        x = next;
        g = next_g;
        value = next_value;
        if (r.iterations + 1 < options.metric_iterations) take_metric();
    }
    r.x = x;
    r.gradient = g;
    r.value = value;
    return r;
}

} // namespace smirk::inline SMIRK_ABI::detail
