// SPDX-License-Identifier: BSL-1.0
#include "../../examples/support/json.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace examples;

TEST_CASE("JSON of a string: escapes, UTF-8 as it is, U+FFFD for a byte that is none")
{
    REQUIRE(json_string("a\"b\\c\nd<e\x01") == R"("a\"b\\c\nd\u003ce\u0001")");
    for (const char* s : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"}) // 2, 3 and 4 bytes
        REQUIRE(json_string(s) == "\"" + std::string(s) + "\"");
    REQUIRE(json_string("caf\xE9") == "\"caf\\ufffd\""); // Latin-1
    // cut short, overlong, a surrogate, beyond U+10FFFF
    REQUIRE(json_string("\xE2\x82") == "\"\\ufffd\\ufffd\"");
    REQUIRE(json_string("\xC0\xAF") == "\"\\ufffd\\ufffd\"");
    REQUIRE(json_string("\xED\xA0\x80") == "\"\\ufffd\\ufffd\\ufffd\"");
    REQUIRE(json_string("\xF4\x90\x80\x80") == "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
}

TEST_CASE("JSON of a number: null where there is none")
{
    const double inf = std::numeric_limits<double>::infinity();
    REQUIRE(json_object().add("a", 0.25).add("b", inf).add("c", "x").str() == R"({"a":0.25,"b":null,"c":"x"})");
}
