// SPDX-License-Identifier: BSL-1.0
// JSON of any text and number: read back by a strict reader it is what went in, with U+FFFD for a byte that is no UTF-8.
#include "input.hpp"

#include "support/json.hpp"

#include <optional>
#include <string_view>

namespace {

using fuzz::require;

/// The text of a JSON string literal, its end in `rest`; nothing where it is none.
std::optional<std::string> read_string(std::string_view& rest)
{
    std::string out;
    if (rest.empty() || rest[0] != '"') return {};
    rest.remove_prefix(1);
    while (!rest.empty() && rest[0] != '"') {
        const char c = rest[0];
        if (static_cast<unsigned char>(c) < 0x20) return {};
        if (c != '\\') {
            out += c, rest.remove_prefix(1);
            continue;
        }
        if (rest.size() < 2) return {};
        const char what = rest[1];
        rest.remove_prefix(2);
        if (what == '"' || what == '\\' || what == '/') {
            out += what;
        } else if (what == 'n') {
            out += '\n';
        } else if (what == 'u') {
            if (rest.size() < 4) return {};
            const unsigned long code = std::strtoul(std::string(rest.substr(0, 4)).c_str(), nullptr, 16);
            rest.remove_prefix(4);
            if (code < 0x80)
                out += static_cast<char>(code);
            else if (code == 0xFFFD)
                out += "\xEF\xBF\xBD";
            else
                return {};
        } else {
            return {};
        }
    }
    if (rest.empty()) return {};
    rest.remove_prefix(1);
    return out;
}

/// Whether all of it is UTF-8, by the code points: another way than the one that is tested.
bool is_utf8(std::string_view s)
{
    for (std::size_t i = 0; i < s.size();) {
        const auto byte = [&](std::size_t j) { return static_cast<unsigned char>(s[j]); };
        const unsigned first = byte(i);
        const std::size_t length = first < 0x80       ? 1
                                   : first >> 5 == 6  ? 2
                                   : first >> 4 == 14 ? 3
                                   : first >> 3 == 30 ? 4
                                                      : 0;
        if (length == 0 || i + length > s.size()) return false;
        unsigned code = length == 1 ? first : first & (0x7Fu >> length);
        for (std::size_t j = 1; j < length; ++j) {
            if (byte(i + j) >> 6 != 2) return false;
            code = code << 6 | (byte(i + j) & 0x3Fu);
        }
        constexpr unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
        if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
        i += length;
    }
    return true;
}

} // namespace

SMIRK_FUZZ_TARGET(json)
{
    fuzz::input in(data, size);
    const double number = in.flag() ? in.bits() : in.number(in.between(-1, 1));
    const std::string said = in.rest();
    const std::string json = examples::json_object().add(said, number).add("text", said).str();
    require(is_utf8(json) && json.find('<') == json.npos);
    std::string_view rest = json;
    require(rest.starts_with('{'));
    rest.remove_prefix(1);
    const auto name = read_string(rest);
    require(name && rest.starts_with(':'));
    if (is_utf8(said)) require(*name == said);
    rest.remove_prefix(1);
    if (rest.starts_with("null")) {
        require(!std::isfinite(number));
        rest.remove_prefix(4);
    } else {
        char* end = nullptr;
        const double read = std::strtod(rest.data(), &end);
        require(std::isfinite(number));
        if (std::fabs(number) < 1e308) require(std::fabs(read - number) <= 1e-9 * std::fabs(number)); // ten digits
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    }
    require(rest.starts_with(",\"text\":"));
    rest.remove_prefix(8);
    require(read_string(rest) == name && rest == "}");
    return 0;
}
