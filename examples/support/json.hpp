// SPDX-License-Identifier: BSL-1.0
// JSON text: strings, numbers (null where they are not finite), members of objects.
#pragma once
#include "text.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace examples {

/// Bytes of the UTF-8 sequence that a text begins with (RFC 3629: no overlong form, no surrogate); 0 where it is none.
[[nodiscard]] inline std::size_t utf8_length(std::string_view s)
{
    const auto between = [&](std::size_t i, unsigned low, unsigned high) {
        return i < s.size() && static_cast<unsigned char>(s[i]) >= low && static_cast<unsigned char>(s[i]) <= high;
    };
    const auto next = [&](std::size_t i) { return between(i, 0x80, 0xBF); };
    if (between(0, 0, 0x7F)) return 1;
    if (between(0, 0xC2, 0xDF)) return next(1) ? 2 : 0;
    const bool second = between(0, 0xE0, 0xE0)   ? between(1, 0xA0, 0xBF)
                        : between(0, 0xED, 0xED) ? between(1, 0x80, 0x9F)
                        : between(0, 0xF0, 0xF0) ? between(1, 0x90, 0xBF)
                        : between(0, 0xF4, 0xF4) ? between(1, 0x80, 0x8F)
                                                 : next(1);
    if (between(0, 0xE0, 0xEF)) return second && next(2) ? 3 : 0;
    if (between(0, 0xF0, 0xF4)) return second && next(2) && next(3) ? 4 : 0;
    return 0;
}

/// A string in quotes. UTF-8 stays as it is, and a byte that is none, such as a name in Latin-1, becomes U+FFFD; '<' is
/// written \u003c, so that the text may stand in a page.
[[nodiscard]] inline std::string json_string(std::string_view s)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t length = utf8_length(s.substr(i));
        const char c = s[i];
        const auto code = static_cast<unsigned char>(c);
        if (length == 0)
            out += "\\ufffd";
        else if (c == '"' || c == '\\')
            out += '\\', out += c;
        else if (c == '\n')
            out += "\\n";
        else if (code < 0x20 || c == '<')
            out += text("\\u%04x", static_cast<unsigned>(code));
        else
            out += s.substr(i, length);
        i += length ? length : 1;
    }
    return out + "\"";
}
[[nodiscard]] inline std::string json_number(double v, int digits = 10)
{
    return std::isfinite(v) ? text("%.*g", digits, v) : std::string("null");
}

/// An object in the making.
class json_object {
    std::string members_;

public:
    json_object& raw(std::string_view name, std::string_view json)
    {
        members_ += (members_.empty() ? "" : ",") + json_string(name) + ":" + std::string(json);
        return *this;
    }
    json_object& add(std::string_view name, std::string_view value) { return raw(name, json_string(value)); }
    json_object& add(std::string_view name, double value) { return raw(name, json_number(value)); }
    json_object& add(std::string_view name, const char* value) { return add(name, std::string_view(value)); }
    [[nodiscard]] std::string str() const { return "{" + members_ + "}"; }
};

} // namespace examples
