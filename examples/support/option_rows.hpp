// SPDX-License-Identifier: BSL-1.0
// From the rows of an option file, one an option, to a smirk::option_chain: times to expiry, and which expiries have a
// place in it.
#pragma once
#include "csv.hpp"
#include "dates.hpp"
#include "option_symbol.hpp"
#include "text.hpp"

#include <smirk/chain.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

/// What an expiry of the chain is called in the file.
struct listing {
    date expiry;
    std::string root;
    bool at_open = false;                                      ///< settles 09:30, not 16:00
    double minutes = std::numeric_limits<double>::quiet_NaN(); ///< from the quotes to the settlement
    double rate = std::numeric_limits<double>::quiet_NaN();    ///< continuously compounded; NaN if not given
    std::size_t options = 0;                                   ///< as read
};

/// The options of a file as they are read.
class option_rows {
    std::vector<double> strike_, bid_, ask_, open_interest_;
    std::vector<smirk::option_type> type_;
    std::vector<std::size_t> line_, listing_;
    std::map<std::pair<date, std::string>, std::size_t> known_;

    /// Sets the times to expiry; false for a listing that is left out, with a remark.
    std::vector<bool> settle(moment quoted, std::vector<std::string>& remarks)
    {
        std::vector<std::string> roots;
        for (const auto& l : listings) roots.push_back(l.root);
        std::vector<bool> kept(listings.size(), true);
        const auto leave_out = [&](std::size_t i, const std::string& why) {
            kept[i] = false;
            remarks.push_back(listings[i].root + " " + iso(listings[i].expiry) + ": " + why + ", " +
                              std::to_string(listings[i].options) + " options left out");
        };
        std::map<double, std::size_t> at_minute;
        for (std::size_t i = 0; i < listings.size(); ++i) {
            auto& l = listings[i];
            const bool given = std::isfinite(l.minutes);
            const double of_day = std::fmod(l.minutes + static_cast<double>(quoted.time_since_epoch().count()), 1440);
            l.at_open = given ? of_day < 720 : settles_at_open(l.root, roots);
            const double by_date = minutes_to(quoted, l.expiry, l.at_open);
            if (!given) l.minutes = by_date;
            if (l.options == 0)
                kept[i] = false; // each of its rows is reported as broken
            else if (is_adjusted(l.root) && !given)
                leave_out(i, "adjusted contracts");
            else if (std::fabs(l.minutes - by_date) > 60) // an hour: somebody may count the change of the clock
                leave_out(i, text("minutes_to_expiry is %.0f, by the date it would be %.0f", l.minutes, by_date));
            else if (!(l.minutes > 0))
                leave_out(i, "expired before the quotes");
            else if (const auto [other, is_new] = at_minute.try_emplace(l.minutes, i); !is_new) {
                const bool fewer = l.options <= listings[other->second].options;
                const std::size_t loser = fewer ? i : other->second, winner = fewer ? other->second : i;
                leave_out(loser, "expires together with " + listings[winner].root + ", which has more options");
                other->second = winner;
            }
        }
        return kept;
    }

public:
    struct result {
        smirk::option_chain chain;
        std::vector<listing> listings;
        std::vector<broken_row> broken; ///< options that were there before, by line
        std::vector<std::string> remarks;
    };

    std::vector<listing> listings; ///< in the order in which they are met

    [[nodiscard]] bool empty() const { return strike_.empty(); }

    /// The place of an expiry in `listings`, a new one if it was not met before.
    std::size_t listing_of(date expiry, std::string_view root)
    {
        const auto [at, is_new] = known_.try_emplace({expiry, std::string(root)}, listings.size());
        if (is_new) {
            listings.emplace_back();
            listings.back().expiry = expiry;
            listings.back().root = root;
        }
        return at->second;
    }

    void add(std::size_t line, std::size_t listing, double strike, smirk::option_type type, double bid, double ask,
             double open_interest)
    {
        line_.push_back(line);
        listing_.push_back(listing);
        strike_.push_back(strike);
        type_.push_back(type);
        bid_.push_back(bid);
        ask_.push_back(ask);
        open_interest_.push_back(open_interest);
        ++listings[listing].options;
    }

    /// The chain of the expiries that are left, in order of time.
    [[nodiscard]] result build(moment quoted)
    {
        namespace col = smirk::col;
        result out;
        const std::vector<bool> kept = settle(quoted, out.remarks);
        for (std::size_t i = 0; i < listings.size(); ++i)
            if (kept[i]) out.listings.push_back(listings[i]);
        std::sort(out.listings.begin(), out.listings.end(),
                  [](const auto& a, const auto& b) { return a.minutes < b.minutes; });

        std::vector<std::size_t> row;
        std::vector<double> years, rate, strike, bid, ask, open_interest;
        std::vector<smirk::option_type> type;
        for (std::size_t i = 0; i < strike_.size(); ++i) {
            const listing& l = listings[listing_[i]];
            if (!kept[listing_[i]]) continue;
            row.push_back(i);
            years.push_back(l.minutes / 525600);
            rate.push_back(l.rate);
            strike.push_back(strike_[i]);
            type.push_back(type_[i]);
            bid.push_back(bid_[i]);
            ask.push_back(ask_[i]);
            open_interest.push_back(open_interest_[i]);
        }
        auto pivoted =
            smirk::pivot(smirk::columns(col::years(years), col::rate(rate), col::strike(strike), col::type(type),
                                        col::bid(bid), col::ask(ask), col::open_interest(open_interest)));
        out.chain = std::move(pivoted.chain);
        for (const auto& r : pivoted.rejected)
            out.broken.push_back({line_[row[r.row]], r.fault == smirk::row_fault::duplicate
                                                         ? "strike and type were there before in this expiry"
                                                         : "strike or time to expiry cannot be used"});
        return out;
    }
};

} // namespace examples
