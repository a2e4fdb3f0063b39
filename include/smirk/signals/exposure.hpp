// SPDX-License-Identifier: BSL-1.0
// Exposure of option dealers: gamma, vega and vanna of a book, the spot at which their gamma vanishes, and the flow of
// hedges that follows. Who holds which side is a guess: it is an argument, not a fact.
#pragma once
#include <smirk/black/greeks.hpp>
#include <smirk/chain.hpp>
#include <smirk/market_span.hpp>
#include <smirk/option_type.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smirk::inline SMIRK_ABI::signals {

/// One option of the dealers' book.
struct dealer_position {
    option_type type;
    double strike, years, vol;
    double contracts;        ///< the dealers' net position: positive where they are long
    double growth = 1;       ///< forward / spot of the expiry
    double discount = 1;     ///< of the expiry
    double multiplier = 100; ///< units of the underlying a contract
};

/// Which side dealers are assumed to have of the open interest. The default, long calls and short puts, supposes that
/// customers overwrite calls and buy puts; it fails when they buy calls.
struct dealer_sides {
    double call = 1;
    double put = -1;
};

/// The dealers' book from the open interest of one expiry.
///
/// slice    quotes with col::call_open_interest and col::put_open_interest
/// vol      implied vol of each strike
/// growth   forward / spot; discount likewise of the expiry
/// returns  a position for each side of each strike whose vol and open interest are known and not zero
/// throws   std::invalid_argument if there are not as many vols as strikes
template <option_quotes Quotes>
    requires has_column<Quotes, col::call_open_interest_t> && has_column<Quotes, col::put_open_interest_t>
[[nodiscard]] std::vector<dealer_position> dealer_book(const chain_slice<Quotes>& slice, strided<double> vol,
                                                       double growth, double discount, dealer_sides sides = {},
                                                       double multiplier = 100)
{
    const auto strike = slice.quotes[col::strike];
    if (vol.size() != strike.size())
        throw std::invalid_argument("smirk::signals::dealer_book: expected " + std::to_string(strike.size()) +
                                    " vols, got " + std::to_string(vol.size()));
    std::vector<dealer_position> book;
    const auto add = [&](option_type type, std::size_t i, double contracts) {
        if (vol[i] > 0 && std::abs(contracts) > 0)
            book.push_back({type, strike[i], slice.years, vol[i], contracts, growth, discount, multiplier});
    };
    for (std::size_t i = 0; i < strike.size(); ++i) {
        add(option_type::call, i, sides.call * slice.quotes[col::call_open_interest][i]);
        add(option_type::put, i, sides.put * slice.quotes[col::put_open_interest][i]);
    }
    return book;
}

/// Exposures of a book at one spot. Vendors use "VEX" for either of the last two: the names say which.
struct dealer_exposure {
    double gamma_shares;       ///< units of the underlying for a move of the spot by 1
    double gamma_cash;         ///< cash of delta for a move by 1
    double gamma_cash_percent; ///< cash of delta for a move by 1 %: what most call GEX
    double vega;               ///< cash for one point of vol (0.01)
    double vanna_cash;         ///< cash of delta for one point of vol
};

/// Exposures, each vol as it stands.
///
///     gamma_shares = sum n m Gamma,   gamma_cash = S gamma_shares,   gamma_cash_percent = 0.01 S^2 gamma_shares
///     vega = 0.01 sum n m Vega,       vanna_cash = 0.01 S sum n m dDelta/dsigma
///
/// book     n contracts of m units each; Gamma in the spot: d2P/dS2
/// spot     S
/// returns  NaN if a position has a vol, a time or a strike that is not positive
[[nodiscard]] inline dealer_exposure exposure(std::span<const dealer_position> book, double spot)
{
    dealer_exposure e{0, 0, 0, 0, 0};
    for (const dealer_position& p : book) {
        const auto g = black::greeks(p.type, spot * p.growth, p.strike, p.years, p.vol, p.discount);
        const double units = p.contracts * p.multiplier;
        e.gamma_shares += units * g.gamma * p.growth * p.growth;
        e.vega += units * g.vega * 0.01;
        e.vanna_cash += units * g.vanna * p.growth * spot * 0.01;
    }
    e.gamma_cash = e.gamma_shares * spot;
    e.gamma_cash_percent = e.gamma_shares * spot * spot * 0.01;
    return e;
}

/// Gamma of the book at other spots.
///
/// spots    where to price it; each position keeps its vol (sticky strike)
/// returns  gamma_cash_percent at each
[[nodiscard]] inline std::vector<double> gamma_profile(std::span<const dealer_position> book, strided<double> spots)
{
    std::vector<double> gamma;
    for (const double s : spots) gamma.push_back(exposure(book, s).gamma_cash_percent);
    return gamma;
}

/// Spots at which the gamma of a book changes sign.
struct zero_gamma {
    double nearest;                ///< to the spot; NaN where there is none in the range
    std::vector<double> crossings; ///< all of the range, ascending
};

/// Zero-gamma level: the book is priced anew at every spot, since the gamma of a strike is not the same elsewhere. (To
/// interpolate the exposures of today's strikes finds another, meaningless number.)
///
/// book     as exposure()
/// spot     today's
/// low, high range to search, 0 < low < high
/// points   of the grid that brackets the changes of sign; two crossings between neighbours are not seen
/// throws   std::invalid_argument unless 0 < low < high and points >= 2
/// cost     points + some forty prices of the book a crossing
[[nodiscard]] inline zero_gamma zero_gamma_level(std::span<const dealer_position> book, double spot, double low,
                                                 double high, std::size_t points = 200)
{
    if (!(low > 0 && low < high) || points < 2)
        throw std::invalid_argument("smirk::signals::zero_gamma_level: expected 0 < low < high and 2 points, got " +
                                    std::to_string(low) + ", " + std::to_string(high) + " and " +
                                    std::to_string(points));
    const auto gamma = [&](double s) { return exposure(book, s).gamma_shares; };
    zero_gamma zero{std::numeric_limits<double>::quiet_NaN(), {}};
    double left = low, gamma_left = gamma(low);
    for (std::size_t i = 1; i < points; ++i) {
        const double right = low + (high - low) * static_cast<double>(i) / static_cast<double>(points - 1);
        const double gamma_right = gamma(right);
        if ((gamma_left < 0 && gamma_right >= 0) || (gamma_left > 0 && gamma_right <= 0)) {
            double a = left, b = right;
            while (b - a > 1e-12 * high) {
                const double middle = a + (b - a) / 2;
                if (!(middle > a && middle < b)) break;
                ((gamma(middle) < 0) == (gamma_left < 0) ? a : b) = middle;
            }
            zero.crossings.push_back(a + (b - a) / 2);
        }
        left = right, gamma_left = gamma_right;
    }
    for (const double s : zero.crossings)
        if (!(std::abs(zero.nearest - spot) <= std::abs(s - spot))) zero.nearest = s;
    return zero;
}

/// What dealers must trade to stay hedged after a move.
///
///     flow = -gamma_cash_percent move / 0.01 - vanna_cash vol_move / 0.01
///
/// move     of the spot, a fraction (0.01 is 1 %)
/// vol_move decimal (0.01 is one point)
/// returns  cash, positive where they buy. Long gamma sells rallies and buys dips, which steadies the market; short
///          gamma buys rallies and sells dips, which drives it
[[nodiscard]] inline double hedge_flow(const dealer_exposure& e, double move, double vol_move = 0)
{
    return -e.gamma_cash_percent * move / 0.01 - e.vanna_cash * vol_move / 0.01;
}

/// Strike that holds most gamma, whatever its sign: where the spot may be pinned.
struct pin {
    double strike;
    double share;    ///< of the sum of all |gamma|
    double distance; ///< strike / spot - 1
};

/// Strike with the largest sum of |n m Gamma|; NaN for an empty book.
[[nodiscard]] inline pin pin_strike(std::span<const dealer_position> book, double spot)
{
    std::vector<std::pair<double, double>> strikes;
    double total = 0;
    for (const dealer_position& p : book) {
        const double gamma = std::abs(exposure(std::span(&p, 1), spot).gamma_shares);
        strikes.emplace_back(p.strike, gamma);
        total += gamma;
    }
    std::sort(strikes.begin(), strikes.end());
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    pin best{none, 0, none};
    for (std::size_t i = 0; i < strikes.size();) {
        const double strike = strikes[i].first;
        double gamma = 0;
        for (; i < strikes.size() && strikes[i].first == strike; ++i) gamma += strikes[i].second;
        if (gamma / total > best.share) best = {strike, gamma / total, strike / spot - 1};
    }
    return best;
}

} // namespace smirk::inline SMIRK_ABI::signals
