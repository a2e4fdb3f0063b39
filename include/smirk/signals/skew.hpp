// SPDX-License-Identifier: BSL-1.0
// Skew and curvature of a smile at a delta: risk reversal, butterfly, and the steepness of either wing.
#pragma once
#include <smirk/option_type.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/delta_quotes.hpp>

#include <cmath>
#include <stdexcept>

namespace smirk::inline SMIRK_ABI::signals {

/// Sign of a risk reversal: put less call in equities, call less put in foreign exchange.
enum class quote_convention { equity, fx };

/// Vols of the wings at one delta and at the money.
struct wing_quotes {
    double put, call, at_the_money;
    double put_log_moneyness, call_log_moneyness; ///< k = ln(K / F), negative for the put
    double delta;                                 ///< as asked for, without sign
};

/// Conventions; the defaults are those of equities: put less call, undiscounted forward delta, the forward is at the
/// money.
struct skew_options {
    quote_convention convention = quote_convention::equity;
    surface::delta_options delta = {};
    surface::at_the_money_convention at_the_money = surface::at_the_money_convention::forward;
};

/// Wings of a smile.
///
/// smile    total variance at k
/// delta    0.25 for the 25-delta wings, without sign
/// years    time to expiry
/// returns  vols; NaN where a smile does not reach a wing: nothing is extrapolated
/// throws   std::invalid_argument unless 0 < delta < 1 and years > 0
/// cost     two searches for the strike of a delta
template <smile S>
[[nodiscard]] wing_quotes wings(const S& smile, double delta, double years, const skew_options& options = {})
{
    const auto put = surface::at_delta(smile, option_type::put, delta, years, options.delta);
    const auto call = surface::at_delta(smile, option_type::call, delta, years, options.delta);
    const auto middle = surface::at_the_money(smile, years, options.at_the_money);
    return {put.vol, call.vol, middle.vol, put.log_moneyness, call.log_moneyness, delta};
}

/// Risk reversal from quotes.
///
///     RR = IV_put - IV_call    quote_convention::equity
///     RR = IV_call - IV_put    quote_convention::fx
///
/// returns  vol; positive in equity convention where puts are dearer
[[nodiscard]] inline double risk_reversal(double put_vol, double call_vol,
                                          quote_convention convention = quote_convention::equity)
{
    return convention == quote_convention::equity ? put_vol - call_vol : call_vol - put_vol;
}

/// Butterfly of the smile from quotes.
///
///     BF = (IV_put + IV_call) / 2 - IV_atm
///
/// returns  vol. The market strangle of foreign exchange, one vol for both wings, is another number
[[nodiscard]] inline double butterfly(double put_vol, double call_vol, double atm_vol)
{
    return (put_vol + call_vol) / 2 - atm_vol;
}

/// Risk reversal of a smile; see risk_reversal(put_vol, call_vol).
///
/// smile, delta, years  as wings()
template <smile S>
[[nodiscard]] double risk_reversal(const S& smile, double delta, double years, const skew_options& options = {})
{
    const wing_quotes w = wings(smile, delta, years, options);
    return risk_reversal(w.put, w.call, options.convention);
}

/// Butterfly of a smile; see butterfly(put_vol, call_vol, atm_vol).
///
/// smile, delta, years  as wings()
template <smile S>
[[nodiscard]] double butterfly(const S& smile, double delta, double years, const skew_options& options = {})
{
    const wing_quotes w = wings(smile, delta, years, options);
    return butterfly(w.put, w.call, w.at_the_money);
}

/// In which unit the steepness of a wing is taken.
enum class skew_unit {
    vol,              ///< IV - IV_atm
    share_of_atm,     ///< (IV - IV_atm) / IV_atm: comparable between a VIX of 12 and one of 40
    per_delta,        ///< (IV - IV_atm) / (1/2 - delta)
    per_log_moneyness ///< (IV - IV_atm) / |k|
};

namespace detail {
inline double steepness(double wing, double k, const wing_quotes& w, skew_unit unit)
{
    const double d = wing - w.at_the_money;
    switch (unit) {
    case skew_unit::vol:
        return d;
    case skew_unit::share_of_atm:
        return d / w.at_the_money;
    case skew_unit::per_delta:
        return d / (0.5 - w.delta);
    case skew_unit::per_log_moneyness:
        return d / std::abs(k);
    }
    throw std::invalid_argument("smirk::signals::put_skew: unknown unit");
}
} // namespace detail

/// Steepness of the put wing, the fear of a fall.
///
///     put_skew = IV_put - IV_atm
[[nodiscard]] inline double put_skew(const wing_quotes& w, skew_unit unit = skew_unit::vol)
{
    return detail::steepness(w.put, w.put_log_moneyness, w, unit);
}

/// Steepness of the call wing. "Skew rises" says nothing until it says of which wing: put_skew - call_skew is the risk
/// reversal, their mean is the butterfly.
///
///     call_skew = IV_call - IV_atm
[[nodiscard]] inline double call_skew(const wing_quotes& w, skew_unit unit = skew_unit::vol)
{
    return detail::steepness(w.call, w.call_log_moneyness, w, unit);
}

/// Change of the risk reversal with the spot, by a central difference of two repriced smiles.
///
///     dRR / dS = (RR(S + h) - RR(S - h)) / (2 h)
///
/// rr_up, rr_down  risk reversals after a move of the spot by +step and -step
[[nodiscard]] inline double risk_reversal_gamma(double rr_up, double rr_down, double step)
{
    return (rr_up - rr_down) / (2 * step);
}

} // namespace smirk::inline SMIRK_ABI::signals
