// SPDX-License-Identifier: BSL-1.0
// What is the local vol of this market, and do prices under it give the quotes back?
//
//     local_vol [OPTIONS.csv]      quotes of one moment: one row a strike, one row an option, or Cboe's page
//
// Local vol is the one function of price and time under which a diffusion reprices every option of the surface. It is
// read off a surface without arbitrage, by Dupire's formula; the options are then priced anew, by the forward equation
// on a grid, and their vols compared with those that went in.
//
// What it prints for the sample:
//
//     SMK, 2024-09-06 16:00: 10 expiries, rmse 1.6 bp
//
//     local vol %, implied vol % in brackets, at ln(K/F)
//       days        -0.20          -0.15          -0.10          -0.05          +0.00          +0.05          +0.10
//         30  28.35 (22.79)  25.72 (21.36)  22.93 (19.82)  19.96 (18.16)  16.79 (16.35)  13.55 (14.47)  13.23 (13.61)
//         60  27.39 (22.04)  24.95 (20.81)  22.42 (19.50)  19.79 (18.12)  17.13 (16.67)  14.63 (15.22)  13.16 (14.12)
//         91  26.65 (21.73)  24.40 (20.59)  22.10 (19.41)  19.78 (18.18)  17.52 (16.93)  15.47 (15.71)  14.01 (14.68)
//        182  24.97 (21.20)  23.18 (20.29)  21.42 (19.37)  19.70 (18.45)  18.09 (17.53)  16.64 (16.66)  15.42 (15.87)
//        365  22.98 (20.71)  21.88 (20.08)  20.81 (19.45)  19.78 (18.83)  18.80 (18.23)  17.88 (17.64)  17.04 (17.09)
//
//     prices under local vol against those of the surface, 80 options
//     grid           rmse bp   largest bp
//      200 by 100        0.21         0.78
//      400 by 200        0.05         0.18
//      800 by 400        0.01         0.04
#include "support/option_file.hpp"
#include "support/question.hpp"

#include <smirk/black/implied_vol.hpp>
#include <smirk/surface/fit.hpp>
#include <smirk/surface/local_vol.hpp>
#include <smirk/surface/local_vol_pde.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace surface = smirk::surface;

namespace {

void answer(const examples::file_names& files)
{
    const auto f = examples::told("local_vol", examples::read_options(files[0]));
    surface::vol_quotes quotes;
    for (const auto& expiry : f.chain)
        if (const auto q = surface::smile_quotes(expiry)) quotes.add(q);
    const auto fitted = surface::fit(quotes, {.leave_out_thin = true});
    if (!fitted) throw std::runtime_error(f.path + ": no surface: " + to_string(fitted.status));
    const auto& s = fitted.surface;
    std::printf("%s, %s: %zu expiries, rmse %.1f bp\n\n", f.underlying.c_str(), examples::iso(f.quoted).c_str(),
                s.size(), 1e4 * fitted.rmse);

    constexpr double strikes[] = {-0.20, -0.15, -0.10, -0.05, 0.0, 0.05, 0.10};
    std::printf("local vol %%, implied vol %% in brackets, at ln(K/F)\n  days");
    for (const double k : strikes) std::printf("        %+.2f  ", k);
    std::printf("\n");
    for (const double days : {30.0, 60.0, 91.0, 182.0, 365.0}) {
        const double years = days / 365;
        if (years > s.years(s.size() - 1)) break;
        std::printf("%6.0f", days);
        for (const double k : strikes)
            std::printf("  %5.2f (%5.2f)", 100 * surface::local_vol(s, k, years), 100 * s.vol(k, years));
        std::printf("\n");
    }

    // two standard deviations below the money to one and a half above, at each expiry
    std::vector<double> k, years;
    for (std::size_t i = 0; i < s.size(); ++i)
        for (double z = -2; z <= 1.5; z += 0.5) {
            k.push_back(z * std::sqrt(s.slice(i).total_variance(0)));
            years.push_back(s.years(i));
        }
    std::printf("\nprices under local vol against those of the surface, %zu options\n", k.size());
    std::printf("grid           rmse bp   largest bp\n");
    for (const std::size_t steps : {100u, 200u, 400u}) {
        const auto price = surface::local_vol_prices(s, k, years, {.space_steps = 2 * steps, .time_steps = steps});
        double squares = 0, largest = 0;
        for (std::size_t i = 0; i < k.size(); ++i) {
            const auto repriced =
                smirk::black::implied_vol(smirk::option_type::call, price[i], 1.0, std::exp(k[i]), years[i]);
            const double error = 1e4 * (repriced.vol - s.vol(k[i], years[i]));
            squares += error * error / static_cast<double>(k.size());
            largest = std::max(largest, std::fabs(error));
        }
        std::printf("%4zu by %-4zu %10.2f %12.2f\n", 2 * steps, steps, std::sqrt(squares), largest);
    }
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "OPTIONS.csv\n       option quotes of one moment",
                         {examples::sample("sample_chain.csv")}, answer);
}
