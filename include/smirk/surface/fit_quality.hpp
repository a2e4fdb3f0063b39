// SPDX-License-Identifier: BSL-1.0
// How well a smile or a surface fits quotes: the share of vols inside the bid-ask, of all quotes and of liquid ones.
#pragma once
#include <smirk/black/price.hpp>
#include <smirk/config.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace smirk::inline SMIRK_ABI::surface {

/// What counts as a liquid quote: least_bid in the currency of the quotes, and a spread no wider than max_spread of the
/// mid price.
struct liquidity {
    double least_bid = 0.10;
    double max_spread = 0.25;
};

/// Whether quote i of an expiry is liquid. Prices come back from the quoted vols.
[[nodiscard]] inline bool is_liquid(const quoted_vols& quotes, std::size_t i, const liquidity& of = {})
{
    const auto price = [&](double vol) {
        return quotes.parity.discount * black::time_value(quotes.parity.forward, quotes.strike[i], quotes.years, vol);
    };
    constexpr double rounding = 1e-9; // of a price through its vol and back
    const double bid = price(quotes.bid[i]), ask = price(quotes.ask[i]);
    return bid >= of.least_bid * (1 - rounding) && ask - bid <= of.max_spread * 0.5 * (bid + ask) * (1 + rounding);
}

/// quotes, inside              number of quotes, and of those whose bid and ask have the fitted vol between them
/// liquid, liquid_inside       the same, of the liquid ones
/// rmse                        root mean square of fitted vol minus mid vol, unweighted
/// max_error                   the largest of them
/// worst_spreads               the largest distance from the mid in half spreads: 1 is on the bid or the ask
struct fit_quality {
    std::size_t quotes = 0, inside = 0, liquid = 0, liquid_inside = 0;
    double rmse = 0, max_error = 0, worst_spreads = 0;

    /// Shares from 0 to 1; NaN of no quotes.
    [[nodiscard]] double share_inside() const { return static_cast<double>(inside) / static_cast<double>(quotes); }
    [[nodiscard]] double liquid_share_inside() const
    {
        return static_cast<double>(liquid_inside) / static_cast<double>(liquid);
    }
    /// The quality over both sets of quotes.
    fit_quality& operator+=(const fit_quality& other)
    {
        const auto n = static_cast<double>(quotes), m = static_cast<double>(other.quotes);
        if (n + m > 0) rmse = std::sqrt((rmse * rmse * n + other.rmse * other.rmse * m) / (n + m));
        quotes += other.quotes, inside += other.inside;
        liquid += other.liquid, liquid_inside += other.liquid_inside;
        max_error = std::fmax(max_error, other.max_error);
        worst_spreads = std::fmax(worst_spreads, other.worst_spreads);
        return *this;
    }
};

/// Quality of a smile against the quotes of its expiry, as smile_quotes() makes them.
///
///     inside: bid_i <= sqrt(w(k_i) / T) <= ask_i
///
/// smile   total variance at k; a vol that is not a number counts as outside and makes the errors NaN
/// of      what counts as liquid
/// cost    a value of the smile and two prices a quote
template <smile S>
[[nodiscard]] fit_quality quality(const S& smile, const quoted_vols& quotes, const liquidity& of = {})
{
    fit_quality result;
    double squares = 0;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        const double vol = smile_vol(smile, quotes.k[i], quotes.years), error = std::fabs(vol - quotes.mid[i]);
        const bool inside = vol >= quotes.bid[i] && vol <= quotes.ask[i], liquid = is_liquid(quotes, i, of);
        ++result.quotes;
        result.inside += inside;
        result.liquid += liquid;
        result.liquid_inside += liquid && inside;
        squares += error * error;
        result.max_error = error <= result.max_error ? result.max_error : error;
        const double spreads = vol > quotes.mid[i] ? error / (quotes.ask[i] - quotes.mid[i])
                               : error > 0         ? error / (quotes.mid[i] - quotes.bid[i])
                                                   : error;
        result.worst_spreads = spreads <= result.worst_spreads ? result.worst_spreads : spreads;
    }
    if (result.quotes) result.rmse = std::sqrt(squares / static_cast<double>(result.quotes));
    return result;
}

/// Quality of a surface against all its expiries: the sum over them.
template <class Surface>
    requires requires(const Surface& s) { s.smile(1.0); }
[[nodiscard]] fit_quality quality(const Surface& surface, std::span<const quoted_vols> expiries,
                                  const liquidity& of = {})
{
    fit_quality all;
    for (const quoted_vols& quotes : expiries) all += quality(surface.smile(quotes.years), quotes, of);
    return all;
}

} // namespace smirk::inline SMIRK_ABI::surface
