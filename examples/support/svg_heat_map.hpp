// SPDX-License-Identifier: BSL-1.0
// A table of numbers as a heat map in SVG.
#pragma once
#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

namespace detail {

/// A colour for a share from 0 to 1, dark violet over teal to yellow: light grows with the value, so that it can be
/// read without telling hues apart.
inline std::string heat_colour(double share)
{
    static constexpr double stops[5][3] = {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}};
    const double at = std::clamp(share, 0.0, 1.0) * 4;
    const auto i = std::min(static_cast<std::size_t>(at), std::size_t{3});
    const auto mix = [&](std::size_t c) {
        return stops[i][c] + (at - static_cast<double>(i)) * (stops[i + 1][c] - stops[i][c]);
    };
    return text("rgb(%.0f %.0f %.0f)", mix(0), mix(1), mix(2));
}

} // namespace detail

/// A heat map: value[j][i] at column i and row j, rows from the bottom up; NaN cells stay empty. The scale runs from
/// the least to the greatest value, which the returned SVG prints above the map.
[[nodiscard]] inline std::string svg_heat_map(std::string_view description, std::string_view x_label,
                                              const std::vector<std::string>& columns, std::string_view y_label,
                                              const std::vector<std::string>& rows,
                                              const std::vector<std::vector<double>>& value)
{
    constexpr double width = 480, height = 290, left = 64, right = 20, top = 26, bottom = 44;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& r : value)
        for (const double v : r)
            if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    std::string out = text("<svg class=\"cells\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", width, height) +
                      escaped(description) + "\">\n";
    const double w = (width - left - right) / static_cast<double>(std::max<std::size_t>(columns.size(), 1));
    const double h = (height - top - bottom) / static_cast<double>(std::max<std::size_t>(rows.size(), 1));
    for (std::size_t j = 0; j < value.size(); ++j)
        for (std::size_t i = 0; i < value[j].size(); ++i) {
            const double v = value[j][i];
            if (!std::isfinite(v)) continue;
            const double share = high > low ? (v - low) / (high - low) : 0.5;
            out += text("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>",
                        left + w * static_cast<double>(i), height - bottom - h * static_cast<double>(j + 1), w + 0.3,
                        h + 0.3, detail::heat_colour(share).c_str()) +
                   escaped(columns[i] + ", " + rows[j]) + text(": %.2f%%</title></rect>\n", 100 * v);
        }
    const auto every = [](std::size_t n, std::size_t most) { return std::max<std::size_t>(1, (n + most - 1) / most); };
    for (std::size_t i = 0; i < columns.size(); i += every(columns.size(), 6))
        out += text("<text x=\"%.1f\" y=\"%.1f\" class=\"mid\">", left + w * (static_cast<double>(i) + 0.5),
                    height - bottom + 16) +
               escaped(columns[i]) + "</text>\n";
    for (std::size_t j = 0; j < rows.size(); j += every(rows.size(), 11))
        out += text("<text x=\"%.1f\" y=\"%.1f\" class=\"end\">", left - 5,
                    height - bottom - h * (static_cast<double>(j) + 0.5) + 4) +
               escaped(rows[j]) + "</text>\n";
    out += text("<text x=\"%.1f\" y=\"%.1f\" class=\"mid label\">", (left + width - right) / 2, height - 8) +
           escaped(x_label) + "</text>\n";
    out += text("<text transform=\"translate(13 %.1f) rotate(-90)\" class=\"mid label upright\">",
                (height - bottom + top) / 2) +
           escaped(y_label) + "</text>\n";
    if (low <= high)
        for (int k = 0; k <= 60; ++k)
            out += text("<rect x=\"%.1f\" y=\"6\" width=\"3\" height=\"10\" fill=\"%s\"/>", left + 48 + 2.5 * k,
                        detail::heat_colour(k / 60.0).c_str());
    if (low <= high)
        out += text("\n<text x=\"%.1f\" y=\"15\" class=\"end\">%.1f%%</text><text x=\"%.1f\" y=\"15\">%.1f%%</text>\n",
                    left + 44, 100 * low, left + 206, 100 * high);
    return out + "</svg>\n";
}

} // namespace examples
