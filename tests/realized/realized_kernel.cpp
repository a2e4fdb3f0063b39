// SPDX-License-Identifier: BSL-1.0
#include <smirk/realized/realized_kernel.hpp>
#include <smirk/realized/realized_variance.hpp>

#include "realized/sim_day.hpp"
#include "support/shared_data.hpp"

#include <random>

namespace realized = smirk::realized;
using realized::kernel_form;
using realized::kernel_weight;

TEST_CASE("realized_kernel: the reference program's flat-top kernels, bandwidth 10")
{
    for (const char* column : {"ret", "ret_jump"}) {
        const auto r = sim::day(column);
        const auto flat = [&](kernel_weight weight, bool adjust) {
            return realized::realized_kernel(r, 10,
                                             {.weight = weight, .form = kernel_form::flat_top, .adjust = adjust});
        };
        REQUIRE_THAT(flat(kernel_weight::parzen, true),
                     WithinRel(sim::reference("RKparzen_H10_adj", column), sim::sum_order));
        REQUIRE_THAT(flat(kernel_weight::parzen, false),
                     WithinRel(sim::reference("RKparzen_H10_noadj", column), sim::sum_order));
        REQUIRE_THAT(flat(kernel_weight::bartlett, false),
                     WithinRel(sim::reference("RKbartlett_H10_noadj", column), sim::sum_order));
        REQUIRE_THAT(flat(kernel_weight::tukey_hanning, false),
                     WithinRel(sim::reference("RKth2_H10_noadj", column), sim::sum_order));
    }
}

TEST_CASE("realized_kernel: without lags it is realized variance")
{
    REQUIRE_THAT(realized::realized_kernel(sim::day(), 0),
                 WithinRel(realized::realized_variance(sim::day()), sim::sum_order));
}

TEST_CASE("realized_kernel: non-negative is what it says, flat-top is not")
{
    // A price that bounces: all of its variance is noise.
    std::vector<double> bounce(200);
    for (std::size_t i = 0; i < bounce.size(); ++i) bounce[i] = i % 2 ? 0.001 : -0.001;
    for (const std::size_t H : {1u, 2u, 5u, 30u}) REQUIRE(realized::realized_kernel(bounce, H) >= 0);
    REQUIRE(realized::realized_kernel(bounce, 1, {.form = kernel_form::flat_top}) < 0);
    std::mt19937_64 engine(1);
    std::normal_distribution<double> z;
    for (int day = 0; day < 200; ++day) {
        std::vector<double> r(50);
        for (double& x : r) x = z(engine);
        for (const std::size_t H : {1u, 7u, 49u}) REQUIRE(realized::realized_kernel(r, H) >= 0);
    }
}

TEST_CASE("realized_kernel: the weights at the ends and where the pieces meet")
{
    for (const auto weight : {kernel_weight::parzen, kernel_weight::bartlett, kernel_weight::tukey_hanning}) {
        REQUIRE_THAT(realized::kernel_value(weight, 0), WithinRel(1., 1e-15));
        REQUIRE_THAT(realized::kernel_value(weight, 1), WithinAbs(0., 1e-15));
    }
    REQUIRE_THAT(realized::kernel_value(kernel_weight::parzen, 0.5), WithinRel(0.25, 1e-15));
    REQUIRE_THAT(realized::kernel_value(kernel_weight::parzen, std::nextafter(0.5, 1)), WithinRel(0.25, 1e-14));
}

TEST_CASE("realized_kernel_bandwidth: Parzen's constant")
{
    // sigma 1 % a day, noise 5e-4, 23400 seconds: 3.5134 * 0.0025^0.4 * 23400^0.6 = 133.5
    REQUIRE(realized::realized_kernel_bandwidth(25e-8, 1e-4, 23400) == 134);
    REQUIRE(realized::realized_kernel_bandwidth(0, 1e-4, 390) == 0);
    REQUIRE(realized::realized_kernel_bandwidth(1, 1e-4, 10) == 9);
    REQUIRE_THROWS_AS(realized::realized_kernel_bandwidth(-1, 1e-4, 390), std::invalid_argument);
}

TEST_CASE("realized_kernel: a noisy day of seconds")
{
    SKIP_WITHOUT_SHARED_DATA("realized/sim_noise_23401.csv");
    const auto t = support::read_csv(support::shared_data("realized/sim_noise_23401.csv"));
    const auto ref = support::read_csv(support::shared_data("realized/sim_noise_23401_hf.csv"));
    for (const char* column : {"logp", "logp_noise"}) {
        const auto p = t.numbers(column);
        std::vector<double> r(p.size() - 1);
        for (std::size_t i = 0; i < r.size(); ++i) r[i] = p[i + 1] - p[i];
        for (std::size_t row = 0; row < ref.text.at("measure").size(); ++row)
            for (const std::size_t H : {30u, 100u})
                if (ref.text.at("measure")[row] == "RKparzen_H" + std::to_string(H) + "_noadj")
                    REQUIRE_THAT(realized::realized_kernel(r, H, {.form = kernel_form::flat_top}),
                                 WithinRel(ref.numbers(column)[row], 1e-11)); // the noise cancels
    }
}

TEST_CASE("realized_kernel: misuse throws")
{
    REQUIRE_THROWS_AS(realized::realized_kernel(std::vector<double>{}, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::realized_kernel(std::vector<double>(10), 10), std::invalid_argument);
}

TEST_CASE("jittered_returns: the ends are means, the middle is as it was")
{
    const std::vector<double> p{1, 3, 4, 7, 9, 11};
    const auto r = realized::jittered_returns(p);
    REQUIRE(r == std::vector<double>{2, 3, 3}); // 2, 4, 7, 10
    REQUIRE(realized::jittered_returns(p, 1) == std::vector<double>{2, 1, 3, 2, 2});
    REQUIRE_THAT(realized::jittered_returns(p, 3).at(0), WithinRel(9 - 8 / 3., 1e-14));
    REQUIRE_THROWS_AS(realized::jittered_returns(p, 0), std::invalid_argument);
    REQUIRE_THROWS_AS(realized::jittered_returns(p, 4), std::invalid_argument);
}
