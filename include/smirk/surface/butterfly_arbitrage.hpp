// SPDX-License-Identifier: BSL-1.0
// Butterfly arbitrage of one smile: exact for SVI, by a scan for any other.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/strike_interval.hpp>
#include <smirk/surface/svi.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Butterfly arbitrage of one smile.
///
/// min_g         greatest lower bound of Durrleman's g; NaN where total variance is not positive everywhere
/// where         the k that has it, infinite where it is approached in a wing
/// min_variance  least total variance
/// left_slope, right_slope   slopes of w in the wings, as positive numbers; Lee's bound is 2 for each
/// violations    the intervals where the density is negative, or total variance is
struct butterfly_report {
    double min_g, where;
    double min_variance;
    double left_slope, right_slope;
    std::vector<strike_interval> violations;

    [[nodiscard]] bool arbitrage_free() const { return min_variance > 0 && violations.empty() && min_g == min_g; }
};

namespace detail {

/// g of an SVI slice as a ratio of polynomials on (0, infinity). With k - m = sigma (t - 1/t) / 2, s = t^2 + 1 and
///
///     W = (1 + rho) t^2 + 2 a / (b sigma) t + (1 - rho)        w  = b sigma W / (2 t)
///     D = (1 + rho) t^2 - (1 - rho)                            w' = b D / s
///     K = t^2 + 2 m / sigma t - 1                              k  = sigma K / (2 t)
///
///     P = 4 s (2 W s - K D)^2 - b^2 s D^2 W^2 - 8 b / sigma t s D^2 W + 64 b / sigma t^3 W^2
///
/// g = P / (16 W^2 s^3): butterfly arbitrage is a sign of a polynomial of degree 10.
struct svi_polynomials {
    std::array<double, 3> W, s;
    std::array<double, 11> P;
};

/// 16 times the limit of g in a wing, 4 - slope^2; a slope within rounding of Lee's bound counts as on it.
[[nodiscard]] inline double wing_limit(double slope)
{
    constexpr double rounding = 8 * std::numeric_limits<double>::epsilon();
    return std::fabs(2 - slope) <= rounding ? 0.0 : (2 - slope) * (2 + slope);
}

[[nodiscard]] inline svi_polynomials butterfly_polynomials(const svi& p)
{
    using smirk::detail::multiply;
    const double up = 1 + p.rho, down = 1 - p.rho, steep = p.b / p.sigma;
    const std::array<double, 3> W{down, 2 * p.a / (p.b * p.sigma), up}, D{-down, 0, up}, K{-1, 2 * p.m / p.sigma, 1},
        s{1, 0, 1};
    const auto Ws = multiply(W, s), KD = multiply(K, D);
    std::array<double, 5> h{};
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = 2 * Ws[i] - KD[i];
    const auto first = multiply(s, multiply(h, h));
    const auto sD2 = multiply(s, multiply(D, D));
    const auto sD2W = multiply(sD2, W);
    const auto sD2W2 = multiply(sD2W, W);
    const auto W2 = multiply(W, W);
    std::array<double, 11> P{};
    for (std::size_t i = 0; i < P.size(); ++i) P[i] = 4 * first[i] - p.b * p.b * sD2W2[i];
    for (std::size_t i = 0; i < sD2W.size(); ++i) P[i + 1] -= 8 * steep * sD2W[i];
    for (std::size_t i = 0; i < W2.size(); ++i) P[i + 3] += 64 * steep * W2[i];
    P[0] = down * down * wing_limit(p.left_slope());
    P[10] = up * up * wing_limit(p.right_slope());
    return {W, s, P};
}

[[nodiscard]] inline double log_moneyness(const svi& p, double t) { return p.m + 0.5 * p.sigma * (t - 1 / t); }

/// Where g of a smile with positive variance has its local minima.
[[nodiscard]] inline smirk::detail::root_list<13> minima_of_g(const svi& p, const svi_polynomials& of)
{
    using smirk::detail::derivative, smirk::detail::multiply;
    // g' has the sign of P' W s - P (2 W' s + 3 W s'), whose leading coefficient vanishes.
    const auto rising = multiply(derivative(of.P), multiply(of.W, of.s));
    const auto dW = derivative(of.W), ds = derivative(of.s);
    const auto dWs = multiply(dW, of.s), Wds = multiply(of.W, ds);
    std::array<double, 4> inner{};
    for (std::size_t i = 0; i < inner.size(); ++i) inner[i] = 2 * dWs[i] + 3 * Wds[i];
    const auto falling = multiply(of.P, inner);
    std::array<double, 13> slope{};
    for (std::size_t i = 0; i < slope.size(); ++i) slope[i] = rising[i] - falling[i];
    smirk::detail::root_list<13> minima;
    const auto slope_rises = smirk::detail::derivative(slope);
    for (double t : smirk::detail::positive_roots(slope))
        if (smirk::detail::evaluate(slope_rises, t) >= 0) minima.add(log_moneyness(p, t));
    return minima;
}

} // namespace detail

/// Whether an SVI slice is free of butterfly arbitrage at all strikes; the answer of butterfly_arbitrage() alone.
///
/// cost  under a microsecond, no allocation
[[nodiscard]] inline bool butterfly_free(const svi& slice)
{
    if (!slice.valid()) return false;
    if (slice.b == 0) return true;
    return !smirk::detail::negative_somewhere(detail::butterfly_polynomials(slice).P);
}

/// Butterfly arbitrage of an SVI slice, decided for all strikes and not on a grid: in t = exp(asinh((k - m) / sigma))
/// the numerator of g is a polynomial of degree 10, whose sign the Bernstein form settles on all of (0, infinity).
///
/// slice    raw SVI
/// returns  the least g and where, and every interval where g < 0. Parameters that are no smile (b < 0, |rho| > 1,
///          sigma <= 0, not finite) give NaN and arbitrage_free() false.
/// cost     some microseconds
/// source   g: Durrleman 2004, Gatheral and Jacquier 2014; limits of g in the wings: Lee, Mathematical Finance 14(3),
///          2004, 469-480
[[nodiscard]] inline butterfly_report butterfly_arbitrage(const svi& slice)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    butterfly_report report{none, none, slice.minimum_variance(), slice.left_slope(), slice.right_slope(), {}};
    if (!std::isfinite(slice.a) || !std::isfinite(slice.m) || !(slice.b >= 0) || !std::isfinite(slice.b) ||
        !(std::fabs(slice.rho) <= 1) || !(slice.sigma > 0) || !std::isfinite(slice.sigma)) {
        report.min_variance = none;
        return report;
    }
    if (slice.b == 0) {
        if (slice.a > 0)
            report.min_g = 1, report.where = 0;
        else
            report.violations.push_back({-inf, inf});
        return report;
    }
    const auto polynomials = detail::butterfly_polynomials(slice);
    const auto strike = [&](double t) { return t == 0 ? -inf : t == inf ? inf : detail::log_moneyness(slice, t); };
    const auto negative_between_roots = [&](const auto& p) {
        const auto roots = smirk::detail::positive_roots(p);
        double from = 0;
        const auto look = [&](double to) {
            const double inside = from == 0 && to == inf ? 1
                                  : from == 0            ? to / 2
                                  : to == inf            ? 2 * from
                                                         : (from + to) / 2;
            if (smirk::detail::evaluate(p, inside) < 0) {
                if (!report.violations.empty() && report.violations.back().high == strike(from))
                    report.violations.back().high = strike(to);
                else
                    report.violations.push_back({strike(from), strike(to)});
            }
            from = to;
        };
        for (double t : roots) look(t);
        look(inf);
    };
    if (!(report.min_variance > 0)) {
        negative_between_roots(polynomials.W);
        return report;
    }
    const auto consider = [&](double g, double k) {
        if (!(g >= report.min_g)) report.min_g = g, report.where = k;
    };
    consider(detail::wing_limit(slice.left_slope()) / 16, -inf);
    consider(detail::wing_limit(slice.right_slope()) / 16, inf);
    for (double k : detail::minima_of_g(slice, polynomials)) consider(durrleman(slice, k), k);
    if (smirk::detail::negative_somewhere(polynomials.P)) {
        negative_between_roots(polynomials.P);
        if (report.violations.empty()) report.violations.push_back({report.where, report.where}); // too narrow to part
    }
    return report;
}

/// Butterfly arbitrage of any smooth smile between two strikes, by a scan: g is looked at in `points` places and each
/// local minimum refined. What lies between two neighbouring places, or beyond the ends, is not seen; an SVI slice has
/// the exact form above.
///
/// low, high  log-moneyness, low < high
/// returns    as for SVI; the slopes are those of w at the two ends
/// throws     std::invalid_argument unless low < high and points >= 3
template <smooth_smile S>
[[nodiscard]] butterfly_report butterfly_arbitrage(const S& smile, double low, double high, std::size_t points = 2001)
{
    if (!(low < high) || points < 3)
        throw std::invalid_argument(
            "smirk::surface::butterfly_arbitrage: expected low < high and 3 points at least, got " +
            std::to_string(low) + ", " + std::to_string(high) + ", " + std::to_string(points));
    constexpr double inf = std::numeric_limits<double>::infinity();
    const auto place = [&](std::size_t i) {
        return low + (high - low) * static_cast<double>(i) / static_cast<double>(points - 1);
    };
    const smile_derivatives first = smile.derivatives(low), last = smile.derivatives(high);
    butterfly_report report{inf, low, inf, -first.dw, last.dw, {}};
    const auto g = [&](double k) {
        const smile_derivatives at = smile.derivatives(k);
        report.min_variance = std::fmin(report.min_variance, at.w);
        const double value = at.w > 0 ? durrleman(k, at) : -inf;
        if (!(value >= report.min_g)) report.min_g = value, report.where = k;
        return value;
    };
    std::vector<double> value(points);
    for (std::size_t i = 0; i < points; ++i) value[i] = g(place(i));
    for (std::size_t i = 1; i + 1 < points; ++i) { // golden section around each local minimum of the scan
        if (!(value[i] <= value[i - 1] && value[i] <= value[i + 1])) continue;
        constexpr double golden = 0.6180339887498949;
        double a = place(i - 1), b = place(i + 1);
        for (int step = 0; step < 40; ++step) {
            const double x = b - golden * (b - a), y = a + golden * (b - a);
            (g(x) < g(y) ? b : a) = g(x) < g(y) ? y : x;
        }
    }
    const auto boundary = [&](std::size_t i) { // between a place with arbitrage and one without
        double a = place(i), b = place(i + 1);
        const bool bad = value[i] < 0;
        for (int step = 0; step < 60; ++step) {
            const double middle = 0.5 * (a + b);
            ((g(middle) < 0) == bad ? a : b) = middle;
        }
        return 0.5 * (a + b);
    };
    for (std::size_t i = 0; i < points; ++i) {
        if (!(value[i] < 0)) continue;
        const double from = i == 0 ? low : boundary(i - 1);
        while (i + 1 < points && value[i + 1] < 0) ++i;
        report.violations.push_back({from, i + 1 == points ? high : boundary(i)});
    }
    if (report.violations.empty() && report.min_g < 0) report.violations.push_back({report.where, report.where});
    if (report.min_g == -inf) report.min_g = std::numeric_limits<double>::quiet_NaN();
    return report;
}

} // namespace smirk::inline SMIRK_ABI::surface
