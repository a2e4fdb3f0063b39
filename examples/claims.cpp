// SPDX-License-Identifier: BSL-1.0
// claims: what is often said of implied and realized volatility, held against a history.
//
//     claims [PRICES.csv INDEX.csv]      date,close each (or open,high,low,close): an index and its volatility index
//
// What it prints for the S&P 500 (closes of 1999 to 2018) and the VIX (2014 to January 2019):
//
//     claim    implied vol is above the realized vol that follows on 80 to 85 % of days
//     sample   2014-01-03 to 2018-12-31, 1236 outcomes over 21 days, overlapping
//     finding  81.7 % +- 3.6
//
//     claim    the premium is about 2 points of vol, 1 to 5
//     sample   2014-01-03 to 2018-12-31, 1236 outcomes over 21 days, overlapping
//     finding  median 4.2 points, quartiles 1.4 to 5.9
//
//     claim    the straddle is dearer than the move on 70 to 80 % of days, which shows a premium
//     sample   2014-01-03 to 2018-12-31, 1236 outcomes over 21 days, overlapping
//     finding  75.6 % +- 3.4; 57.5 % without any premium, at the index's vol
//
//     claim    the next day stays within index / 16 with 68 %
//     sample   2014-01-03 to 2018-12-31, 1256 days
//     finding  80.9 % +- 1.1
//
//     claim    spot and implied vol are correlated by -0.70 to -0.80
//     sample   2014-01-03 to 2018-12-31, 1256 daily changes
//     finding  -0.83; over 63 days -0.91 to -0.57 in nine of ten cases
//
//     claim    both move the same way on 20 % of days
//     sample   2014-01-03 to 2018-12-31, 1256 daily changes
//     finding  19.8 %
//
//     claim    from above 30 the index is back below 20 within six months
//     sample   2014-01-03 to 2018-12-31, 1257 days
//     finding  4 of 4 times, 1 still open
//
//     claim    from below 15 it is above 20 within six months
//     sample   2014-01-03 to 2018-12-31, 1257 days
//     finding  40 of 52 times, 1 still open
//
//     claim    daily returns have an excess kurtosis of 3 to 6
//     sample   1999-01-04 to 2018-12-31, 5030 returns
//     finding  8.2
//
//     claim    3 standard deviations are exceeded ten times as often as by a normal law (0.27 %)
//     sample   1999-01-04 to 2018-12-31, 5030 returns
//     finding  1.59 % (80 returns): 6 times as often
//
//     claim    4 standard deviations are exceeded ten times as often as by a normal law (0.006 %)
//     sample   1999-01-04 to 2018-12-31, 5030 returns
//     finding  0.64 % (32 returns): 100 times as often
#include "support/claims.hpp"
#include "support/question.hpp"

#include <cstdio>

int main(int argc, char** argv)
{
    const auto answer = [](const examples::file_names& files) {
        const auto prices = examples::told("claims", examples::read_prices(files[0]));
        const auto index = examples::told("claims", examples::read_prices(files[1]));
        std::fputs(examples::claims_text(examples::try_claims(prices, index)).c_str(), stdout);
    };
    return examples::ask(
        argc, argv, "PRICES.csv INDEX.csv\n       daily closes of an index and of its volatility index (date,close)",
        {examples::sample("sample_prices.csv"), examples::sample("sample_iv_history.csv")}, answer);
}
