// SPDX-License-Identifier: BSL-1.0
// The variance at a maturity that is not listed, from those that are.
#pragma once
#include <smirk/market_span.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

enum class maturity_status {
    ok,
    extrapolated,  ///< the maturity lies outside the expiries: the line through the two nearest goes on
    negative,      ///< the line is below zero there
    invalid_input, ///< a variance that is needed is NaN or negative
};

/// Variance at a maturity.
///
/// variance    annualised; volatility its root, NaN where there is none
/// near        the place of the earlier of the two expiries used; the other is near + 1
struct [[nodiscard]] maturity_variance {
    double variance = std::numeric_limits<double>::quiet_NaN();
    double volatility = std::numeric_limits<double>::quiet_NaN();
    std::size_t near = 0;
    maturity_status status = maturity_status::invalid_input;
    explicit operator bool() const noexcept
    {
        return status == maturity_status::ok || status == maturity_status::extrapolated;
    }
};

/// Variance at a constant maturity: total variance is linear in time between expiries.
///
///     v T = v1 T1 (T2 - T) / (T2 - T1) + v2 T2 (T - T1) / (T2 - T1)
///
/// years     times to expiry, ascending, two or more
/// variance  annualised variance of each
/// target    T, in years
/// returns   maturity_variance; status says where T lies outside the expiries
/// throws    std::invalid_argument if lengths differ, years do not ascend or target is not positive
/// cost      O(n)
[[nodiscard]] inline maturity_variance constant_maturity(strided<double> years, strided<double> variance, double target)
{
    if (years.size() != variance.size() || years.size() < 2 || !(target > 0))
        throw std::invalid_argument("smirk::replication::constant_maturity: expected two expiries or more, a variance "
                                    "each and a target > 0, got " +
                                    std::to_string(years.size()) + ", " + std::to_string(variance.size()) + " and " +
                                    std::to_string(target));
    for (std::size_t i = 0; i < years.size(); ++i)
        if (!(years[i] > (i ? years[i - 1] : 0.0)))
            throw std::invalid_argument(
                "smirk::replication::constant_maturity: years must be positive and ascend, years[" + std::to_string(i) +
                "] = " + std::to_string(years[i]));
    maturity_variance result;
    while (result.near + 2 < years.size() && years[result.near + 1] <= target) ++result.near;
    const std::size_t i = result.near;
    const double t1 = years[i], t2 = years[i + 1], v1 = variance[i], v2 = variance[i + 1];
    if (!(v1 >= 0 && v2 >= 0)) return result;
    result.variance = (v1 * t1 * (t2 - target) + v2 * t2 * (target - t1)) / ((t2 - t1) * target);
    if (result.variance >= 0) result.volatility = std::sqrt(result.variance);
    result.status = result.variance < 0            ? maturity_status::negative
                    : target >= t1 && target <= t2 ? maturity_status::ok
                                                   : maturity_status::extrapolated;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
