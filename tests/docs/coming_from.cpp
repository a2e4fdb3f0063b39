// SPDX-License-Identifier: BSL-1.0
// The page examples/docs/coming_from.md: what it calls ours, the tests of this folder call, so it compiles and agrees.
#include "support/catch.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string read(const std::string& file)
{
    std::ifstream in(std::string(SMIRK_TEST_DATA) + "/../" + file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string without_spaces(std::string text)
{
    text.erase(std::remove_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) != 0; }),
               text.end());
    return text;
}

/// The code in the second column of the tables of a section.
std::vector<std::string> our_calls(const std::string& page, const std::string& section)
{
    std::vector<std::string> calls;
    std::istringstream lines(page.substr(page.find("\n## " + section + "\n") + 1));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line) && line.rfind("## ", 0) != 0) {
        if (line.rfind("| ", 0) != 0) continue;
        const std::size_t first = line.find(" | ") + 3;
        std::istringstream column(line.substr(first, line.find(" | ", first) - first));
        std::string piece;
        for (bool code = false; std::getline(column, piece, '`'); code = !code)
            if (code) calls.push_back(piece);
    }
    return calls;
}

} // namespace

TEST_CASE("Every call of ours on the page is called in a test", "[docs]")
{
    const std::string page = read("../examples/docs/coming_from.md");
    const struct {
        const char *section, *source;
        std::size_t rows;
    } sections[] = {{"QuantLib", "docs/coming_from_quantlib.cpp", 30},
                    {"arch", "docs/coming_from_arch.cpp", 25},
                    {"TTR", "docs/coming_from_ttr.cpp", 15},
                    {"py_vollib", "docs/coming_from_py_vollib.cpp", 20}};
    for (const auto& [section, source, rows] : sections) {
        const std::string tests = without_spaces(read(source));
        const auto calls = our_calls(page, section);
        INFO(section);
        CHECK(calls.size() >= rows);
        for (const auto& call : calls) {
            INFO(call);
            CHECK(tests.find(without_spaces(call)) != std::string::npos);
        }
    }
}
