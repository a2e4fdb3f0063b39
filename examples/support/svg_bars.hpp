// SPDX-License-Identifier: BSL-1.0
// Named amounts as horizontal bars from a line at zero, in SVG.
#pragma once
#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

struct named_amount {
    std::string name;
    double amount;
    bool total = false; ///< drawn in a colour of its own
};

/// Bars to the right for what is positive, to the left for what is negative, each with its number.
[[nodiscard]] inline std::string svg_bars(std::string_view description, const std::vector<named_amount>& amounts,
                                          const char* format = "%+.2f")
{
    constexpr double width = 480, left = 186, right = 8, row = 26, top = 8, room = 62;
    double low = 0, high = 0;
    for (const auto& a : amounts)
        if (std::isfinite(a.amount)) low = std::min(low, a.amount), high = std::max(high, a.amount);
    if (!(high > low)) high = low + 1;
    const double from = left + (low < 0 ? room : 8), to = width - right - room;
    const auto x = [&](double v) { return from + (v - low) / (high - low) * (to - from); };
    const double height = top * 2 + row * static_cast<double>(amounts.size());
    std::string out = text("<svg class=\"cells\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", width, height) +
                      escaped(description) + "\">\n";
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const auto& a = amounts[i];
        if (!std::isfinite(a.amount)) continue;
        const double y = top + row * static_cast<double>(i), a0 = x(std::min(a.amount, 0.0)),
                     a1 = x(std::max(a.amount, 0.0));
        const std::string number = text(format, a.amount);
        out +=
            text("<text x=\"%.1f\" y=\"%.1f\" class=\"end\">", left - 8, y + 0.68 * row) + escaped(a.name) + "</text>";
        out += text("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>",
                    a.total        ? "all"
                    : a.amount > 0 ? "up"
                                   : "down",
                    a0, y + 4, std::max(a1 - a0, 1.0), row - 8) +
               escaped(a.name + " " + number) + "</title></rect>";
        out += text("<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n", a.amount < 0 ? a0 - 5 : a1 + 5, y + 0.68 * row,
                    a.amount < 0 ? " class=\"end\"" : "", number.c_str());
    }
    return out + text("<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/></svg>\n", x(0), top, height - top);
}

} // namespace examples
