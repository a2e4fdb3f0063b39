// SPDX-License-Identifier: BSL-1.0
// A chart as SVG text: lines, points, vertical bars and marks. NaN leaves a gap. Colours are CSS variables
// (--c0 to --c5, --ink, --grid) of the page that holds the chart, so that it follows the page from light to dark.
#pragma once
#include "dates.hpp"
#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

enum class axis_kind {
    number,
    percent, ///< 0.2 is written 20%
    root,    ///< values are square roots; 5.477 is written 30
    day      ///< days since 1970-01-01
};

/// An axis; where low or high is NaN the data decide.
struct axis {
    std::string label;
    axis_kind kind = axis_kind::number;
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
};

namespace detail {

/// As the script of the page knows it.
inline const char* name_of(axis_kind kind)
{
    switch (kind) {
    case axis_kind::number:
        return "number";
    case axis_kind::percent:
        return "percent";
    case axis_kind::root:
        return "root";
    case axis_kind::day:
        return "day";
    }
    return "";
}

struct tick {
    double at;
    std::string label;
};

/// Some five round values between low and high.
inline std::vector<tick> ticks(const axis& a)
{
    using namespace std::chrono;
    std::vector<tick> out;
    if (a.kind == axis_kind::day) {
        const auto month_number = [](double d) {
            const year_month_day ymd{sys_days{days{static_cast<int>(d)}}};
            return 12 * static_cast<int>(ymd.year()) + static_cast<int>(static_cast<unsigned>(ymd.month())) - 1;
        };
        const int first = month_number(a.low), last = month_number(a.high);
        int step = 1;
        for (const int s : {1, 2, 3, 6, 12, 24, 60, 120, 240})
            if ((last - first) / (step = s) <= (s % 12 == 0 ? 6 : 5)) break; // months take more room
        for (int m = first - first % step; m <= last; m += step) {
            const year_month_day start{year{m / 12}, month{static_cast<unsigned>(m % 12 + 1)}, day{1}};
            const double at = static_cast<double>(sys_days{start}.time_since_epoch().count());
            const std::string label = step % 12 == 0 ? text("%d", m / 12) : text("%d-%02d", m / 12, m % 12 + 1);
            if (at >= a.low && at <= a.high) out.push_back({at, label});
        }
        return out;
    }
    if (a.kind == axis_kind::root) {
        double last = -1;
        for (const double v : {1, 7, 30, 91, 182, 365, 730, 1460, 2920})
            if (const double at = std::sqrt(v);
                at >= a.low && at <= a.high && (last < 0 || at - last > 0.06 * (a.high - a.low)))
                out.push_back({last = at, text("%.0f", v)});
        return out;
    }
    const double unit = a.kind == axis_kind::percent ? 100 : 1;
    const double rough = (a.high - a.low) * unit / 5, power = std::pow(10, std::floor(std::log10(rough)));
    const double step = power * (rough < 1.5 * power ? 1 : rough < 3.5 * power ? 2 : rough < 7.5 * power ? 5 : 10);
    const int digits = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
    for (double n = std::ceil(a.low * unit / step - 1e-9); n * step <= a.high * unit + 1e-9 * step; ++n)
        out.push_back(
            {n * step / unit, text("%.*f%s", digits, n == 0 ? 0 : n * step, a.kind == axis_kind::percent ? "%" : "")});
    return out;
}

} // namespace detail

/// A chart in the making: give it series, then take svg() and legend().
class svg_plot {
    enum class kind { line, points, bars };
    struct series {
        kind drawn_as;
        std::string name;
        int colour;
        std::vector<double> x, low, high; ///< line and points use high only
    };
    struct mark {
        double x;
        std::string label;
    };
    static constexpr double width = 480, height = 290, left = 64, right = 20, top = 12, bottom = 44;

    axis x_, y_;
    std::vector<series> series_;
    std::vector<mark> marks_;

    /// Numbers beyond that have no place on paper, and their differences none in a double.
    static bool drawable(double v) { return std::fabs(v) < 1e150; }

    [[nodiscard]] double px(double x) const
    {
        return left + (x - x_.low) / (x_.high - x_.low) * (width - left - right);
    }
    [[nodiscard]] double py(double y) const
    {
        return height - bottom - (y - y_.low) / (y_.high - y_.low) * (height - top - bottom);
    }

    void settle_range(axis& a, bool is_x) const
    {
        double low = std::numeric_limits<double>::infinity(), high = -low;
        for (const auto& s : series_)
            for (std::size_t i = 0; i < s.x.size(); ++i)
                if (drawable(s.x[i]) && drawable(s.low[i]) && drawable(s.high[i])) {
                    low = std::min(low, is_x ? s.x[i] : s.low[i]);
                    high = std::max(high, is_x ? s.x[i] : s.high[i]);
                }
        if (!(low <= high)) low = 0, high = 1;
        const double room = is_x ? 0.01 * (high - low) : 0.05 * (high - low);
        if (std::isnan(a.low)) a.low = !is_x && low >= 0 && low < 0.2 * high ? 0 : low - room;
        if (std::isnan(a.high)) a.high = high + room;
        if (!(a.high - a.low > 1e-12 * std::max(1.0, std::fabs(a.high)))) a.low -= 0.5, a.high += 0.5;
    }

    void draw(const series& s, std::string& out) const
    {
        const bool is_line = s.drawn_as == kind::line;
        out += text("<path class=\"%s c%d\" data-name=\"",
                    is_line                      ? "line"
                    : s.drawn_as == kind::points ? "dot"
                                                 : "bar",
                    s.colour) +
               escaped(s.name) + "\" d=\"";
        bool pen_down = false;
        double last_x = 0, last_y = 0;
        for (std::size_t i = 0; i < s.x.size(); ++i) {
            const bool shown = drawable(s.low[i]) && drawable(s.high[i]) && s.x[i] >= x_.low && s.x[i] <= x_.high;
            if (!shown) {
                pen_down = false;
                continue;
            }
            const double x = px(s.x[i]), y = std::clamp(py(s.high[i]), top, height - bottom);
            if (is_line) {
                if (pen_down && std::fabs(x - last_x) < 0.4 && std::fabs(y - last_y) < 0.4 && i + 1 < s.x.size())
                    continue;
                out += text(pen_down ? "L%.2f %.2f" : "M%.2f %.2f", x, y);
                if (!pen_down && (i + 1 == s.x.size() || !drawable(s.high[i + 1]))) out += "h0";
            } else if (s.drawn_as == kind::points)
                out += text("M%.2f %.2fh0", x, y);
            else
                out += text("M%.2f %.2fV%.2f", x, std::clamp(py(s.low[i]), top, height - bottom), y);
            pen_down = true;
            last_x = x, last_y = y;
        }
        out += "\"/>\n";
    }

    svg_plot& add(kind drawn_as, std::string name, std::vector<double> x, std::vector<double> low,
                  std::vector<double> high, int colour)
    {
        if (x.size() != low.size() || x.size() != high.size())
            throw std::invalid_argument("svg_plot: series '" + name + "' has columns of different lengths");
        if (colour < 0) colour = static_cast<int>(series_.size()) % 6;
        series_.push_back({drawn_as, std::move(name), colour, std::move(x), std::move(low), std::move(high)});
        return *this;
    }

public:
    svg_plot(axis x, axis y) : x_(std::move(x)), y_(std::move(y)) {}

    svg_plot& line(std::string name, std::vector<double> x, std::vector<double> y, int colour = -1)
    {
        return add(kind::line, std::move(name), std::move(x), y, y, colour);
    }
    svg_plot& points(std::string name, std::vector<double> x, std::vector<double> y, int colour = -1)
    {
        return add(kind::points, std::move(name), std::move(x), y, y, colour);
    }
    /// A vertical bar from low to high at each x.
    svg_plot& bars(std::string name, std::vector<double> x, std::vector<double> low, std::vector<double> high,
                   int colour = -1)
    {
        return add(kind::bars, std::move(name), std::move(x), std::move(low), std::move(high), colour);
    }
    /// A dashed vertical line with a word on it.
    svg_plot& at(double x, std::string label)
    {
        marks_.push_back({x, std::move(label)});
        return *this;
    }

    /// The chart; `description` is what a screen reader says of it.
    [[nodiscard]] std::string svg(std::string_view description) const
    {
        svg_plot p = *this;
        p.settle_range(p.x_, true);
        p.settle_range(p.y_, false);
        std::string out = text("<svg class=\"plot\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" data-x=\"%.10g,%.10g,%s\" "
                               "data-y=\"%.10g,%.10g,%s\" data-frame=\"%g,%g,%g,%g\" aria-label=\"",
                               width, height, p.x_.low, p.x_.high, detail::name_of(p.x_.kind), p.y_.low, p.y_.high,
                               detail::name_of(p.y_.kind), left, width - right, top, height - bottom) +
                          escaped(description) + "\">\n";
        for (const auto& t : detail::ticks(p.y_)) {
            const double y = p.py(t.at);
            out += text(
                "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/><text x=\"%.1f\" y=\"%.1f\" class=\"end\">%s</text>\n",
                left, y, width - right, left - 5, y + 4, t.label.c_str());
        }
        for (const auto& t : detail::ticks(p.x_)) {
            const double x = p.px(t.at);
            out += text(
                "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" class=\"mid\">%s</text>\n", x,
                top, height - bottom, x, height - bottom + 16, t.label.c_str());
        }
        out += text("<text x=\"%.1f\" y=\"%.1f\" class=\"mid label\">", (left + width - right) / 2, height - 8) +
               escaped(x_.label) + "</text>\n";
        out += text("<text transform=\"translate(12 %.1f) rotate(-90)\" class=\"mid label upright\">",
                    (height - bottom + top) / 2) +
               escaped(y_.label) + "</text>\n";
        for (const auto& s : series_) p.draw(s, out);
        double row = 0, last = -1e9; // a word close to the one before goes below it
        for (const auto& m : marks_) {
            if (!(m.x >= p.x_.low && m.x <= p.x_.high)) continue;
            const double x = p.px(m.x);
            row = std::fabs(x - last) < 90 ? row + 1 : 0;
            last = x;
            out += text("<path class=\"mark\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\">", x, top,
                        height - bottom, x + 4, top + 10 + 15 * row) +
                   escaped(m.label) + "</text>\n";
        }
        return out + "</svg>\n";
    }

    /// The names of the series in their colours, as HTML.
    [[nodiscard]] std::string legend() const
    {
        std::string out = "<p class=\"legend\">";
        for (const auto& s : series_) out += text("<span class=\"c%d\">", s.colour) + escaped(s.name) + "</span> ";
        return out + "</p>\n";
    }
};

} // namespace examples
