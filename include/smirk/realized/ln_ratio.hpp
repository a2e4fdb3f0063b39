// SPDX-License-Identifier: BSL-1.0
// The logarithm of the ratio of two prices, accurate however close they are, in one number or in lanes.
#pragma once
#include <smirk/detail/lanes.hpp>

#include <cmath>

namespace smirk::inline SMIRK_ABI::realized {

namespace detail {

/// 2 atanh(s) = 2 s + s^3 (2/3 + 2/5 s^2 + ...): these coefficients give every digit of a double for |s| <= 0.1.
inline constexpr double atanh_series[] = {2. / 3, 2. / 5, 2. / 7, 2. / 9, 2. / 11, 2. / 13, 2. / 15, 2. / 17, 2. / 19};
inline constexpr double atanh_series_limit = 0.1;

template <class V>
SMIRK_LANE_INLINE V twice_atanh(const V& s)
{
    const V z = s * s;
    return smirk::detail::muladd(s * z, smirk::detail::even_odd(atanh_series, z), s + s);
}

} // namespace detail

/// The log return from price a to price b.
///
///     ln(b / a) = 2 atanh((b - a) / (b + a))
///
/// b, a     positive prices, in one unit; a + b finite
/// returns  ln(b / a) within 2 units in the last place, also where ln b - ln a and ln(b / a) lose digits, which is
///          where b is close to a; NaN if a price is NaN
/// cost     one division and a polynomial; std::log where one price is over 1.22 times the other
[[nodiscard]] inline double ln_ratio(double b, double a)
{
    const double s = (b - a) / (b + a);
    return std::fabs(s) > detail::atanh_series_limit ? std::log(b / a) : detail::twice_atanh(s);
}
template <int N>
[[nodiscard]] SMIRK_LANE_INLINE smirk::detail::lanes<N> ln_ratio(const smirk::detail::lanes<N>& b,
                                                                 const smirk::detail::lanes<N>& a)
{
    using smirk::detail::lanes;
    const lanes<N> s = (b - a) / (b + a), near = detail::twice_atanh(s);
    if (!smirk::detail::any(smirk::detail::abs(s) > lanes<N>(detail::atanh_series_limit))) [[likely]]
        return near;
    double from[N], to[N];
    a.store(from);
    b.store(to);
    for (int i = 0; i < N; ++i) to[i] = ln_ratio(to[i], from[i]);
    return lanes<N>::load(to);
}
template <class Real>
[[nodiscard]] Real ln_ratio(const Real& b, const Real& a)
{
    using std::log1p;
    return log1p(Real((b - a) / a));
}

} // namespace smirk::inline SMIRK_ABI::realized
