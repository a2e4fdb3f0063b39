// SPDX-License-Identifier: BSL-1.0
// A file of option quotes of one moment, in any of three formats, as a smirk::option_chain:
//
//   wide   quote_time,spot,expiry,root,minutes_to_expiry,rate_cc,strike,call_bid,call_ask,put_bid,put_ask
//          (minutes_to_expiry and rate_cc may be missing)
//   long   quote_date,underlying,spot,expiry,root,strike,type,bid,ask[,oi]
//   Cboe   the download of Cboe's page of delayed quotes: lines with the name and the date, then
//          Expiration Date,Calls,...,Bid,Ask,...,Strike,Puts,...,Bid,Ask,... ; also as it was before 2022 and before
//          2018
//
// A row that cannot be used is listed with its line and the reason; nothing is dropped without a word.
#pragma once
#include "csv.hpp"
#include "dates.hpp"
#include "option_rows.hpp"
#include "option_symbol.hpp"

#include <smirk/chain.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

struct option_file {
    std::string path, format, underlying;
    double spot = std::numeric_limits<double>::quiet_NaN();
    moment quoted{};
    std::size_t rows = 0; ///< rows of data, broken ones included
    smirk::option_chain chain;
    std::vector<listing> listings;  ///< listings[i] tells of chain[i]
    std::vector<broken_row> broken; ///< in the order of the file
    std::vector<std::string> remarks;
};

struct option_file_options {
    std::optional<moment> quoted; ///< when the quotes were made, where the file does not tell it or tells it wrong
};

namespace detail {

/// Where the columns of a header are; npos for one that is not there.
struct columns_of {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::string> names;

    [[nodiscard]] std::size_t find(std::initializer_list<std::string_view> any_of, std::size_t from = 0) const
    {
        for (std::size_t i = from; i < names.size(); ++i)
            if (std::find(any_of.begin(), any_of.end(), names[i]) != any_of.end()) return i;
        return none;
    }
};

class option_file_reader {
    static constexpr std::size_t none = columns_of::none;
    static constexpr std::size_t preamble_lines = 20; ///< a header further down is not looked for
    static constexpr std::size_t hopeless = 1000;     ///< so many broken rows, and most of all: no option file

    line_reader lines_;
    option_file_options options_;
    option_file out_;
    char separator_ = ',';
    std::vector<std::string> preamble_;
    columns_of columns_;
    std::vector<std::string_view> fields_;

    option_rows rows_;
    std::string reason_;

    bool fail(std::string reason)
    {
        reason_ = std::move(reason);
        return false;
    }
    [[nodiscard]] std::string quoted(std::string_view text) const
    {
        return "'" + std::string(text.substr(0, 40)) + "'";
    }
    [[nodiscard]] std::string_view field(std::size_t i) const { return i == none ? std::string_view() : fields_[i]; }

    /// A price: blank is "not quoted" (NaN); text and negative numbers are broken.
    bool price(std::size_t column, const char* what, double& value)
    {
        const std::string_view text = trimmed(field(column));
        value = number(text);
        if (std::isnan(value) && !text.empty() && lower(text) != "nan")
            return fail(std::string(what) + " " + quoted(text) + " is no number");
        if (value < 0) return fail(std::string(what) + " " + quoted(text) + " is negative");
        return true;
    }

    bool strike(std::string_view text, double& value)
    {
        value = number(text);
        return value > 0 || fail("strike " + quoted(text) + " is no positive number");
    }

    bool row_of_plain_format(bool wide)
    {
        const std::string_view day = field(columns_.find({"expiry", "expiration"}));
        const date_text expiry = read_date(day);
        if (!expiry.day || day.size() < 10 || day[4] != '-')
            return fail("expiry " + quoted(day) + " is no date of the form 2023-05-23");

        const std::string_view time = field(columns_.find({"quote_time", "quote_date", "quote_datetime"}));
        if (!options_.quoted) {
            const date_text t = read_date(time);
            if (!t.day || time.size() < 10 || time[4] != '-')
                return fail("quote time " + quoted(time) + " is no date of the form 2023-05-23 16:15");
            const moment now = *t.day + std::chrono::minutes(t.minute.value_or(975));
            if (out_.quoted == moment{}) {
                out_.quoted = now;
                if (!t.minute) out_.remarks.push_back("the file gives a day and no time: quotes taken as of 16:15");
            } else if (now != out_.quoted)
                return fail("quoted at " + std::string(time) + "; the file began with " + iso(out_.quoted));
        }
        const std::string_view underlying = field(columns_.find({"underlying", "symbol", "ticker"}));
        if (out_.underlying.empty())
            out_.underlying = underlying;
        else if (!underlying.empty() && underlying != out_.underlying)
            return fail("underlying " + quoted(underlying) + "; the file began with " + quoted(out_.underlying));
        if (!(out_.spot > 0)) out_.spot = number(field(columns_.find({"spot", "underlying_price", "underlying_last"})));
        std::string_view root = field(columns_.find({"root"}));
        if (root.empty()) root = out_.underlying;

        double k, bid, ask;
        if (!strike(field(columns_.find({"strike"})), k)) return false;
        const std::size_t at = rows_.listing_of(*expiry.day, root);
        if (!wide) {
            const std::string type = lower(field(columns_.find({"type", "option_type", "right"})));
            if (type != "c" && type != "p" && type != "call" && type != "put")
                return fail("type " + quoted(type) + " is neither C nor P");
            if (!price(columns_.find({"bid"}), "bid", bid) || !price(columns_.find({"ask"}), "ask", ask)) return false;
            rows_.add(lines_.line(), at, k, type[0] == 'c' ? smirk::option_type::call : smirk::option_type::put, bid,
                      ask, number(field(columns_.find({"oi", "open_interest"}))));
            return true;
        }
        double put_bid, put_ask;
        if (!price(columns_.find({"call_bid"}), "call_bid", bid) ||
            !price(columns_.find({"call_ask"}), "call_ask", ask) ||
            !price(columns_.find({"put_bid"}), "put_bid", put_bid) ||
            !price(columns_.find({"put_ask"}), "put_ask", put_ask))
            return false;
        const auto same_as_before = [&](std::size_t column, const char* what, double& value) {
            const std::string_view cell = trimmed(field(column));
            const double v = number(cell);
            if (cell.empty()) return true;
            if (std::isnan(v)) return fail(std::string(what) + " " + quoted(cell) + " is no number");
            if (std::isnan(value)) value = v;
            return v == value || fail(std::string(what) + " " + quoted(cell) + " differs within the expiry");
        };
        auto& expires = rows_.listings[at];
        if (!options_.quoted && // who gives the time of the quotes overrules the minutes that the file counts from it
            !same_as_before(columns_.find({"minutes_to_expiry"}), "minutes_to_expiry", expires.minutes))
            return false;
        if (!same_as_before(columns_.find({"rate_cc"}), "rate_cc", expires.rate)) return false;
        rows_.add(lines_.line(), at, k, smirk::option_type::call, bid, ask, number(field(columns_.find({"call_oi"}))));
        rows_.add(lines_.line(), at, k, smirk::option_type::put, put_bid, put_ask,
                  number(field(columns_.find({"put_oi"}))));
        return true;
    }

    bool row_of_cboe_page()
    {
        const std::size_t calls = columns_.find({"calls"}), puts = columns_.find({"puts"});
        const std::size_t day = columns_.find({"expiration date"}), strikes = columns_.find({"strike"});
        std::optional<option_symbol> symbols[2];
        for (std::size_t side = 0; side < 2; ++side) {
            const std::string_view text = fields_[side == 0 ? calls : puts];
            symbols[side] = strikes == none ? read_old_symbol(text) : read_symbol(text);
            if (!symbols[side]) return fail(quoted(text) + " is no option symbol");
        }
        const option_symbol &call = *symbols[0], &put = *symbols[1];
        if (call.root != put.root || call.expiry != put.expiry || call.strike != put.strike ||
            call.type != smirk::option_type::call || put.type != smirk::option_type::put)
            return fail(quoted(fields_[calls]) + " and " + quoted(fields_[puts]) + " are no pair of call and put");
        if (strikes != none) {
            double k;
            if (!strike(field(strikes), k)) return false;
            if (std::fabs(k - call.strike) > 1e-3 * std::max(1.0, 1e-5 * k))
                return fail("strike " + quoted(field(strikes)) + " is not that of " + quoted(fields_[calls]));
        }
        if (day != none && read_date(field(day), date_order::month_first).day != call.expiry &&
            read_date(field(day), date_order::day_first).day != call.expiry)
            return fail("expiration date " + quoted(field(day)) + " is not that of " + quoted(fields_[calls]));

        double bid[2], ask[2];
        for (std::size_t side = 0; side < 2; ++side) {
            const std::size_t from = side == 0 ? calls : puts;
            if (!price(columns_.find({"bid", "cbid", "pbid"}, from), side == 0 ? "call bid" : "put bid", bid[side]) ||
                !price(columns_.find({"ask", "cask", "pask"}, from), side == 0 ? "call ask" : "put ask", ask[side]))
                return false;
        }
        const std::size_t at = rows_.listing_of(call.expiry, call.root);
        for (std::size_t side = 0; side < 2; ++side) {
            const std::size_t oi = columns_.find({"open interest", "open int"}, side == 0 ? calls : puts);
            rows_.add(lines_.line(), at, call.strike, symbols[side]->type, bid[side], ask[side],
                      oi == none || (side == 0 && oi > puts) ? std::numeric_limits<double>::quiet_NaN()
                                                             : number(fields_[oi]));
        }
        return true;
    }

    /// Name, spot and date of a Cboe page: the two lines before the header.
    void read_preamble()
    {
        std::string_view date_line;
        for (const std::string& text : preamble_) {
            if (trimmed(text).empty()) continue;
            split(text, ',', fields_);
            const std::size_t last = text.find("Last:");
            if (last != text.npos || out_.underlying.empty()) {
                out_.underlying = std::string(fields_[0]);
                if (last != text.npos) {
                    const std::string_view rest = std::string_view(text).substr(last + 5);
                    out_.spot = number(rest.substr(0, rest.find(',')));
                } else if (fields_.size() > 1)
                    out_.spot = number(fields_[1]);
            } else
                date_line = text;
        }
        if (options_.quoted) return;

        // "Date: May 23, 2023 at 4:15 PM EDT",Bid: 4145.1,... and, before 2022, May 13 2019 @ 04:47 ET,Bid,2856.41,...
        std::string_view when = date_line.substr(0, std::min(date_line.find("Bid"), date_line.size()));
        if (const auto colon = when.find("Date:"); colon != when.npos) when.remove_prefix(colon + 5);
        const date_text t = read_date(when);
        if (!t.day)
            throw file_error(out_.path + ": no date found before the header, so the times to expiry are not known; "
                                         "give the time of the quotes with --quote-time");
        if (t.utc_offset && *t.utc_offset != -4 && *t.utc_offset != -5)
            throw file_error(out_.path + ": the date " + quoted(trimmed(when)) +
                             " is not in New York time; give the time of the quotes with --quote-time");
        const moment said = *t.day + std::chrono::minutes(t.minute.value_or(975));
        out_.quoted = last_in_session(said);
        if (out_.quoted != said)
            out_.remarks.push_back("downloaded " + iso(said) + ", outside the regular session: quotes taken as of " +
                                   iso(out_.quoted) + " (--quote-time says otherwise)");
    }

    /// Finds the header; the lines before it are kept.
    void read_header()
    {
        std::string_view text;
        while (preamble_.size() < preamble_lines && lines_.next(text)) {
            separator_ = separator_of(text);
            split(text, separator_, fields_);
            columns_.names.clear();
            for (const auto f : fields_) columns_.names.push_back(lower(f));
            while (!columns_.names.empty() && columns_.names.back().empty()) columns_.names.pop_back();
            const auto has = [&](std::initializer_list<std::string_view> all) {
                return std::all_of(all.begin(), all.end(), [&](auto name) { return columns_.find({name}) != none; });
            };
            if (has({"calls", "puts"}) && columns_.find({"bid", "cbid"}) != none)
                out_.format = "Cboe delayed quotes";
            else if (has({"strike", "call_bid", "call_ask", "put_bid", "put_ask"}))
                out_.format = "wide";
            else if (has({"strike", "bid", "ask"}) && columns_.find({"type", "option_type", "right"}) != none)
                out_.format = "long";
            if (!out_.format.empty()) return;
            preamble_.emplace_back(text);
        }
        if (preamble_.empty()) throw file_error(out_.path + ": is empty");
        throw file_error(out_.path + ": is no option file: none of its first " + std::to_string(preamble_.size()) +
                         " lines is a header with strike, call_bid, call_ask, put_bid, put_ask, or strike, type, bid, "
                         "ask, or that of Cboe's delayed quotes");
    }

    void read_rows()
    {
        std::string_view text;
        while (lines_.next(text)) {
            if (trimmed(text).empty()) continue;
            ++out_.rows;
            split(text, separator_, fields_);
            bool good = fields_.size() >= columns_.names.size() ||
                        fail(std::to_string(fields_.size()) + " fields; the header has " +
                             std::to_string(columns_.names.size()));
            good = good && (out_.format == "Cboe delayed quotes" ? row_of_cboe_page()
                                                                 : row_of_plain_format(out_.format == "wide"));
            if (good) continue;
            out_.broken.push_back({lines_.line(), reason_});
            if (out_.broken.size() > hopeless && 2 * out_.broken.size() > out_.rows)
                throw file_error(out_.path + ": is no option file: " + std::to_string(out_.broken.size()) + " of " +
                                 std::to_string(out_.rows) + " rows are broken, the first at line " +
                                 std::to_string(out_.broken[0].line) + ": " + out_.broken[0].reason);
        }
        if (out_.rows == 0) throw file_error(out_.path + ": has a header and no rows");
        if (rows_.empty())
            throw file_error(out_.path + ": none of its " + std::to_string(out_.rows) +
                             " rows can be used; the first, line " + std::to_string(out_.broken[0].line) + ": " +
                             out_.broken[0].reason);
    }

public:
    option_file_reader(const std::string& path, const option_file_options& options) : lines_(path), options_(options)
    {
        out_.path = path;
        if (options.quoted) out_.quoted = *options.quoted;
    }

    option_file read()
    {
        read_header();
        if (out_.format == "Cboe delayed quotes") read_preamble();
        read_rows();
        auto built = rows_.build(out_.quoted);
        if (built.listings.empty()) throw file_error(out_.path + ": no expiry is left: " + built.remarks.back());
        out_.chain = std::move(built.chain);
        out_.listings = std::move(built.listings);
        out_.broken.insert(out_.broken.end(), built.broken.begin(), built.broken.end());
        std::stable_sort(out_.broken.begin(), out_.broken.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        out_.remarks.insert(out_.remarks.end(), built.remarks.begin(), built.remarks.end());
        const bool no_name = out_.underlying.empty();
        for (const auto& l : out_.listings) // the shortest root is that of the month's contract: SPX, not SPXW
            if (no_name && (out_.underlying.empty() || l.root.size() < out_.underlying.size()))
                out_.underlying = l.root;
        return std::move(out_);
    }
};

} // namespace detail

/// Reads a file of option quotes.
///
/// throws  file_error if it cannot be read, is none of the formats, or holds no usable row; the text says which
[[nodiscard]] inline option_file read_options(const std::string& path, const option_file_options& options = {})
{
    return detail::option_file_reader(path, options).read();
}

} // namespace examples
