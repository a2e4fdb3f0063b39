// SPDX-License-Identifier: BSL-1.0
// Integrated quarticity, which the precision of a realized variance depends on.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// Realized quarticity of a day.
///
///     RQ = n / 3 * sum r_i^4
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integral of sigma^4 over the day where there are no jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there is no return
/// cost     O(n), no allocation
/// source   Barndorff-Nielsen, Shephard, Journal of the Royal Statistical Society B 64(2), 2002, 253-280
[[nodiscard]] inline double realized_quarticity(strided<double> r)
{
    detail::require_returns("realized_quarticity", r.size(), 1);
    double sum = 0;
    for (const double x : r) sum += x * x * x * x;
    return detail::number(r.size()) / 3 * sum;
}

/// Tripower quarticity of a day.
///
///     TPQ = n mu^{-3} n / (n - 2) * sum_{i=3}^{n} |r_i r_{i-1} r_{i-2}|^{4/3},  mu = E|Z|^{4/3}
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integral of sigma^4 over the day, robust to jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there are fewer than 3 returns
/// cost     one cube root a return, no allocation
/// source   Barndorff-Nielsen, Shephard, Journal of Financial Econometrics 4(1), 2006, 1-30
[[nodiscard]] inline double tripower_quarticity(strided<double> r)
{
    detail::require_returns("tripower_quarticity", r.size(), 3);
    constexpr double mu = 0.83086092502955908; // 2^{2/3} Gamma(7/6) / Gamma(1/2)
    const double n = detail::number(r.size());
    double sum = 0;
    for (std::size_t i = 2; i < r.size(); ++i) {
        const double root = std::cbrt(r[i] * r[i - 1] * r[i - 2]);
        sum += root * root * root * root;
    }
    return n / (mu * mu * mu) * n / (n - 2) * sum;
}

/// Quadpower quarticity of a day.
///
///     QPQ = n pi^2 / 4 n / (n - 3) * sum_{i=4}^{n} |r_i r_{i-1} r_{i-2} r_{i-3}|
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integral of sigma^4 over the day, robust to jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there are fewer than 4 returns
/// cost     O(n), no allocation
/// source   Barndorff-Nielsen, Shephard, Journal of Financial Econometrics 2(1), 2004, 1-37
[[nodiscard]] inline double quadpower_quarticity(strided<double> r)
{
    detail::require_returns("quadpower_quarticity", r.size(), 4);
    const double n = detail::number(r.size()), pi = std::numbers::pi;
    double sum = 0;
    for (std::size_t i = 3; i < r.size(); ++i) sum += std::fabs(r[i] * r[i - 1] * r[i - 2] * r[i - 3]);
    return n * pi * pi / 4 * n / (n - 3) * sum;
}

} // namespace smirk::inline SMIRK_ABI::realized
