// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/pre_averaged_variance.hpp>

#include "realized/sim_day.hpp"
#include "support/shared_data.hpp"

#include <cmath>
#include <limits>

namespace realized = smirk::realized;

TEST_CASE("pre_averaged_variance: sixteen returns by hand")
{
    // k = 4: g = 1/4, 1/2, 1/4; psi_2 = 3/32, psi_1 = 1. All returns equal to x: ybar = x, thirteen of them.
    const double x = 0.01;
    const double want = 16. / 14 * 14 * x * x / (4 * 3 / 32.) - 32 / 3. * 16 * x * x / 32;
    REQUIRE_THAT(realized::pre_averaged_variance(std::vector<double>(16, x)), WithinRel(want, 1e-13));
}

TEST_CASE("pre_averaged_variance: a noisy day of seconds")
{
    SKIP_WITHOUT_SHARED_DATA("realized/sim_noise_23401.csv");
    const auto t = support::read_csv(support::shared_data("realized/sim_noise_23401.csv"));
    const auto ref = support::read_csv(support::shared_data("realized/sim_noise_23401_hf.csv"));
    for (const char* column : {"logp", "logp_noise"}) {
        const auto p = t.numbers(column);
        std::vector<double> r(p.size() - 1);
        for (std::size_t i = 0; i < r.size(); ++i) r[i] = p[i + 1] - p[i];
        const double n = 23400;
        for (std::size_t row = 0; row < ref.text.at("measure").size(); ++row)
            for (const double theta : {0.8, 1.0})
                if (ref.text.at("measure")[row] == (theta == 1 ? "PREAV_theta1" : "PREAV_theta0.8")) {
                    // The reference program leaves out n / (n - k + 2), which makes up for the sums that the ends
                    // lack, and has theta sqrt(n) for k: 0.8 % and 1.3 % low.
                    const double k = std::floor(theta * std::sqrt(n));
                    REQUIRE_THAT(
                        realized::pre_averaged_variance(r, theta),
                        WithinRel(ref.numbers(column)[row] * n / (n - k + 2) * theta * std::sqrt(n) / k, 1e-3));
                }
    }
}

TEST_CASE("pre_averaged_variance: misuse throws, NaN comes through")
{
    REQUIRE_THROWS_AS(realized::pre_averaged_variance(std::vector<double>{}), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::pre_averaged_variance(std::vector<double>(100), 0.1), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::pre_averaged_variance(std::vector<double>(100), -1), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::pre_averaged_variance(std::vector<double>(100), 11), std::invalid_argument);
    std::vector<double> r(100);
    r[0] = std::numeric_limits<double>::quiet_NaN();
    REQUIRE(std::isnan(realized::pre_averaged_variance(r)));
}
