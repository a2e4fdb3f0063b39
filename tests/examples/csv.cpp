// SPDX-License-Identifier: BSL-1.0
#include "../../examples/support/csv.hpp"
#include "../../examples/support/dates.hpp"
#include "support/catch.hpp"
#include "temporary_file.hpp"

using namespace examples;
using support::temporary_file;

static std::vector<std::string> lines_of(std::string_view contents)
{
    const temporary_file file(contents);
    line_reader reader(file.path());
    std::vector<std::string> lines;
    for (std::string_view text; reader.next(text);) lines.emplace_back(text);
    REQUIRE(reader.line() == lines.size());
    return lines;
}

TEST_CASE("lines: ends of line, byte order mark, a last line without an end")
{
    using lines = std::vector<std::string>;
    REQUIRE(lines_of("").empty());
    REQUIRE(lines_of("a\nb\n") == lines{"a", "b"});
    REQUIRE(lines_of("a\r\nb\r\nc") == lines{"a", "b", "c"});
    REQUIRE(lines_of("\n\na") == lines{"", "", "a"});
    REQUIRE(lines_of("\xEF\xBB\xBF"
                     "date,close\n1,2\n") == lines{"date,close", "1,2"});
    REQUIRE(lines_of("\xEF\xBB\xBF").empty());
}

TEST_CASE("lines: across the edges of the buffer")
{
    std::string contents;
    std::vector<std::string> expected;
    for (int i = 0; i < 5000; ++i) {
        expected.push_back(std::string(static_cast<std::size_t>(i % 997), static_cast<char>('a' + i % 26)));
        contents += expected.back() + (i % 3 ? "\n" : "\r\n");
    }
    REQUIRE(contents.size() > 8 * line_reader::longest_line);
    REQUIRE(lines_of(contents) == expected);
    REQUIRE(lines_of(std::string(line_reader::longest_line, 'x')).size() == 1);
}

TEST_CASE("what is no text file is refused with a reason")
{
    REQUIRE_THAT(support::message_of([] { line_reader("/no/such/file.csv"); }),
                 ContainsSubstring("/no/such/file.csv: cannot be opened"));
    REQUIRE_THAT(support::message_of([] { line_reader("/tmp"); }), ContainsSubstring("cannot be read"));
    REQUIRE_THAT(support::message_of([] { lines_of(std::string("a,b\n1\0,2\n", 9)); }), ContainsSubstring("zero byte"));
    REQUIRE_THAT(support::message_of([] { lines_of("a\n" + std::string(line_reader::longest_line + 1, 'x')); }),
                 ContainsSubstring("line 2 is longer than"));
    REQUIRE_THAT(
        support::message_of([] { lines_of("a\n" + std::string(10 * line_reader::longest_line, 'x') + "\nb"); }),
        ContainsSubstring("line 2 is longer than"));
}

TEST_CASE("fields of a line")
{
    std::vector<std::string_view> fields;
    const auto fields_of = [&](std::string_view line, char separator = ',') {
        split(line, separator, fields);
        return std::vector<std::string>(fields.begin(), fields.end());
    };
    using strings = std::vector<std::string>;
    REQUIRE(fields_of("") == strings{""});
    REQUIRE(fields_of(",") == strings{"", ""});
    REQUIRE(fields_of(" a , b ,c") == strings{"a", "b", "c"});
    REQUIRE(fields_of("\"Date: May 23, 2023\",Bid: 1,\"Volume: 74,482\"") ==
            strings{"Date: May 23, 2023", "Bid: 1", "Volume: 74,482"});
    REQUIRE(fields_of("1;2;3", ';') == strings{"1", "2", "3"});
    REQUIRE(fields_of("\"never closed, 1") == strings{"never closed, 1"});
    REQUIRE(fields_of("\"\",x") == strings{"", "x"});
    REQUIRE(separator_of("date;open;close") == ';');
    REQUIRE(separator_of("date,close") == ',');
    REQUIRE(separator_of("date\tclose") == '\t');
    REQUIRE(separator_of("date") == ',');
}

TEST_CASE("a field as a number: all of it or nothing")
{
    REQUIRE(number("4145.58") == 4145.58);
    REQUIRE(number(" -1e-3 ") == -1e-3);
    REQUIRE(number("+5") == 5);
    REQUIRE(number("$1,234.50") == 1234.5);
    REQUIRE(number("1,234,567") == 1234567);
    for (const char* bad : {"",        " ",   "abc",  "1.2.3", "12x",   "nan",   "inf",   "-inf",  "1,23",  ",123",
                            "1.2,345", "+-5", "0x10", "--",    "1e999", "-,123", "1,e10", "1,-23", "1,1e3", "1,,,,000"})
        REQUIRE(std::isnan(number(bad)));
}

TEST_CASE("dates as market files write them")
{
    const auto day = [](std::string_view s, date_order order = date_order::month_first) {
        const auto d = read_date(s, order).day;
        return d ? iso(*d) : std::string("none");
    };
    for (const char* s : {"2023-05-23", "20230523", "2023/05/23", "05/23/2023", "5/23/23", "23.05.2023", "23-05-23",
                          "Tue May 23 2023", "May 23, 2023", "23 May 2023", "23-May-2023", "23 de mayo de 2023",
                          "23 mai 2023", "23. Mai 2023", "23 мая 2023 г.", "2023年5月23日"})
        REQUIRE(day(s) == "2023-05-23");
    REQUIRE(day("05/06/2023") == "2023-05-06");
    REQUIRE(day("05/06/2023", date_order::day_first) == "2023-06-05");
    REQUIRE(day("9 декабря 2023 г.") == "2023-12-09");
    REQUIRE(day("February 29, 2024") == "2024-02-29");
    for (const char* s :
         {"", "abc", "2023-13-01", "2023-02-30", "17", "99999999", "2023-05", "February 29, 2023", "1234567890123",
          "2023-257-01", "2023-05-279", "6/521/15", "May 279, 2023"}) // 257 and 279 are 1 and 23 to a byte
        REQUIRE(day(s) == "none");
}

TEST_CASE("the time of a quote")
{
    const auto at = [](std::string_view s) {
        const auto t = read_moment(s);
        return t ? iso(*t) : std::string("none");
    };
    REQUIRE(at("2023-05-23 16:15") == "2023-05-23 16:15");
    REQUIRE(at("2023-05-23T16:15:30") == "2023-05-23 16:15");
    REQUIRE(at("May 23, 2023 at 4:15 PM EDT") == "2023-05-23 16:15");
    REQUIRE(at("May 13 2019 @ 04:47 ET") == "2019-05-13 04:47");
    REQUIRE(at("July 4, 2026 at 12:23 AM EDT") == "2026-07-04 00:23");
    REQUIRE(at("July 4, 2026 at 12:23 PM EDT") == "2026-07-04 12:23");
    REQUIRE(at("23 de marzo de 2022, 4:15 p. m. GMT-4") == "2022-03-23 16:15");
    REQUIRE(at("23 de marzo de 2022, 10:11 GMT-4") == "2022-03-23 10:11");
    REQUIRE(at("2026年3月19日 GMT-4 10:30") == "2026-03-19 10:30");
    REQUIRE(at("2023-05-23") == "none");
    REQUIRE(at("2023-05-23 25:00") == "none");
    REQUIRE(read_date("9 декабря 2023 г. в 13:49 GMT-5").utc_offset == -5);
    REQUIRE(read_date("5 février 2022 à 20:09 UTC−5").utc_offset == -5);
    REQUIRE(read_date("5 Feb 2022, 20:09 GMT+1").utc_offset == 1);
    REQUIRE_FALSE(read_date("May 23, 2023 at 4:15 PM EDT").utc_offset);
}
