// SPDX-License-Identifier: BSL-1.0
// The dealers' book behind the open interest of an option file, and its gamma strike by strike.
#pragma once
#include "option_file.hpp"

#include <smirk/signals/exposure.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <cmath>
#include <map>
#include <span>
#include <vector>

namespace examples {

/// The book of all expiries whose quotes give a smile, the vol of every strike read off it. Empty without open
/// interest.
[[nodiscard]] inline std::vector<smirk::signals::dealer_position>
dealer_book_of(const option_file& f, smirk::signals::dealer_sides sides = {})
{
    std::vector<smirk::signals::dealer_position> all;
    for (const auto& slice : f.chain) {
        const auto q = smirk::surface::smile_quotes(slice);
        if (!q) continue;
        const smirk::quoted_smile smile(q.k, q.total_variance());
        std::vector<double> vol;
        for (const double strike : slice.quotes[smirk::col::strike])
            vol.push_back(smirk::smile_vol(smile, std::log(strike / q.parity.forward), slice.years));
        const auto more = smirk::signals::dealer_book(slice, vol, q.parity.forward / f.spot, q.parity.discount, sides);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

/// Cash of delta for a move of 1 %, of the options of one strike.
struct strike_gamma {
    double strike, calls = 0, puts = 0;
    [[nodiscard]] double net() const { return calls + puts; }
};
/// Strikes ascending.
[[nodiscard]] inline std::vector<strike_gamma> gamma_by_strike(const std::vector<smirk::signals::dealer_position>& book,
                                                               double spot)
{
    std::map<double, strike_gamma> strikes;
    for (const auto& p : book) {
        auto& at = strikes.try_emplace(p.strike, strike_gamma{p.strike}).first->second;
        (p.type == smirk::option_type::call ? at.calls : at.puts) +=
            smirk::signals::exposure(std::span(&p, 1), spot).gamma_cash_percent;
    }
    std::vector<strike_gamma> out;
    for (const auto& [strike, gamma] : strikes) out.push_back(gamma);
    return out;
}

} // namespace examples
