// SPDX-License-Identifier: BSL-1.0
// The formats, and everything that can be wrong with a file. Rows of Cboe's page are written as its downloads of 2013,
// 2019 and 2022 to 2026 have them (symbols, header and date line; prices made up).
#include "../../examples/support/option_file.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"
#include "temporary_file.hpp"

#include <chrono>
#include <random>

using namespace examples;
using support::temporary_file;
namespace col = smirk::col;

static option_file read(std::string_view contents, const option_file_options& options = {})
{
    const temporary_file file(contents);
    return read_options(file.path(), options);
}
static std::string refusal(std::string_view contents)
{
    return support::message_of([&] { (void)read(contents); });
}

static const std::string wide =
    "quote_time,spot,expiry,root,minutes_to_expiry,rate_cc,strike,call_bid,call_ask,put_bid,put_ask\n";
static const std::string long_header = "quote_date,underlying,spot,expiry,root,strike,type,bid,ask,volume,oi,iv\n";
static const std::string page_header =
    "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,"
    "Volume,IV,Delta,Gamma,Open Interest\n";
static const std::string page_row =
    "Fri Jun 16 "
    "2023,SPX230616C04150000,60,0,58.2,59.1,10,0.15,0.5,0.002,1234,4150.00,SPX230616P04150000,50,0,49.8,50.6,20,"
    "0.15,-0.5,0.002,567\n";

TEST_CASE("the wide format")
{
    const auto f = read(wide + "2023-05-23 16:15,4145.58,2023-06-16,SPX,34155,0.0566,4150,58,59,49,50\n"
                               "2023-05-23 16:15,4145.58,2023-06-16,SPX,34155,0.0566,4155,55,56,51,52\n"
                               "2023-05-23 16:15,4145.58,2023-06-23,SPXW,44625,0.0558,4150,66,67,55,\n");
    REQUIRE(f.format == "wide");
    REQUIRE(f.underlying == "SPX");
    REQUIRE(f.spot == 4145.58);
    REQUIRE(iso(f.quoted) == "2023-05-23 16:15");
    REQUIRE(f.chain.size() == 2);
    const auto near = f.chain[0];
    REQUIRE(near.years == 34155 / 525600.0);
    REQUIRE(near.rate == 0.0566);
    REQUIRE(near.quotes.size() == 2);
    REQUIRE(near.quotes[col::strike][1] == 4155);
    REQUIRE(near.quotes[col::put_ask][1] == 52);
    REQUIRE((f.listings[0].at_open && !f.listings[1].at_open));
    REQUIRE(std::isnan(f.chain[1].quotes[col::put_ask][0])); // blank: not quoted
    REQUIRE(f.broken.empty());
}

TEST_CASE("the long format: sides in any order, times to expiry by root, no rate")
{
    const auto f = read(long_header + "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4155,P,51,52,0,7,0.15\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4150,C,58,59,0,5,0.15\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4150,put,49,50,0,,0.15\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPXW,4150,C,58.5,59.5,0,5,0.15\n");
    REQUIRE(f.format == "long");
    REQUIRE(f.chain.size() == 2);
    REQUIRE(f.listings[0].minutes == 34155); // 24 days less 6 h 45 min: the open
    REQUIRE(f.listings[1].minutes == 34545); // the same day's close
    REQUIRE(std::isnan(f.chain[0].rate));
    const auto q = f.chain[0].quotes;
    REQUIRE(q[col::strike][0] == 4150);
    REQUIRE((q[col::call_bid][0] == 58 && q[col::put_bid][0] == 49 && q[col::put_bid][1] == 51));
    REQUIRE(std::isnan(q[col::call_bid][1]));
    REQUIRE(q[col::call_open_interest][0] == 5);
    REQUIRE(std::isnan(q[col::put_open_interest][0]));
}

TEST_CASE("which roots settle at the open")
{
    REQUIRE(settles_at_open("SPX", {}));
    REQUIRE(settles_at_open("VIX", {}));
    REQUIRE_FALSE(settles_at_open("SPXW", {"SPX", "SPXW"}));
    REQUIRE_FALSE(settles_at_open("SPY", {"SPY"}));
    REQUIRE(settles_at_open("SMK", {"SMK", "SMKW"}));
    REQUIRE_FALSE(settles_at_open("SMKW", {"SMK", "SMKW"}));
    REQUIRE(settles_at_open("NDX", {"NDXP"}));
}

TEST_CASE("Cboe's page: as downloaded since 2022")
{
    const auto f =
        read("\nS&P 500 INDEX,Last: 4145.5801,Change:  -47.0500\n"
             "\"Date: May 23, 2023 at 4:15 PM EDT\",Bid: 4144.1,Ask: 4147,Size: 1*1,\"Volume: 74,482,292\"\n" +
             page_header + page_row);
    REQUIRE(f.format == "Cboe delayed quotes");
    REQUIRE(f.underlying == "S&P 500 INDEX");
    REQUIRE(f.spot == 4145.5801);
    REQUIRE(iso(f.quoted) == "2023-05-23 16:15");
    REQUIRE(f.remarks.empty());
    REQUIRE(f.chain.size() == 1);
    REQUIRE(f.listings[0].minutes == 34155);
    const auto q = f.chain[0].quotes;
    REQUIRE((q[col::call_bid][0] == 58.2 && q[col::call_ask][0] == 59.1 && q[col::put_bid][0] == 49.8 &&
             q[col::put_ask][0] == 50.6));
    REQUIRE((q[col::call_open_interest][0] == 1234 && q[col::put_open_interest][0] == 567));
}

TEST_CASE("Cboe's page: name with a comma, dates of other languages, Windows line ends")
{
    for (const char* line :
         {"\"Date: May 23, 2023 at 4:15 PM EDT\",Bid: 1,Ask: 2",
          "\"Date: 23 de mayo de 2023, 16:15 GMT-4\",Bid: 1,Ask: 2", "Date: 23 мая 2023 г. в 16:15 GMT-4,Bid: 1,Ask: 2",
          "Date: 2023年5月23日 GMT-4 16:15,Bid: 1,Ask: 2", "Date: 23.05.2023 16:15 GMT-4,Bid: 1,Ask: 2"}) {
        const auto f = read("\r\n\"Advanced Micro Devices, Inc.\",Last: 105.6,Change:  1.01\r\n" + std::string(line) +
                            "\r\n" + page_header + page_row);
        REQUIRE(f.underlying == "Advanced Micro Devices, Inc.");
        REQUIRE(f.spot == 105.6);
        REQUIRE(iso(f.quoted) == "2023-05-23 16:15");
    }
}

TEST_CASE("Cboe's page: expiration dates as spreadsheets rewrite them; the symbol decides")
{
    const std::string top = "\nX,Last: 4145.58\n\"Date: May 23, 2023 at 4:15 PM EDT\",Bid: 1\n" + page_header;
    for (const char* day : {"06/16/2023", "16/06/2023", "16-06-23", "2023-06-16", "16.06.2023"})
        REQUIRE(iso(read(top + day + page_row.substr(page_row.find(','))).listings[0].expiry) == "2023-06-16");
    REQUIRE_THAT(refusal(top + "06/17/2023" + page_row.substr(page_row.find(','))),
                 ContainsSubstring("expiration date '06/17/2023' is not that of"));
}

TEST_CASE("Cboe's page: as downloaded in 2019 and in 2013")
{
    const auto f = read("^SPX (Standard & Poors 500 Index),2881.4,0.0001\nMay 13 2019 @ 10:47 "
                        "ET,Bid,2856.41,Ask,2901.86,Size,1x1,Vol,\n"
                        "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Vol,IV,Delta,Gamma,Open Int,Strike,Puts,Last "
                        "Sale,Net,Bid,Ask,Vol,IV,Delta,Gamma,Open Int\n"
                        "06/21/"
                        "2019,SPX190621C02880000,0,0,50,51,0,0.02,0.5,0,8,2880.000,SPX190621P02880000,0.05,0.025,48,49,"
                        "25,0.02,-0.5,0,9\n");
    REQUIRE(f.spot == 2881.4);
    REQUIRE(iso(f.quoted) == "2019-05-13 10:47");
    REQUIRE(f.listings[0].at_open);
    REQUIRE(f.chain[0].quotes[col::put_open_interest][0] == 9);

    const auto old = read("SPX (S&P 500 INDEX),2684.79,+2.17,\nDec 28 2017 @ 11:12 ET,\n"
                          "Calls,Last Sale,Net,Bid,Ask,Vol,Open Int,Puts,Last Sale,Net,Bid,Ask,Vol,Open Int,\n"
                          "18 Dec 2700.00 (SPX1821L2700),97,0.0,96.4,97.9,0,2673,18 Dec 2700.00 "
                          "(SPX1821X2700),99,0.0,98.1,99.5,0,10911,\n");
    REQUIRE(old.listings[0].root == "SPX");
    REQUIRE(iso(old.listings[0].expiry) == "2018-12-21");
    REQUIRE(old.chain[0].quotes[col::strike][0] == 2700);
    REQUIRE(old.chain[0].quotes[col::put_ask][0] == 99.5);
    REQUIRE(old.chain[0].quotes[col::call_open_interest][0] == 2673);
}

TEST_CASE("Cboe's page: downloaded outside the session, without a date, in another time zone")
{
    const auto page = [](const std::string& when) {
        return "\nX,Last: 100\n\"" + when + "\",Bid: 1\n" + page_header + page_row;
    };
    const auto quoted_at = [&](const char* when) { return iso(read(page(std::string("Date: ") + when)).quoted); };
    REQUIRE(quoted_at("May 20, 2023 at 8:09 PM EDT") == "2023-05-19 16:15");  // Saturday
    REQUIRE(quoted_at("May 23, 2023 at 8:09 AM EDT") == "2023-05-22 16:15");  // before the open
    REQUIRE(quoted_at("May 23, 2023 at 8:09 PM EDT") == "2023-05-23 16:15");  // after the close
    REQUIRE(quoted_at("May 29, 2023 at 12:00 PM EDT") == "2023-05-26 16:15"); // Memorial Day
    REQUIRE(quoted_at("May 23, 2023 at 11:00 AM EDT") == "2023-05-23 11:00");
    REQUIRE_THAT(read(page("Date: May 20, 2023 at 8:09 PM EDT")).remarks.at(0),
                 ContainsSubstring("downloaded 2023-05-20 20:09"));

    REQUIRE_THAT(refusal(page_header + page_row), ContainsSubstring("no date found before the header"));
    REQUIRE_THAT(refusal(page("Date: May 23, 2023 at 10:15 PM GMT+2")), ContainsSubstring("not in New York time"));
    const auto told = read(page_header + page_row, {.quoted = read_moment("2023-05-23 16:15")});
    REQUIRE(told.listings[0].minutes == 34155);
    REQUIRE(std::isnan(told.spot));
}

TEST_CASE("broken rows are listed with line and reason, the others are read")
{
    const std::string good = "2023-05-23 16:15,4145.58,2023-06-16,SPX,34155,0.0566,";
    const auto reason = [&](const std::string& row) {
        const auto f = read(wide + good + "4150,58,59,49,50\n" + row + "\n" + good + "4155,55,56,51,52\n");
        REQUIRE(f.rows == 3);
        REQUIRE(f.chain[0].quotes.size() == 2);
        REQUIRE(f.broken.size() >= 1);
        REQUIRE(f.broken[0].line == 3);
        return f.broken[0].reason;
    };
    REQUIRE_THAT(reason(good + "4160,abc,59,49,50"), ContainsSubstring("call_bid 'abc' is no number"));
    REQUIRE_THAT(reason(good + "4160,58,59,-49,50"), ContainsSubstring("put_bid '-49' is negative"));
    REQUIRE_THAT(reason(good + "4160,58,inf,49,50"), ContainsSubstring("call_ask 'inf' is no number"));
    REQUIRE_THAT(reason(good + "nan,58,59,49,50"), ContainsSubstring("strike 'nan' is no positive number"));
    REQUIRE_THAT(reason(good + "0,58,59,49,50"), ContainsSubstring("strike '0' is no positive number"));
    REQUIRE_THAT(reason(good + "-5,58,59,49,50"), ContainsSubstring("strike '-5' is no positive number"));
    REQUIRE_THAT(reason("2023-05-23 16:15,4145.58"), ContainsSubstring("2 fields; the header has 11"));
    REQUIRE_THAT(reason("2023-05-23 16:15,4145.58,06/16/2023,SPX,34155,0.0566,4160,58,59,49,50"),
                 ContainsSubstring("expiry '06/16/2023' is no date of the form"));
    REQUIRE_THAT(reason("2023-05-24 16:15,4145.58,2023-06-16,SPX,34155,0.0566,4160,58,59,49,50"),
                 ContainsSubstring("the file began with 2023-05-23 16:15"));
    REQUIRE_THAT(reason("2023-05-23 16:15,4145.58,2023-06-16,SPX,34156,0.0566,4160,58,59,49,50"),
                 ContainsSubstring("differs within the expiry"));
    REQUIRE_THAT(reason("2023-05-23 16:15,4145.58,2023-06-16,SPX,soon,0.0566,4160,58,59,49,50"),
                 ContainsSubstring("minutes_to_expiry 'soon' is no number"));
    REQUIRE_THAT(reason(good + "4150,1,2,3,4"), ContainsSubstring("there before in this expiry"));
    REQUIRE(read(wide + good + "4160,58,59,49,50\n" + good + "4150,58,59,49,50\n").chain[0].quotes[col::strike][0] ==
            4150); // unsorted is no fault
}

TEST_CASE("an expiry of which every row is broken is not listed")
{
    const auto f = read(long_header + "2023-05-23 16:15,SPX,4145.58,2023-06-15,SPXW,4155,X,51,52,0,7,0.15\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4150,C,58,59,0,5,0.15\n");
    REQUIRE(f.chain.size() == 1);
    REQUIRE(f.listings.size() == 1);
    REQUIRE(iso(f.listings[0].expiry) == "2023-06-16");
    REQUIRE(f.broken.size() == 1);
    REQUIRE(f.remarks.empty());
}

TEST_CASE("broken rows of the long format and of Cboe's page")
{
    const std::string row = "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4150,C,58,59,0,5,0.15\n";
    const auto f = read(long_header + row + "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPX,4150,X,58,59,0,5,0.15\n" +
                        "2023-05-23 16:15,NDX,4145.58,2023-06-16,SPX,4150,C,58,59,0,5,0.15\n");
    REQUIRE_THAT(f.broken.at(0).reason, ContainsSubstring("type 'x' is neither C nor P"));
    REQUIRE_THAT(f.broken.at(1).reason, ContainsSubstring("underlying 'NDX'"));

    const std::string top = "\nX,Last: 4145.58\n\"Date: May 23, 2023 at 4:15 PM EDT\",Bid: 1\n" + page_header;
    const auto with = [&](std::string from, std::string to) {
        std::string other = page_row;
        other.replace(other.find(from), from.size(), to);
        return read(top + page_row + other).broken.at(0);
    };
    REQUIRE(with("SPX230616C", "SPX230616X").line == 6);
    REQUIRE_THAT(with("SPX230616C", "SPX230616X").reason, ContainsSubstring("is no option symbol"));
    REQUIRE_THAT(with("SPX230616P04150000", "SPX230616P04155000").reason,
                 ContainsSubstring("are no pair of call and put"));
    REQUIRE_THAT(with(",4150.00,", ",4155.00,").reason, ContainsSubstring("strike '4155.00' is not that of"));
    REQUIRE_THAT(with("49.8", "x").reason, ContainsSubstring("put bid 'x' is no number"));
}

TEST_CASE("expiries that have no place in the chain are told of")
{
    const auto f = read(long_header + "2023-05-23 16:15,SPX,4145.58,2023-05-23,SPXW,4150,C,1,2,0,5,0\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPXW,4150,C,58,59,0,5,0\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,SPXW,4155,C,58,59,0,5,0\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-16,XSPX,4150,C,58,59,0,5,0\n"
                                      "2023-05-23 16:15,SPX,4145.58,2023-06-23,SPX1,4150,C,58,59,0,5,0\n");
    REQUIRE(f.chain.size() == 1);
    REQUIRE(f.remarks.size() == 3);
    REQUIRE_THAT(f.remarks[0], ContainsSubstring("SPXW 2023-05-23: expired before the quotes, 1 options left out"));
    REQUIRE_THAT(f.remarks[1], ContainsSubstring("XSPX 2023-06-16: expires together with SPXW"));
    REQUIRE_THAT(f.remarks[2], ContainsSubstring("SPX1 2023-06-23: adjusted contracts"));
    REQUIRE_THAT(refusal(long_header + "2023-05-23 16:15,SPX,4145.58,2023-05-22,SPXW,4150,C,1,2,0,5,0\n"),
                 ContainsSubstring("no expiry is left: SPXW 2023-05-22: expired"));
}

TEST_CASE("minutes that contradict the date, a time of the quotes that is given, a blank rate")
{
    const std::string row = ",2023-06-16,SPX,%,,4150,58,59,49,50\n", start = "2023-05-23 16:15,4145.58";
    const auto with = [&](const std::string& minutes) {
        return wide + start + std::string(row).replace(row.find('%'), 1, minutes);
    };
    REQUIRE(std::isnan(read(with("34155")).chain[0].rate));
    REQUIRE(read(with("34215")).chain[0].years == 34215 / 525600.0); // an hour more: the clock changed
    REQUIRE(read(with("")).chain[0].years == 34155 / 525600.0);
    REQUIRE_THAT(refusal(with("44155")), ContainsSubstring("minutes_to_expiry is 44155, by the date it would be"));
    REQUIRE_THAT(refusal(with("-34155")), ContainsSubstring("minutes_to_expiry is -34155"));
    REQUIRE_THAT(refusal(with("1e20")), ContainsSubstring("minutes_to_expiry is 100000000000000000000,"));
    const auto told = read(with("34155"), {.quoted = read_moment("2023-05-24 16:15")});
    REQUIRE(told.listings[0].minutes == 34155 - 1440);
    REQUIRE(iso(told.quoted) == "2023-05-24 16:15");
}

TEST_CASE("what is no option file is refused with a reason")
{
    REQUIRE_THAT(refusal(""), ContainsSubstring("is empty"));
    REQUIRE_THAT(refusal(wide), ContainsSubstring("has a header and no rows"));
    REQUIRE_THAT(refusal("date,open,high,low,close\n2024-01-02,1,1,1,1\n"),
                 ContainsSubstring("is no option file: none of its first 2 lines"));
    REQUIRE_THAT(refusal(std::string("PK\3\4\0\0", 6)), ContainsSubstring("zero byte"));
    REQUIRE_THAT(refusal(wide + "x,x,x,x,x,x,x,x,x,x,x\n"),
                 ContainsSubstring("none of its 1 rows can be used; the first, line 2"));
    REQUIRE_THAT(refusal("<html><body>Access denied</body></html>\n"), ContainsSubstring("is no option file"));
    REQUIRE_THAT(support::message_of([] { (void)read_options("/no/such/file.csv"); }),
                 ContainsSubstring("cannot be opened"));
}

TEST_CASE("noise of any size is refused at once")
{
    std::mt19937_64 random(1);
    std::string bytes(1 << 20, '\0'), letters(8 << 20, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    for (char& c : letters) c = "abcdefghij0123456789,,,\n"[random() % 24];
    REQUIRE_THAT(refusal(bytes), ContainsSubstring("zero byte"));
    REQUIRE_THAT(refusal(letters), ContainsSubstring("is no option file"));
    REQUIRE_THAT(refusal(wide + letters), ContainsSubstring("of 1001 rows are broken"));
    REQUIRE_THAT(refusal(std::string(1 << 20, 'x')), ContainsSubstring("line 1 is longer than"));
    for (int i = 0; i < 200; ++i) { // a good file with a few bytes spoiled is read or refused, never worse
        std::string spoiled =
            "\nX,Last: 4145.58\n\"Date: May 23, 2023 at 4:15 PM EDT\",Bid: 1\n" + page_header + page_row + page_row;
        for (int k = 0; k < 5; ++k) spoiled[random() % spoiled.size()] = static_cast<char>(random());
        (void)refusal(spoiled);
    }
}

TEST_CASE("real chains: everything is read")
{
    SKIP_WITHOUT_SHARED_DATA("chains/SPX_full_2023-05-23.csv");
    const auto full = read_options(support::shared_data("chains/SPX_full_2023-05-23.csv"));
    REQUIRE(full.rows == 17340); // lines of the file less its header
    REQUIRE(full.broken.empty());
    REQUIRE(full.remarks.size() == 1); // SPXW of the same day, expired at 16:00
    std::size_t options = 292;
    for (const auto& l : full.listings) options += l.options;
    REQUIRE(options == 17340);

    // the two formats of one moment agree on times to expiry
    const auto few = read_options(support::shared_data("chains/SPX_2023-05-23.csv"));
    REQUIRE(few.underlying == "SPX");
    for (const auto& l : few.listings) {
        const auto same = std::find_if(full.listings.begin(), full.listings.end(),
                                       [&](const auto& m) { return m.root == l.root && m.expiry == l.expiry; });
        REQUIRE(same != full.listings.end());
        REQUIRE(same->minutes == l.minutes);
        REQUIRE(same->at_open == l.at_open);
    }
}
