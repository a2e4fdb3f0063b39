// SPDX-License-Identifier: BSL-1.0
#include "published_tables.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <smirk/black/price.hpp>
#include <smirk/surface/fit_heston.hpp>
#include <smirk/surface/term_structure.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace smirk::surface;

TEST_CASE("fit_heston: vols of many strikes agree with those of one", "[surface][heston]")
{
    for (const heston& m :
         {heston{0.04, 0.04, 1.5, 0.3, -0.7}, heston{0.02, 0.06, 0.5, 1, -0.9}, heston{0.09, 0.03, 5, 0.2, 0.4},
          heston{0.12, 0.06, 2, 0.05, -0.99}, heston{0.001, 0.15, 0.06, 4.2, -0.96}})
        for (double years : {0.02, 0.25, 1.0, 5.0}) {
            const double s = std::sqrt(m.mean_variance * years);
            const std::vector<double> k{-2.5 * s, -s, 0, 0.7 * s, 1.5 * s};
            std::vector<double> vol;
            REQUIRE(smirk::surface::detail::heston_vols(m, years, k, vol));
            for (std::size_t i = 0; i < k.size(); ++i)
                REQUIRE_THAT(vol[i], WithinAbs(heston_surface{m}.vol(k[i], years), 1e-6)); // 1e-15 / vega at 1e-9
        }
}

TEST_CASE("fit_heston: two quadratures agree for models at random", "[surface][heston]")
{
    // heston_smile turns a hyperbola through the saddle point of each strike, heston_vols keeps to one straight line
    std::mt19937 random(3);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random() % 100001) / 100000;
    };
    for (int trial = 0; trial < 400; ++trial) {
        const heston m{std::exp(between(-7, 0)), std::exp(between(-7, 0)), std::exp(between(-3, 3)),
                       std::exp(between(-4, 1.5)), between(-0.99, 0.99)};
        const double years = std::exp(between(-6, 3));
        const double s = std::sqrt(years * mean_reverting_variance(m.spot_variance, m.mean_variance, m.kappa, years));
        const std::vector<double> k{-2 * s, -s, 0, 0.5 * s, 1.5 * s};
        std::vector<double> vol;
        if (!smirk::surface::detail::heston_vols(m, years, k, vol)) continue;
        for (std::size_t i = 0; i < k.size(); ++i) {
            INFO("trial " << trial << " k " << k[i]);
            REQUIRE_THAT(heston_smile(m, years).time_value(k[i]).value,
                         WithinAbs(smirk::black::time_value(1.0, std::exp(k[i]), years, vol[i]), 1e-11));
        }
    }
}

TEST_CASE("fit_heston: parameters are recovered", "[surface][heston]")
{
    const heston truth{.spot_variance = 0.05, .mean_variance = 0.08, .kappa = 2.5, .vol_of_variance = 0.7, .rho = -0.6};
    vol_quotes quotes;
    for (double years : {0.1, 0.5, 1.0, 2.0})
        for (double x : {-1.5, -0.7, 0.0, 0.5, 1.0}) {
            const double k = 0.25 * x * std::sqrt(years);
            quotes.add_moneyness(k, years, heston_surface{truth}.vol(k, years));
        }
    quotes.add_moneyness(0.1, 0.5, std::numeric_limits<double>::quiet_NaN());
    const auto fit = fit_heston(quotes);
    REQUIRE(fit.status == fit_status::converged);
    REQUIRE(fit.used == 20);
    REQUIRE(fit.dropped == 1);
    REQUIRE(fit.max_error < 1e-7);
    REQUIRE_THAT(fit.model.spot_variance, WithinRel(0.05, 1e-4));
    REQUIRE_THAT(fit.model.mean_variance, WithinRel(0.08, 1e-4));
    REQUIRE_THAT(fit.model.kappa, WithinRel(2.5, 1e-3));
    REQUIRE_THAT(fit.model.vol_of_variance, WithinRel(0.7, 1e-3));
    REQUIRE_THAT(fit.model.rho, WithinAbs(-0.6, 1e-4));

    const auto warm = fit_heston(quotes, {.start = fit.model});
    REQUIRE(warm);
    REQUIRE(warm.iterations <= 3);

    vol_quotes few;
    few.add_moneyness(0, 1, 0.2);
    REQUIRE(fit_heston(few).status == fit_status::too_few_points);
}

TEST_CASE("fit_heston: Sepp's DAX table", "[surface][heston]")
{
    SKIP_WITHOUT_SHARED_DATA("surface/dax_20020705_sepp.csv");
    const std::string path = support::shared_data("surface/dax_20020705_sepp.csv");

    // QuantLib 1.29, test-suite/hestonmodel.cpp, testDAXCalibration: 177.2 vol points squared, "see article by A.
    // Sepp", to 1.0. The test rounds expiries to whole weeks, (days + 3) / 7 downwards, and interpolates zero rates
    // linearly.
    const auto t = support::read_csv(path);
    const auto strike = t.numbers("strike"), days = t.numbers("days"), rate = t.numbers("zero_rate"),
               vol = t.numbers("implied_vol");
    const auto zero_rate = [&](double day) {
        std::size_t i = 0; // the first eight rows are the expiries of one strike
        while (i < 6 && days[i + 1] < day) ++i;
        return rate[i] + (rate[i + 1] - rate[i]) * (day - days[i]) / (days[i + 1] - days[i]);
    };
    vol_quotes weeks;
    for (std::size_t i = 0; i < vol.size(); ++i) {
        const double day = 7 * std::floor((days[i] + 3) / 7), years = day / 365;
        weeks.add(4468.17 * std::exp(zero_rate(day) * years), strike[i], years, vol[i]);
    }
    const auto published = fit_heston(weeks);
    REQUIRE(published.status == fit_status::converged);
    REQUIRE(published.used == 104);
    CHECK_THAT(1e4 * published.sum_of_squares, WithinAbs(177.2, 0.1));

    // with the expiries as they are in the table; the same minimum from starts far apart
    const auto quotes = support::dax_2002(path);
    const auto fit = fit_heston(quotes);
    REQUIRE(fit);
    for (const heston& start : {heston{0.1, 0.1, 1, 0.5, -0.5}, heston{0.2, 0.07, 8, 2, -0.5}}) {
        const auto again = fit_heston(quotes, {.start = start});
        REQUIRE(again);
        REQUIRE_THAT(again.sum_of_squares, WithinRel(fit.sum_of_squares, 1e-6)); // the bottom is flat
    }
    INFO("sum of squares " << 1e4 * published.sum_of_squares << " and " << 1e4 * fit.sum_of_squares);
    CHECK(1e4 * fit.sum_of_squares < 182);
}
