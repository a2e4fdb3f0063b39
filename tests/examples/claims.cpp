// SPDX-License-Identifier: BSL-1.0
// The claims, tried on the sample data. The numbers expected are those of Python 3.11 (csv, math, statistics; the
// formulas written out), run on the same files.
#include "../../examples/support/claims.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"
#include "temporary_file.hpp"

#include <string>

using namespace examples;
using Catch::Matchers::StartsWith;
using support::temporary_file;

namespace {
const std::string data = SMIRK_EXAMPLE_DATA;

const std::vector<claim>& sample_claims()
{
    static const auto claims =
        try_claims(read_prices(data + "/sample_prices.csv"), read_prices(data + "/sample_iv_history.csv"));
    return claims;
}
const claim& about(const std::string& word)
{
    for (const claim& c : sample_claims())
        if (c.says.find(word) != std::string::npos) return c;
    FAIL("no claim about " << word);
    throw;
}
} // namespace

TEST_CASE("claims on the sample: what they find is what another program finds")
{
    REQUIRE(sample_claims().size() == 11);
    REQUIRE(about("realized vol that follows").finding == "76.2 % +- 3.6");
    REQUIRE(about("realized vol that follows").sample ==
            "2018-09-04 to 2024-09-06, 1492 outcomes over 21 days, overlapping");
    REQUIRE_THAT(about("2 points of vol").finding, StartsWith("median 2.8 points"));
    REQUIRE_THAT(about("straddle").finding, StartsWith("64.7 % +-"));
    REQUIRE_THAT(about("index / 16").finding, StartsWith("78.6 % +-"));
    REQUIRE_THAT(about("correlated").finding, StartsWith("-0.64; over 63 days"));
    REQUIRE(about("same way").finding == "27.2 %");
    REQUIRE(about("kurtosis").finding == "2.0");
    REQUIRE(about("3 standard deviations").finding == "1.32 % (20 returns): 5 times as often");
    REQUIRE(about("4 standard deviations").finding == "0.33 % (5 returns): 52 times as often");
}

TEST_CASE("claims on the S&P 500 and the VIX, by the same program")
{
    SKIP_WITHOUT_SHARED_DATA("garch/vix_nona.csv");
    const auto claims = try_claims(read_prices(support::shared_data("garch/sp500.csv")),
                                   read_prices(support::shared_data("garch/vix_nona.csv")));
    REQUIRE(claims[0].finding == "81.7 % +- 3.6");
    REQUIRE_THAT(claims[1].finding, StartsWith("median 4.2 points"));
    REQUIRE_THAT(claims[2].finding, StartsWith("75.6 %"));
    REQUIRE_THAT(claims[3].finding, StartsWith("80.9 %"));
    REQUIRE_THAT(claims[4].finding, StartsWith("-0.83"));
    REQUIRE(claims[5].finding == "19.8 %");
    REQUIRE(claims[8].finding == "8.2");
    REQUIRE_THAT(claims[9].finding, ContainsSubstring("80 returns"));
    REQUIRE_THAT(claims[10].finding, ContainsSubstring("32 returns"));
}

TEST_CASE("claims as text: claim, sample, finding for each")
{
    const std::string text = claims_text(sample_claims());
    REQUIRE_THAT(text, StartsWith("claim    implied vol is above the realized vol that follows on 80 to 85 % of days\n"
                                  "sample   2018-09-04 to 2024-09-06, 1492 outcomes over 21 days, overlapping\n"
                                  "finding  76.2 % +- 3.6\n\nclaim    "));
    REQUIRE(text.find("nan") == std::string::npos);
}

TEST_CASE("claims use the days that both files have, and refuse too few")
{
    const temporary_file prices("date,close\n2024-01-02,10\n2024-01-03,11\n2024-01-05,12\n2024-01-08,13\n");
    const temporary_file index("date,close\n2024-01-01,19\n2024-01-03,20\n2024-01-04,21\n2024-01-08,22\n");
    const auto p = read_prices(prices.path()), i = read_prices(index.path());
    const auto both = join(p, i);
    REQUIRE(both.price == std::vector<double>{11, 13});
    REQUIRE(both.index == std::vector<double>{20, 22});
    REQUIRE(iso(both.day[1]) == "2024-01-08");
    REQUIRE_THAT(support::message_of([&] { (void)try_claims(p, i); }),
                 ContainsSubstring("2 days in common; 253 are needed"));
}
