// SPDX-License-Identifier: BSL-1.0
// What is the expected move?
//
//     expected_move [OPTIONS.csv]      quotes of one moment: one row a strike, one row an option, or Cboe's page
//
// The straddle at the forward, and the three numbers that go by that name. If prices were lognormal and nobody were
// paid for the risk, they would hold 57.5, 68.3 and 50.2 % of the outcomes; `inside` is what the smile itself says.
// From vol: one standard deviation, from the vol at the forward.
//
// What it prints for the sample:
//
//     SMK, 2024-09-06 16:00, spot 4685.94
//
//                                   straddle         1.2533 straddles    0.85 straddles    quoted at the nearest strike
//     expiry       days   vol %   points inside %    points inside %    points inside %  strike      bid      ask
//     2024-09-13   7.00   15.84    82.10     58.5    102.89     69.3     69.78     51.2     4690    81.40    82.60
//     2024-09-20  13.73   16.09   116.84     57.9    146.44     68.9     99.31     50.5     4690   116.20   117.30
//     2024-09-27  21.00   16.23   145.83     57.8    182.77     68.8    123.95     50.3     4700   144.10   146.10
//     2024-10-04  28.00   16.32   169.48     57.7    212.41     68.8    144.05     50.3     4700   168.00   169.50
//     2024-10-11  35.00   16.40   190.57     57.8    238.85     68.8    161.99     50.3     4700   189.00   190.70
//     2024-10-18  41.73   16.48   209.15     57.8    262.13     68.9    177.78     50.4     4710   206.60   208.60
//     2024-11-15  69.73   16.74   275.35     58.0    345.10     68.9    234.05     50.6     4725   271.10   273.50
//     without smile and premium                  57.5              68.3              50.2
#include "support/option_file.hpp"
#include "support/question.hpp"

#include <smirk/black/straddle.hpp>
#include <smirk/signals/expected_move.hpp>
#include <smirk/smile.hpp>
#include <smirk/surface/density.hpp>
#include <smirk/surface/fit_svi.hpp>
#include <smirk/surface/smile_quotes.hpp>

#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace col = smirk::col;
namespace signals = smirk::signals;
namespace surface = smirk::surface;

namespace {

void answer(const examples::file_names& files)
{
    constexpr double longest = 100 / 365.0;
    const auto f = examples::told("expected_move", examples::read_options(files[0]));
    std::printf("%s, %s, spot %.2f\n\n", f.underlying.c_str(), examples::iso(f.quoted).c_str(), f.spot);
    std::printf("                              straddle         1.2533 straddles    0.85 straddles    quoted at the "
                "nearest strike\n");
    std::printf("expiry       days   vol %%   points inside %%    points inside %%    points inside %%  strike      "
                "bid      ask\n");
    std::size_t shown = 0;
    for (std::size_t i = 0; i < f.chain.size() && f.chain[i].years < longest; ++i) {
        const auto q = surface::smile_quotes(f.chain[i]);
        if (!q) continue;
        const auto fit = surface::fit_svi(q.k, q.total_variance(), {.weight = q.weight, .years = q.years});
        if (!fit) continue;
        const double forward = q.parity.forward, vol = smirk::smile_vol(fit.smile, 0, q.years);
        const double straddle = smirk::black::straddle_price(forward, q.years, vol);
        std::printf("%s %6.2f %7.2f", examples::iso(f.listings[i].expiry).c_str(), 365 * q.years, 100 * vol);
        using enum signals::straddle_convention;
        for (const auto convention : {price, one_sigma, reduced}) {
            const double move = signals::expected_move(straddle, convention);
            const double inside = surface::distribution(fit.smile, std::log1p(move / forward)) -
                                  surface::distribution(fit.smile, std::log1p(-move / forward));
            std::printf(" %8.2f %8.1f ", move, 100 * inside);
        }
        const auto& quotes = f.chain[i].quotes;
        const auto strike = quotes[col::strike];
        std::size_t near = 0;
        for (std::size_t j = 1; j < strike.size(); ++j)
            if (std::fabs(strike[j] - forward) < std::fabs(strike[near] - forward)) near = j;
        std::printf(" %7.0f %8.2f %8.2f\n", strike[near], quotes[col::call_bid][near] + quotes[col::put_bid][near],
                    quotes[col::call_ask][near] + quotes[col::put_ask][near]);
        ++shown;
    }
    if (shown == 0) throw std::runtime_error(f.path + ": no expiry within 100 days has a smile");
    using enum signals::straddle_convention;
    std::printf("without smile and premium              %8.1f          %8.1f          %8.1f\n",
                100 * signals::coverage(price), 100 * signals::coverage(one_sigma), 100 * signals::coverage(reduced));
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "OPTIONS.csv\n       option quotes of one moment",
                         {examples::sample("sample_chain.csv")}, answer);
}
