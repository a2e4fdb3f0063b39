// SPDX-License-Identifier: BSL-1.0
// ln Gamma(x) for x > 0 in any number type: over dual numbers it yields the digamma and trigamma functions as well.
#pragma once
#include <smirk/detail/dual.hpp>

namespace smirk::inline SMIRK_ABI::detail {

/// The number itself, without derivatives.
inline double plain_value(double x) { return x; }
template <class T, std::size_t N>
double plain_value(const dual<T, N>& x)
{
    return plain_value(x.value);
}

/// ln Gamma(x), x > 0, to about 15 digits of max(1, |ln Gamma|).
///
///     Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1)), x + n >= 12
///     ln Gamma(x) ~ (x - 1/2) ln x - x + ln(2 pi) / 2 + sum B_2k / (2k (2k - 1) x^(2k - 1))
///
/// source  Stirling's series, Abramowitz and Stegun 6.1.40
template <class R>
R log_gamma(R x)
{
    constexpr double series[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                                 1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
    constexpr double half_log_two_pi = 0.91893853320467274178;
    R product(1.0);
    while (plain_value(x) < 12) {
        product = product * x;
        x = x + 1.0;
    }
    const R inverse = 1.0 / x, square = inverse * inverse;
    R tail(series[7]);
    for (int k = 6; k >= 0; --k) tail = tail * square + series[k];
    return (x - 0.5) * log(x) - x + half_log_two_pi + tail * inverse - log(product);
}

} // namespace smirk::inline SMIRK_ABI::detail
