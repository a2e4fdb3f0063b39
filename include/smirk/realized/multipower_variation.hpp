// SPDX-License-Identifier: BSL-1.0
// Realized multipower variation: products of neighbouring absolute returns, for integrated variance and quarticity.
#pragma once
#include <smirk/realized/detail/intraday.hpp>

namespace smirk::inline SMIRK_ABI::realized {

/// E|Z|^p of a standard normal Z: 2^{p/2} Gamma((p + 1) / 2) / sqrt(pi).
[[nodiscard]] inline double absolute_moment(double p)
{
    return std::exp2(p / 2) * std::tgamma((p + 1) / 2) / std::sqrt(std::numbers::pi);
}

/// Multipower variation of a day: m returns at a time, to the power p in all.
///
///     MPV = mu_{p/m}^{-m} n^{p/2} / (n - m + 1) * sum_{i=m}^{n} prod_{j=0}^{m-1} |r_{i-j}|^{p/m},  mu_q = E|Z|^q
///
/// r        log returns within the day, decimal, equally spaced
/// m        neighbours in a product; 1 is realized variance at p = 2, 2 is bipower variation
/// p        2 for integrated variance, 4 for integrated quarticity
/// returns  the integral of sigma^p over the day; robust to jumps for m > p / 2; NaN if a return is NaN
/// throws   std::invalid_argument if m is 0, p is not positive, or there are fewer than m returns
/// cost     O(n m), no allocation
/// source   Barndorff-Nielsen, Shephard, Winkel, Stochastic Processes and their Applications 116(5), 2006, 796-806
[[nodiscard]] inline double multipower_variation(strided<double> r, std::size_t m, double p)
{
    if (m == 0 || !(p > 0))
        throw std::invalid_argument(
            "smirk::realized::multipower_variation: expected m of 1 or more and a positive p, got " +
            std::to_string(m) + " and " + std::to_string(p));
    detail::require_returns("multipower_variation", r.size(), m);
    const double n = detail::number(r.size()), count = detail::number(m), q = p / count;
    double sum = 0;
    for (std::size_t i = m - 1; i < r.size(); ++i) {
        double product = 1;
        for (std::size_t j = 0; j < m; ++j) product *= std::fabs(r[i - j]);
        sum += std::pow(product, q);
    }
    return std::pow(absolute_moment(q), -count) * std::pow(n, p / 2) / (n - count + 1) * sum;
}

} // namespace smirk::inline SMIRK_ABI::realized
