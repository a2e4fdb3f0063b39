// SPDX-License-Identifier: BSL-1.0
// Raw SVI as a separable least-squares problem: given m and sigma the other three parameters are linear.
#pragma once
#include <smirk/config.hpp>
#include <smirk/surface/svi.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface::detail {

/// The quotes of one slice as the fit wants them. The weights make the weighted sum of squares of w - w_i the mean
/// square of vol errors, relative to the vol of the typical total variance w0.
struct variance_quotes {
    std::vector<double> k, w, weight;
    double k_low = 0, k_high = 0, w_low = 0, w0 = 0;

    [[nodiscard]] double width() const { return k_high - k_low; }
};

/// w = level + tilt y + bend (z - 1), y = (k - m) / sigma, z = sqrt(1 + y^2): SVI with
/// tilt = rho b sigma, bend = b sigma, level = a + bend.
struct hyperbola {
    double level, tilt, bend;

    [[nodiscard]] svi raw(double m, double sigma) const
    {
        return {.a = level - bend, .b = bend / sigma, .rho = tilt / bend, .m = m, .sigma = sigma};
    }
    /// Inside the parameters that are a smile with wings within Lee's bound.
    [[nodiscard]] bool admissible(double sigma) const
    {
        return bend > 0 && std::fabs(tilt) < bend && bend + std::fabs(tilt) < 2 * sigma &&
               level - bend + std::sqrt((bend - tilt) * (bend + tilt)) > 0;
    }
};

/// One evaluation of the projected problem in (m, u = ln sigma): cost, gradient and Gauss-Newton matrix.
struct projected {
    double cost = std::numeric_limits<double>::infinity();
    hyperbola linear{};
    double g_m = 0, g_u = 0, h_mm = 0, h_mu = 0, h_uu = 0;
};

/// Cholesky factor of a symmetric 3 x 3 matrix, rows 00 10 11 20 21 22; false if it is not safely positive definite.
[[nodiscard]] inline bool cholesky3(const std::array<double, 6>& A, std::array<double, 6>& L)
{
    constexpr double least = 1e-15; // of the diagonal: less is rounding
    if (!(A[0] > 0)) return false;
    L[0] = std::sqrt(A[0]), L[1] = A[1] / L[0], L[3] = A[3] / L[0];
    const double d1 = A[2] - L[1] * L[1];
    if (!(d1 > least * A[2])) return false;
    L[2] = std::sqrt(d1), L[4] = (A[4] - L[3] * L[1]) / L[2];
    const double d2 = A[5] - L[3] * L[3] - L[4] * L[4];
    if (!(d2 > least * A[5])) return false;
    L[5] = std::sqrt(d2);
    return true;
}

/// Variable projection: solves the three linear parameters exactly and gives the reduced problem in (m, ln sigma).
///
/// y, z    room for one number a quote
/// source  Golub and Pereyra, SIAM J. Numerical Analysis 10(2), 1973, 413-432; Kaufman, BIT 15, 1975, 49-57;
///         Zeliade Systems, Quasi-explicit calibration of Gatheral's SVI model, 2009
[[nodiscard]] inline projected project(const variance_quotes& quotes, double m, double sigma, bool slopes,
                                       std::vector<double>& y, std::vector<double>& z)
{
    projected at;
    const std::size_t n = quotes.k.size();
    const double inverse = 1 / sigma;
    std::array<double, 6> A{}, L{};
    double b0 = 0, b1 = 0, b2 = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double yi = (quotes.k[i] - m) * inverse, zi = std::sqrt(1 + yi * yi), x = zi - 1;
        y[i] = yi, z[i] = zi;
        const double o = quotes.weight[i], oy = o * yi, ox = o * x, ow = o * quotes.w[i];
        A[0] += o, A[1] += oy, A[2] += oy * yi, A[3] += ox, A[4] += ox * yi, A[5] += ox * x;
        b0 += ow, b1 += ow * yi, b2 += ow * x;
    }
    if (!cholesky3(A, L)) return at;
    const auto forward = [&L](double v0, double v1, double v2) {
        const double f0 = v0 / L[0], f1 = (v1 - L[1] * f0) / L[2];
        return std::array<double, 3>{f0, f1, (v2 - L[3] * f0 - L[4] * f1) / L[5]};
    };
    const auto f = forward(b0, b1, b2);
    const double bend = f[2] / L[5], tilt = (f[1] - L[4] * bend) / L[2],
                 level = (f[0] - L[1] * tilt - L[3] * bend) / L[0];
    at.linear = {level, tilt, bend};
    at.cost = 0;
    double m0 = 0, m1 = 0, m2 = 0, u0 = 0, u1 = 0, u2 = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = z[i] - 1, o = quotes.weight[i];
        const double r = level + tilt * y[i] + bend * x - quotes.w[i];
        at.cost += o * r * r;
        if (!slopes) continue;
        const double q = tilt + bend * y[i] / z[i], by_m = -q * inverse, by_u = -q * y[i], om = o * by_m, ou = o * by_u;
        at.g_m += om * r, at.g_u += ou * r;
        at.h_mm += om * by_m, at.h_mu += om * by_u, at.h_uu += ou * by_u;
        m0 += om, m1 += om * y[i], m2 += om * x;
        u0 += ou, u1 += ou * y[i], u2 += ou * x;
    }
    if (slopes) {
        const auto pm = forward(m0, m1, m2), pu = forward(u0, u1, u2);
        for (std::size_t j = 0; j < 3; ++j) {
            at.h_mm -= pm[j] * pm[j];
            at.h_mu -= pm[j] * pu[j];
            at.h_uu -= pu[j] * pu[j];
        }
    }
    return at;
}

/// Where the unconstrained fit ended.
struct projection_fit {
    double cost = std::numeric_limits<double>::infinity();
    svi smile{};
    bool admissible = false; ///< b >= 0, |rho| <= 1, within Lee's bound, w > 0
    bool at_bound = false;   ///< vertex or width at the edge of the search
    bool converged = false;
    int iterations = 0;
};

/// The search box: the vertex at most one width of the quotes outside them, sigma between .002 and 10 widths.
struct vertex_box {
    double m_low, m_high, u_low, u_high;

    explicit vertex_box(const variance_quotes& q)
        : m_low(q.k_low - q.width()), m_high(q.k_high + q.width()), u_low(std::log(0.002 * q.width())),
          u_high(std::log(10 * q.width()))
    {
    }
};

/// Levenberg-Marquardt in (m, ln sigma) on the projected problem. A descent that comes down to an optimum already known
/// ends there, with nothing to show.
[[nodiscard]] inline projection_fit descend(const variance_quotes& quotes, double m, double u, std::vector<double>& y,
                                            std::vector<double>& z, const projection_fit& known = {})
{
    constexpr int max_iterations = 60, max_tries = 10;
    constexpr double exact = 1e-26;   // relative vol errors of 1e-13: nothing left to gain
    constexpr double progress = 1e-6; // two relative gains in a row below this end the search
    const vertex_box box(quotes);
    constexpr double close_cost = 1.01, close_m = 0.02, close_u = 0.1; // m in widths of the quotes
    const double known_u = std::log(known.smile.sigma);
    double damping = 1e-3;
    int small_gains = 0;
    projection_fit fit;
    projected at = project(quotes, m, std::exp(u), true, y, z);
    for (; fit.iterations < max_iterations && !fit.converged && at.cost < std::numeric_limits<double>::infinity();) {
        ++fit.iterations;
        bool accepted = false;
        const bool m_held = (m <= box.m_low && at.g_m > 0) || (m >= box.m_high && at.g_m < 0); // the bound pushes back
        const bool u_held = (u <= box.u_low && at.g_u > 0) || (u >= box.u_high && at.g_u < 0);
        for (int attempt = 0; attempt < max_tries && !accepted; ++attempt) {
            const double mm = at.h_mm * (1 + damping), uu = at.h_uu * (1 + damping),
                         mu = m_held || u_held ? 0.0 : at.h_mu, determinant = mm * uu - mu * mu;
            if (!(determinant > 0)) {
                damping *= 10;
                continue;
            }
            const double g_m = m_held ? 0.0 : at.g_m, g_u = u_held ? 0.0 : at.g_u;
            const double step_m = -(uu * g_m - mu * g_u) / determinant, step_u = -(mm * g_u - mu * g_m) / determinant;
            const double reach = 0.5 * quotes.width();
            const double next_m = std::clamp(m + std::clamp(step_m, -reach, reach), box.m_low, box.m_high),
                         next_u = std::clamp(u + std::clamp(step_u, -1.0, 1.0), box.u_low, box.u_high);
            const projected next = project(quotes, next_m, std::exp(next_u), true, y, z);
            if (next.cost < at.cost) {
                small_gains = at.cost - next.cost <= progress * at.cost ? small_gains + 1 : 0;
                fit.converged = small_gains == 2 || next.cost < exact;
                m = next_m, u = next_u, at = next;
                damping = std::max(0.15 * damping, 1e-10);
                accepted = true;
                if (at.cost >= known.cost && at.cost < close_cost * known.cost &&
                    std::fabs(m - known.smile.m) < close_m * quotes.width() && std::fabs(u - known_u) < close_u)
                    return {.iterations = fit.iterations};
            } else {
                damping *= 5;
            }
        }
        if (!accepted) fit.converged = true; // no downhill step is left
    }
    fit.cost = at.cost;
    fit.smile = at.linear.raw(m, std::exp(u));
    fit.admissible = at.cost < std::numeric_limits<double>::infinity() && at.linear.admissible(std::exp(u));
    fit.at_bound = m <= box.m_low || m >= box.m_high || u <= box.u_low || u >= box.u_high;
    return fit;
}

/// A descent from a slice that is known to be near.
[[nodiscard]] inline projection_fit fit_projection(const variance_quotes& quotes, const svi& near)
{
    const vertex_box box(quotes);
    std::vector<double> y(quotes.k.size()), z(quotes.k.size());
    return descend(quotes, std::clamp(near.m, box.m_low, box.m_high),
                   std::clamp(std::log(near.sigma), box.u_low, box.u_high), y, z);
}

/// Least squares without constraints: a grid of 5 vertices by 4 widths, and a descent from the best two of them.
[[nodiscard]] inline projection_fit fit_projection(const variance_quotes& quotes)
{
    constexpr std::size_t vertices = 5, widths = 4;
    constexpr double narrowest = 0.03, widest = 1.5; // sigma as a share of the width of the quotes
    constexpr double inadmissible = 4;               // such a start must be so much better to be taken
    struct start {
        double cost, m, u;
    };
    std::array<start, vertices * widths> starts;
    std::vector<double> y(quotes.k.size()), z(quotes.k.size());
    for (std::size_t i = 0; i < vertices; ++i)
        for (std::size_t j = 0; j < widths; ++j) {
            const double m = quotes.k_low + quotes.width() * (static_cast<double>(i) + 0.5) / vertices,
                         u = std::log(quotes.width() * narrowest) +
                             std::log(widest / narrowest) * static_cast<double>(j) / (widths - 1);
            const projected at = project(quotes, m, std::exp(u), false, y, z);
            starts[i * widths + j] = {at.linear.admissible(std::exp(u)) ? at.cost : inadmissible * at.cost, m, u};
        }
    std::partial_sort(starts.begin(), starts.begin() + 2, starts.end(),
                      [](const start& a, const start& b) { return a.cost < b.cost; });
    projection_fit best;
    int iterations = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        const projection_fit fit = descend(quotes, starts[i].m, starts[i].u, y, z, best);
        iterations += fit.iterations;
        if (fit.admissible != best.admissible ? fit.admissible : fit.cost < best.cost) best = fit;
        if (best.admissible && best.cost < 1e-20) break;
    }
    best.iterations = iterations;
    return best;
}

} // namespace smirk::inline SMIRK_ABI::surface::detail
