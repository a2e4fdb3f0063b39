// SPDX-License-Identifier: BSL-1.0
// What is the VIX of this chain, and what drives it?
//
//     vix_of_a_chain [OPTIONS.csv]      quotes of one moment: one row a strike, one row an option, or Cboe's page
//
// What it prints for the sample:
//
//     SMK, 2024-09-06 16:00: 30-day index 16.63, by the spreads 16.55 to 16.72, standard error 0.004
//
//                         near          next
//     expiry         2024-10-04    2024-10-11
//     minutes             40320         50400
//     forward           4699.65       4702.98
//     K0                   4690          4700
//     strikes                99           106
//     vol %               16.60         16.71
//     weight %             66.7          33.3
//     from puts %          53.5          56.6
//
//     strikes, in deviations from the forward   near %   next %
//     puts   from      to   -4                         0.0      0.0
//     puts   from   -4 to   -3                         0.3      0.4
//     puts   from   -3 to   -2                         2.2      2.2
//     puts   from   -2 to   -1                        10.8     11.3
//     puts   from   -1 to   +0                        43.9     45.9
//     calls  from   +0 to   +1                        39.4     37.2
//     calls  from   +1 to   +2                         3.4      2.9
//     calls  from   +2 to                              0.0      0.0
//
//     strikes of the near term that count most: 4690 (3.7 %) 4700 (3.6 %) 4710 (3.4 %) 4660 (2.9 %)
//     rates higher by 1 %: +0.007 points; all vols higher by 1 % of themselves: +0.166
#include "support/index_terms.hpp"
#include "support/question.hpp"

#include <smirk/replication/cboe_index.hpp>
#include <smirk/replication/spread_band.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace replication = smirk::replication;
using examples::iso, examples::told;

namespace {

/// Shares of the variance of a term by how far strikes are from the forward, in standard deviations.
void print_shares(const replication::cboe_variance_result& near, const replication::cboe_variance_result& next)
{
    constexpr double ends[] = {-1e9, -4, -3, -2, -1, 0, 1, 2, 1e9};
    std::printf("\nstrikes, in deviations from the forward   near %%   next %%\n");
    for (std::size_t i = 0; i + 1 < std::size(ends); ++i) {
        const auto share = [&](const replication::cboe_variance_result& v) {
            double inside = 0;
            for (const auto& c : v.contributions) {
                const double z = std::log(c.strike / v.forward) / std::sqrt(v.variance * v.years);
                if (z >= ends[i] && z < ends[i + 1]) inside += c.variance;
            }
            return 100 * inside / (v.variance + v.split_term);
        };
        char from[8] = "    ", to[8] = "    ";
        if (i > 0) std::snprintf(from, sizeof from, "%+4.0f", ends[i]);
        if (i + 2 < std::size(ends)) std::snprintf(to, sizeof to, "%+4.0f", ends[i + 1]);
        std::printf("%s  from %s to %s %27.1f %8.1f\n", ends[i] < 0 ? "puts " : "calls", from, to, share(near),
                    share(next));
    }
}

void answer(const examples::file_names& files)
{
    const auto f = told("vix_of_a_chain", examples::read_options(files[0]));
    const auto terms = examples::index_terms_of(f);
    if (!terms) throw std::runtime_error(f.path + ": has no two expiries that the index may use");
    const auto near = f.chain[terms->near], next = f.chain[terms->next];
    const auto index = replication::cboe_index(near, next);
    if (!index) throw std::runtime_error(f.path + ": no index: " + to_string(index.status));
    const auto band =
        replication::volatility_band(replication::spread_band(replication::cboe_strip(near)), near.years,
                                     replication::spread_band(replication::cboe_strip(next)), next.years, 30.0 / 365);
    std::printf("%s, %s: 30-day index %.2f, by the spreads %.2f to %.2f, standard error %.3f\n\n", f.underlying.c_str(),
                iso(f.quoted).c_str(), index.index, 100 * band.at_bid, 100 * band.at_ask, 100 * band.standard_error);

    std::printf("                    near          next\n");
    const auto row = [&](const char* what, int digits, double a, double b) {
        std::printf("%-14s %10.*f    %10.*f\n", what, digits, a, digits, b);
    };
    const auto &a = index.near, &b = index.next;
    std::printf("%-14s %10s    %10s\n", "expiry", iso(f.listings[terms->near].expiry).c_str(),
                iso(f.listings[terms->next].expiry).c_str());
    row("minutes", 0, f.listings[terms->near].minutes, f.listings[terms->next].minutes);
    row("forward", 2, a.forward, b.forward);
    row("K0", 0, a.reference_strike, b.reference_strike);
    row("strikes", 0, static_cast<double>(a.strikes), static_cast<double>(b.strikes));
    row("vol %", 2, 100 * std::sqrt(a.variance), 100 * std::sqrt(b.variance));
    const double target = 30.0 / 365;
    row("weight %", 1, 100 * a.years * index.near_weight / target, 100 * b.years * index.next_weight / target);
    row("from puts %", 1, 100 * a.put_share, 100 * b.put_share);
    print_shares(a, b);

    auto strikes = a.contributions;
    std::sort(strikes.begin(), strikes.end(), [](const auto& x, const auto& y) { return x.variance > y.variance; });
    std::printf("\nstrikes of the near term that count most:");
    for (std::size_t i = 0; i < 4 && i < strikes.size(); ++i)
        std::printf(" %.0f (%.1f %%)", strikes[i].strike, 100 * strikes[i].variance / (a.variance + a.split_term));

    // rates enter through the forward and through the growth of prices to expiry
    auto higher_near = near, higher_next = next;
    higher_near.rate = std::log(a.growth) / a.years + 0.01;
    higher_next.rate = std::log(b.growth) / b.years + 0.01;
    const double by_rate = replication::cboe_index(higher_near, higher_next).index - index.index;
    std::printf("\nrates higher by 1 %%: %+.3f points; all vols higher by 1 %% of themselves: %+.3f\n", by_rate,
                0.01 * index.index);
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "OPTIONS.csv\n       option quotes of one moment",
                         {examples::sample("sample_chain.csv")}, answer);
}
