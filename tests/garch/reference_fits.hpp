// SPDX-License-Identifier: BSL-1.0
// Reference fits of an independent program (complex-step scores, Newton's method; NumPy), read from JSON, and the daily
// returns they are of. The key is dataset|model|law|presample.
#pragma once
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <cctype>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace reference {

/// As much JSON as is needed: objects, arrays, numbers; text, true, false and null are read and dropped.
struct json {
    double number = std::numeric_limits<double>::quiet_NaN();
    std::vector<json> items;
    std::vector<std::string> names; // of the members of an object, whose values are the items

    const json& operator[](const std::string& name) const
    {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) return items[i];
        throw std::runtime_error("no member " + name);
    }
    std::vector<double> numbers() const
    {
        std::vector<double> r;
        for (const json& value : items) r.push_back(value.number);
        return r;
    }

    static json parse(const std::string& text)
    {
        std::size_t at = 0;
        return parse(text, at);
    }

private:
    static void skip(const std::string& s, std::size_t& at)
    {
        while (at < s.size() && (std::isspace(static_cast<unsigned char>(s[at])) || s[at] == ',' || s[at] == ':')) ++at;
    }
    static std::string quoted(const std::string& s, std::size_t& at)
    {
        const std::size_t end = s.find('"', at + 1);
        const std::string r = s.substr(at + 1, end - at - 1);
        at = end + 1;
        return r;
    }
    static json parse(const std::string& s, std::size_t& at)
    {
        json r;
        skip(s, at);
        if (s[at] == '{') {
            for (skip(s, ++at); s[at] != '}'; skip(s, at)) {
                r.names.push_back(quoted(s, at));
                r.items.push_back(parse(s, at));
            }
            ++at;
        } else if (s[at] == '[') {
            for (skip(s, ++at); s[at] != ']'; skip(s, at)) r.items.push_back(parse(s, at));
            ++at;
        } else if (s[at] == '"') {
            quoted(s, at);
        } else if (std::isalpha(static_cast<unsigned char>(s[at]))) {
            while (std::isalpha(static_cast<unsigned char>(s[at]))) ++at;
        } else {
            char* end = nullptr;
            r.number = std::strtod(s.c_str() + at, &end);
            at = static_cast<std::size_t>(end - s.c_str());
        }
        return r;
    }
};

inline const char* const fits_file = "garch/reference_fits.json";

inline const json& fits()
{
    static const json all = [] {
        std::ifstream in(support::shared_data(fits_file));
        std::stringstream text;
        text << in.rdbuf();
        return json::parse(text.str());
    }();
    return all;
}

inline std::vector<double> returns(const std::string& dataset)
{
    const std::string file = dataset == "dem2gbp" ? "garch/dem2gbp.csv" : "garch/sp500_ret.csv";
    return support::read_csv(support::shared_data(file)).numbers("ret");
}

} // namespace reference
