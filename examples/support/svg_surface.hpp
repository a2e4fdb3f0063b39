// SPDX-License-Identifier: BSL-1.0
// A surface in three dimensions as SVG, seen from one side; the script of the page lets the reader turn it.
#pragma once
#include "svg_heat_map.hpp"
#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace examples {

/// What the axes of a surface are called: of all rows and columns for the values under the pointer, and at the ends.
struct surface_labels {
    std::vector<std::string> columns, rows;
    std::string columns_are, rows_are;
};

/// A surface: value[i][j] at row i (into the picture) and column j (to the right), all rows of one length. Facets with
/// a NaN corner are left out. Percentages.
[[nodiscard]] inline std::string svg_surface(std::string_view description, const surface_labels& labels,
                                             const std::vector<std::vector<double>>& value)
{
    constexpr double width = 480, height = 330, turn = -0.6, tilt = 0.5, scale = 228, tall = 0.62;
    const std::size_t n = value.size(), m = n ? value[0].size() : 0;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& row : value)
        for (const double v : row)
            if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
    if (n < 2 || m < 2 || !(low < high))
        return "<svg viewBox=\"0 0 480 30\"><text x=\"8\" y=\"20\">flat</text></svg>\n";

    struct point {
        double x, y, depth;
    };
    const auto at = [&](double x, double y, double z) {
        const double p = x - 0.5, q = y - 0.5, depth = p * std::sin(turn) + q * std::cos(turn);
        return point{width / 2 + scale * (p * std::cos(turn) - q * std::sin(turn)),
                     height * 0.5 - scale * (depth * std::sin(tilt) + (z - 0.5) * tall * std::cos(tilt)), depth};
    };
    const auto corner = [&](std::size_t i, std::size_t j) {
        return at(static_cast<double>(j) / static_cast<double>(m - 1),
                  static_cast<double>(i) / static_cast<double>(n - 1), (value[i][j] - low) / (high - low));
    };
    struct facet {
        double depth;
        std::string drawing;
    };
    std::vector<facet> facets;
    for (std::size_t i = 0; i + 1 < n; ++i)
        for (std::size_t j = 0; j + 1 < m; ++j) {
            const double mean = (value[i][j] + value[i][j + 1] + value[i + 1][j + 1] + value[i + 1][j]) / 4;
            if (!std::isfinite(mean)) continue;
            facet f{0, text("<polygon class=\"facet\" data-cell=\"%zu,%zu\" fill=\"%s\" points=\"", i, j,
                            detail::heat_colour((mean - low) / (high - low)).c_str())};
            for (const point& p : {corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)}) {
                f.depth += p.depth;
                f.drawing += text("%.1f,%.1f ", p.x, p.y);
            }
            f.drawing.back() = '"';
            f.drawing += "><title>" + escaped(labels.columns[j] + ", " + labels.rows[i]) +
                         text(": %.2f%%</title></polygon>\n", 100 * value[i][j]);
            facets.push_back(std::move(f));
        }
    std::stable_sort(facets.begin(), facets.end(), [](const facet& a, const facet& b) { return a.depth > b.depth; });

    std::string out = text("<svg class=\"surface\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" data-low=\"%.6g\" "
                           "data-high=\"%.6g\" data-view=\"%g,%g,%g,%g,%g,%g\" data-values=\"",
                           width, height, low, high, width, height, turn, tilt, scale, tall);
    for (std::size_t i = 0; i < n; ++i) {
        if (i) out += ';';
        for (std::size_t j = 0; j < m; ++j)
            out += (j ? "," : "") + (std::isfinite(value[i][j]) ? text("%.5g", value[i][j]) : std::string());
    }
    out += "\" aria-label=\"" + escaped(description) + "\">\n";
    const auto line = [&](const std::vector<std::array<double, 3>>& through) {
        std::string data, drawing;
        for (const auto& [x, y, z] : through) {
            const point p = at(x, y, z);
            data += text(data.empty() ? "%g,%g,%g" : ";%g,%g,%g", x, y, z);
            drawing += text(drawing.empty() ? "M%.1f %.1f" : "L%.1f %.1f", p.x, p.y);
        }
        out += "<path class=\"grid\" data-line=\"" + data + "\" d=\"" + drawing + "\"/>\n";
    };
    for (const double s : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
        line({{s, 0, 0}, {s, 1, 0}, {s, 1, 1}});
        line({{1, s, 0}, {0, s, 0}, {0, s, 1}});
    }
    for (const double s : {0.5, 1.0}) line({{0, 0, s}, {0, 1, s}, {1, 1, s}});
    for (const facet& f : facets) out += f.drawing;
    const auto word = [&](double x, double y, const std::string& words) {
        const point p = at(x, y, 0);
        out += text("<text class=\"mid label\" data-at=\"%g,%g,0\" x=\"%.1f\" y=\"%.1f\">", x, y, p.x, p.y + 14) +
               escaped(words) + "</text>\n";
    };
    word(0, -0.07, labels.columns.front());
    word(0.5, -0.14, labels.columns_are);
    word(0.94, -0.08, labels.columns.back());
    word(1.1, 0.08, labels.rows.front());
    word(1.14, 0.5, labels.rows_are);
    word(1.09, 1, labels.rows.back());
    return out +
           text("<text x=\"8\" y=\"16\" class=\"label\">%.1f%% to %.1f%%</text>\n</svg>\n", 100 * low, 100 * high);
}

} // namespace examples
