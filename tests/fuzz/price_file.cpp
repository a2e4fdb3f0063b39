// SPDX-License-Identifier: BSL-1.0
// Histories of prices and of futures, dates and numbers of a field: what is taken is what the text says.
#include "temporary_file.hpp"

#include "support/futures_file.hpp"
#include "support/option_symbol.hpp"
#include "support/price_file.hpp"

#include <set>

namespace {

using fuzz::require, fuzz::same;

/// Digits of the text, without what stands between them.
std::string digits_of(std::string_view text)
{
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

void field(std::string_view text)
{
    const double x = examples::number(text);
    if (!std::isnan(x)) {
        require(std::isfinite(x));
        std::string plain; // as strtod reads it, without currency and thousands
        for (const char c : examples::trimmed(text))
            if (c != ',' && c != '$') plain += c;
        require(std::strtod(plain.c_str(), nullptr) == x);
        const auto comma = text.find(','); // three digits after each, and then no digit
        for (auto at = comma; at != text.npos; at = text.find(',', at + 1))
            for (std::size_t i = 1; i <= 3; ++i)
                require(at + i < text.size() && digits_of(text.substr(at + i, 1)) != "");
    }
    for (const auto order : {examples::date_order::month_first, examples::date_order::day_first}) {
        const auto t = examples::read_date(text, order);
        if (t.minute) require(*t.minute >= 0 && *t.minute < 1440);
        if (!t.day) continue;
        const std::string written = examples::iso(*t.day), digits = digits_of(text);
        require(examples::read_date(written).day == t.day);
        const int day = std::stoi(written.substr(8)), year = std::stoi(written.substr(0, 4));
        require(digits.find(std::to_string(day)) != digits.npos); // every part of a date is in the text
        require(digits.find(std::to_string(year % 100)) != digits.npos);
        if (digits.size() == 8 && text.size() == 8) require(digits == digits_of(written));
    }
    const auto symbol = examples::read_symbol(text);
    if (symbol) require(symbol->strike >= 0 && std::isfinite(symbol->strike));
    const auto old = examples::read_old_symbol(text);
    if (old) require(old->strike > 0 && std::isfinite(old->strike));
    std::vector<std::string_view> fields;
    for (const char separator : {',', ';', '\t'}) {
        examples::split(text, separator, fields);
        std::size_t length = 0;
        for (const auto f : fields) length += f.size();
        require(!fields.empty() && length <= text.size());
    }
}

void check(const examples::price_file& read)
{
    const std::size_t n = read.size();
    require(n > 0 && read.open.size() == n && read.high.size() == n && read.low.size() == n && read.close.size() == n);
    std::size_t usable = 0;
    for (std::size_t i = 0; i < n; ++i) {
        require(i == 0 || read.day[i] > read.day[i - 1]);
        if (std::isnan(read.close[i])) continue;
        ++usable;
        require(read.close[i] > 0 && std::isfinite(read.close[i]));
        if (!read.has_ranges) continue;
        require(read.low[i] > 0 && read.low[i] <= read.open[i] && read.low[i] <= read.close[i]);
        require(read.high[i] >= read.open[i] && read.high[i] >= read.close[i] && std::isfinite(read.high[i]));
    }
    std::set<std::size_t> lines; // a row may be broken and of a day that was there before
    for (const auto& broken : read.broken) lines.insert(broken.line);
    require(usable > 0 && usable + lines.size() == read.rows);
}

} // namespace

SMIRK_FUZZ_TARGET(price_file)
{
    static const fuzz::temporary_file file("price_file");
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 4 == 0) return field(text.substr(0, 80)), 0;
    const std::string path = file.write(text);
    try {
        if (data[0] % 4 == 1) {
            const auto read = examples::read_futures(path);
            require(!read.day.empty() && read.first.size() == read.day.size() && read.second.size() == read.day.size());
            for (std::size_t i = 0; i < read.day.size(); ++i)
                require((i == 0 || read.day[i] > read.day[i - 1]) && read.first[i] > 0 && read.second[i] > 0);
        } else {
            check(examples::read_prices(path));
        }
    } catch (const examples::file_error& e) {
        require(std::string_view(e.what()).starts_with(path));
    }
    return 0;
}
