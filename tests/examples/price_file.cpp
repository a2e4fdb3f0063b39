// SPDX-License-Identifier: BSL-1.0
#include "../../examples/support/price_file.hpp"
#include "support/catch.hpp"
#include "temporary_file.hpp"

using namespace examples;
using support::temporary_file;

static price_file read(std::string_view contents)
{
    const temporary_file file(contents);
    return read_prices(file.path());
}
static std::string refusal(std::string_view contents)
{
    return support::message_of([&] { (void)read(contents); });
}

TEST_CASE("a price file: columns in any order and case, extra columns")
{
    const auto p = read("Date,Close,Volume,Open,LOW,High,Adj "
                        "Close\n2024-01-02,10.5,1e6,10,9.5,11,10.4\n2024-01-03,11,2e6,10.6,10,12,10.9\n");
    REQUIRE(p.size() == 2);
    REQUIRE(p.has_ranges);
    REQUIRE(p.open == std::vector<double>{10, 10.6});
    REQUIRE(p.high == std::vector<double>{11, 12});
    REQUIRE(p.low == std::vector<double>{9.5, 10});
    REQUIRE(p.close == std::vector<double>{10.5, 11});
    REQUIRE(iso(p.day[1]) == "2024-01-03");
    REQUIRE(p.broken.empty());
    REQUIRE(p.remarks.empty());
}

TEST_CASE("newest first, dollar signs, US dates, Windows line ends, byte order mark")
{
    const auto q = read("\xEF\xBB\xBF"
                        "Date,Close/Last,Open,High,Low\r\n01/16/2024,\"$1,011.00\",\"$1,010\",\"$1,012\",$999\r\n"
                        "01/12/2024,$1000,$1000,$1001,$999\r\n");
    REQUIRE(q.close == std::vector<double>{1000, 1011});
    REQUIRE(iso(q.day[0]) == "2024-01-12");
    REQUIRE_THAT(q.remarks.at(0), ContainsSubstring("sorted"));
}

TEST_CASE("the order of day and month is told from the whole file")
{
    REQUIRE(iso(read("date,close\n03/04/2024,1\n13/04/2024,1\n").day[0]) == "2024-04-03");
    REQUIRE(iso(read("date,close\n03/04/2024,1\n03/14/2024,1\n").day[0]) == "2024-03-04");
    const auto both = read("date,close\n03/04/2024,1\n");
    REQUIRE(iso(both.day[0]) == "2024-03-04");
    REQUIRE_THAT(both.remarks.at(0), ContainsSubstring("month first"));
}

TEST_CASE("a bar that cannot be used stays as NaN and is reported with its line")
{
    const char* good = "2024-01-02,10,11,9,10\n";
    const auto fault = [&](const std::string& bar) {
        const auto p =
            read("date,open,high,low,close\n" + std::string(good) + "2024-01-03," + bar + "\n2024-01-04,10,11,9,10\n");
        REQUIRE(p.size() == 3);
        REQUIRE(p.broken.size() == 1);
        REQUIRE(p.broken[0].line == 3);
        REQUIRE((std::isnan(p.open[1]) && std::isnan(p.high[1]) && std::isnan(p.low[1]) && std::isnan(p.close[1])));
        REQUIRE(p.close[2] == 10);
        return p.broken[0].reason;
    };
    REQUIRE_THAT(fault("10,9,11,10"), ContainsSubstring("high is below low"));
    REQUIRE_THAT(fault("10,11,9,NaN"), ContainsSubstring("close is no positive number"));
    REQUIRE_THAT(fault("null,11,9,10"), ContainsSubstring("open is no positive number"));
    REQUIRE_THAT(fault("10,11,-9,10"), ContainsSubstring("low is no positive number"));
    REQUIRE_THAT(fault("10,inf,9,10"), ContainsSubstring("high is no positive number"));
    REQUIRE_THAT(fault("10,11,9,12"), ContainsSubstring("above high"));
    REQUIRE_THAT(fault("8,11,9,10"), ContainsSubstring("below low"));
    REQUIRE_THAT(fault("10,11,9,0"), ContainsSubstring("close is no positive number"));
}

TEST_CASE("a row without a day, a short row, a day that is there twice")
{
    const auto p = read(
        "date,open,high,low,close\n2024-01-02,10,11,9,10\nyesterday,10,11,9,10\n2024-01-03,10\n2024-01-02,1,1,1,1\n");
    REQUIRE(p.size() == 1);
    REQUIRE(p.rows == 4);
    REQUIRE(p.broken.size() == 3);
    REQUIRE_THAT(p.broken[0].reason, ContainsSubstring("'yesterday' is no date"));
    REQUIRE_THAT(p.broken[1].reason, ContainsSubstring("2 fields; the header has 5"));
    REQUIRE_THAT(p.broken[2].reason, ContainsSubstring("2024-01-02 was there before"));
    REQUIRE(p.close[0] == 10);
}

TEST_CASE("a history of one number a day")
{
    REQUIRE(read("DATE,VIXCLS\n2024-01-02,13.2\n2024-01-03,.\n2024-01-04,14.1\n").close.size() == 3);
    REQUIRE(read("date,close\n2024-01-02,13.2\n").close[0] == 13.2);
    REQUIRE(read("day,anything\n2024-01-02,13.2\n").close[0] == 13.2);
    const auto cboe =
        read("DATE,OPEN,HIGH,LOW,CLOSE\n01/02/1990,17.24,17.24,17.24,17.24\n01/13/1990,18.19,18.19,18.19,18.19\n");
    REQUIRE(iso(cboe.day[1]) == "1990-01-13");
    REQUIRE_FALSE(read("date,close\n2024-01-02,13.2\n").has_ranges);
}

TEST_CASE("what is no price file is refused with a reason")
{
    REQUIRE_THAT(refusal(""), ContainsSubstring("is empty"));
    REQUIRE_THAT(refusal("\n\n"), ContainsSubstring("is empty"));
    REQUIRE_THAT(refusal("date,open,high,low,close\n"), ContainsSubstring("has a header and no rows"));
    REQUIRE_THAT(refusal("x,y,z\n1,2,3\n"), ContainsSubstring("is no header with date and close"));
    REQUIRE_THAT(refusal(std::string("\x7f"
                                     "ELF\0\0",
                                     6)),
                 ContainsSubstring("zero byte"));
    REQUIRE_THAT(refusal("date,close\n2024-01-02,x\n"),
                 ContainsSubstring("none of its 1 rows can be used; the first, line 2"));
    std::string noise = "date,close\n";
    for (int i = 0; i < 5000; ++i) noise += "noise,noise\n";
    REQUIRE_THAT(refusal(noise), ContainsSubstring("is no price file: 1001 of 1001 rows are broken"));
}
