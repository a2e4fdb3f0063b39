// SPDX-License-Identifier: BSL-1.0
// Dates and times as market files write them. Times are wall-clock time of New York throughout.
#pragma once
#include "csv.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace examples {

using date = std::chrono::sys_days;
using moment = std::chrono::sys_time<std::chrono::minutes>;

/// Whether 05/06/2023 is the sixth of May or the fifth of June.
enum class date_order { month_first, day_first };

/// What a text says about a date: the day, the minute of the day, and an offset from UTC in hours where there is one.
struct date_text {
    std::optional<date> day;
    std::optional<int> minute;
    std::optional<int> utc_offset;
};

/// The month that a word names: English, Spanish, French, German, Italian, Portuguese, Dutch or Russian; 0 if none.
[[nodiscard]] inline unsigned month_of(std::string_view word)
{
    // for each month, beginnings of its names in lower case; the longer before the shorter where they could clash
    static constexpr std::array<std::string_view, 12> names{"jan ene gen янв",
                                                            "feb fév fev фев",
                                                            "mar mär mrt maa мар",
                                                            "apr abr avr апр",
                                                            "may mai mag mei maj май мая",
                                                            "jun juin giu июн",
                                                            "jul juil lug июл",
                                                            "aug ago aoû aou авг",
                                                            "sep set сен",
                                                            "oct okt ott out окт",
                                                            "nov ноя",
                                                            "dec dez dic déc дек"};
    if (word.size() < 3) return 0;
    for (unsigned m = 0; m < 12; ++m)
        for (std::size_t i = 0; i < names[m].size();) {
            const std::size_t end = std::min(names[m].find(' ', i), names[m].size());
            if (word.starts_with(names[m].substr(i, end - i))) return m + 1;
            i = end + 1;
        }
    return 0;
}

/// Reads a date, with a time if there is one, out of any text that holds them:
/// 2023-05-23 16:15, 20230523, 05/23/2023, 23.05.23, May 23, 2023 at 4:15 PM EDT, 23 de marzo de 2022, 10:11 GMT-4,
/// Fri Nov 20 2026, 2026年3月19日 GMT-4 10:30.
[[nodiscard]] inline date_text read_date(std::string_view text, date_order order = date_order::month_first)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    };
    struct run {
        unsigned value;
        std::size_t digits;
    };
    std::vector<run> numbers;
    unsigned month = 0;
    date_text out;
    bool zone = false;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        if (is_digit(text[i])) {
            while (end < text.size() && is_digit(text[end])) ++end;
            run r{0, end - i};
            if (r.digits > 8) return {};
            std::from_chars(text.data() + i, text.data() + end, r.value);
            if (zone) {
                const char before = text[i - 1]; // '-' may also be the last byte of a Unicode minus sign
                out.utc_offset = before == '+' ? static_cast<int>(r.value) : -static_cast<int>(r.value);
                zone = false;
            } else if (end + 2 < text.size() && text[end] == ':' && is_digit(text[end + 1]) &&
                       is_digit(text[end + 2]) && !out.minute) {
                unsigned minutes = 0;
                std::from_chars(text.data() + end + 1, text.data() + end + 3, minutes);
                if (r.value > 23 || minutes > 59) return {};
                out.minute = static_cast<int>(60 * r.value + minutes);
                end += 3;
                if (end + 2 < text.size() && text[end] == ':' && is_digit(text[end + 1])) end += 3; // seconds
            } else
                numbers.push_back(r);
        } else if (is_letter(text[i])) {
            while (end < text.size() && is_letter(text[end])) ++end;
            const std::string word = lower(text.substr(i, end - i));
            if (out.minute && (word == "am" || word == "pm" || word == "a" || word == "p")) { // also "4:15 p. m."
                *out.minute = *out.minute % 720 + (word[0] == 'p' ? 720 : 0);
            } else if (word.starts_with("gmt") || word.starts_with("utc"))
                zone = true;
            else if (!month)
                month = month_of(word);
        }
        i = end;
    }

    using namespace std::chrono;
    unsigned y = 0, m = month, d = 0;
    if (numbers.size() == 1 && numbers[0].digits == 8) {
        y = numbers[0].value / 10000, m = numbers[0].value / 100 % 100, d = numbers[0].value % 100;
    } else if (month && numbers.size() >= 2) { // a day and a year; the year is the one of four digits, or the second
        const std::size_t year_at = numbers[0].digits == 4 ? 0 : 1;
        y = numbers[year_at].value, d = numbers[1 - year_at].value;
    } else if (numbers.size() >= 3) {
        if (numbers[0].digits == 4)
            y = numbers[0].value, m = numbers[1].value, d = numbers[2].value;
        else {
            y = numbers[2].value, m = numbers[0].value, d = numbers[1].value;
            if (m > 12 || (order == date_order::day_first && d <= 12)) std::swap(m, d);
        }
    } else
        return out;
    if (y < 100) y += 2000;
    if (y < 1900 || y >= 2200 || m > 12 || d > 31) return out; // <chrono> keeps the last byte of a month and a day
    const year_month_day ymd{year{static_cast<int>(y)}, std::chrono::month{m}, std::chrono::day{d}};
    if (ymd.ok()) out.day = sys_days{ymd};
    return out;
}

[[nodiscard]] inline std::string iso(date d)
{
    const std::chrono::year_month_day ymd{d};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
    return text;
}
[[nodiscard]] inline std::string iso(moment t)
{
    const date day = std::chrono::floor<std::chrono::days>(t);
    const auto minute = static_cast<int>((t - day).count());
    char text[32];
    std::snprintf(text, sizeof text, " %02d:%02d", minute / 60, minute % 60);
    return iso(day) + text;
}

/// The moment that "2023-05-23 16:15" names; nothing where day or time is missing.
[[nodiscard]] inline std::optional<moment> read_moment(std::string_view text,
                                                       date_order order = date_order::month_first)
{
    const date_text t = read_date(text, order);
    if (!t.day || !t.minute) return {};
    return *t.day + std::chrono::minutes(*t.minute);
}

} // namespace examples
