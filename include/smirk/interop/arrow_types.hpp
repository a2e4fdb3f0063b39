// SPDX-License-Identifier: BSL-1.0
// Which C++ type an Arrow column of each format is.
#pragma once
#include <smirk/option_type.hpp>

#include <cstdint>

namespace smirk::inline SMIRK_ABI::interop {

/// A day, Arrow's date32.
struct arrow_date {
    std::int32_t days; ///< since 1970-01-01

    friend bool operator==(const arrow_date&, const arrow_date&) = default;
};

namespace detail {

template <class T>
inline constexpr const char* arrow_format = nullptr;
template <>
inline constexpr const char* arrow_format<double> = "g";
template <>
inline constexpr const char* arrow_format<float> = "f";
template <>
inline constexpr const char* arrow_format<std::int8_t> = "c";
template <>
inline constexpr const char* arrow_format<std::uint8_t> = "C";
template <>
inline constexpr const char* arrow_format<std::int32_t> = "i";
template <>
inline constexpr const char* arrow_format<std::int64_t> = "l";
template <>
inline constexpr const char* arrow_format<arrow_date> = "tdD";
template <>
inline constexpr const char* arrow_format<option_type> = "c"; // int8: 1 for a call, -1 for a put

/// How Arrow calls a format; the format itself where it is none of the common ones.
[[nodiscard]] constexpr const char* arrow_name(const char* format) noexcept
{
    struct entry {
        const char *format, *name;
    };
    constexpr entry names[] = {{"g", "float64"},  {"f", "float32"},    {"c", "int8"},    {"C", "uint8"},
                               {"s", "int16"},    {"S", "uint16"},     {"i", "int32"},   {"I", "uint32"},
                               {"l", "int64"},    {"L", "uint64"},     {"b", "bool"},    {"n", "null"},
                               {"u", "utf8"},     {"U", "large utf8"}, {"z", "binary"},  {"Z", "large binary"},
                               {"tdD", "date32"}, {"tdm", "date64"},   {"+s", "struct"}, {"e", "float16"},
                               {"+l", "list"},    {"vu", "utf8 view"}};
    for (const entry& e : names) {
        const char *a = format, *b = e.format;
        while (*a && *a == *b) ++a, ++b;
        if (*a == *b) return e.name;
    }
    return format;
}

} // namespace detail

/// A type that a column can have.
template <class T>
concept arrow_value = detail::arrow_format<T> != nullptr;

} // namespace smirk::inline SMIRK_ABI::interop
