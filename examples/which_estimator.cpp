// SPDX-License-Identifier: BSL-1.0
// Which estimator of realized volatility should I trust?
//
//     which_estimator [PRICES.csv]      date,open,high,low,close: daily bars, four years or more
//
// An estimator that does not see the move between close and open is too low, by a share that the history tells. What is
// left is noise: the estimate of 21 days is held against the squared returns of the 21 days that follow, which are a
// noisy but unbiased measure of variance, by a loss that ranks rightly in spite of the noise (QLIKE, 0 is perfect).
//
// What it prints for the sample:
//
//     1513 days from 2018-09-04 to 2024-09-06, estimates over 21 days
//
//     estimator                     vol %   sees %    QLIKE   better than close to close?
//     Garman-Klass-Yang-Zhang       15.11     96.1   0.2889   yes (p 0.04)
//     Meilijson                     13.43     75.8   0.2890   yes (p 0.05)
//     Yang-Zhang                    15.09     95.8   0.2893   yes (p 0.04)
//     Garman-Klass, min. variance   13.44     75.9   0.2932   yes (p 0.05)
//     Garman-Klass                  13.44     76.0   0.2933   yes (p 0.05)
//     Rogers-Satchell               13.31     74.5   0.2941   yes (p 0.06)
//     Parkinson                     13.60     77.8   0.3048   yes (p 0.04)
//     close to close                15.42    100.0   0.4683   -
//
//     20 % of the variance falls between close and open. Trust Garman-Klass-Yang-Zhang, the best that sees it all.
#include "support/price_file.hpp"
#include "support/question.hpp"

#include <smirk/realized.hpp>
#include <smirk/realized/garman_klass_minimum_variance.hpp>
#include <smirk/realized/meilijson.hpp>
#include <smirk/statistics/forecast_evaluation.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace col = smirk::col;
namespace realized = smirk::realized;
namespace statistics = smirk::statistics;

namespace {

constexpr std::size_t month = 21;

struct contestant {
    std::string name;
    double vol;               ///< of the whole history
    double level;             ///< its variance over that of close to close
    std::vector<double> loss; ///< one a day, of the estimate brought to the right level
};

void answer(const examples::file_names& files)
{
    const auto p = examples::told("which_estimator", examples::read_prices(files[0]));
    if (!p.has_ranges) throw std::runtime_error(p.path + ": has no open, high and low");
    if (p.size() < 500) throw std::runtime_error(p.path + ": " + std::to_string(p.size()) + " days; 500 are needed");
    const auto bars = smirk::columns(col::open(p.open), col::high(p.high), col::low(p.low), col::close(p.close));

    const auto squares =
        realized::rolling(realized::close_to_close, bars, month, {.mean = realized::mean_return::zero});
    const double whole = realized::close_to_close.variance(bars);
    std::vector<contestant> all;
    const auto enter = [&](const char* name, const auto& estimator) {
        const double level = estimator.variance(bars) / whole;
        const auto vol = realized::rolling(estimator, bars, month);
        contestant c{name, estimator(bars), level, {}};
        for (std::size_t t = month; t + month < p.size(); ++t)
            c.loss.push_back(statistics::qlike(squares[t + month] * squares[t + month], vol[t] * vol[t] / level));
        all.push_back(std::move(c));
    };
    enter("close to close", realized::close_to_close);
    enter("Parkinson", realized::parkinson);
    enter("Garman-Klass", realized::garman_klass);
    enter("Garman-Klass, min. variance", realized::garman_klass_minimum_variance);
    enter("Rogers-Satchell", realized::rogers_satchell);
    enter("Meilijson", realized::meilijson);
    enter("Garman-Klass-Yang-Zhang", realized::garman_klass_yang_zhang);
    enter("Yang-Zhang", realized::yang_zhang);
    std::stable_sort(all.begin(), all.end(), [](const contestant& a, const contestant& b) {
        return statistics::mean_loss(a.loss) < statistics::mean_loss(b.loss);
    });

    const auto reference =
        std::find_if(all.begin(), all.end(), [](const contestant& c) { return c.name == "close to close"; });
    std::printf("%zu days from %s to %s, estimates over %zu days\n\n", p.size(), examples::iso(p.day.front()).c_str(),
                examples::iso(p.day.back()).c_str(), month);
    std::printf("estimator                     vol %%   sees %%    QLIKE   better than close to close?\n");
    for (const auto& c : all) {
        std::printf("%-28s %6.2f   %6.1f   %6.4f", c.name.c_str(), 100 * c.vol, 100 * c.level,
                    statistics::mean_loss(c.loss));
        if (&c == &*reference) {
            std::printf("   -\n");
            continue;
        }
        const auto test = statistics::diebold_mariano(c.loss, reference->loss, 2 * month);
        std::printf("   %s (p %.2f)\n", test.mean_difference < 0 ? "yes" : "no", test.p_value);
    }
    double overnight = 0;
    for (std::size_t t = 1; t < p.size(); ++t) {
        const double gap = std::log(p.open[t] / p.close[t - 1]);
        if (std::isfinite(gap)) overnight += gap * gap / static_cast<double>(p.size() - 1);
    }
    overnight /= whole;
    constexpr double nearly_all = 0.9;
    const auto best = std::find_if(all.begin(), all.end(), [](const contestant& c) { return c.level >= nearly_all; });
    std::printf("\n%.0f %% of the variance falls between close and open. ", 100 * overnight);
    if (best == reference)
        std::printf("None but close to close sees it all:\nopens, highs and lows do not show what moves the close. "
                    "%s tells calm from storm best;\ndivide its variance by its share.\n",
                    all[0].name.c_str());
    else
        std::printf("Trust %s, the best that sees it all.\n", best->name.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    return examples::ask(argc, argv, "PRICES.csv\n       daily bars: date,open,high,low,close",
                         {examples::sample("sample_prices.csv")}, answer);
}
