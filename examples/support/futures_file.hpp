// SPDX-License-Identifier: BSL-1.0
// A history of the first two futures on a volatility index: date,first,second.
#pragma once
#include "csv.hpp"
#include "dates.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// One row a day, ascending; on a settlement day the first future is the next contract.
struct futures_file {
    std::string path;
    std::vector<date> day;
    std::vector<double> first, second; ///< index points
    std::vector<broken_row> broken;
    std::vector<std::string> remarks;
};

/// throws  file_error if the file cannot be read, has no such header, or its days do not ascend
[[nodiscard]] inline futures_file read_futures(const std::string& path)
{
    futures_file out;
    out.path = path;
    line_reader lines(path);
    std::string_view line;
    std::vector<std::string_view> fields;
    if (!lines.next(line)) throw file_error(path + ": is empty");
    split(line, ',', fields);
    std::vector<std::string> names;
    for (const auto f : fields) names.push_back(lower(f));
    const auto column = [&](const char* name) {
        const auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end()) throw file_error(path + ": line 1 is no header with date, first and second");
        return static_cast<std::size_t>(at - names.begin());
    };
    const std::size_t day_at = column("date"), first_at = column("first"), second_at = column("second");
    while (lines.next(line)) {
        if (trimmed(line).empty()) continue;
        split(line, ',', fields);
        const auto field = [&](std::size_t i) { return i < fields.size() ? fields[i] : std::string_view(); };
        const auto day = read_date(field(day_at)).day;
        const double first = number(field(first_at)), second = number(field(second_at));
        if (!day || !(first > 0) || !(second > 0)) {
            out.broken.push_back({lines.line(), "no date, or a price that is no positive number"});
            continue;
        }
        if (!out.day.empty() && *day <= out.day.back())
            throw file_error(path + ": line " + std::to_string(lines.line()) + ": the days do not ascend");
        out.day.push_back(*day);
        out.first.push_back(first);
        out.second.push_back(second);
    }
    if (out.day.empty()) throw file_error(path + ": has no row that can be used");
    return out;
}

} // namespace examples
