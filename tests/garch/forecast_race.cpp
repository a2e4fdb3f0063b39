// SPDX-License-Identifier: BSL-1.0
// Models, HAR and the implied variance as forecasts of the S&P 500's variance over the next 21 days, 2014 to 2018, each
// from what was known before: the parts of several rooms in one comparison. What is asserted is what is known of such
// data: the implied variance is above the realized one on average, and tells most.
#include "reference_fits.hpp"
#include "support/catch.hpp"

#include <smirk/garch/garch11.hpp>
#include <smirk/garch/gjr.hpp>
#include <smirk/garch/rolling_fit.hpp>
#include <smirk/garch/student_t.hpp>
#include <smirk/realized/har.hpp>
#include <smirk/statistics/compare_forecasts.hpp>

namespace garch = smirk::garch;
namespace statistics = smirk::statistics;

TEST_CASE("forecasts compared: GARCH, GJR, HAR and the VIX over 21 days of the S&P 500")
{
    SKIP_WITHOUT_SHARED_DATA("garch/sp500_ret.csv");
    SKIP_WITHOUT_SHARED_DATA("garch/vix_nona.csv");
    const auto table = support::read_csv(support::shared_data("garch/sp500_ret.csv"));
    const auto vix_table = support::read_csv(support::shared_data("garch/vix_nona.csv"));
    const std::vector<double> y = table.numbers("ret"), vix = vix_table.numbers("vix");
    const auto &days = table.text.at("date"), &vix_days = vix_table.text.at("date");
    const std::size_t n = y.size(), horizon = 21, every = 21;
    const auto first = static_cast<std::size_t>(std::lower_bound(days.begin(), days.end(), "2014-01-06") -
                                                days.begin()); // the VIX of the day before is known

    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> realized(n, none), implied(n, none), har(n, none), squares(n);
    for (std::size_t t = 0; t < n; ++t) squares[t] = y[t] * y[t];
    for (std::size_t t = first; t + horizon <= n; ++t) {
        realized[t] = 0;
        for (std::size_t k = 0; k < horizon; ++k) realized[t] += squares[t + k];
        const auto known = std::find(vix_days.begin(), vix_days.end(), days[t - 1]);
        if (known != vix_days.end()) {
            const double v = vix[static_cast<std::size_t>(known - vix_days.begin())];
            implied[t] = v * v * static_cast<double>(horizon) / 252; // per cent squared
        }
    }
    for (std::size_t t = first; t + horizon <= n; ++t) { // refitted each day: a regression
        const auto fit = smirk::realized::har(std::span<const double>(squares.data(), t), {.horizon = horizon});
        har[t] = static_cast<double>(horizon) * fit.forecast;
    }
    const garch::rolling_fit_options rolling{
        .window = first, .expanding = true, .every = every, .horizon = horizon, .threads = 0};
    const auto plain = garch::rolling_fit<garch::garch11>(y, rolling);
    const auto leverage = garch::rolling_fit<garch::gjr, garch::student_t>(y, rolling);

    const auto r = statistics::compare_forecasts(
        realized,
        {{"GARCH", plain.variance_of_sum}, {"GJR, t", leverage.variance_of_sum}, {"HAR", har}, {"VIX", implied}},
        horizon);
    std::string lines;
    double mean = 0, mean_implied = 0;
    for (const auto& s : r.scores) {
        char line[160];
        std::snprintf(line, sizeof line, "%-7s QLIKE %.4f MSE %.1f a %.2f b %.2f p %.3f DM %.2f %.2f\n", s.name.c_str(),
                      s.qlike, s.mse, s.regression.fit.coefficient[0], s.regression.fit.coefficient[1],
                      s.regression.p_value, s.qlike_to_first.statistic, s.mse_to_first.statistic);
        lines += line;
    }
    for (std::size_t t = 0; t < n; ++t)
        if (implied[t] > 0 && realized[t] > 0) {
            mean += realized[t];
            mean_implied += implied[t];
        }
    CAPTURE(lines);
    REQUIRE(r.rows > 1200);
    REQUIRE(r.best_by_qlike == 3);
    REQUIRE(mean_implied > 1.2 * mean);
    for (const auto& s : r.scores) {
        REQUIRE(s.regression.fit.coefficient[1] > 0); // each knows something
        REQUIRE(s.qlike < 1);
    }
}
