// SPDX-License-Identifier: BSL-1.0
// The normal law: density, distribution function, tail, Mills ratio.
#pragma once
#include <smirk/detail/normal_tail.hpp>
#include <smirk/detail/real.hpp>

#include <cmath>

namespace smirk::inline SMIRK_ABI::black {

/// Density of the standard normal law, n(z) = exp(-z^2 / 2) / sqrt(2 pi).
template <class Real>
[[nodiscard]] Real normal_pdf(const Real& z)
{
    using std::exp;
    using std::sqrt;
    return exp(-z * z / 2) / sqrt(2 * detail::pi<Real>());
}

/// Distribution function of the standard normal law, N(z) = erfc(-z / sqrt 2) / 2, accurate in the left tail.
template <class Real>
[[nodiscard]] Real normal_cdf(const Real& z)
{
    using std::erfc;
    using std::sqrt;
    return erfc(-z / sqrt(Real(2))) / 2;
}

/// Mills ratio R(z) = (1 - N(z)) / n(z), z >= 0: what is left of the tail once the exponential is taken out.
///
/// cost     one polynomial for double; other real types need erfc (Boost.Math brings it for Boost.Multiprecision)
template <class Real>
[[nodiscard]] Real mills_ratio(const Real& z)
{
    using std::sqrt;
    return sqrt(2 * detail::pi<Real>()) * detail::scaled_tail(z);
}

} // namespace smirk::inline SMIRK_ABI::black
