// SPDX-License-Identifier: BSL-1.0
// MinRV and MedRV, and their quarticities: integrated variance from the least or the middle of neighbouring returns,
// robust to jumps, and to zero returns in the case of the median.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

#include <algorithm>

namespace smirk::inline SMIRK_ABI::realized {

namespace detail {

/// sum min(|r_i|, |r_{i-1}|)^p
[[nodiscard]] inline double sum_of_minima(strided<double> r, int p)
{
    double sum = 0;
    for (std::size_t i = 1; i < r.size(); ++i) {
        const double a = r[i] * r[i], b = r[i - 1] * r[i - 1];
        const double least = std::isnan(a + b) ? a + b : std::min(a, b);
        sum += p == 2 ? least : least * least;
    }
    return sum;
}

/// sum med(|r_i|, |r_{i-1}|, |r_{i-2}|)^p
[[nodiscard]] inline double sum_of_medians(strided<double> r, int p)
{
    double sum = 0;
    for (std::size_t i = 2; i < r.size(); ++i) {
        const double a = r[i] * r[i], b = r[i - 1] * r[i - 1], c = r[i - 2] * r[i - 2];
        const double middle = std::isnan(a + b + c) ? a + b + c : std::max(std::min(a, b), std::min(std::max(a, b), c));
        sum += p == 2 ? middle : middle * middle;
    }
    return sum;
}

} // namespace detail

/// MinRV of a day.
///
///     MinRV = pi / (pi - 2) n / (n - 1) * sum_{i=2}^{n} min(|r_i|, |r_{i-1}|)^2
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integrated variance of the day without jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there are fewer than 2 returns
/// cost     O(n), no allocation
/// source   Andersen, Dobrev, Schaumburg, Journal of Econometrics 169(1), 2012, 75-93
[[nodiscard]] inline double min_rv(strided<double> r)
{
    detail::require_returns("min_rv", r.size(), 2);
    const double n = detail::number(r.size()), pi = std::numbers::pi;
    return pi / (pi - 2) * n / (n - 1) * detail::sum_of_minima(r, 2);
}

/// MedRV of a day.
///
///     MedRV = pi / (6 - 4 sqrt 3 + pi) n / (n - 2) * sum_{i=3}^{n} med(|r_i|, |r_{i-1}|, |r_{i-2}|)^2
///
/// r        log returns within the day, decimal, equally spaced
/// returns  the integrated variance of the day without jumps; NaN if a return is NaN
/// throws   std::invalid_argument if there are fewer than 3 returns
/// cost     O(n), no allocation
/// source   Andersen, Dobrev, Schaumburg, Journal of Econometrics 169(1), 2012, 75-93
[[nodiscard]] inline double med_rv(strided<double> r)
{
    detail::require_returns("med_rv", r.size(), 3);
    const double n = detail::number(r.size()), pi = std::numbers::pi;
    return pi / (6 - 4 * std::numbers::sqrt3 + pi) * n / (n - 2) * detail::sum_of_medians(r, 2);
}

/// Integrated quarticity from minima.
///
///     MinRQ = pi n / (3 pi - 8) n / (n - 1) * sum_{i=2}^{n} min(|r_i|, |r_{i-1}|)^4
///
/// r, returns, throws, cost, source  as min_rv; the integral of sigma^4 over the day
[[nodiscard]] inline double min_rq(strided<double> r)
{
    detail::require_returns("min_rq", r.size(), 2);
    const double n = detail::number(r.size()), pi = std::numbers::pi;
    return pi * n / (3 * pi - 8) * n / (n - 1) * detail::sum_of_minima(r, 4);
}

/// Integrated quarticity from medians.
///
///     MedRQ = 3 pi n / (9 pi + 72 - 52 sqrt 3) n / (n - 2) * sum_{i=3}^{n} med(|r_i|, |r_{i-1}|, |r_{i-2}|)^4
///
/// r, returns, throws, cost, source  as med_rv; the integral of sigma^4 over the day
[[nodiscard]] inline double med_rq(strided<double> r)
{
    detail::require_returns("med_rq", r.size(), 3);
    const double n = detail::number(r.size()), pi = std::numbers::pi;
    return 3 * pi * n / (9 * pi + 72 - 52 * std::numbers::sqrt3) * n / (n - 2) * detail::sum_of_medians(r, 4);
}

} // namespace smirk::inline SMIRK_ABI::realized
