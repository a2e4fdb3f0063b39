// SPDX-License-Identifier: BSL-1.0
// Integrals of out-of-the-money option prices over a smile: what every contract replicated from a smile is made of.
#pragma once
#include <smirk/detail/black_core.hpp>
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>
#include <smirk/smile.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
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
///     q = theta (N(theta d1) - e^k N(theta d2)),   d_{1,2} = -k / sqrt(w) +- sqrt(w) / 2,   theta = sign(k)
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

/// Halves [a, b] until every part meets its share of the tolerance. A kink between the nodes can make the two rules
/// agree by chance, so a part that is not better than it must be by far is halved once more, and what that changes
/// counts as an error. `budget` panels are left to spend; a part that finds none left, or cannot be halved any more,
/// stays as it is and counts as not converged.
template <class F>
integral adaptive(const F& f, double a, double b, double tolerance, int& budget, const integral& whole)
{
    constexpr double by_far = 0.01;
    if (whole.error <= by_far * tolerance || !std::isfinite(whole.value)) return whole;
    const double middle = (a + b) / 2;
    if (budget <= 0 || !(a < middle && middle < b)) return {whole.value, whole.error, false};
    budget -= 2;
    const auto left = kronrod15(f, a, middle), right = kronrod15(f, middle, b);
    const double change = std::fabs(left.value + right.value - whole.value);
    const double error = std::max(change, left.error + right.error);
    if (std::max(whole.error, error) <= tolerance) return {left.value + right.value, error, true};
    auto sum = adaptive(f, a, middle, tolerance / 2, budget, left);
    sum += adaptive(f, middle, b, tolerance / 2, budget, right);
    return sum;
}

} // namespace detail

/// How an integral over one side of a smile is taken.
///
/// limit      where it ends, as a log-moneyness: infinite where the smile has no end
/// quoted     where the tail begins
/// kinks      log-moneyness of kinks and jumps of the integrand, ascending: no panel crosses one, which saves the
/// halving width      of the first panel: about the standard deviation sqrt(w(0)) tolerance  relative to the sum
struct side_options {
    double limit, quoted;
    strided<double> kinks{};
    double width = 0.1;
    double tolerance = 1e-10;
};

/// An integral over one side of a smile.
///
/// inside    the part up to `quoted`
/// tail      the part beyond it
/// error     estimate for both together
/// died_out  nothing is left beyond the farthest point that was looked at
/// resolved  every panel met the tolerance
struct side_integral {
    double inside = 0, tail = 0, error = 0;
    bool died_out = true, resolved = true;
};

/// One side of an integral of option prices over log-moneyness, from the money outwards.
///
///     integral of weight(k) q(k, w(k)) dk from the money to `limit`
///
/// Panels march outwards, twice as wide each time, each halved where needed, until one adds nothing more.
///
/// side     put: k < 0; call: k > 0
/// w        total variance at k
/// weight   what multiplies the price; e^k f''(e^k) for a payoff f of S/F
/// returns  side_integral; died_out is false where something is left at |k| = 350; NaN where w is NaN or negative
template <class W, class Weight>
[[nodiscard]] side_integral integrate_side(option_type side, const W& w, const Weight& weight,
                                           const side_options& options)
{
    constexpr double farthest = 350; // e^{2k} is still a normal number
    int budget = 20000;              // panels: some 10 ms
    const double theta = sign(side);
    const auto outwards = [&](double k) { return std::max(theta * k, 0.0); };
    const double end = std::min(outwards(options.limit), farthest), mark = outwards(options.quoted);
    const auto f = [&](double x) { return weight(theta * x) * out_of_the_money_price(theta * x, w(theta * x)); };

    const auto kinks = options.kinks;
    std::size_t passed = 0; // kinks at or before `from`, counted outwards
    const auto kink = [&](std::size_t i) {
        return theta * kinks[side == option_type::call ? i : kinks.size() - 1 - i];
    };
    side_integral result;
    double from = 0, size = options.width, left_over = 0;
    while (from < end) {
        double to = std::min(from + size, end);
        if (from < mark && mark < to) to = mark;
        while (passed < kinks.size() && kink(passed) <= from) ++passed;
        const bool cut = passed < kinks.size() && kink(passed) < to;
        if (cut) to = kink(passed);
        const auto panel = detail::kronrod15(f, from, to);
        const double scale = std::fabs(result.inside + result.tail) + std::fabs(panel.value);
        const auto sum = detail::adaptive(f, from, to, options.tolerance * scale, budget, panel);
        (from < mark ? result.inside : result.tail) += sum.value;
        result.error += sum.error;
        result.resolved = result.resolved && sum.converged;
        if (!std::isfinite(sum.value)) return result;
        left_over = scale > 0 ? std::fabs(sum.value) / scale : 1; // nothing yet: a corridor may begin farther out
        if (!cut && to > 4 * options.width && left_over <= 0.1 * options.tolerance) return result;
        from = to;
        size = std::max(options.width, from);
    }
    result.died_out =
        outwards(options.limit) <= farthest || left_over <= options.tolerance || result.inside + result.tail == 0;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
