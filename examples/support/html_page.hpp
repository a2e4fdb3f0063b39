// SPDX-License-Identifier: BSL-1.0
// One HTML page that needs nothing else: headings, text, tables, figures, and the files behind them.
#pragma once
#include "json.hpp"
#include "page_script.hpp"
#include "page_style.hpp"
#include "text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace examples {

class html_page {
    std::string body_;

    std::string files_;

public:
    void raw(std::string_view html) { body_ += html; }
    void heading(int level, std::string_view words)
    {
        body_ += text("<h%d>", level) + escaped(words) + text("</h%d>\n", level);
    }
    void paragraph(std::string_view words, const char* of_class = "")
    {
        body_ += text("<p class=\"%s\">", of_class) + escaped(words) + "</p>\n";
    }
    void list(const std::vector<std::string>& items)
    {
        body_ += "<ul>";
        for (const auto& item : items) body_ += "<li>" + escaped(item) + "</li>\n";
        body_ += "</ul>\n";
    }
    /// The first column is set flush left, and so is one of words: without a header, or headed "note".
    void table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows)
    {
        body_ += "<div class=\"scroll\"><table><tr>";
        const auto of_words = [&](std::size_t c) {
            return c > 0 && c < header.size() && (header[c].empty() || header[c] == "note");
        };
        for (std::size_t c = 0; c < header.size(); ++c)
            body_ += (of_words(c) ? "<th class=\"words\">" : "<th>") + escaped(header[c]) + "</th>";
        body_ += "</tr>\n";
        for (const auto& r : rows) {
            body_ += "<tr>";
            for (std::size_t c = 0; c < r.size(); ++c)
                body_ += (of_words(c) ? "<td class=\"words\">" : "<td>") + escaped(r[c]) + "</td>";
            body_ += "</tr>\n";
        }
        body_ += "</table></div>\n";
    }
    /// A file that links of the page save; without script they lead to the file beside the page.
    void attach(std::string_view file, std::string_view contents)
    {
        files_ += (files_.empty() ? "" : ",\n") + json_string(file) + ":" + json_string(contents);
    }
    /// A link to an attached file.
    [[nodiscard]] static std::string link(std::string_view file)
    {
        return "<a class=\"csv\" href=\"" + escaped(file) + "\">" + escaped(file) + "</a>";
    }
    /// A figure with its title, a note under it, and a link to the numbers behind it.
    void figure(std::string_view title, std::string_view note, std::string_view csv, const std::string& legend,
                const std::string& svg)
    {
        body_ += "<figure><figcaption>" + escaped(title) + "<span class=\"soft\">" + escaped(note) + " " + link(csv) +
                 "</span></figcaption>\n" + legend + svg + "</figure>\n";
    }

    [[nodiscard]] std::string html(std::string_view title) const
    {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
               escaped(title) + "</title>\n<style>" + detail::page_style() + "</style>\n</head>\n<body>\n<header><h1>" +
               escaped(title) + "</h1><button id=\"theme\" hidden></button></header>\n" + body_ +
               "<script type=\"application/json\" id=\"files\">{" + files_ + "}</script>\n<script>" +
               detail::page_script + "</script>\n</body>\n</html>\n";
    }
};

} // namespace examples
