// SPDX-License-Identifier: BSL-1.0
// The measures that R's highfrequency 1.0.0 has as well, on 22 days of real one-minute prices.
#include <smirk/realized.hpp>

#include "support/catch.hpp"
#include "support/csv.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace realized = smirk::realized;

TEST_CASE("highfrequency: 22 days of one-minute prices")
{
    SKIP_WITHOUT_SHARED_DATA("realized/hf_oneminute_market_daily.csv");
    const auto ref = support::read_csv(support::shared_data("realized/hf_oneminute_market_daily.csv"));
    const auto ticks = support::read_csv(support::shared_data("realized/hf_oneminute_market_prices.csv"));
    const auto price = ticks.numbers("MARKET");
    const auto& stamps = ticks.text.at("DT");
    const auto& dates = ref.text.at("date");
    REQUIRE(dates.size() == 22);
    for (std::size_t day = 0; day < dates.size(); ++day) {
        std::vector<double> prices;
        for (std::size_t i = 0; i < price.size(); ++i)
            if (stamps[i].substr(0, 10) == dates[day]) prices.push_back(price[i]);
        std::vector<double> r; // differences of logarithms, as it takes them
        for (std::size_t i = 1; i < prices.size(); ++i) r.push_back(std::log(prices[i]) - std::log(prices[i - 1]));
        INFO(dates[day]);
        REQUIRE(static_cast<double>(r.size()) == ref.numbers("n")[day]);
        const double n = static_cast<double>(r.size());
        const auto same = [&](const char* measure, double got, double factor = 1) {
            INFO(measure);
            REQUIRE_THAT(got, WithinRel(ref.numbers(measure)[day] * factor, 1e-12)); // sums in another order
        };
        same("RV", realized::realized_variance(r));
        // Of prices near 100 logarithms are good to 1e-16, so the differences, returns of 1e-4, to 1e-11 at best.
        REQUIRE_THAT(realized::realized_variance(realized::log_returns(prices)),
                     WithinRel(ref.numbers("RV")[day], 1e-10));
        same("BV", realized::bipower_variance(r), n / (n - 1)); // which it leaves out
        same("MPV_m2_p2", realized::bipower_variance(r));
        same("MPV_m3_p2", realized::multipower_variation(r, 3, 2));
        same("MinRV", realized::min_rv(r));
        same("MedRV", realized::med_rv(r));
        same("RQ", realized::realized_quarticity(r), n / (n + 1)); // it takes n + 1
        same("TPQ", realized::tripower_quarticity(r));
        same("QPQ", realized::quadpower_quarticity(r));
        same("MinRQ", realized::min_rq(r));
        same("MedRQ", realized::med_rq(r));
        same("RSdown", realized::realized_semivariance(r).down);
        same("RSup", realized::realized_semivariance(r).up);
        same("RSkew", realized::realized_skewness(r));
        same("RKurt", realized::realized_kurtosis(r));
        // Barndorff-Nielsen and Shephard's statistics, from its bipower variation; 1 - BV / RV cancels.
        const double pi = std::numbers::pi, rv = realized::realized_variance(r), tpq = realized::tripower_quarticity(r),
                     bv = realized::bipower_variance(r) * (n - 1) / n, least = pi * pi / 4 + pi - 5;
        REQUIRE_THAT(std::sqrt(n) * (1 - bv / rv) / std::sqrt(least * std::max(1., tpq / (bv * bv))),
                     WithinAbs(ref.numbers("BNS_ratio_max_z")[day], 1e-12));
        REQUIRE_THAT(std::sqrt(n) * (rv - bv) / std::sqrt(least * tpq),
                     WithinAbs(ref.numbers("BNS_linear_z")[day], 1e-12));
        using realized::kernel_form;
        using realized::kernel_weight;
        same("RKparzen_H10_adj", realized::realized_kernel(r, 10, {.form = kernel_form::flat_top, .adjust = true}));
        same("RKparzen_H10_noadj", realized::realized_kernel(r, 10, {.form = kernel_form::flat_top}));
        same("RKbartlett_H10_noadj",
             realized::realized_kernel(r, 10, {.weight = kernel_weight::bartlett, .form = kernel_form::flat_top}));
        same("RKth2_H10_noadj",
             realized::realized_kernel(r, 10, {.weight = kernel_weight::tukey_hanning, .form = kernel_form::flat_top}));
    }
}
