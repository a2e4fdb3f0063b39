// SPDX-License-Identifier: BSL-1.0
// How far the bid-ask spreads leave the value of a strip open.
#pragma once
#include <smirk/replication/expected_payoff.hpp>
#include <smirk/replication/strip.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace smirk::inline SMIRK_ABI::replication {

/// Values of one strip at different prices between its bids and asks.
///
/// at_bid, at_ask  every option at its bid, at its ask: the widest the value can be
/// at_mid          every option at its mid price
/// standard_error  what is left where each price is anywhere between its bid and ask, independently of the others
struct [[nodiscard]] value_band {
    double at_bid = std::numeric_limits<double>::quiet_NaN();
    double at_mid = std::numeric_limits<double>::quiet_NaN();
    double at_ask = std::numeric_limits<double>::quiet_NaN();
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    strip_status status = strip_status::ok;
    explicit operator bool() const noexcept { return status == strip_status::ok; }
};

/// Band of the value of a payoff that the spreads of a strip imply. Forward and K0 stay where they are.
///
///     standard error = sqrt( sum (f''(x_i) e^{rT}/F dK_i/F)^2 (ask_i - bid_i)^2 / 12 )
///
/// strip    from cboe_strip
/// f        the payoff; log_contract{strip.years} for the band of a variance
/// returns  value_band; at_bid <= at_mid <= at_ask for a convex payoff
[[nodiscard]] value_band spread_band(const option_strip& strip, const payoff auto& f)
{
    value_band band;
    band.status = strip.status;
    if (!strip) return band;
    band.at_bid = expected_payoff(strip, f, &strip_option::bid).value;
    band.at_mid = expected_payoff(strip, f).value;
    band.at_ask = expected_payoff(strip, f, &strip_option::ask).value;
    const double scale = 1 / strip.forward;
    double sum = 0;
    for (const auto& option : strip.options) {
        const double weight = f.curvature(option.strike * scale) * strip.growth * option.delta_strike * scale * scale;
        sum += weight * weight * (option.ask - option.bid) * (option.ask - option.bid) / 12;
    }
    band.standard_error = std::sqrt(sum);
    return band;
}

/// Band of the variance of one expiry: spread_band with the log contract.
[[nodiscard]] inline value_band spread_band(const option_strip& strip)
{
    return spread_band(strip, log_contract{strip.years});
}

/// Band of a volatility of constant maturity, in decimals, from the bands of two expiries: total variance is linear in
/// time between them, the errors of the two are independent.
///
/// near, next  bands of the variance of two expiries; near_years < years < next_years, so that no weight is negative
/// returns     value_band of the volatility
/// throws      std::invalid_argument if years does not lie between the two
[[nodiscard]] inline value_band volatility_band(const value_band& near, double near_years, const value_band& next,
                                                double next_years, double years)
{
    if (!(near_years <= years && years <= next_years && near_years < next_years))
        throw std::invalid_argument("smirk::replication::volatility_band: expected near <= years <= next, got " +
                                    std::to_string(near_years) + ", " + std::to_string(years) + ", " +
                                    std::to_string(next_years));
    const double a = (next_years - years) / (next_years - near_years) * near_years / years;
    const double b = (years - near_years) / (next_years - near_years) * next_years / years;
    value_band band;
    band.status = near ? next.status : near.status;
    band.at_bid = std::sqrt(a * near.at_bid + b * next.at_bid);
    band.at_mid = std::sqrt(a * near.at_mid + b * next.at_mid);
    band.at_ask = std::sqrt(a * near.at_ask + b * next.at_ask);
    band.standard_error = std::hypot(a * near.standard_error, b * next.standard_error) / (2 * band.at_mid);
    return band;
}

} // namespace smirk::inline SMIRK_ABI::replication
