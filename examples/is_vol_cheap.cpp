// SPDX-License-Identifier: BSL-1.0
// Is volatility cheap?
//
//     is_vol_cheap [PRICES.csv INDEX.csv]      daily bars of an underlying, and closes of its volatility index in
//     points
//
// Four answers, which need not agree: cheap against its own past (rank and percentile), against what has just happened
// (premium), against what used to happen afterwards (premium after the fact), and against what happens at all (cone).
//
// What it prints for the sample:
//
//     2024-09-06: implied vol 16.63 %
//
//     against its own past year       rank 68, percentile 88
//                                     vol high throughout: wider intraday ranges, tighter stops
//     against the past month          realized 10.78 %, IV/RV 1.54, premium +5.85 points
//     against the month that followed seller won on 76 % of days, median premium +2.84 points
//       of the  482 days alike         seller won on 74 % of days, median premium +2.80 points
//
//     cone of realized vol, %
//       days     least      25 %    median      75 %      most       now   implied vol is
//          5      1.79      9.95     13.13     17.46     40.16     13.82   within the middle half
//         10      3.25     10.26     13.41     17.31     37.22     12.77   within the middle half
//         21      4.10     10.56     13.50     17.58     35.08     11.61   within the middle half
//         63      7.35     11.30     13.62     17.48     28.39      9.15   within the middle half
//        126      8.76     11.89     14.57     17.55     23.27     10.81   within the middle half
#include "support/claims.hpp"
#include "support/question.hpp"

#include <smirk/realized/cone.hpp>
#include <smirk/realized/yang_zhang.hpp>
#include <smirk/signals/iv_character.hpp>
#include <smirk/signals/iv_percentile.hpp>
#include <smirk/signals/iv_rank.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;
namespace signals = smirk::signals;

namespace {

void answer(const examples::file_names& files)
{
    constexpr std::size_t year = 252, month = 21;
    const auto prices = examples::told("is_vol_cheap", examples::read_prices(files[0]));
    const auto index = examples::told("is_vol_cheap", examples::read_prices(files[1]));
    const auto both = examples::join(prices, index);
    const std::size_t n = both.day.size();
    if (n < year + month)
        throw std::runtime_error(prices.path + " and " + index.path + ": " + std::to_string(n) + " days in common; " +
                                 std::to_string(year + month) + " are needed");
    std::vector<double> iv;
    for (const double points : both.index) iv.push_back(points / 100);
    const double now = iv.back();
    std::printf("%s: implied vol %.2f %%\n\n", examples::iso(both.day.back()).c_str(), 100 * now);

    const double rank = signals::rolling_iv_rank(iv, year).back(),
                 percentile = signals::rolling_iv_percentile(iv, year).back();
    std::printf("against its own past year       rank %.0f, percentile %.0f\n", rank, percentile);
    const std::array<signals::reading, 2> known{
        {{signals::quantity::iv_rank, rank}, {signals::quantity::iv_percentile, percentile}}};
    for (const auto& row : signals::evaluate(signals::iv_character(), known).matching)
        std::printf("                                %s: %s\n", row.name.c_str(), row.note.c_str());

    const auto rv =
        realized::rolling(realized::close_to_close, both.price, month, {.mean = realized::mean_return::zero});
    const double recent = rv.back();
    std::printf("against the past month          realized %.2f %%, IV/RV %.2f, premium %+.2f points\n", 100 * recent,
                signals::nvrp(now, recent), 100 * signals::vrp(now, recent));

    // days on which implied vol was about what it is now, and what became of them
    const auto premium = signals::ex_post_vrp(iv, rv, month);
    std::vector<double> alike;
    for (std::size_t t = 0; t + month < n; ++t)
        if (std::fabs(iv[t] / now - 1) < 0.1) alike.push_back(premium.value[t]);
    std::printf("against the month that followed seller won on %.0f %% of days, median premium %+.2f points\n",
                100 * signals::hit_ratio(premium.value), 100 * signals::median_premium(premium.value));
    std::printf("  of the %4zu days alike         seller won on %.0f %% of days, median premium %+.2f points\n",
                alike.size(), 100 * signals::hit_ratio(alike), 100 * signals::median_premium(alike));

    std::printf("\ncone of realized vol, %%\n  days     least      25 %%    median      75 %%      most       now   "
                "implied vol is\n");
    constexpr std::array<std::size_t, 5> horizons{5, 10, 21, 63, 126};
    const auto cone = prices.has_ranges ? realized::cone(realized::yang_zhang,
                                                         smirk::columns(col::open(prices.open), col::high(prices.high),
                                                                        col::low(prices.low), col::close(prices.close)),
                                                         horizons)
                                        : realized::cone(realized::close_to_close, prices.close, horizons);
    for (const auto& c : cone)
        std::printf("%6zu %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f   %s\n", c.periods, 100 * c.minimum,
                    100 * c.lower_quartile, 100 * c.median, 100 * c.upper_quartile, 100 * c.maximum, 100 * c.latest,
                    now < c.lower_quartile   ? "below the middle half"
                    : now > c.upper_quartile ? "above the middle half"
                                             : "within the middle half");
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv,
                         "PRICES.csv INDEX.csv\n       daily prices, and closes of a volatility index in points",
                         {examples::sample("sample_prices.csv"), examples::sample("sample_iv_history.csv")}, answer);
}
