// SPDX-License-Identifier: BSL-1.0
// Why did vol rise on a day the market rose?
//
//     why_vol_rose [BEFORE.csv AFTER.csv]      option quotes of two moments
//
// The S&P 500 rose by 0.23 % from 5 to 23 May 2023, and its VIX from 17.19 to 18.53. For these two closes it says:
// parallel shift +1.34, put wing +0.44; against it spot along the smile -0.41.
//
// What it prints for the sample:
//
//     2024-09-03 16:00 to 2024-09-06 16:00: SMK 4683.52 to 4685.94, +0.05 %
//     30-day index +0.51 to 16.63: parallel shift +0.49, passing of time +0.07
//
//     parallel shift          +0.488
//     passing of time         +0.066
//     residual                -0.029
//     roll to new expiries    -0.008
//     spot along the smile    -0.007
//     put wing                +0.004
//     call wing               -0.003
//     put shoulder            +0.002
//     call shoulder           -0.001
//     interest rates          +0.000
//     all                     +0.513   from 16.121 to 16.634
//
//     spot return            +0.05 %
//     vix change             +0.51 points
//     iv change              +0.516 vol points
//     put skew change        +0.005 vol points
//     call skew change       -0.009 vol points
//     dealer gamma           -7471 million of delta for 1 %
//
//     undecided: what is known agrees, but something is missing (signs: 1 hold, 0 do not, 4 not known)
//     cause: puts restruck: hedges follow the market up: a steady bid, no fear
#include "support/index_change.hpp"
#include "support/question.hpp"
#include "support/words.hpp"

#include <smirk/replication/attribution_verdict.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/spot_vol_tables.hpp>

#include <cstdio>
#include <string>

namespace replication = smirk::replication;
namespace signals = smirk::signals;
using examples::iso, examples::told;

namespace {

void answer(const examples::file_names& files)
{
    const auto before = told("why_vol_rose", examples::read_options(files[0]));
    const auto after = told("why_vol_rose", examples::read_options(files[1]));
    const auto [a, with_roll] = examples::attribute(before, after);
    std::printf("%s to %s: %s %.2f to %.2f, %+.2f %%\n", iso(before.quoted).c_str(), iso(after.quoted).c_str(),
                after.underlying.c_str(), before.spot, after.spot, 100 * (after.spot / before.spot - 1));
    std::printf("%s\n\n", verdict(a, "30-day index").c_str());
    if (!a) return;
    for (const auto& line : replication::ranked_lines(a)) std::printf("%-22s %+7.3f\n", line.name, line.points);
    std::printf("%-22s %+7.3f   from %.3f to %.3f\n\n", "all", a.change, a.before, a.after);

    if (!with_roll)
        std::printf(
            "an expiry of the second moment was not quoted at the first: roll and time are in the lines above\n\n");
    const auto known = examples::readings_of_change(before, after, a.change);
    for (const auto& r : known)
        std::printf("%-22s %s\n", std::string(r.quantity).c_str(), examples::in_words(r).c_str());
    const auto reading = signals::classify_spot_up_vol_up(known);
    std::printf("\n%s (signs: %d hold, %d do not, %d not known)\n", examples::in_words(reading.verdict),
                reading.signs.yes, reading.signs.no, reading.signs.unknown);
    for (const auto& row : signals::evaluate(signals::spot_up_vol_up_causes(), known).matching)
        std::printf("cause: %s: %s\n", row.name.c_str(), row.note.c_str());
    for (const auto& row : signals::evaluate(signals::spot_vol_skew_table(), known).matching)
        std::printf("spot, vol and skew: %s: %s\n", row.name.c_str(), row.note.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "BEFORE.csv AFTER.csv\n       option quotes of two moments",
                         {examples::sample("sample_chain_before.csv"), examples::sample("sample_chain.csv")}, answer);
}
