// SPDX-License-Identifier: BSL-1.0
// The smile behind currency quotes: at the money, risk reversal and market strangle.
#pragma once
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/detail/levenberg_marquardt.hpp>
#include <smirk/option_type.hpp>
#include <smirk/surface/delta_quotes.hpp>
#include <smirk/surface/fit_status.hpp>
#include <smirk/surface/sabr.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::surface {

/// One expiry as currency brokers quote it.
///
/// at_the_money       vol of the straddle; at which strike, see fx_smile_options
/// risk_reversal      vol of the call less vol of the put, both at `delta`, on the smile
/// market_strangle    what is added to at_the_money to give the one vol at which the strangle with both strikes at
///                    `delta` for that one vol is priced; not the average of the smile's vols at `delta`
/// delta              magnitude, .25 as a rule
struct fx_quotes {
    double at_the_money, risk_reversal, market_strangle;
    double delta = 0.25;
};

/// delta          convention and foreign rate
/// at_the_money   which strike is at the money
struct fx_smile_options {
    delta_options delta = {};
    at_the_money_convention at_the_money = at_the_money_convention::delta_neutral;
};

/// smile           SABR with beta = 1 through the quotes
/// put, call       strikes and vols of the smile at the delta quoted
/// smile_strangle  (sigma_call + sigma_put) / 2 - at_the_money, what a market strangle is often mistaken for
/// error           largest miss of the three quotes, in vol
struct fx_smile_fit {
    sabr smile;
    delta_quote put, call;
    double smile_strangle, error;
    fit_status status;

    [[nodiscard]] explicit operator bool() const { return usable(status); }
};

/// The smile that reproduces all three quotes:
///
///     sigma(K_atm) = atm,   sigma(K_call) - sigma(K_put) = rr,
///     C(K_c; sigma(K_c)) + P(K_p; sigma(K_p)) = C(K_c; s) + P(K_p; s),   s = atm + ms
///
/// where K_call and K_put have the delta at their own vols, and K_c and K_p have it at the one vol s.
///
/// quotes   at the money and strangle vol positive
/// forward, years   of the expiry
/// returns  see fx_smile_fit; stalled where no such smile is found to a hundredth of a basis point
/// throws   std::invalid_argument unless forward, years and at_the_money + market_strangle are positive and delta is
///          between 0 and 1/2
/// cost     some hundred microseconds
/// source   Clark, Foreign Exchange Option Pricing, 2011, chapter 3; Reiswich and Wystup, FX volatility smile
///          construction, CPQF working paper 20, 2009
[[nodiscard]] inline fx_smile_fit smile_from_fx_quotes(const fx_quotes& quotes, double forward, double years,
                                                       const fx_smile_options& options = {})
{
    const double strangle_vol = quotes.at_the_money + quotes.market_strangle;
    if (!(forward > 0) || !(years > 0) || !(quotes.at_the_money > 0) || !(strangle_vol > 0) || !(quotes.delta > 0) ||
        !(quotes.delta < 0.5))
        throw std::invalid_argument(
            "smirk::surface::smile_from_fx_quotes: expected positive forward, years and vols and 0 "
            "< delta < 1/2, got " +
            std::to_string(forward) + ", " + std::to_string(years) + ", " + std::to_string(quotes.at_the_money) + ", " +
            std::to_string(strangle_vol) + ", " + std::to_string(quotes.delta));
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    constexpr double good_enough = 1e-6; // of vol
    const detail::flat_smile at_one_vol{strangle_vol * strangle_vol * years};
    const auto wing = [&](const auto& smile, option_type type) {
        return at_delta(smile, type, quotes.delta, years, options.delta);
    };
    const double k_put = wing(at_one_vol, option_type::put).log_moneyness,
                 k_call = wing(at_one_vol, option_type::call).log_moneyness;
    const double k_atm =
        at_the_money(detail::flat_smile{quotes.at_the_money * quotes.at_the_money * years}, years, options.at_the_money)
            .log_moneyness;
    const auto strangle = [&](double put_vol, double call_vol) {
        return black::price(option_type::put, 1.0, std::exp(k_put), years, put_vol) +
               black::price(option_type::call, 1.0, std::exp(k_call), years, call_vol);
    };
    const double premium = strangle(strangle_vol, strangle_vol), bump = 1e-4 * strangle_vol;
    const double vega = (strangle(strangle_vol + bump, strangle_vol + bump) - premium) / bump; // to count misses in vol

    const auto at = [&](const std::array<double, 3>& x) {
        return sabr{std::exp(x[0]), 1, std::tanh(x[1]), std::exp(x[2]), forward, years};
    };
    const auto residuals = [&](const std::array<double, 3>& x, std::vector<double>& r) {
        const sabr smile = at(x);
        const delta_quote put = wing(smile, option_type::put), call = wing(smile, option_type::call);
        if (!put || !call) return false;
        const auto vol = [&](double k) { return smile_vol(smile, k, years); };
        r[0] = vol(k_atm) - quotes.at_the_money;
        r[1] = call.vol - put.vol - quotes.risk_reversal;
        r[2] = (strangle(vol(k_put), vol(k_call)) - premium) / vega;
        return std::isfinite(r[0] + r[1] + r[2]);
    };
    const double typical = std::fmin(1.0, 0.7 / std::sqrt(years));
    smirk::detail::least_squares_fit<3> best{};
    best.cost = std::numeric_limits<double>::infinity();
    for (double nu : {typical, 0.3 * typical, 2 * typical}) {
        const auto fit = smirk::detail::levenberg_marquardt<3>(
            residuals, 3, {std::log(quotes.at_the_money), std::copysign(0.2, quotes.risk_reversal), std::log(nu)}, 0.5);
        if (fit.iterations > 0 && fit.cost < best.cost) best = fit;
        if (best.cost < good_enough * good_enough) break;
    }
    fx_smile_fit result{{none, 1, none, none, forward, years}, {}, {}, none, none, fit_status::stalled};
    if (!std::isfinite(best.cost)) return result;
    result.smile = at(best.x);
    result.put = wing(result.smile, option_type::put);
    result.call = wing(result.smile, option_type::call);
    result.smile_strangle = 0.5 * (result.put.vol + result.call.vol) - quotes.at_the_money;
    std::vector<double> miss(3);
    (void)residuals(best.x, miss);
    result.error = std::fmax(std::fabs(miss[0]), std::fmax(std::fabs(miss[1]), std::fabs(miss[2])));
    if (result.error < good_enough) result.status = fit_status::converged;
    return result;
}

} // namespace smirk::inline SMIRK_ABI::surface
