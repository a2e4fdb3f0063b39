// SPDX-License-Identifier: BSL-1.0
// Calendar arbitrage between two SVI slices, exact.
#pragma once
#include <smirk/config.hpp>
#include <smirk/detail/bracketed_root.hpp>
#include <smirk/detail/polynomial_roots.hpp>
#include <smirk/surface/strike_interval.hpp>
#include <smirk/surface/svi.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// Calendar arbitrage between two smiles: whether total variance falls with time at some k.
///
/// min_gap     greatest lower bound of w_late(k) - w_early(k); -infinity where a wing of the later smile is flatter
/// where       the k that has it, infinite where it is approached in a wing
/// violations  the intervals where the later smile lies below
struct calendar_report {
    double min_gap, where;
    std::vector<strike_interval> violations;

    [[nodiscard]] bool arbitrage_free() const { return violations.empty() && min_gap == min_gap; }
};

namespace detail {

/// Up to five numbers, ascending: where the difference of two SVI slices is stationary, or crosses zero.
using few = smirk::detail::root_list<6>;

/// d' = w_late' - w_early' at k
[[nodiscard]] inline double slope_gap(const svi& early, const svi& late, double k)
{
    const double x = k - early.m, y = k - late.m;
    return late.b * (late.rho + y / std::sqrt(y * y + late.sigma * late.sigma)) -
           early.b * (early.rho + x / std::sqrt(x * x + early.sigma * early.sigma));
}

/// Walks outward from k by growing steps until `changed` says so; infinite if it never does.
template <class Changed>
[[nodiscard]] double walk_out(double k, double step, const Changed& changed)
{
    while (std::isfinite(k)) {
        k += step;
        if (changed(k)) return k;
        step *= 2;
    }
    return k;
}

/// Where d = w_late - w_early is stationary. d'' vanishes where
///
///     (b_2 sigma_2^2)^{2/3} R_1^2 = (b_1 sigma_1^2)^{2/3} R_2^2,
///
/// a quadratic in k; between its roots d' is monotone, so each piece has one stationary point at most: three in all.
[[nodiscard]] inline few stationary_gaps(const svi& early, const svi& late)
{
    const double A = std::cbrt(std::pow(late.b * late.sigma * late.sigma, 2)),
                 B = std::cbrt(std::pow(early.b * early.sigma * early.sigma, 2));
    // with k = m_1 + x:  (A - B) x^2 - 2 B delta x + A sigma_1^2 - B (delta^2 + sigma_2^2),  delta = m_1 - m_2
    const double delta = early.m - late.m, q2 = A - B, q1 = -2 * B * delta,
                 q0 = A * early.sigma * early.sigma - B * (delta * delta + late.sigma * late.sigma);
    few inflections;
    if (q2 == 0) {
        if (q1 != 0) inflections.add(early.m - q0 / q1);
    } else if (const double discriminant = q1 * q1 - 4 * q2 * q0; discriminant > 0) {
        const double q = -0.5 * (q1 + std::copysign(std::sqrt(discriminant), q1));
        const double x1 = q / q2, x2 = q != 0 ? q0 / q : 0.0;
        inflections.add(early.m + std::fmin(x1, x2));
        inflections.add(early.m + std::fmax(x1, x2));
    }
    if (inflections.size == 0) inflections.add(0.5 * (early.m + late.m)); // d' is monotone: any point will do

    const auto gap = [&](double k) { return slope_gap(early, late, k); };
    const double reach = early.sigma + late.sigma + std::fabs(delta);
    few stationary;
    const double left_end = early.left_slope() - late.left_slope(),
                 right_end = late.right_slope() - early.right_slope();
    const double first = inflections.root[0], last = inflections.root[inflections.size - 1];
    if (gap(first) * left_end < 0) {
        const double far = walk_out(first, -reach, [&](double k) { return gap(k) * left_end > 0; });
        if (std::isfinite(far)) stationary.add(smirk::detail::bracketed_root(gap, far, first));
    }
    if (last > first && gap(first) * gap(last) < 0) stationary.add(smirk::detail::bracketed_root(gap, first, last));
    if (gap(last) * right_end < 0) {
        const double far = walk_out(last, reach, [&](double k) { return gap(k) * right_end > 0; });
        if (std::isfinite(far)) stationary.add(smirk::detail::bracketed_root(gap, last, far));
    }
    return stationary;
}

/// The limit of w_late - w_early in a wing: side -1 is the left one.
[[nodiscard]] inline double gap_at_infinity(const svi& early, const svi& late, int side)
{
    const double slope = side < 0 ? late.left_slope() - early.left_slope() : late.right_slope() - early.right_slope();
    if (slope != 0) return slope * std::numeric_limits<double>::infinity();
    const auto intercept = [&](const svi& p) {
        return p.a - side * (side < 0 ? p.left_slope() : p.right_slope()) * p.m;
    };
    return intercept(late) - intercept(early);
}

} // namespace detail

/// Calendar arbitrage between two SVI slices, decided for all strikes, far wings included: the difference of the two is
/// stationary at three places at most, which are found from a quadratic; between them it is monotone. It crosses zero
/// four times at most.
///
/// early, late  the slices in order of expiry, each in its own log-moneyness k = ln(K / F_T)
/// returns      the least gap and where, and every interval where the later slice lies below. A gap below the rounding
///              of the two variances counts as none.
/// cost         about a microsecond
/// source       Gatheral and Jacquier, Quantitative Finance 14(1), 2014, 59-71, lemma 2.1 and section 5.2
[[nodiscard]] inline calendar_report calendar_arbitrage(const svi& early, const svi& late)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    if (!early.valid() || !late.valid()) return {none, none, {}};
    const auto d = [&](double k) {
        const double w1 = early.total_variance(k), w2 = late.total_variance(k);
        const double rounding =
            16 * std::numeric_limits<double>::epsilon() *
            (std::fabs(early.a) + std::fabs(late.a) + early.b * (std::fabs(k - early.m) + early.sigma) +
             late.b * (std::fabs(k - late.m) + late.sigma));
        return std::fabs(w2 - w1) <= rounding ? 0.0 : w2 - w1;
    };
    const auto stationary = detail::stationary_gaps(early, late);
    const double left = detail::gap_at_infinity(early, late, -1), right = detail::gap_at_infinity(early, late, 1);
    const double centre = 0.5 * (early.m + late.m), reach = early.sigma + late.sigma + std::fabs(early.m - late.m);

    calendar_report report{left <= right ? left : right, left <= right ? -inf : inf, {}};
    for (double k : stationary)
        if (d(k) < report.min_gap) report.min_gap = d(k), report.where = k;

    // From wing to wing: d is monotone between stationary points, so it crosses where the signs of two ends differ.
    double from = -inf, before = left, open = left < 0 ? -inf : none;
    const auto end_of_wing = [&](double start, double step, double limit) {
        return detail::walk_out(start, step, [&](double k) { return (d(k) < 0) == (limit < 0); });
    };
    const auto piece = [&](double to, double after) {
        if ((before < 0) != (after < 0)) {
            const double low =
                std::isfinite(from) ? from : end_of_wing(std::isfinite(to) ? to : centre, -reach, before);
            const double high = std::isfinite(to) ? to : end_of_wing(std::isfinite(from) ? from : centre, reach, after);
            const double crossing = !std::isfinite(low)    ? low
                                    : !std::isfinite(high) ? high
                                                           : smirk::detail::bracketed_root(d, low, high);
            if (after < 0)
                open = crossing;
            else
                report.violations.push_back({open, crossing});
        }
        from = to, before = after;
    };
    for (double k : stationary) piece(k, d(k));
    piece(inf, right);
    if (before < 0) report.violations.push_back({open, inf});
    return report;
}

} // namespace smirk::inline SMIRK_ABI::surface
