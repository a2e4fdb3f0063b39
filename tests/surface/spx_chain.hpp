// SPDX-License-Identifier: BSL-1.0
// All expiries of a Cboe delayed-quote file of SPX options, from one row an option to a chain.
#pragma once
#include "../support/csv.hpp"

#include <smirk/chain.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

/// Minutes from 16:15 on the quote date to settlement: 9:30 for the root SPX, 16:00 for SPXW; New York time throughout.
inline double years_to_settlement(const std::string& quote_date, const std::string& expiry, bool morning)
{
    const auto day = [](const std::string& text) {
        int y = 0, m = 0, d = 0;
        if (std::sscanf(text.c_str(), "%d-%d-%d", &y, &m, &d) != 3) throw std::runtime_error("no date: " + text);
        const std::chrono::year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                               std::chrono::day(static_cast<unsigned>(d))};
        return std::chrono::sys_days(date).time_since_epoch().count();
    };
    const double minutes = 1440.0 * static_cast<double>(day(expiry) - day(quote_date)) +
                           (morning ? 9 * 60 + 30 : 16 * 60) - (16 * 60 + 15);
    return minutes / (365 * 1440);
}

inline smirk::option_chain spx_chain(const std::string& path)
{
    const auto t = read_csv(path);
    const auto strike = t.numbers("strike"), bid = t.numbers("bid"), ask = t.numbers("ask");
    std::vector<smirk::option_type> type;
    std::vector<double> years;
    for (std::size_t i = 0; i < strike.size(); ++i) {
        type.push_back(t.text.at("type")[i] == "C" ? smirk::option_type::call : smirk::option_type::put);
        years.push_back(
            years_to_settlement(t.text.at("quote_date")[i], t.text.at("expiry")[i], t.text.at("root")[i] == "SPX"));
    }
    return smirk::pivot(smirk::columns(smirk::col::strike(strike), smirk::col::type(type), smirk::col::years(years),
                                       smirk::col::bid(bid), smirk::col::ask(ask)))
        .chain;
}

} // namespace support
