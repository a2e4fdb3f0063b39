// SPDX-License-Identifier: BSL-1.0
// Why did vol rise on a day the market rose?
//
//     why_vol_rose [BEFORE.csv AFTER.csv [NAME=VALUE...]]      option quotes of two moments, and what else is known
//
// What tells a warning from mechanics is not in option quotes alone: "credit spread change=0.0012" or "vvix change=-3"
// (names and units: smirk/signals/quantities.hpp) adds what you know of that day.
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
//     undecided: what is known agrees, but something is missing
//         credit spread change   not known
//         funding spread change  not known
//         vvix change            not known
//         fund flow              not known
//         dealer gamma           a sign of instability
//     cause: puts restruck: hedges follow the market up: a steady bid, no fear
#include "support/index_change.hpp"
#include "support/question.hpp"
#include "support/words.hpp"

#include <smirk/replication/attribution_verdict.hpp>
#include <smirk/signals/spot_vol.hpp>
#include <smirk/signals/spot_vol_tables.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

namespace replication = smirk::replication;
namespace signals = smirk::signals;
using examples::iso, examples::told;

namespace {

const char* in_words(signals::answer sign)
{
    return sign == signals::answer::yes ? "a sign of instability" : sign == signals::answer::no ? "none" : "not known";
}

/// Whether an answer here depends on the quantity.
bool matters(std::string_view quantity)
{
    const auto names_it = [&](const signals::condition& c) { return c.quantity == quantity; };
    if (std::ranges::any_of(signals::signs_of_instability(), names_it)) return true;
    for (const auto& table : {signals::spot_up_vol_up_causes(), signals::spot_vol_skew_table()})
        for (const signals::rule& row : table)
            if (std::ranges::any_of(row.when, names_it)) return true;
    return false;
}

void answer(const examples::file_names& files, const std::vector<signals::reading>& told_of)
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
    auto known = examples::readings_of_change(before, after, a.change);
    for (const auto& r : known)
        std::printf("%-22s %s\n", std::string(r.quantity).c_str(), examples::in_words(r).c_str());
    known.insert(known.end(), told_of.begin(), told_of.end());
    const auto reading = signals::classify_spot_up_vol_up(known);
    std::printf("\n%s\n", examples::in_words(reading.verdict));
    for (const auto& sign : reading.signs.because)
        std::printf("    %-22s %s\n", sign.what.quantity.c_str(), in_words(sign.holds));
    for (const auto& row : signals::evaluate(signals::spot_up_vol_up_causes(), known).matching)
        std::printf("cause: %s: %s\n", row.name.c_str(), row.note.c_str());
    for (const auto& row : signals::evaluate(signals::spot_vol_skew_table(), known).matching)
        std::printf("spot, vol and skew: %s: %s\n", row.name.c_str(), row.note.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<signals::reading> told_of;
    int files = 1; // arguments before the first NAME=VALUE
    while (files < argc && !std::strchr(argv[files], '=')) ++files;
    for (int i = files; i < argc; ++i) {
        const std::string_view both = argv[i];
        const auto equals = std::min(both.find('='), both.size());
        const double value = examples::number(both.substr(std::min(equals + 1, both.size())));
        if (std::isnan(value) || !matters(both.substr(0, equals))) {
            std::fprintf(stderr, "why_vol_rose: expected NAME=VALUE of a quantity of the tables, got %s\n", argv[i]);
            return 2;
        }
        told_of.push_back({both.substr(0, equals), value});
    }
    return examples::ask(files, argv,
                         "BEFORE.csv AFTER.csv [NAME=VALUE...]\n       option quotes of two moments, and what else "
                         "is known: \"vvix change=-3\"",
                         {examples::sample("sample_chain_before.csv"), examples::sample("sample_chain.csv")},
                         [&](const examples::file_names& f) { answer(f, told_of); });
}
