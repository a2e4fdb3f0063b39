// SPDX-License-Identifier: BSL-1.0
// The reader of futures: columns in any order, rows that cannot be used, files that are none.
#include "../../examples/support/futures_file.hpp"
#include "support/catch.hpp"
#include "temporary_file.hpp"

using examples::read_futures;
using support::message_of, support::temporary_file;

TEST_CASE("futures: columns in any order and case, further ones are passed over")
{
    const temporary_file file("First,Date,volume,SECOND\n16.5,2024-01-02,7,17\n\n16,2024-01-03,8,16.75\r\n");
    const auto f = read_futures(file.path());
    REQUIRE(f.first == std::vector<double>{16.5, 16});
    REQUIRE(f.second == std::vector<double>{17, 16.75});
    REQUIRE(examples::iso(f.day[1]) == "2024-01-03");
    REQUIRE(f.broken.empty());
}

TEST_CASE("futures: a row without a date or a price is left out, with its line")
{
    const temporary_file file("date,first,second\n2024-01-02,16,17\n2024-01-03,,17\nno day,16,17\n2024-01-05,-1,17\n"
                              "2024-01-08,16\n2024-01-09,15,16\n");
    const auto f = read_futures(file.path());
    REQUIRE(f.day.size() == 2);
    REQUIRE(f.broken.size() == 4);
    REQUIRE(f.broken[0].line == 3);
    REQUIRE(f.broken[3].line == 6);
}

TEST_CASE("futures: what cannot be read is refused, with the reason")
{
    const auto refused = [](std::string_view contents) {
        const temporary_file file(contents);
        return message_of([&] { (void)read_futures(file.path()); });
    };
    REQUIRE_THAT(refused(""), ContainsSubstring("is empty"));
    REQUIRE_THAT(refused("date,close\n2024-01-02,16\n"), ContainsSubstring("no header with date, first and second"));
    REQUIRE_THAT(refused("date,first,second\n"), ContainsSubstring("has no row that can be used"));
    REQUIRE_THAT(refused("date,first,second\n2024-01-03,16,17\n2024-01-02,16,17\n"),
                 ContainsSubstring("line 3: the days do not ascend"));
    REQUIRE_THAT(message_of([] { (void)read_futures("/no/such/file.csv"); }), ContainsSubstring("cannot be opened"));
}
