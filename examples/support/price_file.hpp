// SPDX-License-Identifier: BSL-1.0
// A history of prices: date,open,high,low,close in any order and case, one row a day; and a history of one number a
// day (date,close), such as an implied-volatility index.
#pragma once
#include "csv.hpp"
#include "dates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// Daily bars, oldest first. A day whose prices cannot be used stays, with NaN in their place, so that no return is
/// taken across it.
struct price_file {
    std::string path;
    std::vector<date> day;
    std::vector<double> open, high, low, close;
    bool has_ranges = false; ///< open, high and low are there, not only the close
    std::size_t rows = 0;    ///< rows of data, broken ones included
    std::vector<broken_row> broken;
    std::vector<std::string> remarks;

    [[nodiscard]] std::size_t size() const { return day.size(); }
};

namespace detail {

/// Whether numeric dates of a file put the month first. Told from all of them, since each alone may fit both.
inline date_order order_of(const std::vector<std::string>& days, std::vector<std::string>& remarks)
{
    bool month_first = true, day_first = true, numeric = false;
    for (const std::string& text : days) {
        const std::size_t first = text.find_first_of("/.-"); // 05/23/2023, 23.05.2023, 23-05-23
        if (first == text.npos || first > 2) continue;
        const double a = number(std::string_view(text).substr(0, first));
        const double b =
            number(std::string_view(text).substr(first + 1, text.find_first_of("/.-", first + 1) - first - 1));
        if (std::isnan(a) || std::isnan(b)) continue;
        numeric = true;
        month_first &= a <= 12;
        day_first &= b <= 12;
    }
    if (numeric && month_first && day_first)
        remarks.push_back("dates such as " + days.front() + " are read as month first");
    return month_first ? date_order::month_first : date_order::day_first;
}

/// What is wrong with a bar; empty if nothing is.
inline std::string fault_of(double open, double high, double low, double close, bool has_ranges)
{
    if (!(close > 0)) return "close is no positive number";
    if (!has_ranges) return {};
    if (!(open > 0)) return "open is no positive number";
    if (!(high > 0)) return "high is no positive number";
    if (!(low > 0)) return "low is no positive number";
    if (high < low) return "high is below low";
    if (open > high || close > high) return "open or close is above high";
    if (open < low || close < low) return "open or close is below low";
    return {};
}

} // namespace detail

/// Reads a history of prices.
///
/// returns  bars oldest first, whatever their order in the file. A bar that cannot be used (NaN, zero, negative, high
///          below low, close outside the range) is reported and stays as NaN; a second row of one day, and a row
///          without a date, is reported and left out
/// throws   file_error if the file cannot be read, has no header with a date and a close, or no usable row
[[nodiscard]] inline price_file read_prices(const std::string& path)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr std::size_t hopeless = 1000;
    price_file out;
    out.path = path;
    line_reader lines(path);
    std::string_view text;
    std::vector<std::string_view> fields;
    while (lines.next(text) && trimmed(text).empty()) {}
    if (lines.line() == 0 || trimmed(text).empty()) throw file_error(path + ": is empty");

    const char separator = separator_of(text);
    split(text, separator, fields);
    std::vector<std::string> names;
    for (const auto f : fields) names.push_back(lower(f));
    const auto column = [&](std::initializer_list<std::string_view> any_of) {
        return static_cast<std::size_t>(std::find_first_of(names.begin(), names.end(), any_of.begin(), any_of.end()) -
                                        names.begin());
    };
    const std::size_t date_at = column({"date", "day", "time", "timestamp", "observation_date"});
    std::size_t close_at =
        column({"close", "close/last", "last", "price", "value", "vix", "iv", "implied_vol", "vixcls"});
    if (close_at == names.size() && names.size() == 2 && date_at < 2) close_at = 1 - date_at; // date and one number
    if (date_at == names.size() || close_at == names.size())
        throw file_error(path + ": line " + std::to_string(lines.line()) + " is no header with date and close: '" +
                         std::string(text.substr(0, 60)) + "'");
    const std::size_t open_at = column({"open"}), high_at = column({"high"}), low_at = column({"low"});
    out.has_ranges = std::max({open_at, high_at, low_at}) < names.size();
    const std::size_t needed =
        1 + std::max({date_at, close_at, out.has_ranges ? std::max({open_at, high_at, low_at}) : 0});

    struct row {
        date day;
        double open, high, low, close;
        std::size_t line;
        std::string fault;
    };
    std::vector<row> rows;
    std::vector<std::string> days;
    const auto broken = [&](std::size_t line, std::string reason) {
        out.broken.push_back({line, std::move(reason)});
        if (out.broken.size() > hopeless && 2 * out.broken.size() > out.rows)
            throw file_error(path + ": is no price file: " + std::to_string(out.broken.size()) + " of " +
                             std::to_string(out.rows) + " rows are broken, the first at line " +
                             std::to_string(out.broken[0].line) + ": " + out.broken[0].reason);
    };
    while (lines.next(text)) {
        if (trimmed(text).empty()) continue;
        ++out.rows;
        split(text, separator, fields);
        if (fields.size() < needed) {
            broken(lines.line(),
                   std::to_string(fields.size()) + " fields; the header has " + std::to_string(names.size()));
            continue;
        }
        if (!read_date(fields[date_at], date_order::month_first).day &&
            !read_date(fields[date_at], date_order::day_first).day) {
            broken(lines.line(), "'" + std::string(fields[date_at].substr(0, 40)) + "' is no date");
            continue;
        }
        row r{{}, nan, nan, nan, number(fields[close_at]), lines.line(), {}};
        if (out.has_ranges)
            r.open = number(fields[open_at]), r.high = number(fields[high_at]), r.low = number(fields[low_at]);
        r.fault = detail::fault_of(r.open, r.high, r.low, r.close, out.has_ranges);
        if (!r.fault.empty()) broken(r.line, r.fault);
        rows.push_back(std::move(r));
        days.emplace_back(fields[date_at]);
    }
    if (out.rows == 0) throw file_error(path + ": has a header and no rows");

    const date_order order = detail::order_of(days, out.remarks);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].day = *read_date(days[i], order).day;
    if (!std::is_sorted(rows.begin(), rows.end(), [](const row& a, const row& b) { return a.day < b.day; }))
        out.remarks.push_back("the rows were not in order of date and have been sorted");
    std::stable_sort(rows.begin(), rows.end(), [](const row& a, const row& b) { return a.day < b.day; });

    std::size_t good = 0;
    for (const row& r : rows) {
        if (!out.day.empty() && out.day.back() == r.day) {
            out.broken.push_back({r.line, iso(r.day) + " was there before"});
            continue;
        }
        const bool usable = r.fault.empty();
        good += usable;
        out.day.push_back(r.day);
        out.open.push_back(usable ? r.open : nan);
        out.high.push_back(usable ? r.high : nan);
        out.low.push_back(usable ? r.low : nan);
        out.close.push_back(usable ? r.close : nan);
    }
    std::stable_sort(out.broken.begin(), out.broken.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    if (good == 0)
        throw file_error(path + ": none of its " + std::to_string(out.rows) + " rows can be used; the first, line " +
                         std::to_string(out.broken[0].line) + ": " + out.broken[0].reason);
    return out;
}

} // namespace examples
