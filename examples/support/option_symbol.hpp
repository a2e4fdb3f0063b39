// SPDX-License-Identifier: BSL-1.0
// Names of listed options, when they settle, and when they are quoted.
#pragma once
#include "dates.hpp"

#include <smirk/option_type.hpp>
#include <smirk/replication/us_holidays.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

struct option_symbol {
    std::string_view root;
    date expiry;
    smirk::option_type type;
    double strike;
};

/// SPXW230523C01200000: root, yymmdd, C or P, strike in thousandths.
[[nodiscard]] inline std::optional<option_symbol> read_symbol(std::string_view text)
{
    text = trimmed(text);
    if (text.size() < 16) return {};
    const std::string_view tail = text.substr(text.size() - 15);
    const auto all_digits = [](std::string_view s) {
        return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!all_digits(tail.substr(0, 6)) || (tail[6] != 'C' && tail[6] != 'P') || !all_digits(tail.substr(7))) return {};
    const date_text day = read_date("20" + std::string(tail.substr(0, 6)));
    if (!day.day) return {};
    return option_symbol{trimmed(text.substr(0, text.size() - 15)), *day.day,
                         tail[6] == 'C' ? smirk::option_type::call : smirk::option_type::put,
                         number(tail.substr(7)) / 1000};
}

/// The naming of before 2018, 13 Dec 125.00 (IBM1327L125): year, month, strike, then root, yydd and a letter in which
/// A to L are the months of calls and M to X those of puts.
[[nodiscard]] inline std::optional<option_symbol> read_old_symbol(std::string_view text)
{
    const std::size_t open = text.find('('), close = text.find(')');
    if (open == text.npos || close == text.npos || close < open) return {};
    const std::string_view code = text.substr(open + 1, close - open - 1);
    const std::size_t digit = code.find_first_of("0123456789");
    if (digit == code.npos || code.size() < digit + 6) return {};
    const char letter = code[digit + 4];
    if (letter < 'A' || letter > 'X') return {};
    const int month = (letter - 'A') % 12 + 1;
    char day[16];
    std::snprintf(day, sizeof day, "20%.2s%02d%.2s", code.data() + digit, month, code.data() + digit + 2);
    const date_text expiry = read_date(day);
    const std::string_view before = trimmed(text.substr(0, open));
    const double strike = number(before.substr(before.find_last_of(' ') + 1));
    if (!expiry.day || !(strike > 0)) return {};
    return option_symbol{code.substr(0, digit), *expiry.day,
                         letter < 'M' ? smirk::option_type::call : smirk::option_type::put, strike};
}

/// Whether a root settles at the open (09:30) and not at the close (16:00) of its expiry day.
///
/// Index options with a month's third Friday settle at the open: the roots below, and any root R in a file that also
/// holds its weekly root RW or RP. Weekly roots and options on stocks and funds settle at the close.
[[nodiscard]] inline bool settles_at_open(std::string_view root, const std::vector<std::string>& roots_of_file)
{
    static constexpr std::string_view known[] = {"SPX", "NDX", "RUT", "DJX", "VIX", "VIXW", "MXEA", "MXEF"};
    if (std::find(std::begin(known), std::end(known), root) != std::end(known)) return true;
    return std::any_of(roots_of_file.begin(), roots_of_file.end(), [&](const std::string& other) {
        return other.size() == root.size() + 1 && other.starts_with(root) &&
               (other.back() == 'W' || other.back() == 'P');
    });
}

/// Root of an adjusted contract (SOYB1): its deliverable is not the plain one.
[[nodiscard]] inline bool is_adjusted(std::string_view root)
{
    return !root.empty() && root.back() >= '0' && root.back() <= '9';
}

/// Minutes from the quotes to the settlement of an expiry, both in wall-clock time.
[[nodiscard]] inline double minutes_to(moment quoted, date expiry, bool at_open)
{
    return static_cast<double>((expiry + std::chrono::minutes(at_open ? 570 : 960) - quoted).count());
}

/// The last moment, not after t, at which the options exchange had a regular session: 09:30 to 16:15 on business days.
[[nodiscard]] inline moment last_in_session(moment t)
{
    using namespace std::chrono;
    const auto trades = [](date d) { return smirk::replication::is_us_business_day(local_days{d.time_since_epoch()}); };
    date day = floor<days>(t);
    const auto minute = t - day;
    if (trades(day) && minute >= minutes(570)) return day + std::min(minute, minutes(975));
    do day -= days(1);
    while (!trades(day));
    return day + minutes(975);
}

} // namespace examples
