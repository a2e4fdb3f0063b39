// SPDX-License-Identifier: BSL-1.0
#include "../../examples/support/svg_plot.hpp"
#include "../../examples/support/html_page.hpp"
#include "../../examples/support/svg_bars.hpp"
#include "../../examples/support/svg_heat_map.hpp"
#include "../../examples/support/svg_surface.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace examples;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();

std::size_t count(const std::string& text, const std::string& what)
{
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++n;
    return n;
}

/// Elements are closed in the order in which they were opened; attributes are quoted; no bare & or <.
bool well_formed(const std::string& xml)
{
    std::vector<std::string> open;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        if (xml[i] == '&' && xml.substr(i, 6).find(';') == std::string::npos) return false;
        if (xml[i] != '<') continue;
        const std::size_t end = xml.find('>', i);
        if (end == xml.npos || count(xml.substr(i, end - i), "\"") % 2) return false;
        const std::string tag = xml.substr(i + 1, end - i - 1);
        if (tag[0] == '/') {
            if (open.empty() || open.back() != tag.substr(1)) return false;
            open.pop_back();
        } else if (tag.back() != '/')
            open.push_back(tag.substr(0, tag.find(' ')));
        i = end;
    }
    return open.empty();
}

/// The d attribute of the first path of a class.
std::string path_of(const std::string& svg, const std::string& of_class)
{
    const std::size_t at = svg.find("class=\"" + of_class);
    if (at == svg.npos) return {};
    const std::size_t d = svg.find("d=\"", at) + 3;
    return svg.substr(d, svg.find('"', d) - d);
}

} // namespace

TEST_CASE("a line is one stroke; NaN breaks it; a lone point is a dot")
{
    const auto strokes = [](std::vector<double> y) {
        std::vector<double> x;
        for (std::size_t i = 0; i < y.size(); ++i) x.push_back(static_cast<double>(i));
        return path_of(svg_plot({"x"}, {"y"}).line("a", x, y).svg("test"), "line c0");
    };
    REQUIRE(count(strokes({1, 2, 3, 2}), "M") == 1);
    REQUIRE(count(strokes({1, 2, 3, 2}), "L") == 3);
    REQUIRE(count(strokes({1, 2, none, 2, 1}), "M") == 2);
    REQUIRE(count(strokes({1, none, 2, none, 3}), "h0") == 3);
    REQUIRE(count(strokes({1, infinite, 2}), "M") == 2);
    REQUIRE(strokes({none, none}).empty());
    REQUIRE(strokes({}).empty());
}

TEST_CASE("the axes span the data and their ticks are round")
{
    const auto svg = svg_plot({"strike"}, {"vol", axis_kind::percent}).line("a", {100, 200}, {0.1, 0.52}).svg("test");
    for (const char* label : {">100<", ">120<", ">200<", ">0%<", ">10%<", ">50%<"})
        REQUIRE_THAT(svg, ContainsSubstring(label));
    // first and last point: the x axis runs from 64 to 460 with 1 % of room at either end
    REQUIRE_THAT(path_of(svg, "line c0"), ContainsSubstring("M67.88 ") && ContainsSubstring("L456.12 "));
}

TEST_CASE("an axis of dates has months or years")
{
    const auto day = [](const char* s) { return static_cast<double>(read_date(s).day->time_since_epoch().count()); };
    const auto years =
        svg_plot({"", axis_kind::day}, {"y"}).line("a", {day("2018-03-01"), day("2024-06-01")}, {1, 2}).svg("test");
    REQUIRE_THAT(years, ContainsSubstring(">2020<") && !ContainsSubstring(">2020-01<"));
    const auto months =
        svg_plot({"", axis_kind::day}, {"y"}).line("a", {day("2024-01-20"), day("2024-06-01")}, {1, 2}).svg("test");
    REQUIRE_THAT(months, ContainsSubstring(">2024-02<") && ContainsSubstring(">2024-06<"));
}

TEST_CASE("bars, points, marks, legend, names that need escaping")
{
    const auto p = svg_plot({"K < F & more"}, {"y"})
                       .bars("bid \"to\" ask", {1, 2, 3}, {0, 0, none}, {1, 2, 3})
                       .points("mid", {1, 2}, {0.5, 1})
                       .at(2, "F");
    const std::string svg = p.svg("a <test>");
    REQUIRE(well_formed(svg));
    REQUIRE(well_formed(p.legend()));
    REQUIRE(count(path_of(svg, "bar c0"), "V") == 2);
    REQUIRE(count(path_of(svg, "dot c1"), "M") == 2);
    REQUIRE(count(svg, "class=\"mark\"") == 1);
    REQUIRE_THAT(svg, ContainsSubstring("K &lt; F &amp; more"));
    REQUIRE_THAT(p.legend(), ContainsSubstring("bid &quot;to&quot; ask"));
}

TEST_CASE("nothing to draw, or all the same, is drawn without a NaN")
{
    for (const auto& p :
         {svg_plot({"x"}, {"y"}), svg_plot({"x"}, {"y"}).line("a", {1}, {1}),
          svg_plot({"x"}, {"y"}).line("a", {5, 5}, {7, 7}),
          svg_plot({"x", axis_kind::day}, {"y", axis_kind::percent}).points("a", {0}, {0}),
          svg_plot({"x"}, {"y"}).line("a", {none}, {none}), svg_plot({"x"}, {"y"}).line("a", {1, 2}, {-1e308, 1e308}),
          svg_plot({"x"}, {"y"}).line("a", {1e-100, 1e100}, {-1e100, 1e100})}) {
        const std::string svg = p.svg("test");
        REQUIRE(well_formed(svg));
        REQUIRE_THAT(svg, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
        REQUIRE(svg.size() < 20000);
    }
}

TEST_CASE("a series with columns of different lengths is refused")
{
    REQUIRE_THROWS_AS(svg_plot({"x"}, {"y"}).line("a", {1, 2}, {1}), std::invalid_argument);
}

TEST_CASE("long series draw no more than can be seen")
{
    std::vector<double> x(200000), y(200000);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i), y[i] = std::sin(x[i] / 30000);
    REQUIRE(svg_plot({"x"}, {"y"}).line("a", x, y).svg("test").size() < 40000);
}

TEST_CASE("heat map: a cell for each number, none for NaN, the scale in words")
{
    const std::string svg =
        svg_heat_map("test", "expiry", {"1d", "1w"}, "k", {"low", "high"}, {{0.2, none}, {0.1, 0.4}});
    REQUIRE(well_formed(svg));
    REQUIRE(count(svg, "<title>") == 3);
    REQUIRE_THAT(svg, ContainsSubstring("1w, high: 40.00%") && ContainsSubstring(">10.0%<"));
    REQUIRE(well_formed(svg_heat_map("none", "x", {}, "y", {}, {})));
}

TEST_CASE("bars: to the right what is positive, to the left what is negative, each with its number")
{
    const std::string svg =
        svg_bars("test", {{"up & away", 2}, {"down", -1}, {"nothing known", none}, {"all", 1, true}});
    REQUIRE(well_formed(svg));
    REQUIRE(count(svg, "<rect") == 3);
    REQUIRE(count(svg, "class=\"down\"") == 1);
    REQUIRE_THAT(svg,
                 ContainsSubstring("up &amp; away") && ContainsSubstring(">+2.00<") && ContainsSubstring(">-1.00<"));
    for (const auto& amounts : {std::vector<named_amount>{}, {{"zero", 0}}, {{"a", -1e-300}, {"b", none}}}) {
        const std::string odd = svg_bars("test", amounts);
        REQUIRE(well_formed(odd));
        REQUIRE_THAT(odd, !ContainsSubstring("nan") && !ContainsSubstring("inf"));
    }
}

TEST_CASE("a surface: a facet for each four corners, far ones first, none where a corner is missing")
{
    const surface_labels labels{{"a", "b", "c"}, {"x", "y"}, "columns", "rows"};
    const std::string svg = svg_surface("test", labels, {{0.1, 0.2, 0.3}, {0.2, 0.3, 0.4}});
    REQUIRE(well_formed(svg));
    REQUIRE(count(svg, "<polygon") == 2);
    REQUIRE_THAT(svg,
                 ContainsSubstring("data-values=\"0.1,0.2,0.3;0.2,0.3,0.4\"") && ContainsSubstring("a, x: 10.00%"));
    REQUIRE(count(svg_surface("test", labels, {{0.1, none, 0.3}, {0.2, 0.3, 0.4}}), "<polygon") == 0);
    REQUIRE(well_formed(svg_surface("flat", labels, {{1, 1, 1}, {1, 1, 1}})));
    REQUIRE(well_formed(svg_surface("none", {}, {})));
}

TEST_CASE("text in the page's script ends neither the script nor the string")
{
    REQUIRE(json_string("a\"b\\c\n</script>\x01") == "\"a\\\"b\\\\c\\n\\u003c/script>\\u0001\"");
    REQUIRE(json_number(none) == "null");
    REQUIRE(json_object().add("n", 0.5).add("s", "x").str() == "{\"n\":0.5,\"s\":\"x\"}");
}

TEST_CASE("a page holds itself together")
{
    html_page page;
    page.heading(1, "Report <1>");
    page.table({"a", "b"}, {{"x", "1"}, {"y & z", "2"}});
    page.figure("Smile", "one expiry", "smile.csv", svg_plot({"x"}, {"y"}).line("a", {1, 2}, {1, 2}).legend(),
                svg_plot({"x"}, {"y"}).svg("none"));
    const std::string html = page.html("title & more");
    REQUIRE_THAT(html, ContainsSubstring("<title>title &amp; more</title>") && ContainsSubstring("Report &lt;1&gt;") &&
                           ContainsSubstring("y &amp; z") && ContainsSubstring("prefers-color-scheme:dark") &&
                           ContainsSubstring("width=device-width") && ContainsSubstring("href=\"smile.csv\""));
    REQUIRE_THAT(html, !ContainsSubstring("src=") && !ContainsSubstring("<link") && !ContainsSubstring("url(") &&
                           !ContainsSubstring("@import")); // needs nothing else
}
