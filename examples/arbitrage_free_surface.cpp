// SPDX-License-Identifier: BSL-1.0
// Is there a surface through these quotes that is free of arbitrage?
//
//     arbitrage_free_surface [OPTIONS.csv]      quotes of one moment: one row a strike, one row an option, or Cboe's
//     page
//
// Each expiry is fitted twice: alone, by least squares, and together with the others, so that no butterfly and no
// calendar spread has a negative price at any strike, quoted or not. min g is the least value of Durrleman's function:
// the density is nowhere negative where it is not. The gap is the least distance in total variance to the expiry
// before.
//
// What it prints for the sample:
//
//     SMK, 2024-09-06 16:00: 10 expiries
//
//                           each alone              |  without arbitrage
//     expiry      quotes   rmse bp   min g     gap  |  rmse bp   min g     gap   inside spread
//     2024-09-13      73       4.0 -13.1102       -  |     10.4   0.2500       -       99 %
//     2024-09-20      84       3.0   0.2500    -inf  |      4.4   0.2500 0.00035      100 %
//     2024-09-27      93       4.9   0.2500    -inf  |      4.9   0.2500 0.00036      100 %
//     2024-10-04      99       5.3   0.2500 0.00033  |      5.3   0.2500 0.00033      100 %
//     2024-10-11     104       3.7   0.2500 0.00033  |      3.7   0.2500 0.00033      100 %
//     2024-10-18     110       3.0   0.2500 0.00033  |      3.0   0.2500 0.00033      100 %
//     2024-11-15      70       2.2   0.2500 0.00136  |      2.2   0.2500 0.00136      100 %
//     2024-12-20      77       2.2   0.2500 0.00196  |      2.2   0.2500 0.00196      100 %
//     2025-03-21      90       3.9   0.2499 0.00491  |      3.9   0.2499 0.00491      100 %
//     2025-09-19     100       2.2   0.2497 0.00761  |      2.2   0.2497 0.00761      100 %
//
//     each alone:        16 of 19 certificates hold, there is arbitrage
//     without arbitrage: 19 of 19 certificates hold, free of arbitrage at all strikes and times
#include "support/option_file.hpp"
#include "support/question.hpp"

#include <smirk/surface/arbitrage.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/fit_quality.hpp>
#include <smirk/surface/smile_quotes.hpp>
#include <smirk/surface/surface_arbitrage.hpp>

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace surface = smirk::surface;

namespace {

std::size_t count_free(const surface::surface_report& report)
{
    std::size_t n = 0;
    for (const auto& b : report.butterfly) n += b.arbitrage_free();
    for (const auto& c : report.calendar) n += c.arbitrage_free();
    return n;
}

void answer(const examples::file_names& files)
{
    const auto f = examples::told("arbitrage_free_surface", examples::read_options(files[0]));
    surface::vol_quotes quotes;
    std::vector<surface::quoted_vols> expiries;
    std::vector<std::string> name;
    for (std::size_t i = 0; i < f.chain.size(); ++i) {
        auto q = surface::smile_quotes(f.chain[i]);
        if (!q) {
            std::printf("%s %s left out: too few quotes\n", examples::iso(f.listings[i].expiry).c_str(),
                        f.listings[i].root.c_str());
            continue;
        }
        quotes.add(q);
        name.push_back(examples::iso(f.listings[i].expiry));
        expiries.push_back(std::move(q));
    }
    if (expiries.size() < 2) throw std::runtime_error(f.path + ": fewer than two expiries with quotes to fit");

    const auto alone = surface::fit(quotes, {.arbitrage_free = false, .leave_out_thin = true});
    const auto together = surface::fit(quotes, {.leave_out_thin = true});
    if (alone.surface.size() != expiries.size()) throw std::runtime_error(f.path + ": an expiry has too few strikes");
    const auto was = surface::arbitrage(alone.surface), is = surface::arbitrage(together.surface);
    std::printf("%s, %s: %zu expiries\n\n", f.underlying.c_str(), examples::iso(f.quoted).c_str(), expiries.size());
    std::printf("                      each alone              |  without arbitrage\n");
    std::printf("expiry      quotes   rmse bp   min g     gap  |  rmse bp   min g     gap   inside spread\n");
    const auto half = [&](const surface::svi& smile, const surface::surface_report& report, std::size_t i) {
        const auto fit = surface::quality(smile, expiries[i]);
        std::printf(" %8.1f %8.4f", 1e4 * fit.rmse, report.butterfly[i].min_g);
        if (i == 0)
            std::printf("       -");
        else
            std::printf(" %7.5f", report.calendar[i - 1].min_gap);
        return fit;
    };
    for (std::size_t i = 0; i < expiries.size(); ++i) {
        std::printf("%s  %6zu ", name[i].c_str(), expiries[i].size());
        (void)half(alone.surface.slice(i), was, i);
        std::printf("  |");
        const auto fit = half(together.surface.slice(i), is, i);
        std::printf("     %4.0f %%\n", 100 * fit.share_inside());
    }
    const std::size_t certificates = is.butterfly.size() + is.calendar.size();
    std::printf("\neach alone:        %zu of %zu certificates hold, %s\n", count_free(was), certificates,
                was.arbitrage_free() ? "free of arbitrage" : "there is arbitrage");
    std::printf("without arbitrage: %zu of %zu certificates hold, %s at all strikes and times\n", count_free(is),
                certificates, is.arbitrage_free() ? "free of arbitrage" : "there is arbitrage");
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "OPTIONS.csv\n       option quotes of one moment",
                         {examples::sample("sample_chain.csv")}, answer);
}
