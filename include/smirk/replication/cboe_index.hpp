// SPDX-License-Identifier: BSL-1.0
// The index of constant maturity from two expiries: VIX, VIX1D, VIX9D, VIX3M, VIX6M and any other target.
#pragma once
#include <smirk/chain.hpp>
#include <smirk/replication/cboe_variance.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace smirk::inline SMIRK_ABI::replication {

inline constexpr double minutes_per_year = 525600; ///< 365 days, the year of the Cboe
inline constexpr double vix_minutes = 30 * 1440;
inline constexpr double vix1d_minutes = minutes_per_year / 252; ///< one day of trading: see vix1d_family
inline constexpr double vix9d_minutes = 9 * 1440;
inline constexpr double vix3m_minutes = 93 * 1440;
inline constexpr double vix6m_minutes = 184 * 1440;

struct cboe_index_options {
    double target_minutes = vix_minutes;
    bool by_strike = true; ///< whether near and next carry contributions and dropped quotes
};

enum class index_status {
    ok,
    no_near_variance,  ///< near.status says why
    no_next_variance,  ///< next.status says why
    negative_variance, ///< the two terms combine to less than nothing
    no_expiries,       ///< fewer than two expiries that the index may use
};

[[nodiscard]] constexpr const char* to_string(index_status status) noexcept
{
    switch (status) {
    case index_status::ok:
        return "ok";
    case index_status::no_near_variance:
        return "the near term has no variance";
    case index_status::no_next_variance:
        return "the next term has no variance";
    case index_status::negative_variance:
        return "negative variance";
    case index_status::no_expiries:
        return "fewer than two expiries that the index may use";
    }
    return "unknown";
}

/// The index and both terms it came from.
///
/// index        100 sqrt(variance), in index points
/// variance     annualised, at the target
/// near_weight  weight of the total variance of the near term; next_weight = 1 - near_weight. Outside [0, 1] where the
///              target lies outside the two expiries
struct [[nodiscard]] cboe_index_result {
    double index = std::numeric_limits<double>::quiet_NaN();
    double variance = std::numeric_limits<double>::quiet_NaN();
    double near_weight = std::numeric_limits<double>::quiet_NaN();
    double next_weight = std::numeric_limits<double>::quiet_NaN();
    cboe_variance_result near, next;
    index_status status = index_status::ok;
    explicit operator bool() const noexcept { return status == index_status::ok; }
};

/// Volatility index from the variances of two expiries: total variance is linear in time between them.
///
///     v = N365 / N [T1 s1^2 (N2 - N) / (N2 - N1) + T2 s2^2 (N - N1) / (N2 - N1)],   index = 100 sqrt(v)
///
/// near, next  variances of the two expiries, near.years < next.years; N1 and N2 are their minutes
/// options     target_minutes N, 43200 (30 days) by default
/// returns     cboe_index_result; index is NaN unless status is ok
/// throws      std::invalid_argument if the expiries do not ascend or the target is not positive
/// source      Cboe Volatility Index Mathematics Methodology, section 3(b)
[[nodiscard]] inline cboe_index_result cboe_index(cboe_variance_result near, cboe_variance_result next,
                                                  const cboe_index_options& options = {})
{
    const double target = options.target_minutes / minutes_per_year;
    if (!(near.years < next.years) || !(target > 0))
        throw std::invalid_argument(
            "smirk::replication::cboe_index: expected near.years < next.years and a target > 0, got " +
            std::to_string(near.years) + ", " + std::to_string(next.years) + " and " +
            std::to_string(options.target_minutes) + " minutes");
    cboe_index_result result;
    result.near_weight = (next.years - target) / (next.years - near.years);
    result.next_weight = (target - near.years) / (next.years - near.years);
    result.near = std::move(near);
    result.next = std::move(next);
    if (!result.near)
        result.status = index_status::no_near_variance;
    else if (!result.next)
        result.status = index_status::no_next_variance;
    if (!result) return result;

    result.variance = (result.near.years * result.near.variance * result.near_weight +
                       result.next.years * result.next.variance * result.next_weight) /
                      target;
    if (result.variance >= 0)
        result.index = 100 * std::sqrt(result.variance);
    else
        result.status = index_status::negative_variance;
    return result;
}

/// Volatility index from the quotes of two expiries: cboe_index(cboe_variance(near), cboe_variance(next), options).
///
/// cost  some five nanoseconds a strike; allocates nothing unless options.by_strike
template <option_quotes Near, option_quotes Next>
[[nodiscard]] cboe_index_result cboe_index(const chain_slice<Near>& near, const chain_slice<Next>& next,
                                           const cboe_index_options& options = {})
{
    const cboe_variance_options each{.by_strike = options.by_strike};
    return cboe_index(cboe_variance(near, each), cboe_variance(next, each), options);
}

} // namespace smirk::inline SMIRK_ABI::replication
