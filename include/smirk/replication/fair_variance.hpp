// SPDX-License-Identifier: BSL-1.0
// The fair strike of a variance swap from a smile, with the share that comes from beyond the quotes.
#pragma once
#include <smirk/replication/expected_payoff.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Fair variance of a smile.
///
/// variance         annualised
/// error            estimate of the error of the quadrature; what smile_value says of kinks holds here
/// put_tail_share   share of the variance that lies below the first quote; 0 for a smile without ends
/// call_tail_share  above the last quote
struct [[nodiscard]] fair_variance_result {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double error = std::numeric_limits<double>::quiet_NaN();
    double put_tail_share = 0;
    double call_tail_share = 0;
    integral_status status = integral_status::invalid_smile;
    explicit operator bool() const noexcept { return status == integral_status::converged; }
};

/// Fair variance of a smile: the value of the log contract, and the strike of a variance swap where paths are
/// continuous.
///
///     sigma^2 = (2/T) [ int_0^F P(K) / K^2 dK + int_F^inf C(K) / K^2 dK ]
///             = (2/T) int q(k) e^{-k} dk,   P, C, q forward prices, k = ln(K/F)
///
/// curve    total variance at k: a smile, or any function of k. A smile with first_k() and last_k() (quoted_smile) is
///          continued beyond them by options.wings, linear in total variance unless told otherwise
/// years    T
/// returns  fair_variance_result; with open_tail, variance is what was reached
/// throws   std::invalid_argument if years or tolerance is not positive
/// cost     some hundreds of Black prices for a smooth smile, thousands for one with kinks that options do not name
/// source   Neuberger, Journal of Portfolio Management 20(2), 1994, 74-80; Demeterfi, Derman, Kamal and Zou, Goldman
///          Sachs 1999; tails: Lee, Mathematical Finance 14(3), 2004, 469-480
template <variance_curve S>
[[nodiscard]] fair_variance_result fair_variance(const S& curve, double years,
                                                 const smile_integral_options& options = {})
{
    if (!(years > 0) || !std::isfinite(years))
        throw std::invalid_argument("smirk::replication::fair_variance: expected years > 0, got " +
                                    std::to_string(years));
    const auto v = expected_payoff(curve, log_contract{years}, options);
    return {v.value, v.error, v.put_tail / v.value, v.call_tail / v.value, v.status};
}

} // namespace smirk::inline SMIRK_ABI::replication
