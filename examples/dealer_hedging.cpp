// SPDX-License-Identifier: BSL-1.0
// What do dealers have to hedge?
//
//     dealer_hedging [OPTIONS.csv]      quotes of one moment with open interest: one row an option, or Cboe's page
//
// Nobody knows who holds which side. The usual guess is that dealers are long the calls and short the puts of the open
// interest; the last lines tell what becomes of the answer where they are short the calls too.
//
// What it prints for the sample:
//
//     SMK, 2024-09-06 16:00, spot 4685.94, 1800 positions
//
//     the 8 strikes with most gamma, millions of delta for a move of 1 %
//     strike       calls      puts       net
//       4400       210.3   -1027.0    -816.7
//       4500      1005.7   -3664.8   -2659.1
//       4560       199.1    -693.7    -494.5
//       4590       248.0    -826.5    -578.5
//       4600      1537.2   -2014.9    -477.7
//       4725       439.7   -1111.2    -671.5
//       4800      1197.9   -1991.3    -793.4
//       5000      1535.4    -724.9     810.5
//     pin: 4500 holds 5.7 % of all gamma, -3.97 % from the spot
//
//     dealers long calls, short puts
//       gamma -7470.9 million for 1 %, vega +51.8 million a point, vanna +5430.0 million of delta a point
//       zero gamma at 4796.83, +2.37 % from the spot
//       spot down 1 %, vol up 1 point: they sell 12900.9 million; the move is driven
//
//     dealers short both
//       gamma -82028.3 million for 1 %, vega -2385.8 million a point, vanna -1330.1 million of delta a point
//       no zero-gamma level within 30 % of the spot
//       spot down 1 %, vol up 1 point: they sell 80698.2 million; the move is driven
#include "support/dealers.hpp"
#include "support/question.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace signals = smirk::signals;
using book = std::vector<signals::dealer_position>;

namespace {

void print_by_strike(const book& positions, double spot)
{
    constexpr std::size_t most = 8;
    auto strikes = examples::gamma_by_strike(positions, spot);
    std::sort(strikes.begin(), strikes.end(),
              [](const auto& a, const auto& b) { return std::fabs(a.net()) > std::fabs(b.net()); });
    strikes.resize(std::min(strikes.size(), most));
    std::sort(strikes.begin(), strikes.end(), [](const auto& a, const auto& b) { return a.strike < b.strike; });
    std::printf("the %zu strikes with most gamma, millions of delta for a move of 1 %%\n", strikes.size());
    std::printf("strike       calls      puts       net\n");
    for (const auto& s : strikes)
        std::printf("%6.0f   %9.1f %9.1f %9.1f\n", s.strike, s.calls / 1e6, s.puts / 1e6, s.net() / 1e6);
}

void print_total(const char* guess, const book& positions, double spot)
{
    const auto e = signals::exposure(positions, spot);
    const auto zero = signals::zero_gamma_level(positions, spot, 0.7 * spot, 1.3 * spot);
    std::printf("\n%s\n", guess);
    std::printf("  gamma %+.1f million for 1 %%, vega %+.1f million a point, vanna %+.1f million of delta a point\n",
                e.gamma_cash_percent / 1e6, e.vega / 1e6, e.vanna_cash / 1e6);
    if (std::isnan(zero.nearest))
        std::printf("  no zero-gamma level within 30 %% of the spot\n");
    else
        std::printf("  zero gamma at %.2f, %+.2f %% from the spot\n", zero.nearest, 100 * (zero.nearest / spot - 1));
    std::printf("  spot down 1 %%, vol up 1 point: they %s %.1f million; the move is %s\n",
                signals::hedge_flow(e, -0.01, 0.01) > 0 ? "buy" : "sell",
                std::fabs(signals::hedge_flow(e, -0.01, 0.01)) / 1e6,
                signals::hedge_flow(e, -0.01, 0.01) > 0 ? "damped" : "driven");
}

void answer(const examples::file_names& files)
{
    const auto f = examples::told("dealer_hedging", examples::read_options(files[0]));
    if (!(f.spot > 0)) throw std::runtime_error(f.path + ": does not give the spot");
    const book usual = examples::dealer_book_of(f, {.call = 1, .put = -1});
    if (usual.empty()) throw std::runtime_error(f.path + ": has no open interest");
    const auto pin = signals::pin_strike(usual, f.spot);
    std::printf("%s, %s, spot %.2f, %zu positions\n\n", f.underlying.c_str(), examples::iso(f.quoted).c_str(), f.spot,
                usual.size());
    print_by_strike(usual, f.spot);
    std::printf("pin: %.0f holds %.1f %% of all gamma, %+.2f %% from the spot\n", pin.strike, 100 * pin.share,
                100 * pin.distance);
    print_total("dealers long calls, short puts", usual, f.spot);
    print_total("dealers short both", examples::dealer_book_of(f, {.call = -1, .put = -1}), f.spot);
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "OPTIONS.csv\n       option quotes of one moment with open interest",
                         {examples::sample("sample_chain.csv")}, answer);
}
