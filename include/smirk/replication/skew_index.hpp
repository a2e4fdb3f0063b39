// SPDX-License-Identifier: BSL-1.0
// The Cboe SKEW index: the skewness of the log return over thirty days, turned into points.
#pragma once
#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/expected_payoff.hpp>
#include <smirk/replication/strip.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Two of the three split terms as the exchange prints them are not the limits of their integrals. Its index follows
/// what is printed.
enum class skew_formula {
    published, ///< eps2 with 1/2 ln^2, eps3 with ln^3
    exact,     ///< eps2 with ln^2, eps3 with 1/3 ln^3
};

struct skew_index_options {
    double target_minutes = vix_minutes;
    skew_formula formula = skew_formula::published;
};

/// What the split at K0 adds to the prices of the first three powers of ln(S/F).
struct skew_split {
    double e1, e2, e3;
};

/// Split terms of the three contracts.
///
///     l = ln(K0/F),  e1 = l + F/K0 - 1,  e2 = 2 l (F/K0 - 1) + a l^2,  e3 = 3 l^2 (b l + F/K0 - 1)
///
/// with a = 1/2, b = 1 as published and a = 1, b = 1/3 exactly
///
/// source  Cboe SKEW Index white paper, 2010
[[nodiscard]] inline skew_split skew_split_terms(double forward, double reference_strike,
                                                 skew_formula formula = skew_formula::published)
{
    const double l = std::log(reference_strike / forward), x = forward / reference_strike - 1;
    const double a = formula == skew_formula::published ? 0.5 : 1, b = formula == skew_formula::published ? 1 : 1.0 / 3;
    return {l + x, 2 * l * x + a * l * l, 3 * l * l * (b * l + x)};
}

/// Skewness of the log return to one expiry, by the formula of the SKEW index.
///
///     P1 = -sum w_i + e1,  P2 = sum 2 (1 - l_i) w_i + e2,  P3 = sum 3 (2 l_i - l_i^2) w_i + e3,
///     w_i = e^{rT} Q(K_i) dK_i / K_i^2,  l_i = ln(K_i/F),  S = (P3 - 3 P1 P2 + 2 P1^3) / (P2 - P1^2)^{3/2}
///
/// strip    from cboe_strip
/// returns  S; NaN where there is no strip or no positive variance
/// source   Cboe SKEW Index white paper, 2010
[[nodiscard]] inline double cboe_skewness(const option_strip& strip, skew_formula formula = skew_formula::published)
{
    if (!strip) return std::numeric_limits<double>::quiet_NaN();
    double p1 = 0, p2 = 0, p3 = 0;
    for (const auto& option : strip.options) {
        const double l = std::log(option.strike / strip.forward);
        const double weight = strip.growth * option.price * option.delta_strike / (option.strike * option.strike);
        p1 -= weight;
        p2 += 2 * (1 - l) * weight;
        p3 += 3 * (2 * l - l * l) * weight;
    }
    const auto split = skew_split_terms(strip.forward, strip.reference_strike, formula);
    p1 += split.e1;
    p2 += split.e2;
    p3 += split.e3;
    const double v = p2 - p1 * p1;
    return v > 0 ? (p3 - 3 * p1 * p2 + 2 * p1 * p1 * p1) / (v * std::sqrt(v))
                 : std::numeric_limits<double>::quiet_NaN();
}

/// The index and the skewness of both terms.
struct [[nodiscard]] skew_index_result {
    double index = std::numeric_limits<double>::quiet_NaN();
    double near_skewness = std::numeric_limits<double>::quiet_NaN();
    double next_skewness = std::numeric_limits<double>::quiet_NaN();
    double near_weight = std::numeric_limits<double>::quiet_NaN();
    strip_status near_status = strip_status::ok;
    strip_status next_status = strip_status::ok;
    explicit operator bool() const noexcept { return index == index; }
};

/// SKEW index from the strips of two expiries.
///
///     SKEW = 100 - 10 (w S1 + (1 - w) S2),   w = (N2 - N) / (N2 - N1)
///
/// near, next  from cboe_strip, near.years < next.years; which expiries count: skew_family in expiries.hpp
/// options     target_minutes N, 43200 (30 days) by default; formula
/// returns     skew_index_result; index is NaN where a term has no skewness
/// throws      std::invalid_argument if the expiries do not ascend
/// source      Cboe SKEW Index white paper, 2010
[[nodiscard]] inline skew_index_result skew_index(const option_strip& near, const option_strip& next,
                                                  const skew_index_options& options = {})
{
    if (!(near.years < next.years))
        throw std::invalid_argument("smirk::replication::skew_index: expected near.years < next.years, got " +
                                    std::to_string(near.years) + " and " + std::to_string(next.years));
    skew_index_result result;
    result.near_status = near.status;
    result.next_status = next.status;
    result.near_skewness = cboe_skewness(near, options.formula);
    result.next_skewness = cboe_skewness(next, options.formula);
    result.near_weight = (next.years - options.target_minutes / minutes_per_year) / (next.years - near.years);
    result.index =
        100 - 10 * (result.near_weight * result.near_skewness + (1 - result.near_weight) * result.next_skewness);
    return result;
}

} // namespace smirk::inline SMIRK_ABI::replication
