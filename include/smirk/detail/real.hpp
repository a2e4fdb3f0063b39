// SPDX-License-Identifier: BSL-1.0
// The real type a scalar function computes in, given the types of its arguments.
#pragma once
#include <smirk/config.hpp>

#include <cmath>
#include <numbers>
#include <type_traits>

namespace smirk::inline SMIRK_ABI::detail {

/// Common type of the arguments, integers counting as double.
template <class... T>
using promoted_t = std::common_type_t<std::conditional_t<std::is_integral_v<T>, double, T>...>;

/// The type it computes in: double for float.
template <class Real>
using working_t = std::conditional_t<std::is_same_v<Real, float>, double, Real>;

template <class Real>
[[nodiscard]] Real pi()
{
    if constexpr (std::is_floating_point_v<Real>) {
        return std::numbers::pi_v<Real>;
    } else {
        return 2 * asin(Real(1));
    }
}

/// The larger of two numbers; b where a is NaN.
template <class Real>
[[nodiscard]] Real max(const Real& a, const Real& b)
{
    return a > b ? a : b;
}

/// x is a number: neither NaN nor infinite.
template <class Real>
[[nodiscard]] bool finite(const Real& x)
{
    return x - x == 0;
}
template <class Real>
[[nodiscard]] bool positive_and_finite(const Real& x)
{
    return x > 0 && finite(x);
}

} // namespace smirk::inline SMIRK_ABI::detail
