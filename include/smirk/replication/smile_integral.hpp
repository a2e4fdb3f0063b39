// SPDX-License-Identifier: BSL-1.0
// Integrals of out-of-the-money option prices over a smile: what every contract replicated from a smile is made of.
#pragma once
#include <smirk/detail/black_core.hpp>
#include <smirk/smile.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>

namespace smirk::inline SMIRK_ABI::replication {

/// A smile, or a plain function of k: anything that gives total variance at log-moneyness k.
template <class S>
concept variance_curve = smile<S> || requires(const S& s, double k) {
    {
        s(k)
    } -> std::convertible_to<double>;
};

/// A smile that knows where its quotes end.
template <class S>
concept bounded_smile = smile<S> && requires(const S& s) {
    {
        s.first_k()
    } -> std::convertible_to<double>;
    {
        s.last_k()
    } -> std::convertible_to<double>;
};

template <variance_curve S>
[[nodiscard]] double total_variance_at(const S& curve, double k)
{
    if constexpr (smile<S>)
        return curve.total_variance(k);
    else
        return curve(k);
}

/// Forward price of the out-of-the-money option at k, for a forward of 1: a put where k < 0, a call where k > 0.
///
///     q = theta (N(theta d1) - e^k N(theta d2)),   d1,2 = -k / sqrt(w) +- sqrt(w) / 2,   theta = sign(k)
///
/// k        log-moneyness ln(K / F)
/// w        total variance
/// returns  Black's price, NaN where w is negative; times F and the discount factor it is a price in money
/// cost     three exponentials
[[nodiscard]] inline double out_of_the_money_price(double k, double w)
{
    return std::exp(std::min(k, 0.0)) * smirk::detail::out_of_the_money(std::fabs(k), std::sqrt(w));
}

namespace detail {

struct integral {
    double value = 0, error = 0;
    bool converged = true;

    integral& operator+=(const integral& other)
    {
        value += other.value;
        error += other.error;
        converged = converged && other.converged;
        return *this;
    }
};

/// Gauss-Kronrod, 7 and 15 nodes (Kronrod 1965; the tables are those of QUADPACK).
template <class F>
integral kronrod15(const F& f, double a, double b)
{
    constexpr double node[] = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
                               0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                               0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
                               0.207784955007898467600689403773245};
    constexpr double kronrod[] = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
                                  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                  0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
                                  0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
    constexpr double gauss[] = {0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
                                0.381830050505118944950369775488975, 0.417959183673469387755102040816327};
    const double centre = (a + b) / 2, half = (b - a) / 2;
    const double middle = f(centre);
    double k = kronrod[7] * middle, g = gauss[3] * middle;
    for (int i = 0; i < 7; ++i) {
        const double pair = f(centre - half * node[i]) + f(centre + half * node[i]);
        k += kronrod[i] * pair;
        if (i % 2 == 1) g += gauss[i / 2] * pair;
    }
    return {half * k, std::fabs(half * (k - g)), true};
}

/// Halves [a, b] until every part meets its share of the tolerance. `budget` panels are left to spend; a part that
/// finds none left, or cannot be halved any more, stays as it is and counts as not converged.
template <class F>
integral adaptive(const F& f, double a, double b, double tolerance, int& budget, const integral& whole)
{
    if (whole.error <= tolerance || !std::isfinite(whole.value)) return whole;
    const double middle = (a + b) / 2;
    if (budget <= 0 || !(a < middle && middle < b)) return {whole.value, whole.error, false};
    budget -= 2;
    const auto left = kronrod15(f, a, middle), right = kronrod15(f, middle, b);
    auto sum = adaptive(f, a, middle, tolerance / 2, budget, left);
    sum += adaptive(f, middle, b, tolerance / 2, budget, right);
    return sum;
}

} // namespace detail

/// An integral over one side of a smile.
///
/// inside   the part up to `quoted`
/// tail     the part beyond it
/// error    estimate for both together
struct side_integral {
    double inside = 0, tail = 0, error = 0;
    bool converged = true;
};

/// One side of an integral of option prices over log-moneyness, from the money outwards.
///
///     integral over k from 0 to `limit` of weight(k) q(k, w(k)) dk
///
/// Panels march outwards from k = 0, twice as wide each time, each halved where needed, until one adds nothing more.
///
/// w          total variance at k
/// weight     what multiplies the price; e^k f''(e^k) for a payoff f of S/F
/// limit      where to end: negative for puts, positive for calls, infinite where the smile has no end
/// quoted     where the tail begins, between 0 and limit
/// width      first panel: about the standard deviation sqrt(w(0))
/// tolerance  relative to the sum
/// returns    side_integral; converged is false where the tail does not die out within |k| = 350, or the integrand is
/// too
///            rough; NaN where w is NaN or negative
template <class W, class Weight>
[[nodiscard]] side_integral integrate_side(const W& w, const Weight& weight, double limit, double quoted, double width,
                                           double tolerance)
{
    constexpr double farthest = 350; // e^{2k} is still a normal number
    int budget = 20000;              // panels: some 10 ms
    const double sign = limit < 0 ? -1 : 1, end = std::min(std::fabs(limit), farthest), mark = std::fabs(quoted);
    const auto f = [&](double x) { return weight(sign * x) * out_of_the_money_price(sign * x, w(sign * x)); };
    side_integral side;
    double from = 0, size = width, last = std::numeric_limits<double>::infinity();
    while (from < end) {
        double to = std::min(from + size, end);
        if (from < mark && mark < to) to = mark; // a kink, and the border between inside and tail
        const auto panel = detail::kronrod15(f, from, to);
        const double scale = std::fabs(side.inside + side.tail) + std::fabs(panel.value);
        const auto sum = detail::adaptive(f, from, to, tolerance * scale, budget, panel);
        (from < mark ? side.inside : side.tail) += sum.value;
        side.error += sum.error;
        side.converged = side.converged && sum.converged;
        if (!std::isfinite(sum.value)) return side;
        last = std::fabs(sum.value);
        if (to > 4 * width && last <= 0.1 * tolerance * scale) return side;
        from = to;
        if (from >= 2 * width) size = from;
    }
    if (std::fabs(limit) > farthest && last > tolerance * std::fabs(side.inside + side.tail)) side.converged = false;
    return side;
}

} // namespace smirk::inline SMIRK_ABI::replication
