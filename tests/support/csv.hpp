// SPDX-License-Identifier: BSL-1.0
// A small CSV reader for the tests: comment lines (#) on top, a header, columns as numbers (empty is NaN) or text.
#pragma once
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

struct csv_table {
    std::map<std::string, std::vector<std::string>> text;

    [[nodiscard]] std::vector<double> numbers(const std::string& name) const
    {
        std::vector<double> values;
        for (const auto& cell : text.at(name))
            values.push_back(cell.empty() ? std::numeric_limits<double>::quiet_NaN()
                                          : std::strtod(cell.c_str(), nullptr));
        return values;
    }
};

inline csv_table read_csv(const std::string& path)
{
    std::ifstream in(path);
    if (!in) throw std::runtime_error("cannot open " + path);
    std::string line, cell;
    const auto next_line = [&] {
        const bool ok = static_cast<bool>(std::getline(in, line));
        if (ok && !line.empty() && line.back() == '\r') line.pop_back();
        return ok;
    };
    while (next_line() && !line.empty() && line[0] == '#') {}
    std::vector<std::string> names;
    for (std::stringstream s(line); std::getline(s, cell, ',');) names.push_back(cell);
    csv_table table;
    while (next_line()) {
        if (line.empty()) continue;
        std::stringstream s(line);
        for (const auto& name : names) {
            cell.clear();
            std::getline(s, cell, ',');
            table.text[name].push_back(cell);
        }
    }
    return table;
}

} // namespace support
