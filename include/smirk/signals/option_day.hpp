// SPDX-License-Identifier: BSL-1.0
// What the options of one evening say in a handful of numbers that can be compared from day to day.
#pragma once
#include <smirk/black/straddle.hpp>
#include <smirk/chain.hpp>
#include <smirk/signals/exposure.hpp>
#include <smirk/signals/skew.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// One evening; NaN where something is not known.
struct option_day {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    double at_the_money = unknown, put = unknown, call = unknown; ///< vols at the near tenor, wings at one delta
    double far_at_the_money = unknown, far_put = unknown;         ///< vols at the far tenor
    double straddle = unknown;      ///< price over spot of the first straddle, at the forward and not discounted
    double straddle_days = unknown; ///< its trading days
    double dealer_gamma = unknown;  ///< cash of delta for a move of the spot by 1 %
    double dealer_vega = unknown;   ///< cash for a point of vol
    double pin_share = unknown;     ///< of all |gamma|, what the strike with most of it holds; see pin_strike()
};

/// Wings of one expiry.
struct dated_wings {
    double years;
    wing_quotes quotes;
};

/// near_years, far_years  tenors of constant maturity; neighbouring expiries are interpolated, nothing is extrapolated
/// straddle_years         the straddle is that of the first expiry from here on
/// delta, skew            of the wings
/// sides, multiplier      see dealer_book()
/// quotes                 which quotes make a smile
struct option_day_options {
    double near_years = 30 / 365.0;
    double far_years = 90 / 365.0;
    double straddle_years = 5 / 365.0;
    double delta = 0.25;
    skew_options skew = {};
    dealer_sides sides = {};
    double multiplier = 100;
    surface::smile_quotes_options quotes = {};
};

namespace detail {

/// Vol at a tenor between two: total variance is linear in time.
inline double vol_between(double near_vol, double near_years, double far_vol, double far_years, double years)
{
    const double near = near_vol * near_vol * near_years, far = far_vol * far_vol * far_years;
    return std::sqrt((near + (far - near) * (years - near_years) / (far_years - near_years)) / years);
}

struct tenor_vols {
    double at_the_money = option_day::unknown, put = option_day::unknown, call = option_day::unknown;
};
inline tenor_vols vols_at(std::span<const dated_wings> expiries, double years)
{
    for (std::size_t i = 0; i < expiries.size(); ++i) {
        const dated_wings& far = expiries[i];
        if (far.years == years) return {far.quotes.at_the_money, far.quotes.put, far.quotes.call};
        if (i == 0 || far.years < years || expiries[i - 1].years > years) continue;
        const dated_wings& near = expiries[i - 1];
        const auto at = [&](double wing_quotes::*vol) {
            return vol_between(near.quotes.*vol, near.years, far.quotes.*vol, far.years, years);
        };
        return {at(&wing_quotes::at_the_money), at(&wing_quotes::put), at(&wing_quotes::call)};
    }
    return {};
}

} // namespace detail

/// From the wings of each expiry to tenors of constant maturity.
///
///     sigma(T)^2 T = w_1 + (w_2 - w_1) (T - T_1) / (T_2 - T_1),   w_i = sigma_i^2 T_i   at the money and in each wing
///
/// expiries  years ascending; wings(smile, delta, years) of any smile
/// returns   what needs open interest is NaN, and so is a tenor before the first or after the last expiry
/// throws    std::invalid_argument unless years are positive and ascend
[[nodiscard]] inline option_day read_wings(std::span<const dated_wings> expiries,
                                           const option_day_options& options = {})
{
    double previous = 0;
    for (const dated_wings& e : expiries) {
        if (!(e.years > previous))
            throw std::invalid_argument(
                "smirk::signals::read_wings: expected years that are positive and ascend, got " +
                std::to_string(e.years) + " after " + std::to_string(previous));
        previous = e.years;
    }
    const auto near = detail::vols_at(expiries, options.near_years), far = detail::vols_at(expiries, options.far_years);
    option_day day{near.at_the_money, near.put, near.call, far.at_the_money, far.put};
    for (const dated_wings& e : expiries)
        if (e.years >= options.straddle_years) {
            day.straddle = black::straddle_price(1.0, e.years, e.quotes.at_the_money);
            day.straddle_days = 252 * e.years;
            break;
        }
    return day;
}

/// From the chain of an evening: smiles through the mids of the out-of-the-money quotes, their wings at constant
/// maturities, and the dealers' gamma and vega and where the gamma is concentrated, if open interest is known.
///
/// chain    all expiries; one whose quotes give no smile is passed over
/// spot     of the same moment
/// returns  what can be told; NaN for the rest. Dealers' gamma sums the strikes between the first and the last quote
///          that has a vol; without any open interest it is NaN, not 0
/// throws   std::invalid_argument unless spot is positive
/// cost     three implied vols a quote
[[nodiscard]] inline option_day read_options(const option_chain& chain, double spot,
                                             const option_day_options& options = {})
{
    if (!(spot > 0))
        throw std::invalid_argument("smirk::signals::read_options: expected a positive spot, got " +
                                    std::to_string(spot));
    std::vector<dated_wings> expiries;
    std::vector<dealer_position> book;
    for (const auto& slice : chain) {
        const auto quotes = surface::smile_quotes(slice, options.quotes);
        if (!quotes) continue;
        const quoted_smile smile(quotes.k, quotes.total_variance());
        expiries.push_back({slice.years, wings(smile, options.delta, slice.years, options.skew)});
        std::vector<double> vol;
        for (const double strike : slice.quotes[col::strike])
            vol.push_back(smile_vol(smile, std::log(strike / quotes.parity.forward), slice.years));
        const auto positions = dealer_book(slice, vol, quotes.parity.forward / spot, quotes.parity.discount,
                                           options.sides, options.multiplier);
        book.insert(book.end(), positions.begin(), positions.end());
    }
    option_day day = read_wings(expiries, options);
    if (!book.empty()) {
        const dealer_exposure dealers = exposure(book, spot);
        day.dealer_gamma = dealers.gamma_cash_percent;
        day.dealer_vega = dealers.vega;
        day.pin_share = pin_strike(book, spot).share;
    }
    return day;
}

} // namespace smirk::inline SMIRK_ABI::signals
