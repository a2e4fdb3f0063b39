// SPDX-License-Identifier: BSL-1.0
// Is the roll eating me?
//
//     roll_cost [FUTURES.csv INDEX.csv]      date,first,second: the first two futures on a volatility index, the next
//                                            contract on a settlement day; and date,close of the index
//
// A product that holds the two futures so as to stay 30 days away from settlement sells the first and buys the second
// every day. What it earns is what the 30-day future moved by, and what rolling down the curve cost. The two add up in
// logarithms, and so do the years.
//
// What it prints for the sample:
//
//              days in   basis   roll a    30-day    index    of it    of it     x 1.5   x -0.5
//             contango  points    day %  future %       %  level %   roll %         %        %
//     2018       100 %     0.87    0.390     -15.3    -38.4    -16.6    -31.7     -53.1     23.4
//     2019        54 %     0.16    0.127      53.3     11.3     42.7    -32.0       0.9    -18.6
//     2020        80 %     0.45    0.243     -25.6    -59.9    -29.6    -61.7     -78.0     36.7
//     2021        47 %    -0.20   -0.023       5.8     12.1      5.7      5.7       1.1    -19.3
//     2022        99 %     0.60    0.293      -6.7    -55.3     -6.9    -73.7     -73.6     32.7
//     2023        64 %     0.20    0.112      -6.0    -29.0     -6.2    -28.0     -47.8      3.6
//     2024        99 %     0.86    0.417       9.7    -46.5      9.3    -71.9     -63.9     26.5
//     all         74 %     0.35    0.194      -1.7    -94.8     -1.7   -293.4     -99.5     92.6
//
//     today: first 16.82, second 17.28, index 16.63, 37 % in the first; if the curve stays, -0.14 % a day
#include "support/futures_file.hpp"
#include "support/price_file.hpp"
#include "support/question.hpp"

#include <smirk/signals/vix_futures.hpp>
#include <smirk/signals/vix_roll.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <vector>

namespace signals = smirk::signals;

namespace {

void answer(const examples::file_names& files)
{
    using std::chrono::year_month_day;
    const auto futures = examples::told("roll_cost", examples::read_futures(files[0]));
    const auto index = examples::told("roll_cost", examples::read_prices(files[1]));
    std::map<examples::date, double> vix;
    for (std::size_t i = 0; i < index.size(); ++i) vix[index.day[i]] = index.close[i];

    std::vector<signals::futures_day> days;
    std::vector<double> level, daily_cost, vix_of;
    for (std::size_t t = 0; t < futures.day.size(); ++t) {
        const auto roll = signals::vix_roll(year_month_day(futures.day[t]));
        const double first = futures.first[t], second = futures.second[t], w1 = roll.first_weight();
        const bool settled = t > 0 && days.back().w1 == 0; // on the eve all was in the second, today's first
        days.push_back({first, settled ? first : second, first, second, w1});
        level.push_back(w1 * first + (1 - w1) * second);
        daily_cost.push_back(signals::daily_roll_cost(first, second, w1, roll.total));
        const auto at = vix.find(futures.day[t]);
        vix_of.push_back(at == vix.end() ? std::nan("") : at->second);
    }
    if (days.size() < 22) throw std::runtime_error(futures.path + ": fewer than 22 days");
    const auto held = signals::constant_maturity_index(days);
    const auto levered = signals::leveraged_product(held, 1.5), inverse = signals::leveraged_product(held, -0.5);

    std::printf("         days in   basis   roll a    30-day    index    of it    of it     x 1.5   x -0.5\n");
    std::printf("        contango  points    day %%  future %%       %%  level %%   roll %%         %%        %%\n");
    const auto row = [&](const char* name, std::size_t from, std::size_t to) { // from the close of `from` on
        double contango = 0, basis = 0, cost = 0, known = 0;
        for (std::size_t t = from + 1; t <= to; ++t) {
            contango += futures.second[t] > futures.first[t];
            cost += daily_cost[t];
            if (std::isnan(vix_of[t])) continue;
            basis += signals::vix_basis(futures.first[t], vix_of[t]);
            ++known;
        }
        const auto n = static_cast<double>(to - from);
        const auto change = [&](const std::vector<double>& x) { return 100 * (x[to] / x[from] - 1); };
        const double moved = 100 * std::log(level[to] / level[from]), earned = 100 * std::log(held[to] / held[from]);
        std::printf("%-8s %5.0f %% %8.2f %8.3f %9.1f %8.1f %8.1f %8.1f %9.1f %8.1f\n", name, 100 * contango / n,
                    basis / known, 100 * cost / n, change(level), change(held), moved, earned - moved, change(levered),
                    change(inverse));
    };
    for (std::size_t from = 0, t = 1; t < days.size(); ++t) {
        const auto year = year_month_day(futures.day[t]).year();
        if (t + 1 < days.size() && year_month_day(futures.day[t + 1]).year() == year) continue;
        row(std::to_string(static_cast<int>(year)).c_str(), from, t);
        from = t;
    }
    row("all", 0, days.size() - 1);
    std::printf(
        "\ntoday: first %.2f, second %.2f, index %.2f, %.0f %% in the first; if the curve stays, %.2f %% a day\n",
        futures.first.back(), futures.second.back(), vix_of.back(), 100 * days.back().w1, -100 * daily_cost.back());
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv,
                         "FUTURES.csv INDEX.csv\n       date,first,second of two futures; date,close of their index",
                         {examples::sample("sample_futures.csv"), examples::sample("sample_iv_history.csv")}, answer);
}
