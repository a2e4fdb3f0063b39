// SPDX-License-Identifier: BSL-1.0
// What a window of periods is reduced to: means of some terms, means and variances of others. Two windows side by side
// merge into one by additions alone, so nothing is ever subtracted out and a flat stretch gives exactly 0.
#pragma once
#include <smirk/detail/lanes.hpp>

#include <array>
#include <cstddef>

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

/// The window of one period.
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> single(const period_terms<A, C, Real>& t)
{
    window_moments<A, C, Real> w{1, t.averaged, t.centred, {}};
    for (std::size_t i = 0; i < C; ++i) w.squares[i] = Real(0.);
    return w;
}

/// Two windows as one. With sums S and squares Q about the mean,
///
///     Q = Qa + Qb + (nb Sa - na Sb)^2 / (na nb (na + nb))
///
/// source  Chan, Golub, LeVeque, The American Statistician 37(3), 1983, 242-247
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> merge(const window_moments<A, C, Real>& a,
                                                   const window_moments<A, C, Real>& b)
{
    const Real na(a.n), nb(b.n), weight(1 / (a.n * b.n * (a.n + b.n)));
    window_moments<A, C, Real> w;
    w.n = a.n + b.n;
    for (std::size_t i = 0; i < A; ++i) w.averaged_sum[i] = a.averaged_sum[i] + b.averaged_sum[i];
    for (std::size_t i = 0; i < C; ++i) {
        const Real d = nb * a.centred_sum[i] - na * b.centred_sum[i];
        w.centred_sum[i] = a.centred_sum[i] + b.centred_sum[i];
        w.squares[i] = a.squares[i] + b.squares[i] + d * d * weight;
    }
    return w;
}

/// Two windows of one length as one: Q = Qa + Qb + (Sa - Sb)^2 / (2 n), n periods in each.
template <std::size_t A, std::size_t C, class Real>
SMIRK_LANE_INLINE window_moments<A, C, Real> merge_equal(const window_moments<A, C, Real>& a,
                                                         const window_moments<A, C, Real>& b)
{
    const Real weight(0.5 / a.n);
    window_moments<A, C, Real> w;
    w.n = a.n + b.n;
    for (std::size_t i = 0; i < A; ++i) w.averaged_sum[i] = a.averaged_sum[i] + b.averaged_sum[i];
    for (std::size_t i = 0; i < C; ++i) {
        const Real d = a.centred_sum[i] - b.centred_sum[i];
        w.centred_sum[i] = a.centred_sum[i] + b.centred_sum[i];
        w.squares[i] = a.squares[i] + b.squares[i] + d * d * weight;
    }
    return w;
}

} // namespace detail
} // namespace smirk::inline SMIRK_ABI::realized
