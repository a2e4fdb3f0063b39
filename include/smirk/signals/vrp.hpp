// SPDX-License-Identifier: BSL-1.0
// The volatility risk premium: implied over realized, before and after the fact, in vol and in variance.
#pragma once
#include <smirk/market_span.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// In which unit a premium is taken. Only variances add up: E^Q[RV^2] is the squared fair strike of a variance swap,
/// whereas sqrt(E^Q[RV^2]) >= E^Q[RV], so a premium in vol is positive even where nobody is paid for the risk.
enum class premium_unit {
    vol,     ///< IV - RV
    variance ///< IV^2 - RV^2
};

/// Implied minus realized.
///
///     VRP = IV - RV        premium_unit::vol
///     VRP = IV^2 - RV^2    premium_unit::variance
///
/// iv, rv   annualised vols (decimals) over the same horizon: 30 calendar days of implied vol are 21 trading days of
///          realized vol; before the fact, rv is a forecast that uses nothing later than iv
/// returns  positive where the seller of volatility was paid; Carr and Wu (2009) report the negative of the variance
/// source   Carr and Wu, Review of Financial Studies 22(3), 2009, 1311-1341
[[nodiscard]] inline double vrp(double iv, double rv, premium_unit unit = premium_unit::vol)
{
    return unit == premium_unit::vol ? iv - rv : iv * iv - rv * rv;
}

/// Normalised premium.
///
///     NVRP = IV / RV
///
/// returns  1 where both are equal; +inf where rv is 0 and iv is not, NaN where both are. NVRP = 1.3 is a realized vol
///          23.1 % below the implied; a realized vol 30 % below the implied is NVRP = 1 / 0.7 = 1.4286
[[nodiscard]] inline double nvrp(double iv, double rv) { return iv / rv; }

namespace detail {
inline void check_premium(const char* function, std::size_t iv, std::size_t rv, std::size_t horizon)
{
    if (iv != rv)
        throw std::invalid_argument(std::string(function) + ": expected as many iv as rv, got " + std::to_string(iv) +
                                    " and " + std::to_string(rv));
    if (horizon == 0) throw std::invalid_argument(std::string(function) + ": expected a horizon of 1 or more, got 0");
}
} // namespace detail

/// A premium after the fact. value[t] belongs to the implied vol of row t and is known on row available_at(t): whoever
/// trades on it before then looks ahead.
struct ex_post_premium {
    std::vector<double> value;
    std::size_t horizon;

    [[nodiscard]] std::size_t available_at(std::size_t t) const noexcept { return t + horizon; }
};

/// Premium after the fact: implied vol of row t less the vol realized over (t, t + h].
///
///     VRP_t = IV_t - RV_{t,t+h},   RV_{t,t+h} = trailing_rv[t + h]
///
/// iv           one a row
/// trailing_rv  realized vol over the last h periods, known on its row, as every rolling estimator returns it
/// h            horizon in rows, the window of trailing_rv
/// returns      as long as iv; the last h values are NaN: they are not known yet
/// throws       std::invalid_argument if the lengths differ or h is 0
[[nodiscard]] inline ex_post_premium ex_post_vrp(strided<double> iv, strided<double> trailing_rv, std::size_t h,
                                                 premium_unit unit = premium_unit::vol)
{
    detail::check_premium("smirk::signals::ex_post_vrp", iv.size(), trailing_rv.size(), h);
    ex_post_premium premium{std::vector<double>(iv.size(), std::numeric_limits<double>::quiet_NaN()), h};
    for (std::size_t t = 0; t + h < iv.size(); ++t) premium.value[t] = vrp(iv[t], trailing_rv[t + h], unit);
    return premium;
}

/// Premium before the fact, row by row: implied vol less a forecast of realized vol, or less the trailing realized vol
/// (then it is the backward premium of Bollerslev, Tauchen and Zhou).
///
///     VRP_t = IV_t - E_t[RV_{t,t+h}]     rv = forecasts made on row t
///     VRP_t = IV_t - RV_{t-h,t}          rv = trailing realized vol
///
/// iv, rv   one a row, both known on that row; so is the premium
/// throws   std::invalid_argument if the lengths differ
/// source   Bollerslev, Tauchen and Zhou, Review of Financial Studies 22(11), 2009, 4463-4492
[[nodiscard]] inline std::vector<double> ex_ante_vrp(strided<double> iv, strided<double> rv,
                                                     premium_unit unit = premium_unit::vol)
{
    detail::check_premium("smirk::signals::ex_ante_vrp", iv.size(), rv.size(), 1);
    std::vector<double> premium(iv.size());
    for (std::size_t t = 0; t < iv.size(); ++t) premium[t] = vrp(iv[t], rv[t], unit);
    return premium;
}

/// Normalised premium row by row; see nvrp(double, double).
///
/// throws   std::invalid_argument if the lengths differ
[[nodiscard]] inline std::vector<double> nvrp(strided<double> iv, strided<double> rv)
{
    detail::check_premium("smirk::signals::nvrp", iv.size(), rv.size(), 1);
    std::vector<double> ratio(iv.size());
    for (std::size_t t = 0; t < iv.size(); ++t) ratio[t] = nvrp(iv[t], rv[t]);
    return ratio;
}

/// Share of the premiums that are positive, in [0, 1]: how often implied exceeded realized.
///
/// premium  NaN is skipped
/// returns  NaN where nothing is known. Premiums over overlapping horizons depend on each other: h rows of them hold
///          about as much as one
[[nodiscard]] inline double hit_ratio(strided<double> premium)
{
    std::size_t known = 0, positive = 0;
    for (const double p : premium) {
        known += !std::isnan(p);
        positive += p > 0;
    }
    return static_cast<double>(positive) / static_cast<double>(known);
}

/// Median of the premiums that are known; NaN where there is none.
[[nodiscard]] inline double median_premium(strided<double> premium)
{
    std::vector<double> known;
    for (const double p : premium)
        if (!std::isnan(p)) known.push_back(p);
    if (known.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    return known.size() % 2 ? *middle : (*middle + *std::max_element(known.begin(), middle)) / 2;
}

/// Whether a realized move went beyond what was implied for its horizon (an event that cost the seller the premium).
///
///     |r| > IV sqrt(T)
///
/// log_return  over the horizon, e.g. the day of an earnings report
/// iv, years   implied vol and length of the horizon
[[nodiscard]] inline bool exceeded_implied_move(double log_return, double iv, double years)
{
    return std::abs(log_return) > iv * std::sqrt(years);
}

} // namespace smirk::inline SMIRK_ABI::signals
