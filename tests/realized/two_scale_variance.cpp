// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/realized_variance.hpp>
#include <smirk/realized/two_scale_variance.hpp>

#include "realized/sim_day.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("subsampled_realized_variance: the mean over the grids, written out")
{
    std::vector<double> p{0};
    for (const double r : sim::day()) p.push_back(p.back() + r);
    double sum = 0;
    for (std::size_t start = 0; start < 5; ++start)
        for (std::size_t i = start; i + 5 < p.size(); i += 5) sum += (p[i + 5] - p[i]) * (p[i + 5] - p[i]);
    REQUIRE_THAT(realized::subsampled_realized_variance(p, 5), WithinRel(sum / 5, sim::sum_order));
    REQUIRE_THAT(realized::subsampled_realized_variance(p, 1),
                 WithinRel(sim::reference("RV"), 1e-11)); // returns are differences of sums here
}

TEST_CASE("two_scale_variance: a noisy day of seconds")
{
    SKIP_WITHOUT_SHARED_DATA("realized/sim_noise_23401.csv");
    const auto t = support::read_csv(support::shared_data("realized/sim_noise_23401.csv"));
    const auto ref = support::read_csv(support::shared_data("realized/sim_noise_23401_hf.csv"));
    for (const char* column : {"logp", "logp_noise"}) {
        const auto p = t.numbers(column);
        const auto want = [&](const std::string& measure) {
            for (std::size_t i = 0; i < ref.text.at("measure").size(); ++i)
                if (ref.text.at("measure")[i] == measure) return ref.numbers(column)[i];
            throw std::out_of_range(measure);
        };
        REQUIRE_THAT(realized::subsampled_realized_variance(p, 1), WithinRel(want("RV_1s"), 1e-12));
        std::vector<double> five_minutes;
        for (std::size_t i = 300; i < p.size(); i += 300) five_minutes.push_back(p[i] - p[i - 300]);
        REQUIRE_THAT(realized::realized_variance(five_minutes), WithinRel(want("RV_5min"), 1e-12));
        // The reference program counts the n + 1 prices where the paper counts the n returns in n_K and n_J: 5e-9 of
        // the price variance without noise, and of the difference that the noise makes 2e-7.
        const double prices_for_returns = 5e-7;
        REQUIRE_THAT(realized::two_scale_variance(p, 300), WithinRel(want("TSRV_K300_J1"), prices_for_returns));
        REQUIRE_THAT(realized::two_scale_variance(p, 60), WithinRel(want("TSRV_K60_J1"), prices_for_returns));
        REQUIRE_THAT(realized::two_scale_variance(p, 60, 5), WithinRel(want("TSRV_K60_J5"), prices_for_returns));
        // Its own count, put in by hand, gives its numbers.
        const double nK = (23401. - 300 + 1) / 300, nJ = 23401;
        const double theirs =
            (realized::subsampled_realized_variance(p, 300) - nK / nJ * realized::subsampled_realized_variance(p, 1)) /
            (1 - nK / nJ);
        REQUIRE_THAT(theirs, WithinRel(want("TSRV_K300_J1"), 1e-11));
    }
}

TEST_CASE("two_scale_variance: misuse throws, NaN comes through")
{
    std::vector<double> p(10);
    REQUIRE_THROWS_AS(realized::two_scale_variance(p, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::two_scale_variance(p, 5, 5), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::two_scale_variance(p, 10), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::subsampled_realized_variance(p, 0), std::invalid_argument);
    p[5] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(realized::two_scale_variance(p, 3)));
}
