// SPDX-License-Identifier: BSL-1.0
// Total vol from an out-of-the-money price: h = ln(max(F, K) / min(F, K)), c = time value / min(F, K),
// a = log1p(|K - F| / time value). Polynomials near the money and in the wings, Householder steps elsewhere.
#pragma once
#include <smirk/detail/black_core.hpp>
#include <smirk/detail/implied_vol_table.hpp>

#include <cmath>
#include <iterator>
#include <utility>

namespace smirk::inline SMIRK_ABI::detail {

/// The sum of row_i(y) x^i, the coefficients of the rows one after the other in `table`.
template <const auto& widths, const auto& table, class V>
SMIRK_LANE_INLINE V bivariate(const V& x, const V& y)
{
    constexpr int rows = static_cast<int>(std::size(widths));
    const auto row = [&](auto index) __attribute__((always_inline))
    {
        constexpr int i = decltype(index)::value, width = widths[i];
        constexpr int first = [] {
            int n = 0;
            for (int r = 0; r < i; ++r) n += widths[r];
            return n;
        }();
        return [&]<int... J>(std::integer_sequence<int, J...>) __attribute__((always_inline))
        {
            V r = table[first + width - 1];
            ((r = muladd(r, y, table[first + width - 2 - J])), ...);
            return r;
        }
        (std::make_integer_sequence<int, width - 1>{});
    };
    return [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline))
    {
        V r = row(std::integral_constant<int, rows - 1>{});
        ((r = muladd(r, x, row(std::integral_constant<int, rows - 2 - I>{}))), ...);
        return r;
    }
    (std::make_integer_sequence<int, rows - 1>{});
}

/// Near the money, a <= near_a_max, h <= near_ratio a: v = t + t^3 P(t^2, A0^2), t = h / A0.
template <class V>
SMIRK_LANE_INLINE V near_total_vol(const V& t, const V& distance)
{
    const V x = t * t, y = distance * distance;
    const V p = bivariate<near_correction_widths, near_correction>(muladd(x, 2 / near_x_max, -1.),
                                                                   muladd(y, 2 / near_y_max, -1.));
    return muladd(t * x, p, t);
}
/// The same for near_ratio a < h <= middle_ratio a.
template <class V>
SMIRK_LANE_INLINE V middle_total_vol(const V& t, const V& distance)
{
    constexpr double scale = 2 / (middle_x_max - middle_x_min), middle = (middle_x_max + middle_x_min) / 2;
    const V x = t * t, y = distance * distance;
    const V p =
        bivariate<middle_correction_widths, middle_correction>((x - middle) * scale, muladd(y, 2 / near_y_max, -1.));
    return muladd(t * x, p, t);
}
template <class V>
SMIRK_LANE_INLINE V near_distance_of(const V& a)
{
    return a * even_odd(near_distance, muladd(a, 2 / near_a_max, -1.));
}

/// 1 / A0 in the wings, a from near_a_max to wing_a_split or, far, from there to wing_a_max.
template <class V>
SMIRK_LANE_INLINE V wing_inverse_distance(const V& a, bool far)
{
    constexpr auto cell = [](double lo, double hi) { return std::pair{(lo + hi) / 2, 2 / (hi - lo)}; };
    // 1 / sqrt(a) at the ends of the cells
    constexpr double first = 0.39894228040143268, second = 1. / 6, third = 0.036760731104690387;
    constexpr auto near_cell = cell(second, first), far_cell = cell(third, second);
    const V u = 1. / sqrt(a);
    if (far) return u * even_odd(far_distance, (u - far_cell.first) * far_cell.second);
    return u * even_odd(wing_distance, (u - near_cell.first) * near_cell.second);
}
/// v = t + t h^2 P(h^2, 1 / A0^2), t = h / A0, h <= wing_h_max.
template <class V>
SMIRK_LANE_INLINE V wing_total_vol(const V& h, const V& inverse_distance)
{
    const V t = h * inverse_distance, x = h * h;
    const V p = bivariate<wing_correction_widths, wing_correction>(
        muladd(x, 2 / (wing_h_max * wing_h_max), -1.),
        muladd(inverse_distance * inverse_distance, 2 / wing_y_max, -1.));
    return muladd(t * x, p, t);
}

/// One Householder step of third order on f = ln c(s) - ln c or, where d <= t, on f = ln(1 - c(s)) - ln(1 - c):
///
///     f' = n(0) / D or -n(0) / D,   ln|f'| has the derivatives m - f', m = (ln c')' = d^2 / s - s / 4
///
/// f          left behind, positive where s is too large
/// returns    s after the step
template <class Real>
Real householder_step(const Real& h, const Real& log_c, const Real& log_complement, const Real& s, Real& f)
{
    using std::log;
    using std::sqrt;
    const Real d = h / s, t = s / 2, z = d - t;
    const bool near = near_the_money(d, t), upper = !near && d <= t;
    const Real spread = near    ? scaled_tail_difference(d, t)
                        : upper ? scaled_tail(Real(-z)) + scaled_tail(Real(d + t))
                                : scaled_tail(z) - scaled_tail(Real(d + t));
    f = log(spread) - z * z / 2 - (upper ? log_complement : log_c);
    const Real n0 = 1 / sqrt(2 * pi<Real>());
    const Real g = (upper ? -n0 : n0) / spread, m = d * d / s - s / 4, dm = -3 * d * d / (s * s) - Real(1) / 4;
    const Real newton = -f / g, h2 = m - g, h3 = dm + m * m - 3 * m * g + 2 * g * g;
    if (upper) f = -f;
    return s + newton * (1 + h2 * newton / 2) / (1 + newton * (h2 + h3 * newton / 6));
}

/// z with N(-z) = p, 0 < p <= 1/2, to 5e-4. Abramowitz and Stegun 26.2.23.
template <class V>
SMIRK_LANE_INLINE V rough_normal_quantile(const V& p)
{
    const V r = sqrt(-2. * log_normal(p));
    return r - muladd(muladd(r, 0.010328, 0.802853), r, 2.515517) /
                   muladd(muladd(muladd(r, 0.001308, 0.189269), r, 1.432788), r, 1.);
}

/// A first total vol for the steps, good to a few per cent or better. The inflection of the price, s = sqrt(2 h), parts
/// the two cases: above it the normal tail that matches 1 - c there, below it the Bachelier distance.
inline double first_total_vol(double h, double a, double c)
{
    const double inflection = std::sqrt(2 * h), complement = 1 - c;
    const double there = 0.5 + scaled_tail(inflection);
    if (complement < there) {
        const double p = complement * std::exp(-h / 4) * scaled_tail(inflection / 2) / there;
        return max(2 * rough_normal_quantile(min(p, 0.4999)), max(inflection, 1e-3));
    }
    double inverse_distance = 0;
    if (a < near_a_max) {
        inverse_distance = 1 / near_distance_of(a);
    } else if (a < wing_a_max) {
        inverse_distance = wing_inverse_distance(a, a > wing_a_split);
    } else {
        double distance = std::sqrt(2 * a);
        for (int i = 0; i < 3; ++i) distance = std::sqrt(2 * a - 6 * std::log(distance) - 1.8378770664093453);
        inverse_distance = 1 / distance;
    }
    const double t = h * inverse_distance, x = t * t;
    return min(t * (1 + 0.043 * x / (1 + 0.02 * x)), inflection);
}

/// Householder steps from s, kept within the bracket that the signs of f have shown.
template <class Real>
[[nodiscard]] Real refined_total_vol(const Real& h, const Real& c, const Real& log_c, Real s)
{
    using std::abs;
    using std::log1p;
    using std::pow;
    // The step is of fourth order: one that moves s by less than this has converged.
    const Real close = pow(std::numeric_limits<Real>::epsilon(), Real(0.3)), log_complement = log1p(-c);
    Real lo = 0, hi = std::numeric_limits<Real>::infinity();
    for (int i = 0; i < 200; ++i) {
        Real f;
        const Real next = householder_step(h, log_c, log_complement, s, f);
        if (abs(next - s) <= close * s) return next;
        (f > 0 ? hi : lo) = s;
        s = next > lo && next < hi ? next : finite(hi) ? Real((lo + hi) / 2) : Real(2 * s);
    }
    return s;
}

/// Total vol at h >= 0 of 0 < c < 1, given a and ln c as well.
template <class Real>
[[nodiscard]] Real total_vol(const Real& h, const Real& a, const Real& c, const Real& log_c)
{
    using std::sqrt;
    if constexpr (std::is_same_v<Real, double>) {
        if (a < 1e-16 && c < 0.66) // at the money: A0 -> 0, t -> c / n(0)
            return c < 0.37 ? near_total_vol(c / normal_n0, 0.) : middle_total_vol(c / normal_n0, 0.);
        if (a < near_a_max && h < middle_ratio * a) {
            const double distance = near_distance_of(a), t = h / distance;
            return h <= near_ratio * a ? near_total_vol(t, distance) : middle_total_vol(t, distance);
        }
        if (a >= near_a_max && a <= wing_a_max && h <= wing_h_max)
            return wing_total_vol(h, wing_inverse_distance(a, a > wing_a_split));
        return refined_total_vol(h, c, log_c, first_total_vol(h, a, c));
    } else {
        const double guess = a < Real(1e-16) && c < Real(0.33) ? 0. : first_total_vol(double(h), double(a), double(c));
        return refined_total_vol(h, c, log_c, guess > 0 ? Real(guess) : Real(c * sqrt(2 * pi<Real>())));
    }
}

} // namespace smirk::inline SMIRK_ABI::detail
