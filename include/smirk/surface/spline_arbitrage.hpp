// SPDX-License-Identifier: BSL-1.0
// Arbitrage of spline smiles, exact: g and the gap of two smiles are signs of polynomials on every piece.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/surface/butterfly_arbitrage.hpp>
#include <smirk/surface/calendar_arbitrage.hpp>
#include <smirk/surface/durrleman.hpp>
#include <smirk/surface/spline_smile.hpp>
#include <smirk/surface/strike_interval.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

namespace detail {

/// A piece in t = (k - left) / width, 0 <= t <= 1: total variance, and the numerator of g,
///
///     w^2 g = (w - k w' / 2)^2 - w w'^2 / 4 - w^2 w'^2 / 16 + w^2 w'' / 2,
///
/// of degree 10.
struct spline_piece {
    double left, width;
    std::array<double, 4> w;
    std::array<double, 11> G;

    [[nodiscard]] double k(double t) const { return left + width * t; }
};

[[nodiscard]] inline spline_piece piece_polynomials(const spline_smile& smile, std::size_t i)
{
    using smirk::detail::multiply;
    const auto& c = smile.piece(i + 1);
    const double k = smile.knots()[i], h = smile.knots()[i + 1] - k;
    spline_piece piece{k, h, {c[0], c[1] * h, c[2] * h * h, c[3] * h * h * h}, {}};
    const auto& w = piece.w;
    const std::array<double, 3> dw{c[1], 2 * c[2] * h, 3 * c[3] * h * h};
    const std::array<double, 2> d2w{2 * c[2], 6 * c[3] * h}, at{k, h};
    const auto kdw = multiply(at, dw);
    std::array<double, 4> first{};
    for (std::size_t j = 0; j < 4; ++j) first[j] = w[j] - 0.5 * kdw[j];
    const auto square = multiply(first, first);
    const auto dw2 = multiply(dw, dw);
    const auto wdw2 = multiply(w, dw2);
    const auto w2 = multiply(w, w);
    const auto w2dw2 = multiply(w2, dw2);
    const auto w2d2w = multiply(w2, d2w);
    for (std::size_t j = 0; j < 11; ++j) piece.G[j] = -w2dw2[j] / 16;
    for (std::size_t j = 0; j < 8; ++j) piece.G[j] += 0.5 * w2d2w[j] - 0.25 * wdw2[j];
    for (std::size_t j = 0; j < 7; ++j) piece.G[j] += square[j];
    return piece;
}

/// The wing w = c_0 + slope x, x >= 0 away from the last knot on side +1 (right) or -1 (left): numerator of g in x.
[[nodiscard]] inline std::array<double, 3> wing_polynomial(const spline_smile& smile, int side)
{
    const double k = side > 0 ? smile.knots().back() : -smile.knots().front();
    const double slope = side > 0 ? smile.right_slope() : smile.left_slope();
    const double c = smile.piece(side > 0 ? smile.knots().size() : 0)[0];
    const double h = c - 0.5 * k * slope, s2 = slope * slope;
    return {h * h - 0.25 * s2 * c - s2 * c * c / 16, h * slope - 0.25 * s2 * slope - s2 * c * slope / 8,
            s2 * wing_limit(slope) / 16};
}

template <std::size_t A>
[[nodiscard]] bool negative_on_piece(const std::array<double, A>& c)
{
    return smirk::detail::negative_in_unit_interval(smirk::detail::bernstein(c), smirk::detail::bernstein_depth);
}

/// Calls found(t) for the roots of the polynomial in (0, 1).
template <std::size_t A, class Found>
void roots_on_piece(const std::array<double, A>& c, const Found& found)
{
    smirk::detail::roots_in_unit_interval(c, smirk::detail::bernstein(c), 0, 1, smirk::detail::bernstein_depth, found);
}

/// Where g of a smile with positive variance may be least: the knots, and each stationary point between two of them.
/// Pieces on which g is above `of_interest` are passed over.
[[nodiscard]] inline std::vector<double> stationary_points_of_g(const spline_smile& smile, double of_interest)
{
    using smirk::detail::bernstein, smirk::detail::derivative, smirk::detail::multiply;
    std::vector<double> found;
    for (std::size_t i = 0; i + 1 < smile.knots().size(); ++i) {
        const spline_piece piece = piece_polynomials(smile, i);
        const auto w2 = multiply(piece.w, piece.w);
        auto above = piece.G; // w^2 (g - of_interest)
        for (std::size_t j = 0; j < 7; ++j) above[j] -= of_interest * w2[j];
        const auto beta = bernstein(above);
        if (std::all_of(beta.begin(), beta.end(), [](double b) { return b > 0; })) continue;
        found.push_back(piece.k(0));
        found.push_back(piece.k(1));
        const auto up = multiply(derivative(piece.G), piece.w); // g' has the sign of G' w - 2 G w'
        const auto down = multiply(piece.G, derivative(piece.w));
        std::array<double, 13> slope{};
        for (std::size_t j = 0; j < 13; ++j) slope[j] = up[j] - 2 * down[j];
        roots_on_piece(slope, [&](double t) { found.push_back(piece.k(t)); });
    }
    for (int side : {-1, 1}) { // g = (q_0 + q_1 x + q_2 x^2) / w^2 is monotone but for one turning point at most
        const auto q = wing_polynomial(smile, side);
        const double slope = side > 0 ? smile.right_slope() : smile.left_slope();
        const double c = smile.piece(side > 0 ? smile.knots().size() : 0)[0];
        // (q_1 + 2 q_2 x) w - 2 slope (q_0 + q_1 x + q_2 x^2) is linear in x
        const double constant = q[1] * c - 2 * slope * q[0], linear = 2 * q[2] * c - slope * q[1];
        const double x = -constant / linear;
        const double end = side > 0 ? smile.knots().back() : smile.knots().front();
        if (x > 0 && std::isfinite(x) && durrleman(smile, end + side * x) < of_interest)
            found.push_back(end + side * x);
    }
    return found;
}

} // namespace detail

/// Whether a spline smile is free of butterfly arbitrage at all strikes: w > 0, slopes of the wings in [0, 2], g >= 0.
///
/// cost  half a microsecond a knot
[[nodiscard]] inline bool butterfly_free(const spline_smile& smile)
{
    if (!smile.valid() || smile.left_slope() > 2 || smile.right_slope() > 2) return false;
    for (int side : {-1, 1})
        if (smirk::detail::negative_somewhere(detail::wing_polynomial(smile, side))) return false;
    for (std::size_t i = 0; i + 1 < smile.knots().size(); ++i) {
        const auto piece = detail::piece_polynomials(smile, i);
        if (detail::negative_on_piece(piece.w) || detail::negative_on_piece(piece.G)) return false;
    }
    return true;
}

/// Butterfly arbitrage of a spline smile, decided for all strikes: on each piece the numerator of g is a polynomial of
/// degree 10 whose sign its Bernstein form settles, in the wings one of degree 2.
///
/// returns  the least g and where, and every interval where g < 0 or w <= 0
/// cost     some microseconds a knot
[[nodiscard]] inline butterfly_report butterfly_arbitrage(const spline_smile& smile)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const auto& knot = smile.knots();
    butterfly_report report{none, none, inf, smile.left_slope(), smile.right_slope(), {}};
    const auto bad = [&](double from, double to) {
        if (!report.violations.empty() && report.violations.back().high >= from)
            report.violations.back().high = std::max(to, report.violations.back().high);
        else
            report.violations.push_back({from, to});
    };
    const auto variance = [&](double w) { report.min_variance = std::min(report.min_variance, w); };
    const auto wing = [&](int side) {
        const double end = side > 0 ? knot.back() : knot.front();
        const double slope = side > 0 ? smile.right_slope() : smile.left_slope();
        if (slope < 0) return variance(-inf), bad(side > 0 ? end : -inf, side > 0 ? inf : end);
        const auto q = detail::wing_polynomial(smile, side);
        if (!smirk::detail::negative_somewhere(q)) return;
        const auto roots = smirk::detail::positive_roots(q);
        std::vector<double> ends{0};
        ends.insert(ends.end(), roots.begin(), roots.end());
        ends.push_back(inf);
        for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
            const double inside = ends[i + 1] == inf ? 2 * ends[i] + 1 : 0.5 * (ends[i] + ends[i + 1]);
            if (!(smirk::detail::evaluate(q, inside) < 0)) continue;
            const double a = end + side * ends[i], b = end + side * ends[i + 1];
            bad(std::min(a, b), std::max(a, b));
        }
    };
    wing(-1);
    for (std::size_t i = 0; i + 1 < knot.size(); ++i) {
        const auto piece = detail::piece_polynomials(smile, i);
        std::vector<double> ends{0};
        variance(piece.w[0]);
        variance(smile.total_variance(knot[i + 1]));
        detail::roots_on_piece(smirk::detail::derivative(piece.w),
                               [&](double t) { variance(smirk::detail::evaluate(piece.w, t)); });
        if (!detail::negative_on_piece(piece.w) && !detail::negative_on_piece(piece.G)) continue;
        detail::roots_on_piece(piece.w, [&](double t) { ends.push_back(t); });
        detail::roots_on_piece(piece.G, [&](double t) { ends.push_back(t); });
        ends.push_back(1);
        std::sort(ends.begin(), ends.end());
        for (std::size_t j = 0; j + 1 < ends.size(); ++j) {
            const double inside = 0.5 * (ends[j] + ends[j + 1]);
            if (smirk::detail::evaluate(piece.w, inside) <= 0 || smirk::detail::evaluate(piece.G, inside) < 0)
                bad(piece.k(ends[j]), piece.k(ends[j + 1]));
        }
    }
    wing(1);
    if (!(report.min_variance > 0)) return report;
    const auto consider = [&](double g, double k) {
        if (!(g >= report.min_g)) report.min_g = g, report.where = k;
    };
    // a flat wing has g = 1 for ever, any other the limit 1/4 - slope^2 / 16
    if (report.left_slope > 0) consider(detail::wing_limit(report.left_slope) / 16, -inf);
    if (report.right_slope > 0) consider(detail::wing_limit(report.right_slope) / 16, inf);
    for (double k : detail::stationary_points_of_g(smile, inf)) consider(durrleman(smile, k), k);
    if (report.violations.empty() && !butterfly_free(smile)) report.violations.push_back({report.where, report.where});
    return report;
}

namespace detail {

/// Calls seen(left, width, d) for each interval between neighbouring knots of either smile, d = w_late - w_early in
/// t = (k - left) / width.
template <class Seen>
void gap_pieces(const spline_smile& early, const spline_smile& late, const Seen& seen)
{
    const auto &a = early.knots(), &b = late.knots();
    std::size_t i = 0, j = 0; // knots passed
    const auto shifted = [](const spline_smile& smile, std::size_t piece, double left, double width) {
        const auto& c = smile.piece(piece);
        const double x = left - smile.knots()[piece ? piece - 1 : 0];
        return std::array<double, 4>{c[0] + x * (c[1] + x * (c[2] + x * c[3])),
                                     width * (c[1] + x * (2 * c[2] + 3 * x * c[3])),
                                     width * width * (c[2] + 3 * x * c[3]), width * width * width * c[3]};
    };
    double left = std::min(a.front(), b.front());
    while (i < a.size() || j < b.size()) {
        while (i < a.size() && a[i] <= left) ++i;
        while (j < b.size() && b[j] <= left) ++j;
        if (i == a.size() && j == b.size()) break;
        const double right = i == a.size() ? b[j] : j == b.size() ? a[i] : std::min(a[i], b[j]);
        const auto one = shifted(early, i, left, right - left), two = shifted(late, j, left, right - left);
        seen(left, right - left,
             std::array<double, 4>{two[0] - one[0], two[1] - one[1], two[2] - one[2], two[3] - one[3]});
        left = right;
    }
}

} // namespace detail

/// Calendar arbitrage between two spline smiles, decided for all strikes: between knots the gap is a cubic, in the
/// wings a straight line.
///
/// returns  see calendar_report
/// cost     some 50 ns a knot
[[nodiscard]] inline calendar_report calendar_arbitrage(const spline_smile& early, const spline_smile& late)
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    const double first = std::min(early.knots().front(), late.knots().front()),
                 last = std::max(early.knots().back(), late.knots().back());
    calendar_report report{inf, first, {}};
    const auto consider = [&](double gap, double k) {
        if (!(gap >= report.min_gap)) report.min_gap = gap, report.where = k;
    };
    const auto bad = [&](double from, double to) {
        if (!report.violations.empty() && report.violations.back().high == from)
            report.violations.back().high = to;
        else
            report.violations.push_back({from, to});
    };
    const auto wing = [&](int side, double end, double steeper) {
        const double gap = late.total_variance(end) - early.total_variance(end);
        consider(gap, end);
        if (steeper < 0) consider(-inf, side * inf);
        if (gap >= 0 && steeper >= 0) return;
        const double turn = (gap < 0) != (steeper < 0) && steeper != 0 ? end - side * gap / steeper : side * inf;
        const double from = gap < 0 ? end : turn, to = gap < 0 && steeper > 0 ? turn : side * inf;
        bad(std::min(from, to), std::max(from, to));
    };
    wing(-1, first, late.left_slope() - early.left_slope());
    detail::gap_pieces(early, late, [&](double left, double width, const std::array<double, 4>& d) {
        consider(d[0], left);
        detail::roots_on_piece(smirk::detail::derivative(d),
                               [&](double t) { consider(smirk::detail::evaluate(d, t), left + width * t); });
        if (!detail::negative_on_piece(d)) return;
        std::vector<double> ends{0};
        detail::roots_on_piece(d, [&](double t) { ends.push_back(t); });
        ends.push_back(1);
        for (std::size_t j = 0; j + 1 < ends.size(); ++j)
            if (smirk::detail::evaluate(d, 0.5 * (ends[j] + ends[j + 1])) < 0)
                bad(left + width * ends[j], left + width * ends[j + 1]);
    });
    wing(1, last, late.right_slope() - early.right_slope());
    if (report.min_gap < 0 && report.violations.empty()) report.violations.push_back({report.where, report.where});
    return report;
}

/// The answer of calendar_arbitrage() alone.
[[nodiscard]] inline bool calendar_free(const spline_smile& early, const spline_smile& late)
{
    if (late.left_slope() < early.left_slope() || late.right_slope() < early.right_slope()) return false;
    bool free = true;
    detail::gap_pieces(early, late,
                       [&](double, double, const auto& d) { free = free && !detail::negative_on_piece(d); });
    return free;
}

} // namespace smirk::inline SMIRK_ABI::surface
