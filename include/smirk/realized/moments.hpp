// SPDX-License-Identifier: BSL-1.0
// What a window of periods is reduced to: means of some terms, means and variances of others. Two windows side by side
// merge into one by additions alone, so nothing is ever subtracted out and a flat stretch gives exactly 0.
#pragma once
#include <smirk/detail/dispatch.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace smirk::inline SMIRK_ABI::realized {

/// What one period contributes: A terms that are averaged and C terms of which the variance about their mean is taken.
template <std::size_t A, std::size_t C, class Real>
struct period_terms {
    std::array<Real, A> averaged;
    std::array<Real, C> centred;
};

/// A window of n periods.
template <std::size_t A, std::size_t C, class Real>
struct window_moments {
    double n;
    std::array<Real, A> averaged_sum;
    std::array<Real, C> centred_sum;
    std::array<Real, C> squares; ///< sum of squared deviations of the centred terms from their mean

    /// Mean of averaged term i.
    [[nodiscard]] SMIRK_LANE_INLINE Real mean(std::size_t i) const { return averaged_sum[i] * Real(1 / n); }
    /// Sample variance of centred term i, divisor n - 1.
    [[nodiscard]] SMIRK_LANE_INLINE Real variance(std::size_t i) const { return squares[i] * Real(1 / (n - 1)); }
};

namespace detail {

/// body(0), body(1), ... body(N-1), unrolled: where a loop over them is left standing, moments in lanes go to memory.
template <std::size_t N, class Body>
SMIRK_LANE_INLINE void for_each(const Body& body)
{
    [&]<std::size_t... I>(std::index_sequence<I...>)
        SMIRK_LANE_LAMBDA { (body(std::integral_constant<std::size_t, I>{}), ...); }(std::make_index_sequence<N>{});
}

/// x in every lane. g++ 12 broadcasts lanes<8>(x) of an x that is not known in eight steps, this in one.
template <class Real>
SMIRK_LANE_INLINE Real in_all_lanes(double x)
{
    if constexpr (std::is_same_v<Real, double>) {
        return x;
    } else {
        Real all;
        for (int i = 0; i < Real::width; ++i) all.v[i] = x;
        return all;
    }
}

/// The window of one period.
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> single(const period_terms<A, C, Real>& t)
{
    window_moments<A, C, Real> w{1, t.averaged, t.centred, {}};
    for_each<C>([&](auto i) SMIRK_LANE_LAMBDA { w.squares[i] = Real(0.); });
    return w;
}

/// The divisor of merge(), inverted; worth keeping where windows of the same lengths are merged again and again.
[[nodiscard]] inline double merge_weight(double na, double nb) { return 1 / (na * nb * (na + nb)); }

/// Two windows as one. With sums S and squares Q about the mean,
///
///     Q = Q_a + Q_b + (n_b S_a - n_a S_b)^2 / (n_a n_b (n_a + n_b))
///
/// source  Chan, Golub, LeVeque, The American Statistician 37(3), 1983, 242-247
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> merge(const window_moments<A, C, Real>& a,
                                                   const window_moments<A, C, Real>& b, double weight)
{
    const Real na = in_all_lanes<Real>(a.n), nb = in_all_lanes<Real>(b.n), times = in_all_lanes<Real>(weight);
    window_moments<A, C, Real> w;
    w.n = a.n + b.n;
    for_each<A>([&](auto i) SMIRK_LANE_LAMBDA { w.averaged_sum[i] = a.averaged_sum[i] + b.averaged_sum[i]; });
    for_each<C>([&](auto i) SMIRK_LANE_LAMBDA {
        const Real d = nb * a.centred_sum[i] - na * b.centred_sum[i];
        w.centred_sum[i] = a.centred_sum[i] + b.centred_sum[i];
        w.squares[i] = a.squares[i] + b.squares[i] + d * d * times;
    });
    return w;
}
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> merge(const window_moments<A, C, Real>& a,
                                                   const window_moments<A, C, Real>& b)
{
    return merge(a, b, merge_weight(a.n, b.n));
}

} // namespace detail
} // namespace smirk::inline SMIRK_ABI::realized
